"""How papers and answers look, as Content: pure functions from values and styles to text.

All text goes through `printable`, and Content never interprets markup, so a title is only ever a title.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content, Span

from tui_reader.model.papers import MOST_STARS, NO_DETAILS, arxiv_of_doi
from tui_reader.texts import fact_lines
from tui_reader.texts.counts import counted
from tui_reader.texts.printable import one_line
from tui_reader.texts.times import local
from tui_reader.texts.typeset import typeset
from tui_reader.ui.content.row_content import BOOKMARK, QUEUED, READ

if TYPE_CHECKING:
    from textual.style import Style
    from textual.widget import Widget

    from tui_reader.model.papers import Paper
    from tui_reader.model.results import Answer, Sort
    from tui_reader.search.suggestions import Explanation, WayOut
    from tui_reader.texts.typeset import Typeset
    from tui_reader.ui.content.row_content import Highlights

ORDERS: dict[Sort, str] = {
    "relevance": "relevance",
    "year": "year",
    "title": "title",
    "added": "recently added",
    "read": "recently read",
}
"""The orders as a reader reads them."""

MEASURE = 80
"""The most columns of running text."""

UNUSUAL_KINDS = ("book", "chapter", "thesis", "report", "dataset", "software", "webpage")
"""The kinds that a paper's venue or identifier does not tell."""

MOST_KEYWORDS = 10
"""Of one paper that are shown."""

_BACKSLASH = "\\"


class Look(NamedTuple):
    """The styles that the parts of a paper are drawn with; each is laid over the style of its widget."""

    title: Style
    faint: Style
    hit: Style
    hit_now: Style
    """The hit that the reader has gone to."""
    mark: Style
    cursor: Style

    @classmethod
    def of(cls, widget: Widget, prefix: str) -> Look:
        """The styles of a widget's component classes `PREFIX--title`, `PREFIX--faint` and so on."""
        parts = (part.replace("_", "-") for part in cls._fields)
        return cls(*(widget.get_visual_style(f"{prefix}--{part}", partial=True) for part in parts))


def text_with_hits(typed: Typeset, field: str, hits: Highlights | None, look: Look, now: int | None = None) -> Content:
    """A text with the query's words in it marked, and the hit number `now`, if it is here, as the one gone to."""
    if hits is None:
        return Content(typed.text)
    spans = hits.spans(typed, field)
    styles = [look.hit_now if place == now else look.hit for place in range(len(spans))]
    return Content(
        typed.text, spans=[Span(start, end, style) for (start, end), style in zip(spans, styles, strict=True)]
    )


def heading(paper: Paper, title: Typeset, hits: Highlights | None, look: Look) -> Content:
    """What stands above an abstract: the title as it is to be shown, authors, where it appeared, tags."""
    lines = [text_with_hits(title, "title", hits, look).stylize_before(look.title)]
    if paper.authors:
        more = " et al." if paper.details.others else ""
        names = typeset(one_line(", ".join(author.name for author in paper.authors) + more))
        lines.append(text_with_hits(names, "author", hits, look))
    facts = (
        fact_lines.date(paper),
        one_line(fact_lines.where(paper)),
        f"arXiv:{one_line(paper.arxiv)}" if paper.arxiv else "",
        # arXiv's own DOI says what the arXiv id beside it says.
        f"doi:{one_line(paper.doi)}" if paper.doi and (not paper.arxiv or arxiv_of_doi(paper.doi) is None) else "",
        one_line(paper.url or "") if not (paper.arxiv or paper.doi) else "",
        paper.key,
    )
    lines.append(Content(" · ".join(fact for fact in facts if fact)).stylize_before(look.faint))
    if fact_lines.is_alarming(status := one_line(paper.details.status)):
        lines.append(Content(status.capitalize()).stylize_before(look.hit))
    if paper.details is not NO_DETAILS and (more := more_facts(paper)):
        lines.append(Content(more).stylize_before(look.faint))
    own = [f"{BOOKMARK} bookmarked"] if paper.bookmarked else []
    own += [f"{READ} read {day(paper.read_at)}"] if paper.read else []
    own += [f"{QUEUED} queued {day(paper.queued_at)}"] if paper.queued else []
    own += [f"rated {stars(paper.rating)}"] if paper.rating else []
    own += [f"#{one_line(tag)}" for tag in paper.tags]
    if own:
        lines.append(Content("  ".join(own)).stylize_before(look.mark))
    return Content("\n").join(lines)


def more_facts(paper: Paper) -> str:
    """What else is known, in one line: kind, publisher, editors, the authors' comment, subjects, identifiers, files.

    The kind is left out where it goes without saying. Of very many keywords the first are shown.
    """
    details = paper.details
    keywords = "; ".join(details.keywords[:MOST_KEYWORDS]) + (" …" if len(details.keywords) > MOST_KEYWORDS else "")
    facts = (
        paper.kind if paper.kind in UNUSUAL_KINDS else "",
        fact_lines.publisher(details),
        fact_lines.editors(details),
        fact_lines.published_as(details),
        "" if fact_lines.is_alarming(details.status) else details.status,
        details.comment,
        " ".join(details.categories),
        keywords,
        *fact_lines.other_ids(details),
        *(f"file: {path.replace(_BACKSLASH, '/').rsplit('/', 1)[-1]}" for path in details.files),
    )
    return " · ".join(text for fact in facts if fact and (text := one_line(fact)))


def stars(rating: int) -> str:
    """A rating of 1 to 5 as stars: "★★★☆☆"."""
    return "★" * rating + "☆" * (MOST_STARS - rating)


def day(at: float) -> str:
    """A day where the reader is: "24 Nov 2026"."""
    return time.strftime("%d %b %Y", local(at)).lstrip("0")


def moment(at: float) -> str:
    """A time where the reader is: "2026-11-25 01:47"."""
    return time.strftime("%Y-%m-%d %H:%M", local(at))


def status(answer: Answer, indexing: str, width: int) -> str:
    """Count, order and time of an answer in at most `width` cells: "12 of 209 · relevance · 4 ms".

    While the index is being built the count is of the papers that have been searched so far.
    """
    order = ORDERS[answer.sort]
    milliseconds = f"{max(1, round(answer.seconds * 1000))} ms"
    if answer.like:
        parts = [f"{answer.total:,} like {one_line(answer.like)}", milliseconds]
        short = f"{answer.total:,} similar"
    elif answer.text.strip():
        parts = [f"{answer.total:,} of {answer.of:,}", order, milliseconds]
        short = f"{answer.total:,}/{answer.of:,}"
    else:
        parts = [f"{answer.of:,} papers", order, milliseconds]
        short = f"{answer.of:,}"
    if indexing:
        found = [f"{answer.total:,} found so far"] if answer.query is not None and answer.indexed is not None else []
        parts = [indexing, *found]
    while parts and len(" · ".join(parts)) > width:
        parts.pop()
    return " · ".join(parts) or short


def place(number: int, answer: Answer, unread: int | None) -> str:
    """Where a reader is in an answer: "7 of 31 · 24 unread · diffusion"."""
    left = "" if unread is None else f"{unread:,} unread" if unread else "all read"
    query = f"like {one_line(answer.like)}" if answer.like else one_line(answer.text.strip())
    return " · ".join(part for part in (f"{number:,} of {answer.total:,}", left, query) if part)


NONE_YET = {
    "is:bookmarked": ("No bookmarks yet.", "b bookmarks the paper under the cursor; B shows all papers again."),
    "is:queued": ("Nothing is queued.", "Q queues the paper under the cursor; Esc shows all papers again."),
    "is:unread": ("Everything is read.", "Esc shows all papers again."),
    "has:highlight": ("No highlights yet.", ") and h in an abstract highlight a sentence; Esc shows all papers again."),
    "has:note": ("No notes yet.", "n writes one beside the abstract; Esc shows all papers again."),
}
"""What is said when a filter finds nothing, and how it would find something."""


def nothing_found(answer: Answer, explanation: Explanation | None, indexing: str) -> Content:
    """What the list says when it has no paper to show: what was looked for, and why that found nothing."""
    words = one_line(answer.text)
    if indexing and answer.query is None:
        return Content(
            f"{indexing[:1].upper()}{indexing[1:]}.\n\nThe answer to “{words}” comes as soon as the index is there."
        )
    if words in NONE_YET:
        return Content("\n\n".join(NONE_YET[words]))
    if not words:
        return Content("The library is empty.\n\ntui-reader import FILE takes papers in.")
    lines = [f"Nothing found for “{words}”."]
    if answer.indexed is not None:
        lines.append(f"Only {answer.indexed:,} of {answer.of:,} papers are indexed so far.")
    if explanation is not None and explanation.missing:
        missing = ", ".join(f"“{one_line(word)}”" for word in explanation.missing)
        lines.append(f"No paper has {missing}.")
    elif explanation is not None and explanation.without:
        lines.append("Every part of it is found, but not all of them in one paper.")
    if explanation is not None and not explanation.ways_out:
        lines.append("Try fewer words, the start of a word with * (diffus*), or a OR b. Esc shows all papers.")
    return Content("\n\n".join(lines))


def way_out(way: WayOut, look: Look, *, meant: bool) -> Content:
    """Another query that finds something, and how much: "Did you mean diffusion models?  12 papers"."""
    papers = counted(way.papers, "paper")
    if meant:
        text = one_line(way.text)
        shown = Content.assemble("Did you mean ", (text, look.hit), "?")
    else:
        shown = Content.assemble("Without ", (one_line(way.change), look.hit))
    return Content.assemble(shown, "  ", Content(papers).stylize_before(look.faint))
