"""RIS in the dialects of its writers: reference managers, databases (Ovid, Web of Science, PubMed), ASReview.

Records may lack their first or their last line, lines without a tag go on, and a DOI may stand in DO, M3, N1 or UR.
rispy is not used for reading: of a tag that stands twice it keeps one in silence, and a record without ER none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tui_reader.importers.dates import Date, date_of
from tui_reader.importers.facts import arxiv_in, ids_of, joined_pages, kind_at, record_items, tags_of, words_of
from tui_reader.importers.records import Format, Item, Problem
from tui_reader.importers.tagged import Grammar, TaggedRecord, tagged_records
from tui_reader.model.papers import Details, Link, Paper, normal_doi
from tui_reader.texts.markdown import markdown_of
from tui_reader.texts.markup import plain_line
from tui_reader.texts.name_lists import people_in
from tui_reader.texts.names import Person, unique

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.importers.records import Source
    from tui_reader.model.papers import Kind

_LINE = re.compile(
    r"""(?:\s*(?=TY\s{1,2}-))?          # before the first line there may be anything blank
    (?P<tag>[A-Z][A-Z0-9](?=\s\s-|\t-)   # a tag, two spaces, a hyphen
      |(?:TY|T[1-3I]|A[1-4BDNU]|ED|PY|Y[12]|DA|J[12AFO]|VL|IS|SP|EP|SN|PB|CY|N[12]|KW|DO|UR|L[1-4]|ID|ER|D[BP]|LA|M[1-3]
        |C[1-8]|U[1-5]|ST|BT|ET|RN|SE)(?=\s-))  # or one space, where the tag is a known one
    \s{1,2}-(?:\s(?P<value>.*)|$)""",
    re.VERBOSE,
)
_BEGINS = re.compile(r"(?m)^[ \t\ufeff]*TY\s{1,2}-\s")
_TAGS = re.compile(r"(?m)^[A-Z][A-Z0-9]\s{2}-(?:\s|$)")
_PERSON_LIST = re.compile(r";|\s+and\s+", re.IGNORECASE)
_FILE = re.compile(r"(?:file://|internal-pdf://|/|[A-Za-z]:\\).*|.*\.pdf", re.IGNORECASE)
_KEY = re.compile(r"[A-Za-z][^\s,{}\"#%~\\]*")
_ASREVIEW = re.compile(r"ASReview_(?P<label>\w+)", re.IGNORECASE)
_ONLY_DOI = re.compile(r"(?:doi:?\s*|https?://(?:dx\.)?doi\.org/)?10\.\d{4,9}/\S+", re.IGNORECASE)
_SERVER = re.compile(r"arxiv|\w+rxiv|ssrn|preprint", re.IGNORECASE)

_KINDS: Final[dict[str, Kind]] = {
    **dict.fromkeys(("JOUR", "JFULL", "MGZN", "NEWS", "ABST", "INPR", "EJOUR", "JOURNAL ARTICLE"), "article"),
    **dict.fromkeys(("CONF", "CPAPER"), "conference"),
    **dict.fromkeys(("BOOK", "EBOOK", "EDBOOK", "SER"), "book"),
    **dict.fromkeys(("CHAP", "ECHAP", "ENCYC", "DICT"), "chapter"),
    **dict.fromkeys(("RPRT", "GOVDOC", "STAND"), "report"),
    **dict.fromkeys(("DATA", "DBASE", "AGGR"), "dataset"),
    **dict.fromkeys(("ELEC", "ICOMM", "BLOG", "MULTI"), "webpage"),
    "THES": "thesis",
    "COMP": "software",
    "UNPB": "preprint",
    "PREPRINT": "preprint",
}
_DATES: Final = ("PY", "DA", "Y1", "YR")
"""The tags of dates, the one first that says the year."""
_PARTS: Final = frozenset(
    ("JOUR", "MGZN", "NEWS", "ABST", "INPR", "EJOUR", "CPAPER", "CONF", "CHAP", "ECHAP", "ENCYC", "DICT")
)
"""What stands in something with a title of its own."""
_CANONICAL: Final = frozenset(
    ("JOUR", "CONF", "CPAPER", "BOOK", "CHAP", "RPRT", "DATA", "ELEC", "THES", "COMP", "GEN", "UNPB")
)


_GRAMMAR = Grammar(_LINE, frozenset(("TY",)), frozenset(("ER",)))


def read(source: Source) -> Iterator[Item]:
    """The paper of each record."""
    for record in tagged_records(source, _GRAMMAR):
        if isinstance(record, Problem):
            yield record
            continue
        paper = _paper(record)
        if paper is None:
            yield Problem(record.line, "no title", record=record.take("ID", "DO", "AN"), raw=record.text)
        else:
            yield from record_items(paper, record.line, record.notes)


def looks_like(beginning: str) -> bool:
    """Whether a line is `TY  - …`, or most lines have tags of RIS."""
    start = beginning.removeprefix("\ufeff")
    if _BEGINS.search(start):
        return True
    lines = [line for line in start.splitlines()[:50] if line.strip(" \ufeff")]
    return len(lines) > 2 and sum(bool(_TAGS.match(line)) for line in lines) > 0.7 * len(lines)  # noqa: PLR2004 - most


FORMAT = Format("ris", "RIS", (".ris",), looks_like, read)


def _paper(record: TaggedRecord) -> Paper | None:
    kind_text = (record.values("TY") or [""])[-1]
    title = plain_line(record.take("T1", "TI", "CT", "ST", "TT"))
    if not title and kind_text.strip().upper() not in _PARTS:  # a part is not called like the whole
        title = plain_line(record.take("BT", "T2"))
    if not title:
        return None
    date = _date(record)
    doi, note, tags = _doi_and_notes(record)
    venue, short = _venue(record)
    urls = [
        url for text in record.values("UR", "LK") for url in re.split(r"\s*;\s+(?=http)|\s+(?=https?://)", text) if url
    ]
    number = record.take("AN") if "AN" in record.tags else ""
    arxiv = arxiv_in(number, *urls, doi or "", venue)
    kind: Kind = _KINDS.get(kind_text.strip().upper(), "other")
    kind = kind_at(kind, venue, has_arxiv=arxiv is not None) or "other"
    authors, others = _people(record, "AU", "A1")
    details = _details(record, date, kind_text, number if not arxiv else "", urls[1:])
    if kind == "preprint" and not venue and _SERVER.search(details.publisher):
        venue = details.publisher
    identifier = next((lines[0] for tag, lines in record.fields if tag == "ID"), "")
    key = record.take("ID") if _KEY.fullmatch(identifier) else ""
    return Paper(
        title,
        "\n\n".join(dict.fromkeys(plain_line(text) for text in record.values("AB", "N2"))),
        authors,
        date.year or None,
        venue or None,
        arxiv,
        doi,
        urls[0] if urls else None,
        kind=kind,
        key=key,
        tags=tags,
        note=note,
        details=_completed(details, record, short, others=others),
    )


def _completed(details: Details, record: TaggedRecord, short: str, *, others: bool) -> Details:
    return replace(details, venue_short=short, others=others, extra=(*details.extra, *record.rest()))


def _people(record: TaggedRecord, *tags: str) -> tuple[tuple[Person, ...], bool]:
    """The people, one a field; others are several in one, and "et al." is none."""
    people: list[Person] = []
    others = False
    for text in record.lines(*tags):
        if re.fullmatch(r"(?:and\s+)?(?:others|et al\.?)", text, re.IGNORECASE):
            others = True
        elif _PERSON_LIST.search(text):
            found = people_in(text)
            people += found.people
            others = others or found.others
        else:
            people.append(Person.indexed(text) if "," not in text else Person.parse(text))
    return unique(person for person in people if person.family), others


def _date(record: TaggedRecord) -> Date:
    """The most exact of the dates of the record's year."""
    dates = [(tag, lines[0], date_of(lines[0])) for tag, lines in record.fields if tag in _DATES]
    known = [date for _, _, date in dates if date.year]
    if not known:
        if dates and any(text.strip(" /") for _, text, _ in dates):
            record.notes.append(f"year left empty: {dates[0][1][:40]!a} has none")
        return Date()
    first = min((_DATES.index(tag), date.year) for tag, _, date in dates if date.year)[1]
    best = max((date for date in known if date.year == first), key=lambda date: (date.month > 0, date.day > 0))
    for tag, text, date in dates:
        if (date.year == best.year and date.month in {0, best.month}) or not text.strip(" /"):
            record.fields.remove(next(field for field in record.fields if field[0] == tag and field[1][0] == text))
    return best


def _doi_and_notes(record: TaggedRecord) -> tuple[str | None, str, tuple[str, ...]]:
    """The DOI, the notes, and the labels of ASReview as tags."""
    doi = None
    tags_there = record.tags
    for tag in ("DO", "DI", "M3", "N1", "L3"):
        if tag not in tags_there:
            continue
        left = []
        for name, lines in record.fields:
            text = " ".join(lines).strip() if name == tag else ""
            if text and (tag in {"DO", "DI"} or _ONLY_DOI.fullmatch(text)) and (found := normal_doi(text)):
                doi = doi or found
                if found.casefold() == doi.casefold():
                    continue
            left.append((name, lines))
        record.fields = left
    notes = []
    labels = []
    for text in ("\n".join(lines) for lines in record.all("N1", "RN")):
        found_labels = [match["label"] for match in _ASREVIEW.finditer(text)]
        labels += [f"asreview/{label.replace('_', '-')}" for label in found_labels if label.casefold() != "time"]
        if not found_labels:
            notes.append(markdown_of(text))
    tags, _ = tags_of(labels)
    return doi, "\n\n".join(dict.fromkeys(filter(None, notes))), tags


def _venue(record: TaggedRecord) -> tuple[str, str]:
    names = {
        tag: plain_line(record.take(tag))
        for tag in ("JF", "T2", "BT", "JO", "JA", "J1", "J2", "SO")
        if tag in record.tags
    }
    venue = next((names[tag] for tag in ("JF", "T2", "BT", "SO", "JO", "JA", "J2", "J1") if names.get(tag)), "")
    short = next((names[tag] for tag in ("JA", "J2", "J1", "JO") if names.get(tag) and names[tag] != venue), "")
    for tag, name in names.items():
        if name and name not in {venue, short}:
            record.fields.append((tag, [name]))
    return venue, short


def _details(record: TaggedRecord, date: Date, kind: str, number: str, urls: list[str]) -> Details:
    first, last = record.take("SP"), record.take("EP")
    editors, _ = _people(record, "A2", "ED")
    links = [Link("page", url) for url in urls]
    files = []
    for text in record.values("L1", "L2"):
        for path in re.split(r"\s*;\s*", text):
            if path.startswith("http"):
                links.append(Link("pdf" if ".pdf" in path.lower() else "page", path))
            elif _FILE.fullmatch(path):
                files.append(path)
            else:
                record.fields.append(("L1", [path]))
    extra = [("TY", kind)] if kind and kind not in _CANONICAL else []
    if number:
        extra.append(("AN", number))
    return Details(
        language=record.take("LA"),
        short_title=plain_line(record.take("ST")),
        editors=editors,
        month=date.month,
        day=date.day,
        volume=record.take("VL", "VO"),
        issue=record.take("IS", "CP") or _issue_elsewhere(record),
        pages=joined_pages(first, last),
        publisher=plain_line(record.take("PB")),
        place=plain_line(record.take("CY", "PP")),
        series=plain_line(record.take("T3")),
        edition=record.take("ET"),
        ids=ids_of(record.serials({"SN": "isbn"})),
        links=tuple(links),
        files=tuple(files),
        keywords=_keywords(record),
        extra=tuple(extra),
    )


def _issue_elsewhere(record: TaggedRecord) -> str:
    """The number in M1, where it alone can be the issue; Ovid has a hundred of them."""
    numbers = [lines[0] for tag, lines in record.fields if tag == "M1"]
    return record.take("M1") if len(numbers) == 1 and re.fullmatch(r"[1-9]\d{0,3}", numbers[0]) else ""


def _keywords(record: TaggedRecord) -> tuple[str, ...]:
    """The keywords, one a line; several in one line are separated as in a list."""
    lines = record.lines("KW", "DE")
    words = [word for line in lines for word in (words_of(line) if ";" in line or len(lines) == 1 else (line,))]
    return tuple(dict.fromkeys(word for each in words if (word := each.strip().lstrip("*"))))
