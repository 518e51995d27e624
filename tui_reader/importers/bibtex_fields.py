"""The fields of a BibTeX or BibLaTeX entry as a paper, whichever program wrote them.

Every field that has a place in the record goes there; the others are kept under their own names, as they were. Sources:
btxdoc (1988), the manual of biblatex 3.20, and the exports of JabRef, Mendeley, Zotero, Better BibTeX, BibDesk, Qiqqa,
Calibre, ADS, DBLP, Scopus, Web of Science and ScienceDirect.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tui_reader.importers.aas_journals import AAS_JOURNALS
from tui_reader.importers.bibtex_files import bibdesk_file, files_of
from tui_reader.importers.bibtex_kinds import CANONICAL, kind_of
from tui_reader.importers.bibtex_text import line_of, prose_of, title_of
from tui_reader.importers.dates import Date, date_of, moment_of, month_of
from tui_reader.importers.facts import arxiv_in, ids_of, pages_of, tags_of, words_of
from tui_reader.model.papers import Details, Link, Paper, normal_arxiv, normal_doi
from tui_reader.texts.name_lists import People, bibtex_people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.model.papers import Kind

_MACRO = re.compile(r"\{?\\(?P<name>[a-z]+)\}?")
_URL = re.compile(r"https?://[^\s{}]+", re.IGNORECASE)
_URL_MACRO = re.compile(r"\\(?:url|href)\s*\{(?P<address>[^{}]*)\}(?:\{[^{}]*\})?")
_RATING = re.compile(r"(?:rank)?(?P<stars>[1-5])")
_LEADING_ABSTRACT = re.compile(r"(?:abstract|summary)(?:\s*[:.\u2014-]\s*|\s*\n\s*|\s+(?=[A-Z]))", re.IGNORECASE)
_BIBCODE = re.compile(r"/(?:abs|cgi-bin/bib_query\?)/?(?P<bibcode>\d{4}[A-Za-z&.\d%]{14,17})")
_ANTHOLOGY = re.compile(r"aclanthology\.org/(?P<id>[\w.-]+?)/?$")
_SHORT_TEXTS: Final = {
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
_TAGS: Final = ("mendeley-tags", "mendeley-groups", "tags")
_FACT_OF: Final = {name: fact for fact, names in _SHORT_TEXTS.items() if fact != "venue_short" for name in names}
_NOTES: Final = ("annote", "annotation", "comment", "notes", "review", "mynote", "readernotes")
_ADDED: Final = ("date-added", "date_added", "dateadded", "added-at", "creationdate", "created")
_IDS: Final = {
    "pmid": ("pmid", "pubmedid", "pubmed_id"),
    "pmcid": ("pmcid", "pmc"),
    "isbn": ("isbn",),
    "issn": ("issn", "eissn"),
    "openreview": ("openreview",),
    "s2": ("s2id",),
}
_SCHEME_OF: Final = {name: scheme for scheme, names in _IDS.items() for name in names}


class EntryFields:
    """The fields of one entry, each taken once."""

    def __init__(self, kind: str, key: str, fields: Sequence[tuple[str, str]]) -> None:
        self.kind = kind
        self.key = key
        self._left: dict[str, str] = {}
        self._spelled: dict[str, str] = {}
        self._more: list[tuple[str, str]] = []
        self.notes: list[str] = []
        left = self._left
        for name, value in fields:
            folded = name.lower()
            if folded in left:
                if left[folded] != value:
                    self._more.append((name, value))
            elif value:
                left[folded] = value
                if folded != name:
                    self._spelled[folded] = name

    def take(self, *names: str) -> str:
        """The text of the first of these fields that is there; it is then taken."""
        for name in names:
            if name in self._left:
                return self._left.pop(name).strip()
        return ""

    def paper(self, groups: Sequence[str] = ()) -> Paper | None:
        """The paper; `None` for an entry that has no title of any kind."""
        title = self._title()
        if not title:
            return None
        date = self._date()
        venue, short, booktitle = self._venue()
        arxiv, doi, url, categories = self._identifiers(venue)
        authors = bibtex_people(self.take("author", "authors"))
        kind = kind_of(self.kind, venue, has_arxiv=arxiv is not None)
        if self.kind not in CANONICAL:
            self._more.insert(0, ("entrytype", self.kind))
        abstract = self.take("abstract", "summary")
        abstract = prose_of(_LEADING_ABSTRACT.sub("", abstract, count=1)) if abstract else ""
        rating, is_read = self._marks()
        tags, others = tags_of([*self._tags(), *groups])
        self.notes += [f"tag left out: “{name}” cannot be one" for name in others]
        note = self._note()
        added = self._added()
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
            details=self._details(date, authors, short, booktitle, categories, kind),
            key=self.key,
            added=added,
            read=is_read,
            tags=tags,
            note=note,
            rating=rating,
        )

    def _title(self) -> str:
        title = title_of(self.take("title")) or title_of(self.take("maintitle", "shorttitle", "booktitle"))
        if title and (subtitle := title_of(self.take("subtitle"))):
            title = f"{title}{'' if title[-1] in '?!:' else ':'} {subtitle}"
        return title

    def _date(self) -> Date:
        date = date_of(self.take("date")) if "date" in self._left else Date()
        year = self._left.get("year", "")
        if not date.year and year:
            date = Date(int(year)) if year.isdecimal() and len(year) == len("2000") else date_of(year)
            if date.year and "noopsort" in year:
                years = re.findall(r"(?<!\d)\d{4}(?!\d)", year)  # {\noopsort{1973b}}1981
                date = Date(int(years[-1])) if years else date
        if not date.year:
            if year:
                self.notes.append(f"year left empty: {line_of(year)[:40]!a} has none")
            return Date()
        self.take("year")
        if not date.month and (month := self._left.get("month", "")):
            text = line_of(month)
            number = month_of(text)
            day = re.search(r"(?<!\d)\d{1,2}(?!\d)", text) if re.search(r"[^\W\d_]{3}", text) else None
            date = Date(date.year, number, int(day.group()) if number and day and int(day.group()) < 32 else 0)  # noqa: PLR2004 - days
        if date.month:
            self.take("month")
        day_text = self._left.get("day", "")
        if date.month and not date.day and day_text.isdecimal() and 1 <= int(day_text[:3]) < 32:  # noqa: PLR2004 - days
            return Date(date.year, date.month, int(self.take("day")))
        return date

    def _venue(self) -> tuple[str, str, str]:
        """The venue, its short form, and the title of the proceedings where both are given."""
        journal = line_of(self._macro(self.take("journal", "journaltitle", "journal-full", "fjournal")))
        booktitle = line_of(self.take("booktitle"))
        if booktitle and (subtitle := line_of(self.take("booksubtitle"))):
            booktitle = f"{booktitle}: {subtitle}"
        short = line_of(self.take(*_SHORT_TEXTS["venue_short"]))
        if self._aas:
            short = short or self._aas
        if journal and booktitle:
            return (booktitle, short or journal, "") if self.kind in _IN_BOOKS else (journal, short, booktitle)
        venue = journal or booktitle
        if not venue and self.kind in _BY_ORGANIZATION:
            venue = line_of(self.take("organization"))
        if not venue:
            how = self._left.get("howpublished", "")
            if how and "http" not in how and "\\url" not in how:
                venue = line_of(self.take("howpublished"))
        return venue, short, ""

    _aas = ""

    def _macro(self, text: str) -> str:
        r"""The name of a journal for a macro of the astronomers (`\mnras`)."""
        if text[:1] in "{\\" and (match := _MACRO.fullmatch(text)) and match["name"] in AAS_JOURNALS:
            self._aas = match["name"].upper()
            return AAS_JOURNALS[match["name"]]
        return text

    def _identifiers(self, venue: str) -> tuple[str | None, str | None, str, tuple[str, ...]]:
        """The arXiv id, the DOI, the address, and the categories."""
        arxiv, categories = self._eprint()
        doi = None
        if text := self._left.get("doi", ""):
            doi = normal_doi(line_of(text).replace(" ", ""))
            if doi:
                self.take("doi")
            else:
                self.notes.append(f"doi left empty: {text.strip()[:60]!a} holds none")
        url = _address(self.take("url", "link", "ee")) or _address(self.take("bdsk-url-1"))
        if not url and "http" in self._left.get("howpublished", ""):
            url = _address(self.take("howpublished"))
        if doi is None and "doi.org/" in url:
            doi = normal_doi(url)
        note = self._left.get("note", "")
        number = self._left.get("number", "")
        if arxiv is None:
            arxiv = arxiv_in(venue, url if "arxiv.org" in url else "", doi or "", note, number)
        return arxiv, doi, url, categories

    def _eprint(self) -> tuple[str | None, tuple[str, ...]]:
        arxiv = None
        if text := self.take("arxivid", "arxiv"):
            arxiv = normal_arxiv(text)
        eprint = self._left.get("eprint", "")
        server = (self._left.get("archiveprefix") or self._left.get("eprinttype") or "").casefold()
        if eprint and server in {"arxiv", ""} and (found := normal_arxiv(eprint)):
            arxiv = arxiv or found
            for name in ("eprint", "archiveprefix", "eprinttype"):
                self.take(name)
            categories = tuple(self.take("primaryclass", "eprintclass").split())
            # Ids of before 2007 name their class: cs.LG/0501001.
            return arxiv, categories
        if arxiv:
            return arxiv, tuple(self.take("primaryclass", "eprintclass").split())
        return None, ()

    def _marks(self) -> tuple[int, bool]:
        rating = 0
        for name in ("ranking", "rating"):
            if name in self._left and (match := _RATING.fullmatch(self._left[name].strip())) and not rating:
                rating = int(match["stars"])
                self.take(name)
        is_read = self._left.get("readstatus", "") == "read" or self._left.get("read", "") == "1"
        if is_read:
            self.take("readstatus", "read")
        return rating, is_read

    def _tags(self) -> list[str]:
        if self._left.keys().isdisjoint(_TAGS):
            return []
        mine = [
            *words_of(self.take("mendeley-tags")),
            *words_of(self.take("mendeley-groups")),
            *words_of(self.take("tags")),
        ]
        return [line_of(tag) for tag in mine]

    def _note(self) -> str:
        names = [name for name in self._left if name in _NOTES or name.startswith("comment-")]
        return "\n\n".join(text for name in names if (text := prose_of(self.take(name))))

    def _added(self) -> int:
        for name in _ADDED:
            if name in self._left and (moment := moment_of(self._left[name])):
                self.take(name)
                return moment
        # DBLP's time stamps say when its own record was changed.
        if "timestamp" in self._left and "dblp" not in self._left.get("bibsource", ""):
            if moment := moment_of(self._left["timestamp"]):
                self.take("timestamp")
            return moment
        return 0

    def _details(  # noqa: PLR0913, PLR0917 - what the other facts were found with
        self,
        date: Date,
        authors: People,
        short: str,
        booktitle: str,
        categories: tuple[str, ...],
        kind: Kind,
    ) -> Details:
        texts: dict[str, str] = {}
        for name in [name for name in self._left if name in _FACT_OF]:
            if (fact := _FACT_OF[name]) not in texts:
                texts[fact] = line_of(self.take(name))
        if "publisher" not in texts and "organization" in self._left:
            texts["publisher"] = line_of(self.take("organization"))
        if kind not in {"report", "other", "software", "thesis"} or "issue" in self._left:
            texts["issue"] = line_of(self.take("issue") if "issue" in self._left else self.take("number"))
        ids = self._ids() if self._left or self.key.startswith("DBLP:") else ()
        keywords = tuple(
            word
            for name in ("keywords", "keyword", "author_keywords", "author-keywords")
            if name in self._left
            for word in words_of(line_of(self.take(name)))
        )
        pages = pages_of(line_of(self.take("pages", "page")))
        comment = self._comment()
        links = self._links()
        files = self._files()
        return Details(
            **texts,  # type: ignore[arg-type]  # all of them are texts
            short_title=title_of(self.take("shorttitle")) if "shorttitle" in self._left else "",
            editors=bibtex_people(editors).people if (editors := self.take("editor", "editors")) else (),
            others=authors.others,
            month=date.month,
            day=date.day,
            venue_short=short,
            booktitle=booktitle,
            pages=pages,
            ids=ids,
            links=links,
            files=files,
            categories=categories,
            keywords=tuple(dict.fromkeys(keywords)),
            comment=comment,
            extra=(*((self._spelled.get(name, name), value) for name, value in self._left.items()), *self._more),
        )

    def _comment(self) -> str:
        note = self._left.get("note", "")
        if not note or re.match(r"cited by", note, re.IGNORECASE):
            return ""
        return prose_of(self.take("note"))

    def _ids(self) -> tuple[tuple[str, str], ...]:
        pairs = [(scheme, line_of(self.take(name))) for name, scheme in _SCHEME_OF.items() if name in self._left]
        pairs = [(scheme, re.sub(r"^(?:PMID|E?ISBN|E?ISSN)\b[:\s]*", "", value)) for scheme, value in pairs]
        if self.key.startswith("DBLP:"):
            pairs.append(("dblp", self.key[5:]))
        for name, value in self._left.items():
            if name in {"adsurl", "url"} and (match := _BIBCODE.search(value)):
                pairs.append(("bibcode", match["bibcode"].replace("%26", "&")))
        server = self._left.get("eprinttype", "").casefold()
        if server in {"pmid", "pubmed"} and self._left.get("eprint", "").isdecimal():
            self.take("eprinttype")
            pairs.append(("pmid", self.take("eprint")))
        return ids_of(pairs)

    def _links(self) -> tuple[Link, ...]:
        links = []
        for name, kind in (
            ("adsurl", "page"),
            ("pdf", "pdf"),
            ("code", "code"),
            ("bdsk-url-2", "page"),
            ("video", "video"),
        ):
            if name in self._left and _URL.match(self._left[name].strip()):
                links.append(Link(kind, self.take(name)))
        return tuple(links)

    def _files(self) -> tuple[str, ...]:
        paths: list[str] = []
        for name in [name for name in self._left if name in _FILES or name.startswith("bdsk-file-")]:
            text = self._left[name]
            found = files_of(text)
            if name.startswith("bdsk-file-"):
                found = (path,) if (path := bibdesk_file(text)) else ()
            if found:
                paths += found
                self.take(name)
        return tuple(dict.fromkeys(paths))


_FILES: Final = ("file", "files", "localfile", "local-url", "pdf", "filename")
_IN_BOOKS: Final = frozenset(("inproceedings", "conference", "incollection", "inbook", "inreference", "suppbook"))
_BY_ORGANIZATION: Final = frozenset(("online", "electronic", "www", "webpage", "web_page", "misc"))


def _address(text: str) -> str:
    r"""The address in a text that may be `\url{…}`, with LaTeX's escapes taken out; the text itself without one."""
    if not text:
        return ""
    if match := _URL_MACRO.search(text):
        text = match["address"]
    text = re.sub(
        r"\\([%&_#~$])|\{?\\textasciitilde\s?(?:\{\})?\}?|\{?\\textunderscore\s?(?:\{\})?\}?", _plain_sign, text
    )
    match = _URL.search(text)
    return match.group() if match else " ".join(text.split())


def _plain_sign(match: re.Match[str]) -> str:
    return match[1] or ("~" if "tilde" in match.group() else "_")
