"""The columns of spreadsheets of papers: what the services call them, and which fact each one is.

A header is compared without case, spaces and punctuation, so that "Author(s)", "Authors" and "authors" are one.
Sources: the CSV exports of Zotero, Scopus, IEEE Xplore, Springer, PubMed, Lens, OpenAlex, Embase, Dimensions, Google
Scholar, Publish or Perish, JabRef and Instapaper, and the tab-delimited "full record" of Web of Science, whose columns
are its field tags.
"""

from __future__ import annotations

import re
from typing import Final

_NOT_LETTER = re.compile(r"[^a-z0-9]+")

COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "title": ("title", "documenttitle", "itemtitle", "articletitle", "papertitle", "displayname", "ti"),
    "abstract": ("abstract", "abstractnote", "abstracttext", "summary", "ab"),
    "authors": (
        *("authorfullnames", "authors", "author", "authornames", "authorlist", "authorshipsauthordisplayname"),
        *("authorsrawnames", "af", "au"),
    ),
    "editors": ("editor", "editors", "be"),
    "year": ("year", "publicationyear", "pubyear", "publishedyear", "yearpublished", "py"),
    "date": ("date", "publicationdate", "datepublished", "publisheddate", "issued", "coverdate"),
    "venue": (
        *("publicationtitle", "sourcetitle", "journal", "journaltitle", "journalbook", "booktitle", "source", "venue"),
        *("primarylocationsourcedisplayname", "publication", "containertitle", "publicationname", "conference", "so"),
    ),
    "venue_short": ("journalabbreviation", "abbreviatedsourcetitle", "venueshort", "j9", "ji"),
    "event": ("conferencename", "meetingname", "ct"),
    "volume": ("volume", "journalvolume", "bibliovolume", "vl"),
    "issue": ("issue", "issuenumber", "journalissue", "biblioissue", "number", "is"),
    "pages": ("pages", "page", "pagination"),
    "first_page": ("startpage", "pagestart", "bibliofirstpage", "bp"),
    "last_page": ("endpage", "pageend", "bibliolastpage", "ep"),
    "article_number": ("artno", "articlenumber", "ar"),
    "publisher": ("publisher", "pu"),
    "place": ("place", "publisherlocation", "pi"),
    "series": ("series", "seriestitle", "bookseriestitle", "se"),
    "edition": ("edition",),
    "institution": ("institution", "school", "university"),
    "language": ("language", "languageoforiginaldocument", "la"),
    "short_title": ("shorttitle",),
    "doi": ("doi", "itemdoi", "di"),
    "arxiv": ("arxiv", "arxivid", "eprint"),
    "pmid": ("pmid", "pubmedid", "medlinepmid", "idspmid", "pm"),
    "pmcid": ("pmcid", "idspmcid"),
    "isbn": ("isbn", "isbns", "bn"),
    "issn": ("issn", "issns", "primarylocationsourceissnl", "sn"),
    "openalex": ("idsopenalex",),
    "url": ("url", "link", "articleurl", "documenturl", "externalurl", "sourceurl", "primarylocationlandingpageurl"),
    "pdf": ("pdflink", "pdfurl", "pdf", "bestoalocationpdfurl", "primarylocationpdfurl"),
    "keywords": ("authorkeywords", "keywords", "keyword", "automatictags", "keywordsdisplayname", "de"),
    "categories": ("categories", "primarytopicdisplayname", "fieldsofstudy", "subjects", "wc"),
    "kind": (
        *("itemtype", "documenttype", "publicationtype", "contenttype", "type", "bibliographytype", "articletype"),
        *("dt", "entrytype"),
    ),
    "key": ("citationkey", "citekey", "bibtexkey", "identifier"),
    "tags": ("tags", "manualtags", "folder"),
    "note": ("note", "notes"),
    "files": ("fileattachments", "file", "files"),
    "added": ("dateadded", "timestamp"),
    "selection": ("selection",),
    "rating": ("rating",),
    "extra_lines": ("extra",),
}
"""For each fact the columns that hold it, compared as `folded` makes them; the first one of a row that is not empty
counts."""


_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes a cell for a formula by, in both widths, and what it passes over before that."""
_GUARD = "'"


def guarded(cell: str) -> str:
    """A cell with an apostrophe before what a spreadsheet would run as a formula."""
    return f"{_GUARD}{cell}" if cell.lstrip(_GUARD).startswith(_FORMULA) else cell


def unguarded(cell: str) -> str:
    """The cell that `guarded` was given."""
    return cell[1:] if cell.startswith(_GUARD) and cell.lstrip(_GUARD).startswith(_FORMULA) else cell


def folded(header: str) -> str:
    """A header as it is compared."""
    return _NOT_LETTER.sub("", header.casefold())


FACTS: Final[dict[str, str]] = {column: fact for fact, columns in COLUMNS.items() for column in columns}
"""The fact of each column."""


def facts_of(header: list[str]) -> dict[str, list[int]]:
    """For each fact the places of its columns, the best one first; unknown columns are in none.

    Of a table that calls a work's own name "Title" and the name of its journal "Source", both are what they are called;
    of one that has no "Title", "Display name" is the title.
    """
    places: dict[str, list[tuple[int, int]]] = {}
    for place, name in enumerate(header):
        if (fact := FACTS.get(folded(name))) is not None:
            places.setdefault(fact, []).append((COLUMNS[fact].index(folded(name)), place))
    return {fact: [place for _, place in sorted(found)] for fact, found in places.items()}


KINDS: Final[tuple[tuple[str, str], ...]] = (
    ("conference", r"conference ?paper|proceedings|inproceedings|conference"),
    ("chapter", r"book ?section|chapter|incollection|inbook"),
    ("thesis", r"thesis|dissertation"),
    ("book", r"\bbook\b|monograph"),
    ("report", r"report|working paper"),
    ("preprint", r"preprint|posted.content|arxiv"),
    ("dataset", r"data ?set|data paper"),
    ("software", r"software|computer ?program"),
    ("webpage", r"web ?page|blog ?post|web ?site"),
    ("article", r"article|journal|review|letter|editorial|erratum|note|short survey"),
)
"""Kinds with the words of services that mean them, in the order in which they are tried."""
