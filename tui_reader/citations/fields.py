"""Parts of papers as text: titles, abstracts, addresses, a paragraph for a mail, what its reader wrote about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.citations.markdown import escaped, markdown, unblocked
from tui_reader.citations.plain import names
from tui_reader.texts.printable import one_line, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_reader.model.annotations import Highlight
    from tui_reader.model.papers import Paper


def titles(papers: Sequence[Paper]) -> str:
    """The title of each paper, one a line."""
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


def notes(papers: Sequence[Paper], marked: Callable[[int], Sequence[Highlight]] = lambda _: ()) -> str:
    """What the reader marked in the papers and wrote about them, as Markdown below their titles.

    Each highlight is a quotation with the comment below it. Papers with neither are left out.
    """
    written = ((paper, _written(paper, marked(paper.id))) for paper in papers)
    return "\n\n".join(f"## {markdown([paper])}\n\n{text}" for paper, text in written if text)


def _written(paper: Paper, highlights: Sequence[Highlight]) -> str:
    parts: list[str] = []
    for one in highlights:
        parts.append(f"> {unblocked(escaped(one_line(one.anchor.exact)))}")
        parts.append(printable(one.comment).strip())
    return "\n\n".join(filter(None, (*parts, printable(paper.note).strip())))


def _paragraph(paper: Paper) -> str:
    year = "" if paper.year is None else str(paper.year)
    people = ", ".join(part for part in (names(paper.authors), year) if part)
    return "\n".join(line for line in (one_line(paper.title), people, one_line(paper.page or "")) if line)
