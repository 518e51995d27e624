"""The formats in which papers are cited: one row each, for the command line, the keyboard and the exporters.

A row names the function of a module that takes papers in the order in which they are to be cited. What it returns has
no newline at the end, but for those whose text is a whole file. It may be empty: a format shows only what is known.
Importing this module costs nothing; every format is loaded when it is first used. Adding one is one row and one
function.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.model.papers import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.model.papers import Paper


@dataclass(frozen=True, slots=True)
class CitationFormat:
    """One row of the table of formats: what it is called, and which function makes its text."""

    name: str
    """The value of the option `--format`, in lower case."""
    label: str
    """What a person calls it."""
    function: str
    """Where the text is made, as `module.function` of this package."""
    options: tuple[tuple[str, object], ...] = ()
    """What the function is told besides."""
    is_annotated: bool = False
    """Whether the function is told, as `marked`, what gives the highlights of a paper by its id."""
    is_sorted: bool = False
    """Whether several papers are a bibliography, by authors; else they stay in the order in which they are given."""

    def cite(self, papers: Sequence[Paper]) -> str:
        """The papers in this format, each once."""
        module, _, function = self.function.partition(".")
        make = getattr(importlib.import_module(f"tui_reader.citations.{module}"), function)
        text: str = make(self._arranged(papers), **dict(self.options))
        return text

    def _arranged(self, papers: Sequence[Paper]) -> list[Paper]:
        once = list({paper.key or paper: paper for paper in papers}.values())
        return sorted(once, key=_place) if self.is_sorted else once


_UNICODE, _LATEX = (("unicode", True),), (("unicode", False),)

FORMATS: tuple[CitationFormat, ...] = (
    CitationFormat("bibtex", "BibTeX", "bibtex.bibtex", _LATEX, is_sorted=True),
    CitationFormat("bibtex-unicode", "BibTeX, letters as they are", "bibtex.bibtex", _UNICODE, is_sorted=True),
    CitationFormat("biblatex", "BibLaTeX", "bibtex.biblatex", _UNICODE, is_sorted=True),
    CitationFormat("biblatex-latex", "BibLaTeX, accents as LaTeX", "bibtex.biblatex", _LATEX, is_sorted=True),
    CitationFormat("ris", "RIS", "ris.ris", is_sorted=True),
    CitationFormat("csl-json", "CSL-JSON", "csl_json.csl_json", is_sorted=True),
    CitationFormat("hayagriva", "Hayagriva YAML, for Typst", "hayagriva.hayagriva", is_sorted=True),
    CitationFormat("plain", "Plain text", "plain.plain", is_sorted=True),
    CitationFormat("markdown", "Markdown link", "markdown.markdown", is_sorted=True),
    CitationFormat("org", "Org link", "markup.org", is_sorted=True),
    CitationFormat("html", "HTML link", "markup.html", is_sorted=True),
    CitationFormat("rst", "reStructuredText link", "markup.rst", is_sorted=True),
    CitationFormat("mail", "Title, authors, year, link", "fields.mail"),
    CitationFormat("key", "Citation key", "cite_commands.citation_keys"),
    CitationFormat("latex", r"LaTeX \cite", "cite_commands.latex_cite"),
    CitationFormat("typst", "Typst @key", "cite_commands.typst_cite"),
    CitationFormat("pandoc", "Pandoc [@key]", "cite_commands.pandoc_cite"),
    CitationFormat("title", "Title", "fields.titles"),
    CitationFormat("abstract", "Abstract", "fields.abstracts"),
    CitationFormat("url", "URL", "fields.addresses"),
    CitationFormat("note", "Highlights and note, as Markdown", "fields.notes", is_annotated=True),
)
"""The first one is the default."""


def _place(paper: Paper) -> tuple[str, int, str, str]:
    """Where a paper stands in a bibliography: by first author, year, title; without authors by title."""
    author = paper.authors[0] if paper.authors else None
    name = f"{author.surname} {author.given}" if author else paper.title
    return folded(name), paper.year or 0, folded(paper.title), paper.key
