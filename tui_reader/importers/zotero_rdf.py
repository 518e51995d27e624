"""Zotero's RDF: items, what they stand in, notes, attachments and collections, which refer to each other.

Everything but the records themselves is read before the first paper is given: a note may stand after its item. Only
what papers need of it is held. Source: Zotero, `Zotero RDF.js` and `RDF.js`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tui_reader.importers.dates import date_of
from tui_reader.importers.facts import arxiv_in, ids_of, kind_at, pages_of, record_items, serials_of, tags_of
from tui_reader.importers.records import Format, Item, Problem
from tui_reader.importers.services.kinds import kind_of
from tui_reader.importers.services.values import arxiv_of_doi
from tui_reader.importers.xml_fields import XmlFields, at, inner_text, line_of, raw_of
from tui_reader.importers.xml_stream import xml_elements
from tui_reader.importers.zotero_parts import Attachment, Collections, Container, people_of
from tui_reader.model.papers import Details, Link, Paper, normal_doi
from tui_reader.texts.accents import with_plain_signs
from tui_reader.texts.markdown import markdown_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from tui_reader.importers.records import Source

_SIGN = re.compile(r"<(?:rdf:)?RDF\b[^<>]*(?:zotero\.org/namespaces/export|purl\.org/net/biblio)")
_EXTRA_LINE = re.compile(r"\s*(?P<name>Citation Key|PMID|PMCID|arXiv|DOI)\s*:\s*(?P<value>\S.*?)\s*", re.IGNORECASE)


def read(source: Source) -> Iterator[Item]:
    """The paper of each item, with its notes, files and the collections it is in as tags."""
    library = _Library()
    for line, element in xml_elements(source.lines, frozenset("*")):
        if isinstance(element, Problem):
            yield element
        elif problem := library.add(element, line):
            yield problem
    yield from library.items()


def looks_like(beginning: str) -> bool:
    """Whether the root has the namespaces of Zotero's export."""
    return beginning.lstrip("\ufeff \t\r\n").startswith("<") and bool(_SIGN.search(beginning))


FORMAT = Format("zotero-rdf", "Zotero's RDF", (".rdf",), looks_like, read)


@dataclass(slots=True)
class _Entry:
    """An item before what it refers to is known."""

    about: str
    line: int
    paper: Paper
    parts: list[str] = field(default_factory=list)
    containers: list[Container] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)


class _Library:
    """What was read of a document."""

    def __init__(self) -> None:
        self._entries: list[_Entry] = []
        self._containers: dict[str, Container] = {}
        self._uses: dict[str, int] = {}
        self._notes: dict[str, tuple[int, str]] = {}
        self._attachments: dict[str, Attachment] = {}
        self._collections = Collections()

    def add(self, element: Element, line: int) -> Problem | None:
        """Takes one child of the root in."""
        about = element.get("rdf:about", "")
        fields = XmlFields(element)
        kind = fields.text("z:itemType")
        if element.tag == "z:Collection":
            self._collections.add(about, fields.line("dc:title"), _references(fields, "dcterms:hasPart"))
        elif element.tag == "bib:Memo" or kind == "note":
            self._notes[about] = (line, markdown_of(fields.text("rdf:value")))
        elif element.tag == "z:Attachment" or kind == "attachment":
            self._attachments[about] = Attachment.of(fields)
        elif kind:
            entry = _entry(fields, kind, about, line)
            if not entry.paper.title:
                return Problem(line, "no title", record=about, raw=raw_of(element))
            self._entries.append(entry)
            for part in entry.parts:
                self._uses[part] = self._uses.get(part, 0) + 1
        else:
            self._containers[about] = Container.of(fields)
        return None

    def items(self) -> Iterator[Item]:
        """The records, and the notes on what belongs to none of them."""
        used: set[str] = set()
        for entry in self._entries:
            used.update(entry.notes)
            yield from record_items(self._complete(entry), entry.line)
        for about, (line, text) in self._notes.items():
            if about not in used and text:
                yield Problem(line, "a note that belongs to no item", record=text[:80], raw=text)

    def _complete(self, entry: _Entry) -> Paper:
        paper = entry.paper
        for container in entry.containers:
            paper = container.completed(paper, is_its_own=True)
        for part in entry.parts:
            if part in self._containers:
                paper = self._containers[part].completed(paper, is_its_own=self._uses[part] == 1)
        attachments = [self._attachments[about] for about in entry.attachments if about in self._attachments]
        files = tuple(dict.fromkeys(each.path for each in attachments if each.path))
        addresses = tuple(
            Link("pdf", each.address) for each in attachments if each.is_pdf and each.address.startswith("http")
        )
        tags, _ = tags_of((*paper.tags, *self._collections.of(entry.about)))
        notes = [self._notes[about][1] for about in entry.notes if about in self._notes]
        details = replace(paper.details, files=files, links=tuple(dict.fromkeys((*paper.details.links, *addresses))))
        arxiv = paper.arxiv or arxiv_in(paper.venue or "")
        kind = kind_at(paper.kind, paper.venue, has_arxiv=arxiv is not None)
        note = "\n\n".join(filter(None, notes))
        return replace(paper, arxiv=arxiv, kind=kind, tags=tags, note=note, details=details)


def _entry(fields: XmlFields, kind: str, about: str, line: int) -> _Entry:
    """The item, as far as its own element tells."""
    numbers: dict[str, list[str]] = {}
    url = ""
    for element in fields.all("dc:identifier"):
        if address := next((inner_text(value) for value in element.iter("rdf:value")), ""):
            url = url or address
        else:
            scheme, _, value = inner_text(element).partition(" ")
            numbers.setdefault(scheme.casefold(), []).append(value)
    written = fields.text("dc:date")
    date = date_of(written)
    lines, remarks = _extra(fields)
    doi = next(
        (
            found
            for text in (*numbers.pop("doi", []), lines.get("doi", ""))
            if (found := normal_doi(text.replace(" ", "")))
        ),
        None,
    )
    parts = _references(fields, "dcterms:isPartOf")
    inline = [Container.of(XmlFields(child)) for part in fields.all("dcterms:isPartOf") for child in part]
    own: list[str] = []
    automatic: list[str] = []
    for subject in fields.all("dc:subject"):
        inner = at(subject, "z:AutomaticTag/rdf:value")
        (automatic if inner else own).append(line_of(inner[0] if inner else subject))
    number = fields.text("prism:number", "z:archiveLocation") or ""
    publisher, place = (
        fields.line("dc:publisher/*/foaf:name"),
        fields.line("dc:publisher/*/vcard:adr/vcard:Address/vcard:locality"),
    )
    event = fields.line("bib:presentedAt/bib:Conference/dc:title")
    title, *other_titles = fields.lines("dc:title") or fields.lines("z:caseName", "z:nameOfAct") or ("",)
    is_institution = kind in {"thesis", "report"}
    extra = [("date", written)] if written and not date.year else []
    extra += [("number", number)] if number and kind not in {"journalArticle", "magazineArticle"} else []
    extra += [("extra", remarks)] if remarks else []
    extra += [(scheme, "; ".join(values)) for scheme, values in numbers.items() if scheme not in {"issn", "isbn"}]
    notes, attachments = _references(fields, "dcterms:isReferencedBy"), _references(fields, "link:link")
    paper = Paper(
        title,
        with_plain_signs(fields.prose("dcterms:abstract")),
        people_of(fields, "bib:authors")
        or people_of(fields, "z:presenters", "z:programmers", "z:inventors", "z:directors"),
        date.year or None,
        other_titles[0] if other_titles else None,  # of the proceedings, which stand beside the title of a talk
        arxiv_in(
            number, f"arXiv: {lines['arxiv']}" if "arxiv" in lines else "", remarks, url if "arxiv.org" in url else ""
        )
        or arxiv_of_doi(doi),
        doi,
        url or None,
        kind=kind_of((kind,)) or "other",
        key=lines.get("citation key", ""),
        tags=tuple(own),
        details=Details(
            language=fields.text("z:language", "dc:language"),
            short_title=fields.line("z:shortTitle"),
            editors=people_of(fields, "bib:editors"),
            month=date.month,
            day=date.day,
            volume=fields.text("prism:volume"),
            issue=number if kind in {"journalArticle", "magazineArticle"} else "",
            pages=pages_of(fields.text("bib:pages")),
            publisher="" if is_institution else publisher,
            institution=publisher if is_institution else "",
            place=place,
            edition=fields.text("prism:edition"),
            event=event,
            ids=ids_of(
                [
                    *serials_of("; ".join(numbers.get("issn", [])), "issn")[0],
                    *serials_of("; ".join(numbers.get("isbn", [])), "isbn")[0],
                    ("pmid", lines.get("pmid", "")),
                    ("pmcid", lines.get("pmcid", "")),
                ]
            ),
            keywords=tuple(dict.fromkeys(automatic)),
            extra=tuple(extra),
        ),
    )
    paper = replace(paper, details=replace(paper.details, extra=(*paper.details.extra, *fields.rest())))
    return _Entry(about, line, paper, parts, inline, notes, attachments)


def _references(fields: XmlFields, path: str) -> list[str]:
    return [about for element in fields.all(path) if (about := element.get("rdf:resource", ""))]


def _extra(fields: XmlFields) -> tuple[dict[str, str], str]:
    """What Zotero calls "Extra": the lines that name a field, and the rest."""
    found: dict[str, str] = {}
    rest: list[str] = []
    for element in fields.all("dc:description"):
        for line in inner_text(element).splitlines():
            match = _EXTRA_LINE.fullmatch(line)
            if match and (name := match["name"].casefold()) not in found:
                found[name] = match["value"]
            elif line.strip():
                rest.append(line.strip())
    return found, "\n".join(rest)
