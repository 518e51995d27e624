"""Web of Science's tagged export (`savedrecs.txt`, `.isi`): tags of two letters, lines that go on after three spaces.

Source: https://images.webofknowledge.com/images/help/WOS/hs_wos_fieldtags.html
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tui_reader.importers.dates import Date, date_of, month_of
from tui_reader.importers.facts import ids_of, joined_pages, record_items
from tui_reader.importers.records import Format, Item, Problem
from tui_reader.importers.tagged import Grammar, TaggedRecord, tagged_records
from tui_reader.model.papers import Details, Paper, normal_arxiv, normal_doi
from tui_reader.texts.markup import plain_line
from tui_reader.texts.names import Person, unique

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.importers.records import Source
    from tui_reader.model.papers import Kind

_GRAMMAR = Grammar(
    re.compile(r"(?P<tag>[A-Z][A-Z0-9])(?: (?P<value>.*)|\s*$)"),
    begins=frozenset(("PT",)),
    ends=frozenset(("ER",)),
    outside=frozenset(("FN", "VR", "EF")),
    needs_beginning=True,
)
_SIGN = re.compile(r"(?m)^PT [JBSPC]\s*$\s*^[A-Z][A-Z0-9] ")
_HEAD = re.compile(r"FN .*\s*VR 1\.0")

_KINDS: Final[tuple[tuple[str, Kind], ...]] = (
    ("proceedings paper", "conference"),
    ("meeting abstract", "conference"),
    ("book chapter", "chapter"),
    ("book", "book"),
    ("preprint", "preprint"),
    ("data set", "dataset"),
    ("software", "software"),
    ("", "article"),
)


def read(source: Source) -> Iterator[Item]:
    """The paper of each record."""
    for record in tagged_records(source, _GRAMMAR):
        if isinstance(record, Problem):
            yield record
        elif (paper := _paper(record)) is None:
            yield Problem(record.line, "no title", record=record.take("UT", "DI"), raw=record.text)
        else:
            yield from record_items(paper, record.line, record.notes)


def looks_like(beginning: str) -> bool:
    """Whether it has the head of such a file, or a record's first lines."""
    start = beginning.removeprefix("\ufeff").lstrip()
    return bool(_HEAD.match(start) or _SIGN.search(start))


FORMAT = Format("wos", "Web of Science, tagged", (".isi", ".ciw"), looks_like, read)


def _paper(record: TaggedRecord) -> Paper | None:
    title = plain_line(record.take("TI"))
    if not title:
        return None
    record.take("ER")
    full, short = record.lines("AF"), record.lines("AU")
    groups = [Person.literal(name) for name in record.lines("CA", "GP")]
    date = _date(record)
    document = plain_line(record.take("DT"))
    pages = joined_pages(record.take("BP"), record.take("EP"))
    venue = plain_line(record.take("SO"))
    serials = record.serials({"SN": "issn", "EI": "issn", "BN": "isbn"})
    details = Details(
        language=record.take("LA"),
        editors=unique(map(Person.parse, record.lines("BE", "ED"))),
        month=date.month,
        day=date.day,
        status="retracted" if "retracted" in document.casefold() else "",
        venue_short=plain_line(record.take("JI", "J9")),
        volume=record.take("VL"),
        issue=record.take("IS"),
        pages=pages,
        article_number=record.take("AR"),
        publisher=plain_line(record.take("PU")),
        place=plain_line(record.take("PI")),
        series=plain_line(record.take("SE")),
        event=plain_line(record.take("CT")),
        ids=ids_of([("pmid", record.take("PM")), *serials]),
        categories=_list(record.take("WC")),
        keywords=_list(record.take("DE")),
    )
    doi = normal_doi(record.take("DI", "D2"))
    arxiv = normal_arxiv(text) if (text := record.take("AR")) and "arxiv" in text.casefold() else None
    paper = Paper(
        title,
        plain_line(record.take("AB")),
        unique((*map(Person.parse, full or short), *groups)),
        date.year or None,
        venue or None,
        arxiv,
        doi,
        record.take("UR") or None,
        kind=next(kind for words, kind in _KINDS if words in document.casefold()),
        details=details,
    )
    extra = [("DT", document)] if document and document.casefold() != "article" else []
    return replace(paper, details=replace(details, extra=(*extra, *record.rest())))


def _date(record: TaggedRecord) -> Date:
    year = date_of(record.take("PY"))
    text = next((lines[0] for tag, lines in record.fields if tag == "PD"), "")
    if not year.year:
        return date_of(record.take("EA")) if "EA" in record.tags else year
    if month := month_of(text) if re.search(r"[A-Za-z]{3}", text) else 0:
        record.take("PD")
        day = re.search(r"(?<!\d)\d{1,2}(?!\d)", text)
        return Date(year.year, month, int(day.group()) if day and int(day.group()) < 32 and "-" not in text else 0)  # noqa: PLR2004 - days
    return year


def _list(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for part in text.split(";") if (word := plain_line(part))))
