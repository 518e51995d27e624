"""How papers and answers look, as Content: pure functions from values and styles to text.

All text goes through `printable`, and Content never interprets markup, so a title is only ever a title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from textual.content import Content, Span

from tui_reader.printable import one_line, printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.style import Style
    from textual.widget import Widget

    from tui_reader.answers import Answer
    from tui_reader.papers import Paper

BOOKMARK = "★"
NOTE = "✎"
CURSOR = "▌"

_ABBREVIATION = re.compile(r"\(([^()]*[A-Z]{2}[^()]*)\)")


class Highlights(Protocol):
    """What knows where a query's words stand in a text."""

    def spans(self, text: str, field: str) -> Sequence[tuple[int, int]]:
        """The places, as character offsets, of the query's words in a text of a field (`title`, `abstract`, …)."""


@dataclass(frozen=True, slots=True)
class Look:
    """The styles that the parts of a paper are drawn with; each is laid over the style of its widget."""

    title: Style
    faint: Style
    hit: Style
    mark: Style
    cursor: Style

    @classmethod
    def of(cls, widget: Widget, prefix: str) -> Look:
        """The styles of a widget's component classes `PREFIX--title`, `PREFIX--faint` and so on."""
        return cls(*(widget.get_visual_style(f"{prefix}--{part}", partial=True) for part in cls.__slots__))


def text_with_hits(text: str, field: str, hits: Highlights | None, look: Look) -> Content:
    """A text with the query's words in it marked."""
    if hits is None:
        return Content(text)
    return Content(text, spans=[Span(start, end, look.hit) for start, end in hits.spans(text, field)])


def authors_line(paper: Paper, most: int = 3) -> str:
    """The authors' names, or the first of them and "et al."."""
    names = [author.family if len(paper.authors) > most else author.name for author in paper.authors]
    return f"{names[0]} et al." if len(names) > most else ", ".join(names)


def short_venue(venue: str) -> str:
    """The abbreviation that a venue carries ("International Conference on Machine Learning (ICML)"), else all of it."""
    match = _ABBREVIATION.search(venue)
    return match.group(1) if match else venue


def row(paper: Paper, hits: Highlights | None, look: Look, *, current: bool) -> tuple[Content, Content]:
    """The two lines of a paper in the list: marks and title; authors, year and venue."""
    bar = (CURSOR, look.cursor) if current else " "
    star = (BOOKMARK, look.mark) if paper.bookmarked else " "
    title = text_with_hits(one_line(paper.title), "title", hits, look).stylize_before(look.title)
    authors = text_with_hits(one_line(authors_line(paper)), "author", hits, look)
    facts = [
        str(paper.year) if paper.year else "",
        short_venue(one_line(paper.venue or ("arXiv" if paper.arxiv else ""))),
    ]
    rest = "".join(f" · {fact}" for fact in facts if fact)
    second = Content.assemble(authors, rest if authors else rest.removeprefix(" · ")).stylize_before(look.faint)
    note = (NOTE, look.mark) if paper.note else " "
    return Content.assemble(bar, star, " ", title), Content.assemble(bar, note, " ", second)


def heading(paper: Paper, hits: Highlights | None, look: Look) -> Content:
    """What stands above an abstract: title, authors, where it appeared, tags."""
    lines = [text_with_hits(one_line(paper.title), "title", hits, look).stylize_before(look.title)]
    if paper.authors:
        lines.append(text_with_hits(one_line(", ".join(a.name for a in paper.authors)), "author", hits, look))
    facts = (
        str(paper.year) if paper.year else "",
        one_line(paper.venue or ""),
        f"arXiv:{one_line(paper.arxiv)}" if paper.arxiv else "",
        f"doi:{one_line(paper.doi)}" if paper.doi else "",
        one_line(paper.url or "") if not (paper.arxiv or paper.doi) else "",
        paper.key,
    )
    lines.append(Content(" · ".join(fact for fact in facts if fact)).stylize_before(look.faint))
    own = [f"{BOOKMARK} bookmarked"] if paper.bookmarked else []
    own += [f"#{one_line(tag)}" for tag in paper.tags]
    if own:
        lines.append(Content("  ".join(own)).stylize_before(look.mark))
    return Content("\n").join(lines)


def abstract(paper: Paper, hits: Highlights | None, look: Look) -> Content:
    """The abstract, or a line that says that there is none."""
    if not paper.abstract:
        return Content("No abstract.").stylize_before(look.faint)
    return text_with_hits(printable(paper.abstract), "abstract", hits, look)


def status(answer: Answer, indexing: str, width: int) -> str:
    """Count, order and time of an answer in at most `width` cells: "12 of 209 · relevance · 4 ms"."""
    milliseconds = f"{max(1, round(answer.seconds * 1000))} ms"
    if answer.text.strip():
        parts = [f"{answer.total:,} of {answer.of:,}", answer.sort, milliseconds]
        short = f"{answer.total:,}/{answer.of:,}"
    else:
        parts = [f"{answer.of:,} papers", answer.sort, milliseconds]
        short = f"{answer.of:,}"
    if indexing:
        parts = [indexing] if answer.text.strip() and not answer.ids else [indexing, parts[0]]
    while parts and len(" · ".join(parts)) > width:
        parts.pop()
    return " · ".join(parts) or short


def nothing_found(answer: Answer, indexing: str) -> Content:
    """What the list says when it has no paper to show: what was looked for, and what to try."""
    words = one_line(answer.text)
    if indexing:
        return Content(
            f"{indexing[:1].upper()}{indexing[1:]}.\n\nThe answer to “{words}” comes as soon as the index is there."
        )
    if words == "is:bookmarked":
        return Content("No bookmarks yet.\n\nb bookmarks the paper under the cursor; B shows all papers again.")
    if words:
        return Content(
            f"Nothing found for “{words}”.\n\n"
            "Titles, abstracts, authors, venues, notes and tags were searched, every word had to match.\n"
            "Try fewer words, the start of a word with * (diffus*), or a OR b. Esc shows all papers."
        )
    return Content("The library is empty.\n\ntui-reader import FILE takes papers in.")
