"""What the fields of BibTeX and BibLaTeX are called, by the facts that they hold."""

from __future__ import annotations

from typing import Final

SHORT_TEXTS: Final = {
    "volume": ("volume", "journalvolume"),
    "publisher": ("publisher",),
    "place": ("address", "location"),
    "series": ("series",),
    "edition": ("edition",),
    "event": ("eventtitle", "conference", "meeting"),
    "institution": ("school", "institution"),
    "language": ("language", "langid", "languages", "hyphenation"),
    "venue_short": ("shortjournal", "journal-abbrev", "journal_abbrev", "abbrev_source_title", "journal-iso"),
    "article_number": ("eid", "article-number", "articleno", "art_number", "article_number"),
    "status": ("pubstate", "status"),
}
TAGS: Final = ("mendeley-tags", "mendeley-groups", "tags")
FACT_OF: Final = {name: fact for fact, names in SHORT_TEXTS.items() if fact != "venue_short" for name in names}
NOTES: Final = ("annote", "annotation", "comment", "notes", "review", "mynote", "readernotes")
ADDED: Final = ("date-added", "date_added", "dateadded", "added-at", "creationdate", "created")
IDS: Final = {
    "pmid": ("pmid", "pubmedid", "pubmed_id"),
    "pmcid": ("pmcid", "pmc"),
    "isbn": ("isbn",),
    "issn": ("issn", "eissn"),
    "openreview": ("openreview",),
    "s2": ("s2id",),
}
SCHEME_OF: Final = {name: scheme for scheme, names in IDS.items() for name in names}
FILES: Final = ("file", "files", "localfile", "local-url", "pdf", "filename")
IN_BOOKS: Final = frozenset(("inproceedings", "conference", "incollection", "inbook", "inreference", "suppbook"))
BY_ORGANIZATION: Final = frozenset(("online", "electronic", "www", "webpage", "web_page", "misc"))
