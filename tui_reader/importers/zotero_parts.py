"""What items of Zotero's RDF refer to: the journals and books they stand in, their files, and collections."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui_reader.importers.facts import ids_of, serials_of
from tui_reader.importers.xml_fields import XmlFields, inner_text, line_of
from tui_reader.model.papers import Paper, normal_doi
from tui_reader.texts.names import Person, unique

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Container:
    """A journal, a book, proceedings or a series that an item is part of."""

    kind: str
    """The name of its element: "bib:Journal", "bib:Series"."""
    title: str = ""
    short: str = ""
    volume: str = ""
    number: str = ""
    doi: str | None = None
    ids: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, fields: XmlFields) -> Container:
        """The container of an element."""
        ids: list[tuple[str, str]] = []
        doi = None
        for element in fields.all("dc:identifier"):
            scheme, _, value = inner_text(element).partition(" ")
            doi = doi or (normal_doi(value.replace(" ", "")) if scheme == "DOI" else None)
            if scheme in {"ISSN", "ISBN"}:
                ids += serials_of(value, scheme.casefold())[0]
        return cls(
            fields.element.tag,
            fields.line("dc:title"),
            fields.line("dcterms:alternative"),
            fields.text("prism:volume"),
            fields.text("prism:number"),
            doi,
            ids_of(ids),
        )

    def completed(self, paper: Paper, *, is_its_own: bool) -> Paper:
        """The paper with what this says of it; a DOI only where no other item stands in the same one."""
        details = paper.details
        if self.kind == "bib:Series":
            return replace(paper, details=replace(details, series=details.series or self.title))
        details = replace(
            details,
            venue_short=details.venue_short or (self.short if self.short != self.title else ""),
            volume=details.volume or self.volume,
            issue=details.issue or self.number,
            ids=ids_of((*details.ids, *self.ids)),
        )
        return replace(
            paper,
            venue=paper.venue or self.title or None,
            doi=paper.doi or (self.doi if is_its_own else None),
            details=details,
        )


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file or a page that belongs to an item."""

    path: str = ""
    """Relative to the directory of the export, as a rule."""
    address: str = ""
    is_pdf: bool = False

    @classmethod
    def of(cls, fields: XmlFields) -> Attachment:
        """The attachment of an element."""
        resource = next((each.get("rdf:resource", "") for each in fields.all("rdf:resource")), "") or fields.text(
            "z:path"
        )
        address = next(
            (inner_text(value) for each in fields.all("dc:identifier") for value in each.iter("rdf:value")), ""
        )
        if resource.startswith(("http://", "https://")):
            resource, address = "", address or resource
        return cls(resource, address, "pdf" in fields.text("link:type"))


class Collections:
    """The collections of a library, which may have others in them."""

    def __init__(self) -> None:
        self._titles: dict[str, str] = {}
        self._parents: dict[str, list[str]] = {}

    def add(self, about: str, title: str, parts: list[str]) -> None:
        """Takes a collection in, with the items and collections in it."""
        self._titles[about] = title.replace("/", "-")
        for part in parts:
            self._parents.setdefault(part, []).append(about)

    def of(self, about: str) -> list[str]:
        """The collections of an item, each as a path from the outermost one ("Thesis/Methods")."""
        return list(dict.fromkeys("/".join(path) for path in self._paths(about, ()) if path))

    def _paths(self, about: str, below: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        parents = self._parents.get(about, []) if len(below) < _DEEPEST else []
        if not parents:
            yield below
        for parent in parents:
            title = self._titles.get(parent, "")
            yield from self._paths(parent, (title, *below) if title else below)


def people_of(fields: XmlFields, *paths: str) -> tuple[Person, ...]:
    """The people of the first of these lists that has any; a surname alone is a group's or a whole name."""
    for path in paths:
        people = []
        for person in fields.all(f"{path}/rdf:Seq/rdf:li/foaf:Person"):
            family, given = (
                " ".join(line_of(each) for each in person if each.tag in names)
                for names in (("foaf:surname",), ("foaf:givenName", "foaf:givenname"))
            )
            if family and given:
                people.append(Person.parse(f"{family}, {given}") if "," in given else Person.of(family, given))
            elif whole := family or given:
                people.append(Person.literal(whole))
        if people:
            return unique(people)
    return ()
