"""EndNote's tagged format and refer/BibIX (`.enw`): a line for each fact, `%A`, `%T`, `%J` before it.

Source: the reference types and tags of EndNote's import filter "EndNote Import"; refer(1).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tui_reader.importers.dates import Date, date_of
from tui_reader.importers.facts import arxiv_in, ids_of, kind_at, pages_of, record_items, words_of
from tui_reader.importers.records import Format, Item, Problem
from tui_reader.importers.tagged import Grammar, TaggedRecord, tagged_records
from tui_reader.model.papers import Details, Link, Paper, normal_doi
from tui_reader.texts.markdown import markdown_of
from tui_reader.texts.markup import plain_line
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
_LINES = re.compile(r"(?m)^[ \t\ufeff]*%(?P<tag>[0-9A-Z@!#$&()*+<>=?\[\]^~]) \S")
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


def _paper(record: TaggedRecord) -> Paper | None:
    kind_text = record.take("0")
    title = plain_line(record.take("T")) or plain_line(record.take("B"))
    if not title:
        if kind_text:
            record.fields.insert(0, ("0", [kind_text]))
        return None
    venue, second = plain_line(record.take("J")), plain_line(record.take("B"))
    if not venue:
        venue, second = second, ""
    date = _date(record)
    urls = [url for text in record.values("U") for url in text.split()]
    doi = _doi(record)
    label = record.take("F")
    if label and not _KEY.fullmatch(label):
        record.fields.append(("F", [label]))
    files = tuple(path.removeprefix("file://") for path in record.values(">"))
    details = Details(
        language=record.take("G"),
        short_title=plain_line(record.take("!")),
        editors=_people(record, "E"),
        month=date.month,
        day=date.day,
        booktitle=second,
        volume=record.take("V"),
        issue=record.take("N"),
        pages=pages_of(record.take("P")),
        publisher=plain_line(record.take("I")),
        place=plain_line(record.take("C")),
        series=plain_line(record.take("S")),
        edition=record.take("7"),
        ids=ids_of(record.serials({"@": "isbn"})),
        links=tuple(Link("page", url) for url in urls[1:]),
        files=files,
        keywords=tuple(word for line in record.lines("K") for word in words_of(line)),
    )
    kind = next((kind for words, kind in _KINDS if words in kind_text.casefold()), "other" if kind_text else None)
    arxiv = arxiv_in(*urls, venue)
    return Paper(
        title,
        "\n\n".join(plain_line(text) for text in record.values("X")),
        _people(record, "A"),
        date.year or None,
        venue or None,
        arxiv,
        doi,
        urls[0] if urls else None,
        kind=kind_at(kind, venue, has_arxiv=arxiv is not None),
        key=label if _KEY.fullmatch(label) else "",
        note="\n\n".join(markdown_of(text) for text in record.values("Z", "<")),
        details=_with_rest(details, record),
    )


def _date(record: TaggedRecord) -> Date:
    """The day in %8, which may lack the year in %D; what is another day, or no date, stays."""
    issued, text = record.take("D"), record.take("8")
    year = date_of(issued)
    if issued and not year.year:  # "in press"
        record.fields.append(("D", [issued]))
        record.notes.append(f"year left empty: {issued[:40]!a} has none")
    day = date_of(text)
    if not day.year and year.year:
        day = date_of(f"{text} {year.year}")
    agrees = day.year and (not year.year or (day.year == year.year and year.month in {0, day.month}))
    if text and not (agrees and (day.month or text.isdecimal())):
        record.fields.append(("8", [text]))
    return day if agrees else year


def _doi(record: TaggedRecord) -> str | None:
    """The DOI in the first %R that has one; the other numbers stay."""
    for place, (tag, lines) in enumerate(record.fields):
        if tag == "R" and (found := normal_doi(" ".join(lines))):
            del record.fields[place]
            return found
    return None


def _with_rest(details: Details, record: TaggedRecord) -> Details:
    return replace(details, extra=tuple((f"%{tag}", text) for tag, text in record.rest()))


def _people(record: TaggedRecord, tag: str) -> tuple[Person, ...]:
    return unique(person for name in record.lines(tag) if (person := Person.parse(name.rstrip(", "))).family)
