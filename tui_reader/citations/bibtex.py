"""Papers as BibTeX entries, for BibTeX and biber alike.

Text fields are LaTeX; `doi`, `eprint` and `url` are verbatim, as every style since `plainnat` reads them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.citations.keys import keyed
from tui_reader.citations.kinds import Kind, kind
from tui_reader.citations.latex import latex, latex_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.papers import Author, Paper

_ENTRY_TYPES = {Kind.CONFERENCE: "inproceedings", Kind.ARTICLE: "article", Kind.PREPRINT: "misc"}
_VENUE_FIELDS = {Kind.CONFERENCE: "booktitle", Kind.ARTICLE: "journal", Kind.PREPRINT: "howpublished"}
_SEPARATES_NAMES = re.compile(r",|(?:^|\s)and(?:\s|$)", re.IGNORECASE)
_URL_CHARACTERS = "!#$%&'()*+,/:;=?@[]~"


def bibtex(papers: Sequence[Paper]) -> str:
    """One entry a paper in the order given, a paper that is given twice once, and a newline at the end.

    What no source gave has no field. Without papers the text is empty.
    """
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.middlewares.parsestack import default_unparse_stack
    from bibtexparser.model import Entry, Field
    from bibtexparser.writer import BibtexFormat

    layout = BibtexFormat()  # type: ignore[no-untyped-call]
    layout.indent = "  "
    layout.block_separator = "\n"
    layout.trailing_comma = True
    entries = Library(
        [
            Entry(_ENTRY_TYPES[kind(paper)], key, [Field(name, value) for name, value in _fields(paper) if value])
            for key, paper in keyed(papers).items()
        ]
    )
    return write_string(
        entries, unparse_stack=default_unparse_stack(allow_inplace_modification=True), bibtex_format=layout
    )


def _fields(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "title", latex_title(paper.title)
    yield "author", " and ".join(name for author in paper.authors if (name := _name(author)))
    yield _VENUE_FIELDS[kind(paper)], latex(paper.venue or "")
    yield "year", "" if paper.year is None else str(paper.year)
    yield "doi", _verbatim(paper.doi or "")
    if eprint := _verbatim(paper.arxiv or ""):
        yield "eprint", eprint
        yield "archiveprefix", "arXiv"
    yield "url", _verbatim(paper.url or "")


def _name(author: Author) -> str:
    """The name in index order; a single name or collaboration in braces, so that nothing takes it apart."""
    family, given = latex(author.family), latex(author.given)
    if not (family and given):
        whole = family or given
        return f"{{{whole}}}" if whole else ""
    return f"{_together(family)}, {_together(given)}"


def _together(part: str) -> str:
    return f"{{{part}}}" if _SEPARATES_NAMES.search(part) else part


def _verbatim(text: str) -> str:
    """An address or identifier, with whatever an address may not hold (braces, backslashes, spaces) as `%7B`."""
    from urllib.parse import quote

    return quote(text.strip(), safe=_URL_CHARACTERS, errors="replace")
