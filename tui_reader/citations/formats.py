"""The formats in which papers are cited: one row each, for the command line, the keyboard and the exporters.

A row's function takes the papers in the order in which they are to be cited. What it returns has no newline at the end,
but for BibTeX, whose text is a whole file. It may be empty: a format shows only what is known. Importing this module
costs nothing; every format is loaded when it is first used.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.errors import ReaderError
from tui_reader.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_reader.papers import Paper


@dataclass(frozen=True, slots=True)
class CitationFormat:
    """One way to cite."""

    name: str
    """What `--format` takes."""
    label: str
    """What a person calls it."""
    cite: Callable[[Sequence[Paper]], str]


def _bibtex(papers: Sequence[Paper]) -> str:
    from tui_reader.citations.bibtex import bibtex

    return bibtex(papers)


def _plain(papers: Sequence[Paper]) -> str:
    from tui_reader.citations.plain import plain

    return plain(papers)


def _markdown(papers: Sequence[Paper]) -> str:
    from tui_reader.citations.markdown import markdown

    return markdown(papers)


def _keys(papers: Sequence[Paper]) -> str:
    from tui_reader.citations.keys import keyed

    return "\n".join(keyed(papers))


def _latex_command(papers: Sequence[Paper]) -> str:
    from tui_reader.citations.keys import keyed

    keys = ",".join(keyed(papers))
    return f"\\cite{{{keys}}}" if keys else ""


def _titles(papers: Sequence[Paper]) -> str:
    return "\n".join(one_line(paper.title) for paper in papers)


def _abstracts(papers: Sequence[Paper]) -> str:
    return "\n\n".join(one_line(paper.abstract) for paper in papers if paper.abstract)


def _addresses(papers: Sequence[Paper]) -> str:
    return "\n".join(one_line(paper.page) for paper in papers if paper.page)


FORMATS: tuple[CitationFormat, ...] = (
    CitationFormat("bibtex", "BibTeX", _bibtex),
    CitationFormat("plain", "Plain text", _plain),
    CitationFormat("markdown", "Markdown", _markdown),
    CitationFormat("key", "Citation key", _keys),
    CitationFormat("latex", r"LaTeX \cite", _latex_command),
    CitationFormat("title", "Title", _titles),
    CitationFormat("abstract", "Abstract", _abstracts),
    CitationFormat("url", "URL", _addresses),
)
"""The first one is the default."""


def named(name: str) -> CitationFormat:
    """The format of that name, in whatever case; a `ReaderError` that lists the names when there is none."""
    wanted = name.casefold()
    for candidate in FORMATS:
        if candidate.name == wanted:
            return candidate
    known = ", ".join(candidate.name for candidate in FORMATS)
    raise ReaderError(f"There is no citation format {one_line(name)!r}.", f"The formats are {known}.")
