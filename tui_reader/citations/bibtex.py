"""Papers as entries of a `.bib` file: BibTeX for BibTeX itself, BibLaTeX for biber.

Text fields are LaTeX; `doi`, `eprint` and `url` are verbatim, as every style since `plainnat` reads them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.middlewares.parsestack import default_unparse_stack
from bibtexparser.model import Entry, Field
from bibtexparser.writer import BibtexFormat

from tui_reader.citations.key_rules import keyed
from tui_reader.citations.kinds import Kind, kind, server
from tui_reader.citations.latex import latex, latex_title
from tui_reader.texts.names import cited
from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from tui_reader.model.papers import Paper
    from tui_reader.texts.names import Person

    Fields = Callable[[Paper], Iterator[tuple[str, str]]]

_ENTRY_TYPES = {Kind.CONFERENCE: "inproceedings", Kind.ARTICLE: "article", Kind.PREPRINT: "misc"}
_BIBTEX_VENUES = {Kind.CONFERENCE: "booktitle", Kind.ARTICLE: "journal", Kind.PREPRINT: "howpublished"}
_BIBLATEX_VENUES = {Kind.CONFERENCE: "booktitle", Kind.ARTICLE: "journaltitle", Kind.PREPRINT: "organization"}
_SEPARATES_NAMES = re.compile(r",|(?:^|\s)and(?:\s|$)", re.IGNORECASE)
_ARXIV = re.compile(r"(?:arxiv|corr)\b", re.IGNORECASE)
_URL_CHARACTERS = "!#$%&'()*+,/:;=?@[]~"
_LAST_ISO_YEAR = 9999
_BRACES = re.compile(r"[{}]")
"""They would have to be paired, and no escape is one in a verbatim field."""


def bibtex(papers: Sequence[Paper], *, unicode: bool = False, parts: Collection[str] = ()) -> str:
    """One entry a paper in the order given, a paper that is given twice once, and a newline at the end.

    What no source gave has no field. Without papers the text is empty. With `unicode` letters stay as they are.
    `parts` is what an entry carries beside: "abstract", "tags", "note", "file".
    """

    def fields(paper: Paper) -> Iterator[tuple[str, str]]:
        yield from _said(paper, unicode=unicode)
        yield _BIBTEX_VENUES[kind(paper)], latex(paper.venue or "", unicode=unicode)
        yield "year", "" if paper.year is None else str(paper.year)
        yield "doi", _verbatim(paper.doi or "")
        yield from _eprint(paper, "archiveprefix", "arXiv", "primaryclass")
        yield "url", _verbatim(paper.url or "")
        yield from _carried(paper, parts, "annote", unicode=unicode)

    return _written(papers, lambda paper: _ENTRY_TYPES[kind(paper)], fields)


def biblatex(papers: Sequence[Paper], *, unicode: bool = True, parts: Collection[str] = ()) -> str:
    """The same in biber's words: `@online` for preprints, `journaltitle`, `date`, `eprinttype`; letters as they are."""

    def fields(paper: Paper) -> Iterator[tuple[str, str]]:
        yield from _said(paper, unicode=unicode)
        # biblatex prints arXiv itself, from the eprint.
        is_arxiv = bool(paper.arxiv) and _ARXIV.match(paper.venue or "")
        yield _BIBLATEX_VENUES[kind(paper)], "" if is_arxiv else latex(paper.venue or "", unicode=unicode)
        if paper.year is not None:
            is_iso = 0 < paper.year <= _LAST_ISO_YEAR
            yield ("date", f"{paper.year:04d}") if is_iso else ("year", str(paper.year))
        yield "doi", _verbatim(paper.doi or "")
        yield from _eprint(paper, "eprinttype", "arxiv", "eprintclass")
        yield "url", _verbatim(paper.url or "")
        yield from _carried(paper, parts, "annotation", unicode=unicode)

    def entry_type(paper: Paper) -> str:
        is_online = kind(paper) is Kind.PREPRINT and (server(paper) or (paper.url and not paper.doi))
        return "online" if is_online else _ENTRY_TYPES[kind(paper)]

    return _written(papers, entry_type, fields)


def _written(papers: Sequence[Paper], entry_type: Callable[[Paper], str], fields: Fields) -> str:
    layout = BibtexFormat()  # type: ignore[no-untyped-call]
    layout.indent = "  "
    layout.block_separator = "\n"
    layout.trailing_comma = True
    entries = Library(
        [
            Entry(entry_type(paper), key, [Field(name, value) for name, value in fields(paper) if value])
            for key, paper in keyed(papers).items()
        ]
    )
    return write_string(
        entries, unparse_stack=default_unparse_stack(allow_inplace_modification=True), bibtex_format=layout
    )


def _said(paper: Paper, *, unicode: bool) -> Iterator[tuple[str, str]]:
    yield "title", latex_title(paper.title, unicode=unicode)
    yield "author", " and ".join(spelled(name, unicode=unicode) for name in cited(paper.authors))


def _carried(paper: Paper, parts: Collection[str], note_field: str, *, unicode: bool) -> Iterator[tuple[str, str]]:
    """What no style prints; the note is in the field of annotations, because styles print `note`."""
    if "abstract" in parts:
        yield "abstract", latex(one_line(paper.abstract), unicode=unicode)
    if "tags" in parts:
        yield "keywords", ", ".join(latex(tag, unicode=unicode) for tag in paper.tags)
    if "note" in parts:
        paragraphs = (one_line(part) for part in paper.note.split("\n\n"))
        yield note_field, "\n\n".join(latex(part, unicode=unicode) for part in paragraphs if part)
    if "file" in parts:
        # JabRef, Zotero and BibDesk read this field as it is: a semicolon parts files.
        yield "file", ";".join(_BRACES.sub("", one_line(file)) for file in paper.details.files)


def _eprint(paper: Paper, server_field: str, server: str, class_field: str) -> Iterator[tuple[str, str]]:
    if eprint := _verbatim(paper.arxiv or ""):
        yield "eprint", eprint
        yield server_field, server
        # Ids of before 2007 name their class: cs.LG/0501001.
        yield class_field, eprint.rpartition("/")[0]


def spelled(name: Person, *, unicode: bool) -> str:
    """The name in index order; a single name or collaboration in braces, so that nothing takes it apart."""
    if name.is_literal:
        return f"{{{latex(name.family, unicode=unicode)}}}"
    parts = (name.surname, name.suffix, name.given)
    return ", ".join(_together(latex(part, unicode=unicode)) for part in parts if part)


def _together(part: str) -> str:
    return f"{{{part}}}" if _SEPARATES_NAMES.search(part) else part


def _verbatim(text: str) -> str:
    """An address or identifier, with whatever an address may not hold (braces, backslashes, spaces) as `%7B`."""
    return quote(text.strip(), safe=_URL_CHARACTERS, errors="replace")
