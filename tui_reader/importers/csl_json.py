"""CSL-JSON, as Zotero, pandoc, Better BibTeX and Paperpile write it: a list of items, or one of them.

The lines `key: value` that Zotero keeps in `note` are the fields that they name. An item without a title takes its
short title; where it is no part of something else, the name of its container; one without these is refused. Source:
the schema of CSL 1.0.2.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from tui_reader.importers.csl_values import csl_date, note_lines
from tui_reader.importers.dates import Date
from tui_reader.importers.facts import (
    LONGEST_RAW,
    arxiv_in,
    ids_of,
    kind_at,
    pages_of,
    record_items,
    serials_of,
    tags_of,
    words_of,
)
from tui_reader.importers.json_document import is_csl, values_of
from tui_reader.importers.records import Format, Item, Problem
from tui_reader.importers.text_repair import REPAIRED, storable
from tui_reader.model.papers import Details, Paper, normal_arxiv, normal_doi
from tui_reader.texts.markup import plain_abstract, plain_line
from tui_reader.texts.name_lists import people_in, person_of_parts
from tui_reader.texts.names import Person, unique

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.importers.records import Source
    from tui_reader.model.papers import Kind

_KINDS: Final[dict[str, Kind]] = {
    **dict.fromkeys(("article-journal", "article-magazine", "article-newspaper", "review", "review-book"), "article"),
    **dict.fromkeys(("paper-conference", "speech"), "conference"),
    **dict.fromkeys(("chapter", "entry", "entry-dictionary", "entry-encyclopedia"), "chapter"),
    **dict.fromkeys(("webpage", "post", "post-weblog"), "webpage"),
    "article": "preprint",
    "preprint": "preprint",
    "book": "book",
    "thesis": "thesis",
    "report": "report",
    "dataset": "dataset",
    "software": "software",
}
_CANONICAL: Final = frozenset(
    (
        "article-journal",
        "paper-conference",
        "chapter",
        "webpage",
        "article",
        "book",
        "thesis",
        "report",
        "dataset",
        "software",
    )
)
_PARTS: Final = frozenset(("article", "chapter", "conference"))
"""The kinds of what stands in something with a title of its own, which is not theirs."""
_TEXTS: Final = {
    "language": "language",
    "short_title": "title-short",
    "volume": "volume",
    "issue": "issue",
    "publisher": "publisher",
    "place": "publisher-place",
    "series": "collection-title",
    "edition": "edition",
    "status": "status",
}
_NOTE_IDS: Final = {"pmid": "pmid", "pmcid": "pmcid", "isbn": "isbn", "issn": "issn", "ads bibcode": "bibcode"}


def read(source: Source) -> Iterator[Item]:
    """The paper of each item, and what could not be used as it was meant."""
    for value, line in values_of(source, lists=("items", "references")):
        if isinstance(value, Problem):
            yield value
        elif not isinstance(value, dict):
            yield Problem(line, "a value where an object was expected", raw=json.dumps(value)[:LONGEST_RAW])
        else:
            yield from _items(value, line)


def looks_like(beginning: str) -> bool:
    """Whether it is JSON whose objects have a type and other names of CSL."""
    return is_csl(beginning)


FORMAT = Format("csl-json", "CSL-JSON", (".csl.json", ".csljson"), looks_like, read)


def _items(item: dict[str, Any], line: int) -> Iterator[Item]:
    given = {name: value for name, value in item.items() if value not in (None, "", [], {})}
    fields = {storable(name): _clean(value) for name, value in given.items()}
    notes: list[str] = [] if fields == given else [REPAIRED]
    paper = _Item(fields, notes).paper()
    if paper is None:
        name = str(item.get("citation-key") or item.get("id") or "")
        yield Problem(line, "no title", record=name[:80], raw=json.dumps(item, ensure_ascii=False)[:LONGEST_RAW])
        return
    yield from record_items(paper, line, notes)


def _clean(value: object, depth: int = 0) -> Any:  # noqa: ANN401 - JSON
    """A value of JSON whose texts can be stored."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list) and depth < _DEEPEST:
        return [_clean(each, depth + 1) for each in value]
    if isinstance(value, dict) and depth < _DEEPEST:
        return {storable(name): _clean(each, depth + 1) for name, each in value.items()}
    return value


_DEEPEST: Final = 20


class _Item:
    """One item: its fields, each taken once."""

    def __init__(self, fields: dict[str, Any], notes: list[str]) -> None:
        self._fields = fields
        self._notes = notes
        self._lines, self._note = note_lines(self._text("note"))

    def paper(self) -> Paper | None:
        """The paper; `None` for an item without a title of any kind."""
        type_ = self._text("type")
        title = self._line("title") or self._line("title-short", "shortTitle")
        if not title and _KINDS.get(type_, "other") not in _PARTS:
            title = self._line("container-title", "event-title")
        if not title:
            return None
        date = self._date()
        venue = self._line("container-title")
        url = self._text("URL")
        doi = self._doi(url)
        number = self._text("number") if "number" in self._fields else ""
        publisher = self._text_of("publisher")
        kind: Kind = _KINDS.get(type_, "other")
        archive = self._text_of("archive")
        arxiv = self._arxiv(number, url, doi or "", archive, venue)
        if kind == "preprint" and not venue and publisher:
            venue = self._line("publisher")
        extra_number = [("number", number)] if number and (arxiv is None or arxiv not in number) else []
        tags, _ = tags_of(self._strings("tags"))
        key = self._text("citation-key", "citationKey") or self._lines.pop("citation key", "")
        identifier = self._text("id")
        authors = self._people("author")
        details = self._details(date)
        abstract = plain_abstract(self._text("abstract"))
        known = [("type", type_)] if type_ and type_ not in _CANONICAL else []
        extra = (*known, *extra_number, *((name, value) for name, value in self._lines.items()), *self._rest())
        return Paper(
            title,
            abstract,
            authors,
            date.year or None,
            venue or None,
            arxiv,
            doi,
            url or None,
            kind=kind_at(kind, venue, has_arxiv=arxiv is not None),
            key=key or (identifier if _KEY.fullmatch(identifier) else ""),
            tags=tags,
            note=self._note,
            details=replace(details, extra=extra),
        )

    def _text_of(self, name: str) -> str:
        value = self._fields.get(name)
        return value.strip() if isinstance(value, str) else ""

    def _text(self, *names: str) -> str:
        """The text of the first of these fields that has one; it is then taken."""
        for name in names:
            value = self._fields.get(name)
            if isinstance(value, list) and len(value) == 1:
                value = value[0]
            if isinstance(value, (str, int, float)) and not isinstance(value, bool) and str(value).strip():
                del self._fields[name]
                return str(value).strip()
        return ""

    def _line(self, *names: str) -> str:
        return plain_line(self._text(*names))

    def _strings(self, name: str) -> list[str]:
        value = self._fields.get(name)
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            del self._fields[name]
            return value
        return []

    def _doi(self, url: str) -> str | None:
        text = self._text_of("DOI") or self._lines.get("doi", "")
        if not text:
            return normal_doi(url) if "doi.org/10." in url else None
        doi = normal_doi(text)
        if doi is None:
            if not text.startswith("10/"):  # a short DOI stays as it is
                self._notes.append(f"doi left empty: {text[:60]!a} holds none")
            return normal_doi(url) if "doi.org/10." in url else None
        self._text("DOI")
        self._lines.pop("doi", None)
        return doi

    def _arxiv(self, number: str, url: str, doi: str, archive: str, venue: str) -> str | None:
        place = self._text_of("archive_location") or self._text_of("archive-location")
        if archive.casefold() == "arxiv" and (found := normal_arxiv(place)):
            self._text("archive")
            self._text("archive_location", "archive-location")
            return found
        for name in ("arxiv", "tex.eprint", "eprint", "_eprint"):
            if found := normal_arxiv(self._lines.get(name, "")):
                del self._lines[name]
                return found
        return arxiv_in(number, url if "arxiv.org" in url else "", doi, venue)

    def _date(self) -> Date:
        for name in ("issued", "published", "published-print", "published-online", "submitted"):
            if name in self._fields and (date := csl_date(self._fields[name])).year:
                del self._fields[name]
                return date
        if "issued" in self._fields:
            self._notes.append(f"year left empty: {json.dumps(self._fields['issued'])[:60]} has none")
        return Date()

    def _people(self, name: str) -> tuple[Person, ...]:
        value = self._fields.pop(name, None)
        if isinstance(value, str):
            return people_in(value).people
        people: list[Person] = []
        for place, parts in enumerate(value if isinstance(value, list) else [], 1):
            person = Person.parse(parts) if isinstance(parts, str) else person_of_parts(parts)
            if person is None or not person.family:
                self._notes.append(f"{name} {place} left out: it has no name")
            else:
                people.append(person)
        return unique(people)

    def _details(self, date: Date) -> Details:
        texts = {fact: self._line(name) for fact, name in _TEXTS.items()}
        ids = [(scheme, self._lines.pop(name, "")) for name, scheme in _NOTE_IDS.items()]
        ids += [(scheme, self._text(name)) for scheme, name in (("pmid", "PMID"), ("pmcid", "PMCID"))]
        for scheme, name in (("isbn", "ISBN"), ("issn", "ISSN")):
            text = self._text(name)
            numbers, is_more = serials_of(text, scheme)
            ids += numbers
            if is_more:
                self._fields[name] = text
        event = self._fields.get("event")
        if isinstance(event, dict):
            self._fields["event"] = event.get("name", "")
        return Details(
            **texts,  # type: ignore[arg-type]  # all of them are texts
            comment=self._lines.pop("comment", ""),
            editors=self._people("editor") if "editor" in self._fields else (),
            month=date.month,
            day=date.day,
            venue_short=self._line("container-title-short", "journalAbbreviation"),
            pages=pages_of(self._text("page")),
            article_number=self._text("article-number"),
            event=self._line("event-title", "event"),
            ids=ids_of(ids),
            keywords=tuple(self._strings("keyword")) or words_of(self._text("keyword", "keywords")),
            categories=tuple(self._strings("categories")),
        )

    def _rest(self) -> tuple[tuple[str, str], ...]:
        return tuple(
            (name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
            for name, value in self._fields.items()
        )


_KEY = re.compile(r"[^\s/{}\"#%~\\,]*[A-Za-z][^\s/{}\"#%~\\,]*")
