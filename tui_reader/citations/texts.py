"""Parts of papers as text: titles, abstracts, addresses, a paragraph for a mail, what its reader wrote about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.citations.plain import names
from tui_reader.printable import one_line, printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.papers import Paper


def titles(papers: Sequence[Paper]) -> str:
    """One title a line."""
    return "\n".join(one_line(paper.title) for paper in papers)


def abstracts(papers: Sequence[Paper]) -> str:
    """One paragraph a paper that has an abstract."""
    return "\n\n".join(one_line(paper.abstract) for paper in papers if paper.abstract)


def addresses(papers: Sequence[Paper]) -> str:
    """One address a line, of the papers that have one."""
    return "\n".join(one_line(paper.page) for paper in papers if paper.page)


def mail(papers: Sequence[Paper]) -> str:
    """Title, authors and year, and link, each on a line of its own; an empty line between papers."""
    return "\n\n".join(_paragraph(paper) for paper in papers)


def notes(papers: Sequence[Paper]) -> str:
    """What the reader wrote about the papers, as Markdown below their titles; papers without a note are left out."""
    from tui_reader.citations.markdown import markdown

    return "\n\n".join(
        f"## {markdown([paper])}\n\n{printable(paper.note).strip()}" for paper in papers if paper.note.strip()
    )


def _paragraph(paper: Paper) -> str:
    year = "" if paper.year is None else str(paper.year)
    people = ", ".join(part for part in (names(paper.authors), year) if part)
    return "\n".join(line for line in (one_line(paper.title), people, one_line(paper.page or "")) if line)
