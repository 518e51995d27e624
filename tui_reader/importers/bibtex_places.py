"""Where an entry of BibTeX says that it is to be found: its date, venue, identifiers and address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.importers.aas_journals import AAS_JOURNALS
from tui_reader.importers.bibtex_names import BY_ORGANIZATION, IN_BOOKS, SCHEME_OF, SHORT_TEXTS
from tui_reader.importers.bibtex_text import address_of, line_of
from tui_reader.importers.dates import Date, date_of, day_in, month_of
from tui_reader.importers.facts import arxiv_in, ids_of, serials_of
from tui_reader.model.papers import normal_arxiv, normal_doi

if TYPE_CHECKING:
    from tui_reader.importers.bibtex_entry import EntryFields

_MACRO = re.compile(r"\{?\\(?P<name>[a-z]+)\}?")
_BIBCODE = re.compile(r"/(?:abs|cgi-bin/bib_query\?)/?(?P<bibcode>\d{4}[A-Za-z&.\d%]{14,17})")
_ANTHOLOGY = re.compile(r"aclanthology\.org/(?P<id>[\w.-]+?)(?:\.pdf)?/?$")
_VERSION = re.compile(r"\d(?P<version>v\d{1,3})\b")
_SIMPLE_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")
_SIMPLE_MONTH = re.compile(r"\w+\.?|\d{1,2}[~. ]*\w+|\w+[~. ]*\d{1,2}")


def entry_date(entry: EntryFields) -> Date:
    """The date; what more its fields say ("Mar-Apr", "2019/2020") is kept beside it."""
    date = date_of(entry.left["date"]) if "date" in entry.left else Date()
    if date.year:
        _take_date(entry, "date", _SIMPLE_DATE)
    year = entry.left.get("year", "").strip()
    if not date.year and year:
        date = Date(int(year)) if year.isdecimal() and len(year) == len("2000") else date_of(year)
        if date.year and "noopsort" in year:
            years = re.findall(r"(?<!\d)\d{4}(?!\d)", year)  # {\noopsort{1973b}}1981
            date = Date(int(years[-1])) if years else date
    if not date.year:
        if year:
            entry.notes.append(f"year left empty: {line_of(year)[:40]!a} has none")
        return Date()
    if year == str(date.year) or date_of(year).year == date.year:
        _take_date(entry, "year", _SIMPLE_DATE)
    return date if date.month else _with_month(entry, date.year)


def _with_month(entry: EntryFields, year: int) -> Date:
    month = line_of(entry.left.get("month", ""))
    if not (number := month_of(month) if month else 0):
        return Date(year)
    day = day_in(month) if re.search(r"[^\W\d_]{3}", month) else 0
    _take_date(entry, "month", _SIMPLE_MONTH)
    if not day and (day := day_in(entry.left.get("day", ""))):
        entry.take("day")
    return Date(year, number, day)


def _take_date(entry: EntryFields, name: str, simple: re.Pattern[str]) -> None:
    text = entry.left.get(name, "")
    if text and simple.fullmatch(line_of(text)):
        entry.take(name)


def venue_of(entry: EntryFields) -> tuple[str, str, str]:
    """The venue, its short form, and the title of the proceedings where both are given."""
    aas, journal = _macro(entry.take("journal", "journaltitle", "journal-full", "fjournal"))
    journal = line_of(journal)
    booktitle = line_of(entry.take("booktitle"))
    if booktitle and (subtitle := line_of(entry.take("booksubtitle"))):
        booktitle = f"{booktitle}: {subtitle}"
    short = line_of(entry.take(*SHORT_TEXTS["venue_short"]))
    short = short or aas
    if journal and booktitle:
        if entry.kind not in IN_BOOKS:
            return journal, short, booktitle
        if short:
            entry.more.append(("journal", journal))
        return booktitle, short or journal, ""
    venue = journal or booktitle
    if not venue and entry.kind in BY_ORGANIZATION:
        venue = line_of(entry.take("organization"))
    if not venue:
        how = entry.left.get("howpublished", "")
        if how and "http" not in how and "\\url" not in how:
            venue = line_of(entry.take("howpublished"))
    return venue, short, ""


def _macro(text: str) -> tuple[str, str]:
    r"""The short name and the name of a journal for a macro of the astronomers (`\mnras`); of another text, itself."""
    if text[:1] in {"{", "\\"} and (match := _MACRO.fullmatch(text)) and match["name"] in AAS_JOURNALS:
        return match["name"].upper(), AAS_JOURNALS[match["name"]]
    return "", text


def identifiers_of(entry: EntryFields, venue: str) -> tuple[str | None, str | None, str, tuple[str, ...]]:
    """The arXiv id, the DOI, the address, and the categories."""
    arxiv, categories = _eprint(entry)
    doi = None
    if text := entry.left.get("doi", ""):
        doi = normal_doi(line_of(text).replace(" ", ""))
        if doi:
            entry.take("doi")
        else:
            entry.notes.append(f"doi left empty: {text.strip()[:60]!a} holds none")
    text = entry.take("url", "link", "ee")
    url = address_of(text) or address_of(entry.take("bdsk-url-1"))
    if text.count("://") > 1 or (url and len(text.split()) > 1):  # more than one address
        entry.more.append(("url", text))
    if not url and "http" in entry.left.get("howpublished", ""):
        url = address_of(entry.take("howpublished"))
    if doi is None and "doi.org/" in url:
        doi = normal_doi(url)
    note = entry.left.get("note", "")
    number = entry.left.get("number", "")
    if arxiv is None:
        arxiv = arxiv_in(venue, url if "arxiv.org" in url else "", doi or "", note, number)
    return arxiv, doi, url, categories


def _eprint(entry: EntryFields) -> tuple[str | None, tuple[str, ...]]:
    """The arXiv id and the categories of an entry."""
    arxiv = None
    for name in ("arxivid", "arxiv"):
        if arxiv is None and (arxiv := normal_arxiv(entry.left.get(name, ""))):
            _note_version(entry, entry.take(name))
    eprint = entry.left.get("eprint", "")
    server = (entry.left.get("archiveprefix") or entry.left.get("eprinttype") or "").casefold()
    if eprint and server in {"arxiv", ""} and (found := normal_arxiv(eprint)):
        arxiv = arxiv or found
        _note_version(entry, eprint)
        for name in ("eprint", "archiveprefix", "eprinttype") if found == arxiv else ():
            entry.take(name)
        categories = tuple(entry.take("primaryclass", "eprintclass").split())
        # Ids of before 2007 name their class: cs.LG/0501001.
        return arxiv, categories
    if arxiv:
        return arxiv, tuple(entry.take("primaryclass", "eprintclass").split())
    return None, ()


def _note_version(entry: EntryFields, arxiv: str) -> None:
    if match := _VERSION.search(arxiv):
        entry.version = match["version"]


def ids_of_entry(entry: EntryFields, url: str) -> tuple[tuple[str, str], ...]:
    """The identifiers beyond DOI and arXiv id."""
    pairs: list[tuple[str, str]] = []
    for name in [name for name in entry.left if name in SCHEME_OF]:
        if SCHEME_OF[name] not in {scheme for scheme, _ in pairs}:
            text = line_of(entry.take(name))
            if name in {"isbn", "issn", "eissn"}:
                found, is_more = serials_of(text, SCHEME_OF[name])
                pairs += found
                entry.more += [(name, text)] if is_more else []
            else:
                pairs.append((SCHEME_OF[name], re.sub(r"^PMID\b[:\s]*", "", text)))
    if match := _ANTHOLOGY.search(url):
        pairs.append(("acl", match["id"]))
    if entry.key.startswith("DBLP:"):
        pairs.append(("dblp", entry.key[5:]))
    for name, value in entry.left.items():
        if name in {"adsurl", "url"} and (match := _BIBCODE.search(value)):
            pairs.append(("bibcode", match["bibcode"].replace("%26", "&")))
    server = entry.left.get("eprinttype", "").casefold()
    if server in {"pmid", "pubmed"} and entry.left.get("eprint", "").isdecimal():
        entry.take("eprinttype")
        pairs.append(("pmid", entry.take("eprint")))
    return ids_of(pairs)
