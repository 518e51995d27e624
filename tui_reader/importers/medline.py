"""PubMed's MEDLINE format (`.nbib`, often `.txt`): tags of up to four letters, lines that go on indented by six spaces.

Source of the tags: https://pubmed.ncbi.nlm.nih.gov/help/#pubmed-format
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tui_reader.importers.dates import Date, date_of
from tui_reader.importers.facts import arxiv_in, ids_of, record_items, whole_pages
from tui_reader.importers.records import Format, Item, Problem
from tui_reader.importers.tagged import Grammar, TaggedRecord, tagged_records
from tui_reader.model.papers import Details, Paper, normal_doi
from tui_reader.texts.markup import plain_abstract, plain_line
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
_TAGS = re.compile(r"(?m)^(?:PMID|OWN |STAT|TI  |AB  |FAU |AU  |DP  |PT  |LID |PG  |JT  |TA  |OAB |BTI |PMC )- ?")
_OWN_TAGS = frozenset(("PMID", "OWN", "STAT", "FAU", "LID", "OAB", "BTI", "PMC"))
"""Those that are no tags of RIS."""
_IN_BRACKETS = re.compile(r"\[(?P<title>.*)\]\.?")
_IS_DOI = re.compile(r"\[doi\]|^doi:", re.IGNORECASE)
_NO_ABSTRACT = re.compile(r"\w+: Abstract (?:available from|not available)", re.IGNORECASE)
_OTHERS = re.compile(r"et\.? al\.?|others", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<number>e?\d{1,8}) \[pii\]")
_PLAIN_DATE = re.compile(r"\d{4}(?: [A-Z][a-z]{2}(?: \d{1,2})?)?")
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


def looks_like(beginning: str) -> bool:
    """Whether a line is `PMID- ` with a number, or several lines have tags of PubMed."""
    if _SIGN.search(beginning):
        return True
    tags = {tag.rstrip("- ") for tag in _TAGS.findall(beginning)}
    return len(tags) > 2 and not tags.isdisjoint(_OWN_TAGS)  # noqa: PLR2004 - one may be chance


FORMAT = Format("medline", "PubMed's MEDLINE (nbib)", (".nbib", ".medline"), looks_like, read)


def _name(record: TaggedRecord) -> str:
    pmid = record.take("PMID", "PMC")
    return f"PMID {pmid}" if pmid else ""


def _title(record: TaggedRecord) -> str:
    title = plain_line(record.take("TI", "BTI", "CTI", "TT"))
    if match := _IN_BRACKETS.fullmatch(title):  # a translation
        title = match["title"]
    return title[:-1].rstrip() if title.endswith(".") and not title.endswith("..") else title


def _paper(record: TaggedRecord) -> Paper | None:
    title = _title(record)
    if not title:
        return None
    pmid = record.take("PMID")
    authors, others = _people(record, "FAU", "AU")
    editors, _ = _people(record, "FED", "ED")
    authors = unique((*authors, *(Person.literal(name) for name in record.values("CN"))))
    date = _date(record)
    types = record.values("PT")
    doi = _doi(record)
    abstracts = [plain_abstract(text) for text in record.values("AB")]
    more = record.values("OAB")
    if not any(abstracts):
        abstracts = [plain_abstract(text) for text in more if not _NO_ABSTRACT.match(text)]
        more = [text for text in more if _NO_ABSTRACT.match(text)]
    serials = record.serials({"IS": "issn", "ISBN": "isbn"})
    keywords = [word.strip().replace("*", "") for word in (*record.values("OT"), *record.values("MH"))]
    pmc = record.take("PMC")
    venue, short = plain_line(record.take("JT")), plain_line(record.take("TA"))
    book = "" if venue or short else plain_line(record.take("BTI"))
    pages = whole_pages(record.take("PG"))
    number = "" if pages else _article_number(record)
    details = Details(
        language=record.take("LA"),
        editors=editors,
        others=others,
        month=date.month,
        day=date.day,
        status="retracted" if _RETRACTED in types or "RIN" in record.tags else "",
        venue_short=short if venue else "",
        volume=record.take("VI"),
        issue=record.take("IP"),
        pages=pages,
        article_number=number,
        publisher=plain_line(record.take("PB")),
        place=plain_line(record.take("PL")),
        edition=record.take("EN"),
        series=plain_line(record.take("CTI")) if title else "",
        ids=ids_of([("pmid", pmid), ("pmcid", pmc.replace(" ", "")), *serials]),
        keywords=tuple(dict.fromkeys(filter(None, keywords))),
        extra=(*(("PT", text) for text in types), *(("OAB", text) for text in more), *record.rest()),
    )
    return Paper(
        title,
        "\n\n".join(filter(None, abstracts)),
        authors,
        date.year or None,
        venue or short or book or None,
        arxiv_in(short, *(f"arXiv:{text}" for tag, text in details.extra if tag == "LID" and short == "ArXiv")),
        doi,
        kind="chapter" if book else _kind(types),
        details=details,
    )


def _kind(types: list[str]) -> Kind | None:
    known = [_KINDS[text.casefold()] for text in types if text.casefold() in _KINDS]
    return known[0] if known else "article" if types else None


def _article_number(record: TaggedRecord) -> str:
    """The number of an article without pages, which stands among its identifiers: "1042 [pii]", "e0123 [pii]"."""
    for place, (tag, lines) in enumerate(record.fields):
        if tag in {"LID", "AID"} and (match := _NUMBER.fullmatch(plain_line(" ".join(lines)))):
            del record.fields[place]
            return match["number"]
    return ""


def _people(record: TaggedRecord, full: str, short: str) -> tuple[tuple[Person, ...], bool]:
    """The people and whether there are more: by their full names, and by initials where a full name is missing."""
    fields = [(tag, plain_line(" ".join(lines))) for tag, lines in record.fields if tag in {full, short}]
    record.all(full, short)
    named = {name.partition(",")[0].casefold() for tag, name in fields if tag == full}
    people: list[Person] = []
    others = False
    for tag, name in fields:
        if _OTHERS.fullmatch(name):
            others = True
        elif tag == full:
            people.append(Person.parse(name))
        elif (person := Person.indexed(name)).surname.casefold() not in named and name.casefold() not in named:
            people.append(person)
    return unique(person for person in people if person.family), others


def _date(record: TaggedRecord) -> Date:
    """When it was published in print, else online."""
    text = record.take("DP")
    date = date_of(text)
    if date.year and not _PLAIN_DATE.fullmatch(text):  # a season, two months
        record.fields.append(("DP", [text]))
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
        if tag in {"LID", "AID", "SO"} and _IS_DOI.search(text) and (found := normal_doi(text.replace("[doi]", ""))):
            doi = doi or found
            if found.casefold() == doi.casefold():
                continue
        left.append((tag, lines))
    record.fields = left
    return doi
