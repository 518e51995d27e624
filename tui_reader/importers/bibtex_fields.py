"""The fields of a BibTeX or BibLaTeX entry as a paper, whichever program wrote them.

Every field that has a place in the record goes there; the others are kept under their own names, as they were. Sources:
btxdoc (1988), the manual of biblatex 3.20, and the exports of JabRef, Mendeley, Zotero, Better BibTeX, BibDesk, Qiqqa,
Calibre, ADS, DBLP, Scopus, Web of Science and ScienceDirect.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.importers.bibtex_files import bibdesk_file, files_of
from tui_reader.importers.bibtex_kinds import CANONICAL, PARTS, kind_of
from tui_reader.importers.bibtex_names import (
    ADDED,
    FACT_OF,
    FILES,
    NOTES,
    TAGS,
)
from tui_reader.importers.bibtex_places import entry_date, identifiers_of, ids_of_entry, venue_of
from tui_reader.importers.bibtex_text import ADDRESS, line_of, prose_of, title_of
from tui_reader.importers.dates import Date, moment_of
from tui_reader.importers.facts import pages_of, tags_of, words_of
from tui_reader.model.papers import Details, Link, Paper, Version
from tui_reader.texts.bibtex_names import bibtex_people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.importers.bibtex_entry import EntryFields
    from tui_reader.model.papers import Kind
    from tui_reader.texts.name_lists import People

_ARXIV_NUMBER = re.compile(r"\s*\{*arxiv:", re.IGNORECASE)
"""Zotero's number of a preprint, which is no issue."""
_EXTRA_LINE = re.compile(
    r"(?m)^\s*(?P<name>arXiv|Number|Conference Name|Publisher|Section|Publication Title|Journal Abbreviation|\\?_eprint"
    r"|Version Number|version|Google-Books-ID|Type|Place|Backup Publisher|Num Pages|Edition|Library Catalog"
    r"|[Oo]riginal-date|Series Title|ZSCC|Issue|Volume|Pages|Page Version ID|ISBN|ISSN|PMID|PMCID|DOI|MAG ID"
    r"|Meeting Name|Citation Key|tex\.[\w.-]+)\s*:[ \t]*(?P<value>\S.*?)\s*$"
)
"""A line of Zotero's field "Extra", which it exports as the note: what it knows no field of BibTeX for."""
_NUMBERED_OTHERWISE = frozenset(("report", "other", "software", "thesis"))
"""Kinds whose number is none of an issue."""
_RATING = re.compile(r"(?:rank)?(?P<stars>[1-5])")
_LEADING_ABSTRACT = re.compile(
    r"\{?abstract\}?(?:\s*[:.\u2014]\s*|\s*\n\s*"
    r"|\s+(?=(?:The|This|These|We|In|An|Our|It|To|There|For|With|Background|Objectives?|Purpose|Aims?|Introduction)\b))",
    re.IGNORECASE,
)
"""The heading that ScienceDirect puts before an abstract; "Abstract interpretation" is none."""


class _Found(NamedTuple):
    """What is known of an entry when its details are read."""

    date: Date
    authors: People
    short: str
    booktitle: str
    url: str
    categories: tuple[str, ...]
    kind: Kind


def paper_of(entry: EntryFields, groups: Sequence[str] = ()) -> Paper | None:
    """The paper; `None` for an entry that has no title of any kind."""
    title = _title(entry)
    if not title:
        return None
    date = entry_date(entry)
    venue, short, booktitle = venue_of(entry)
    arxiv, doi, url, categories = identifiers_of(entry, venue)
    authors = bibtex_people(entry.take("author", "authors"))
    kind = kind_of(entry.kind, venue, has_arxiv=arxiv is not None)
    if entry.kind not in CANONICAL:
        entry.more.insert(0, ("entrytype", entry.kind))
    abstract = entry.take("abstract", "summary")
    abstract = prose_of(_LEADING_ABSTRACT.sub("", abstract, count=1)) if abstract else ""
    rating, is_read = _marks(entry)
    tags, others = tags_of([*_tags(entry), *groups])
    entry.notes += [f"tag left out: “{name}” cannot be one" for name in others]
    note = _note(entry)
    added = _added(entry)
    return Paper(
        title,
        abstract,
        authors.people,
        date.year or None,
        venue or None,
        arxiv,
        doi,
        url or None,
        kind=kind,
        details=_details(entry, _Found(date, authors, short, booktitle, url, categories, kind)),
        key=entry.key,
        added=added,
        read=is_read,
        tags=tags,
        note=note,
        rating=rating,
    )


def _title(entry: EntryFields) -> str:
    title = title_of(entry.take("title")) or title_of(entry.take("shorttitle"))
    if not title and entry.kind not in PARTS:  # a part of a book is not called like the book
        title = title_of(entry.take("booktitle")) or title_of(entry.take("maintitle"))
    if title and (subtitle := title_of(entry.take("subtitle"))):
        title = f"{title}{'' if title[-1] in '?!:' else ':'} {subtitle}"
    return title


def _marks(entry: EntryFields) -> tuple[int, bool]:
    rating = 0
    for name in ("ranking", "rating"):
        if name in entry.left and (match := _RATING.fullmatch(entry.left[name].strip())) and not rating:
            rating = int(match["stars"])
            entry.take(name)
    is_read = entry.left.get("readstatus", "") == "read" or entry.left.get("read", "").casefold() in {
        "1",
        "yes",
        "true",
    }
    if is_read:
        entry.take("readstatus", "read")
    return rating, is_read


def _tags(entry: EntryFields) -> list[str]:
    if entry.left.keys().isdisjoint(TAGS):
        return []
    mine = [
        *words_of(entry.take("mendeley-tags")),
        *words_of(entry.take("mendeley-groups")),
        *words_of(entry.take("tags")),
    ]
    return [line_of(tag) for tag in mine]


def _note(entry: EntryFields) -> str:
    names = [name for name in entry.left if name in NOTES or name.startswith("comment-")]
    return "\n\n".join(text for name in names if (text := prose_of(entry.take(name))))


def _added(entry: EntryFields) -> int:
    for name in ADDED:
        if name in entry.left and (moment := moment_of(entry.left[name])):
            entry.take(name)
            return moment
    # DBLP's time stamps say when its own record was changed.
    if "timestamp" in entry.left and "dblp" not in entry.left.get("bibsource", ""):
        if moment := moment_of(entry.left["timestamp"]):
            entry.take("timestamp")
        return moment
    return 0


def _details(entry: EntryFields, found: _Found) -> Details:
    texts: dict[str, str] = {}
    for name in [name for name in entry.left if name in FACT_OF]:
        if (fact := FACT_OF[name]) not in texts:
            texts[fact] = line_of(entry.take(name))
    if "publisher" not in texts and "organization" in entry.left:
        texts["publisher"] = line_of(entry.take("organization"))
    if "issue" in entry.left or (
        found.kind not in _NUMBERED_OTHERWISE and not _ARXIV_NUMBER.match(entry.left.get("number", ""))
    ):
        texts["issue"] = line_of(entry.take("issue", "number"))
    ids = ids_of_entry(entry, found.url) if entry.left or found.url or entry.key.startswith("DBLP:") else ()
    keywords = tuple(
        word
        for name in ("keywords", "keyword", "author_keywords", "author-keywords")
        if name in entry.left
        for word in words_of(line_of(entry.take(name)))
    )
    pages = pages_of(line_of(entry.take("pages", "page")))
    comment = _comment(entry)
    links = _links(entry)
    files = _files(entry)
    return Details(
        **texts,
        short_title=title_of(entry.take("shorttitle")) if "shorttitle" in entry.left else "",
        editors=bibtex_people(editors).people if (editors := entry.take("editor", "editors")) else (),
        others=found.authors.others,
        month=found.date.month,
        day=found.date.day,
        venue_short=found.short,
        booktitle=found.booktitle,
        pages=pages,
        ids=ids,
        links=links,
        files=files,
        categories=found.categories,
        keywords=tuple(dict.fromkeys(keywords)),
        comment=comment,
        versions=(Version(entry.version, ""),) if entry.version else (),
        extra=entry.rest(),
    )


def _comment(entry: EntryFields) -> str:
    note = entry.left.get("note", "")
    if not note or re.match(r"cited by", note, re.IGNORECASE):
        return ""
    if all(_EXTRA_LINE.fullmatch(line) for line in note.splitlines() if line.strip()):
        entry.take("note")
        entry.more += [(match["name"].lstrip("\\"), match["value"]) for match in _EXTRA_LINE.finditer(note)]
        return ""
    return prose_of(entry.take("note"))


def _links(entry: EntryFields) -> tuple[Link, ...]:
    links = []
    for name, kind in (
        ("adsurl", "page"),
        ("pdf", "pdf"),
        ("code", "code"),
        ("bdsk-url-2", "page"),
        ("video", "video"),
    ):
        if name in entry.left and ADDRESS.match(entry.left[name].strip()):
            links.append(Link(kind, entry.take(name)))
    return tuple(links)


def _files(entry: EntryFields) -> tuple[str, ...]:
    paths: list[str] = []
    for name in [name for name in entry.left if name in FILES or name.startswith("bdsk-file-")]:
        text = entry.left[name]
        found = files_of(text)
        if name.startswith("bdsk-file-"):
            found = (path,) if (path := bibdesk_file(text)) else ()
        if found:
            paths += found
            entry.take(name)
    return tuple(dict.fromkeys(paths))
