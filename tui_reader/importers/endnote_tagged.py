"""EndNote's tagged format and refer/BibIX (`.enw`): a line for each fact, `%A`, `%T`, `%J` before it.

Source: the reference types and tags of EndNote's import filter "EndNote Import"; refer(1).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tui_reader.importers.dates import date_of
from tui_reader.importers.facts import arxiv_in, ids_of, pages_of, record_items, words_of
from tui_reader.importers.records import Format, Item, Problem
from tui_reader.importers.tagged import Grammar, TaggedRecord, tagged_records
from tui_reader.model.papers import Details, Link, Paper, normal_doi
from tui_reader.texts.markup import plain
from tui_reader.texts.names import Person, unique

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.importers.records import Source
    from tui_reader.model.papers import Kind

_GRAMMAR = Grammar(
    re.compile(r"\s*%(?P<tag>[0-9A-Za-z@!#$&()*+<>=?\[\]^~|.-])(?:\s(?P<value>.*)|$)"),
    begins=frozenset("0"),
    blank_ends=True,
)
_LINES = re.compile(r"(?m)^\s*%(?P<tag>[0-9A-Z@!#$&()*+<>=?\[\]^~]) \S")
_SERIAL = re.compile(r"\d{4}-?\d{3}[\dXx](?!\d)")
_KEY = re.compile(r"[A-Za-z][^\s,{}\"#%~\\]*")

_KINDS: Final[tuple[tuple[str, Kind], ...]] = (
    ("book section", "chapter"),
    ("chapter", "chapter"),
    ("conference", "conference"),
    ("journal", "article"),
    ("magazine", "article"),
    ("newspaper", "article"),
    ("electronic article", "article"),
    ("thesis", "thesis"),
    ("report", "report"),
    ("government document", "report"),
    ("edited book", "book"),
    ("electronic book", "book"),
    ("book", "book"),
    ("dataset", "dataset"),
    ("computer program", "software"),
    ("web page", "webpage"),
    ("blog", "webpage"),
    ("preprint", "preprint"),
)


def read(source: Source) -> Iterator[Item]:
    """The paper of each record."""
    for record in tagged_records(source, _GRAMMAR):
        if isinstance(record, Problem):
            yield record
        elif (paper := _paper(record)) is None:
            yield Problem(record.line, "no title", record=record.take("F", "R", "A", "0"), raw=record.text)
        else:
            yield from record_items(paper, record.line, record.notes)


def looks_like(beginning: str) -> bool:
    """Whether the first two lines have tags, one of which is a title, an author or a type."""
    lines = [line for line in beginning.removeprefix("\ufeff").splitlines() if line.strip()][:40]
    tags = [match["tag"] if (match := _LINES.match(line)) else "" for line in lines]
    return (
        len(tags) > 1
        and bool(tags[0])
        and {"T", "A", "0", "B"} & set(tags[:10]) != set()
        and sum(map(bool, tags)) > len(tags) // 3
    )


FORMAT = Format("endnote", "EndNote tagged and refer (enw)", (".enw", ".refer"), looks_like, read)


def _line(text: str) -> str:
    return " ".join(plain(text).split())


def _paper(record: TaggedRecord) -> Paper | None:
    kind_text = record.take("0")
    title = _line(record.take("T")) or _line(record.take("B"))
    if not title:
        if kind_text:
            record.fields.insert(0, ("0", [kind_text]))
        return None
    venue, second = _line(record.take("J")), _line(record.take("B"))
    if not venue:
        venue, second = second, ""
    date, year = date_of(record.take("8")), date_of(record.take("D"))
    if year.year and date.year != year.year:
        date = date._replace(year=year.year) if not date.year and date.month else year
    urls = [url for text in record.values("U") for url in text.split()]
    doi = normal_doi(record.take("R"))
    label = record.take("F")
    if label and not _KEY.fullmatch(label):
        record.fields.append(("F", [label]))
    number = record.take("@").strip()
    files = tuple(path.removeprefix("file://") for path in record.values(">"))
    details = Details(
        language=record.take("G"),
        short_title=_line(record.take("!")),
        editors=_people(record, "E"),
        month=date.month,
        day=date.day,
        booktitle=second,
        volume=record.take("V"),
        issue=record.take("N"),
        pages=pages_of(record.take("P")),
        publisher=_line(record.take("I")),
        place=_line(record.take("C")),
        series=_line(record.take("S")),
        edition=record.take("7"),
        ids=ids_of([("issn" if _SERIAL.fullmatch(number) else "isbn", number)]),
        links=tuple(Link("page", url) for url in urls[1:]),
        files=files,
        keywords=tuple(word for line in record.lines("K") for word in words_of(line)),
    )
    kind = next((kind for words, kind in _KINDS if words in kind_text.casefold()), "other" if kind_text else None)
    return Paper(
        title,
        "\n\n".join(_line(text) for text in record.values("X")),
        _people(record, "A"),
        date.year or None,
        venue or None,
        arxiv_in(*urls, venue),
        doi,
        urls[0] if urls else None,
        kind=kind,
        key=label if _KEY.fullmatch(label) else "",
        note="\n\n".join(plain(text) for text in record.values("Z", "<")),
        details=_with_rest(details, record),
    )


def _with_rest(details: Details, record: TaggedRecord) -> Details:
    from dataclasses import replace

    return replace(details, extra=tuple((f"%{tag}", text) for tag, text in record.rest()))


def _people(record: TaggedRecord, tag: str) -> tuple[Person, ...]:
    return unique(person for name in record.lines(tag) if (person := Person.parse(name.rstrip(", "))).family)
