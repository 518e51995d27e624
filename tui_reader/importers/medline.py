"""PubMed's MEDLINE format (`.nbib`, often `.txt`): tags of up to four letters, lines that go on indented by six spaces.

Source of the tags: https://pubmed.ncbi.nlm.nih.gov/help/#pubmed-format
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tui_reader.importers.dates import Date, date_of
from tui_reader.importers.facts import ids_of, pages_of, record_items
from tui_reader.importers.records import Format, Item, Problem
from tui_reader.importers.tagged import Grammar, TaggedRecord, tagged_records
from tui_reader.model.papers import Details, Paper, normal_doi
from tui_reader.texts.markup import plain
from tui_reader.texts.names import Person, unique

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.importers.records import Source
    from tui_reader.model.papers import Kind

_GRAMMAR = Grammar(
    re.compile(r"(?P<tag>[A-Z][A-Z0-9]{1,4}) {0,3}-(?: (?P<value>.*)|(?=\S)(?P<close>)|$)"),
    begins=frozenset(("PMID",)),
    blank_ends=True,
)
_SIGN = re.compile(r"(?m)^PMID- ?\d+\s*$")
_TAGS = re.compile(r"(?m)^(?:OWN |STAT|TI  |AB  |FAU |AU  |DP  |PT  |LID |PG  |JT  |TA  |OAB |BTI |PMC )- ?")
_IN_BRACKETS = re.compile(r"\[(?P<title>.*)\]\.?")
_NOTE_IN_BRACKETS = re.compile(r"\s*[\[(](?P<kind>[^\])]*)[\])]\s*$")
_NO_ABSTRACT = re.compile(r"\w+: Abstract (?:available from|not available)", re.IGNORECASE)
_RETRACTED: Final = "Retracted Publication"

_KINDS: Final[dict[str, Kind]] = {
    "preprint": "preprint",
    "journal article": "article",
    "review": "article",
    "letter": "article",
    "editorial": "article",
    "comment": "article",
    "case reports": "article",
    "book": "book",
    "book chapter": "chapter",
    "technical report": "report",
    "dataset": "dataset",
    "congress": "conference",
    "clinical conference": "conference",
    "academic dissertation": "thesis",
}


def read(source: Source) -> Iterator[Item]:
    """The paper of each record."""
    for record in tagged_records(source, _GRAMMAR):
        if isinstance(record, Problem):
            yield record
        elif (paper := _paper(record)) is None:
            yield Problem(record.line, "no title", record=_name(record), raw=record.text)
        else:
            yield from record_items(paper, record.line, record.notes)


_RIS = re.compile(r"(?m)^[\s\ufeff]*TY  - ")
"""RIS has tags that PubMed has too: TI, AB, AU."""


def looks_like(beginning: str) -> bool:
    """Whether a line is `PMID- ` with a number, or several have tags of PubMed and none begins a record of RIS."""
    if _SIGN.search(beginning):
        return True
    return _RIS.search(beginning) is None and len(set(_TAGS.findall(beginning))) > 2  # noqa: PLR2004 - one may be chance


FORMAT = Format("medline", "PubMed's MEDLINE (nbib)", (".nbib", ".medline"), looks_like, read)


def _name(record: TaggedRecord) -> str:
    pmid = record.take("PMID", "PMC")
    return f"PMID {pmid}" if pmid else ""


def _title(record: TaggedRecord) -> str:
    title = _line(record.take("TI", "BTI", "CTI", "TT"))
    if match := _IN_BRACKETS.fullmatch(title):  # a translation
        title = match["title"]
    return title[:-1].rstrip() if title.endswith(".") and not title.endswith("..") else title


def _paper(record: TaggedRecord) -> Paper | None:
    title = _title(record)
    if not title:
        return None
    pmid = record.take("PMID")
    authors = _people(record, "FAU", "AU")
    editors = _people(record, "FED", "ED")
    authors = unique((*authors, *(Person.literal(name) for name in record.values("CN"))))
    date = _date(record)
    types = record.values("PT")
    doi = _doi(record)
    abstracts = [plain(text) for text in record.values("AB")]
    others = record.values("OAB")
    if not any(abstracts):
        abstracts = [plain(text) for text in others if not _NO_ABSTRACT.match(text)]
        others = [text for text in others if _NO_ABSTRACT.match(text)]
    serials, books = _serials(record)
    keywords = [word.strip().replace("*", "") for word in (*record.values("OT"), *record.values("MH"))]
    pmc = record.take("PMC")
    venue, short = _line(record.take("JT")), _line(record.take("TA"))
    details = Details(
        language=record.take("LA"),
        editors=editors,
        month=date.month,
        day=date.day,
        status="retracted" if _RETRACTED in types or "RIN" in record.tags else "",
        venue_short=short if venue else "",
        volume=record.take("VI"),
        issue=record.take("IP"),
        pages=pages_of(record.take("PG")),
        publisher=_line(record.take("PB")),
        place=_line(record.take("PL")),
        edition=record.take("EN"),
        series=_line(record.take("CTI")) if title else "",
        ids=ids_of([("pmid", pmid), ("pmcid", pmc.replace(" ", "")), *serials, *books]),
        keywords=tuple(dict.fromkeys(filter(None, keywords))),
        extra=(*(("PT", text) for text in types), *(("OAB", text) for text in others), *record.rest()),
    )
    return Paper(
        title,
        "\n\n".join(filter(None, abstracts)),
        authors,
        date.year or None,
        venue or short or None,
        doi=doi,
        kind=next(
            (_KINDS[text.casefold()] for text in types if text.casefold() in _KINDS), "article" if types else None
        ),
        details=details,
    )


def _line(text: str) -> str:
    return " ".join(plain(text).split())


def _people(record: TaggedRecord, full: str, short: str) -> tuple[Person, ...]:
    """The people by their full names, or by family names with initials where there are no others."""
    names, initials = record.values(full), record.values(short)
    return unique(map(Person.parse, names)) if any(names) else unique(map(Person.indexed, initials))


def _date(record: TaggedRecord) -> Date:
    """When it was published in print, else online."""
    text = record.take("DP")
    date = date_of(text)
    if not date.year and (date := date_of(record.take("DEP"))).year:
        return date
    if not date.year and text:
        record.notes.append(f"year left empty: {text[:40]!a} has none")
    return date


def _doi(record: TaggedRecord) -> str | None:
    """The DOI among the article's identifiers; the others stay."""
    doi = None
    left = []
    for tag, lines in record.fields:
        text = " ".join(lines).strip()
        if tag in {"LID", "AID", "SO"} and "[doi]" in text and (found := normal_doi(text.replace("[doi]", ""))):
            doi = doi or found
            if found == doi:
                continue
        left.append((tag, lines))
    record.fields = left
    return doi


def _serials(record: TaggedRecord) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The ISSN (that of print last) and the ISBN."""
    numbers = [_NOTE_IN_BRACKETS.sub("", text).strip() for text in record.values("IS")]
    books = [_NOTE_IN_BRACKETS.sub("", text).strip() for text in record.values("ISBN")]
    return [("issn", number) for number in numbers], [("isbn", number) for number in books]
