"""A paper as one page: heading, abstract, highlights and note in one text, and what stands where in it.

Highlights are anchored in the abstract as its source gave it; a page shows it as it is read, or raw, and knows which
place of the one is which of the other.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from textual.content import Content, Span
from textual.style import Style

from tui_reader.model.annotations import COLOURS, Colour
from tui_reader.texts.printable import one_line, printable
from tui_reader.texts.relocating import locate
from tui_reader.texts.typeset import Typeset, typeset
from tui_reader.ui.content import styled_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.widget import Widget

    from tui_reader.model.annotations import Highlight
    from tui_reader.model.papers import Paper
    from tui_reader.ui.content.row_content import Highlights
    from tui_reader.ui.content.styled_text import Look

EDGE = "▌"
COMMENTED = "✎"
CURSOR = "┃"

QUOTED = 64
"""How many characters of a highlight are repeated below the abstract."""

Spot = tuple[int, int]
"""Where something begins and ends, in characters."""


class Passage(NamedTuple):
    """A highlight, and where it is in the abstract that is shown."""

    highlight: Highlight
    spot: Spot | None
    """`None` when its text is in the abstract no more."""


class Pens(NamedTuple):
    """The styles of what is laid over an abstract."""

    colours: dict[Colour, Style]
    """A passage in each colour."""
    edges: dict[Colour, Style]
    """A sign or a word in each colour."""
    cursor: Style
    sentence: Style
    """Where the sentence cursor is."""
    link: Style

    @classmethod
    def of(cls, widget: Widget, prefix: str) -> Pens:
        """The styles of a widget's component classes `PREFIX--yellow`, `PREFIX--sentence` and so on."""

        def style(part: str) -> Style:
            name = f"{prefix}--{part}"
            rules, pen = widget.get_component_styles(name), widget.get_visual_style(name, partial=True)
            # A partial style of Textual has no background when that is opaque.
            return pen + Style(background=rules.background) if rules.has_rule("background") else pen

        return cls(
            {colour: style(colour) for colour in COLOURS},
            {colour: style(f"{colour}-edge") for colour in COLOURS},
            *map(style, ("cursor", "sentence", "link")),
        )


class Marks(NamedTuple):
    """What is marked on a page beside its highlights."""

    hits: Highlights | None = None
    """What marks the words of the query."""
    hit: int | None = None
    """The hit in the abstract that the reader has gone to."""
    sentence: Spot | None = None
    """Where the sentence cursor is in the abstract."""


class Page:
    """The page of one paper."""

    def __init__(self, paper: Paper, highlights: Sequence[Highlight] = (), *, raw: bool = False) -> None:
        self.paper = paper
        self._raw = raw
        self._typed = self._shown(printable(paper.abstract))
        self.abstract = self._typed.text
        self.passages = [Passage(one, self._spot(one)) for one in highlights]
        self.abstract_at = 0
        """Where in the text the abstract begins."""

    def spots(self, hits: Highlights) -> Sequence[Spot]:
        """Where the query's words are in the abstract."""
        return hits.spans(self._typed, "abstract")

    @cached_property
    def sentences(self) -> list[Spot]:
        """Where the sentences of the abstract are."""
        from tui_reader.texts.sentences import sentences

        return sentences(self.abstract)

    def sourced(self, spot: Spot) -> Spot:
        """The place in the source of a place in the abstract that is shown."""
        return self._typed.sourced(*spot)

    def edges(self, pens: Pens, sentence: Spot | None) -> Iterator[tuple[Spot, str, Style]]:
        """What stands in the margin beside places of the abstract; a later one takes the place of those before it."""
        for passage in self.passages:
            if passage.spot is not None:
                one = passage.highlight
                yield passage.spot, EDGE, pens.edges[one.colour]
                if one.comment:
                    yield (passage.spot[0], passage.spot[0] + 1), COMMENTED, pens.edges[one.colour]
        if sentence is not None:
            yield sentence, CURSOR, pens.cursor

    def passage_at(self, spot: Spot) -> Passage | None:
        """The highlight that has the most in common with a place in the abstract."""

        def common(passage: Passage) -> int:
            there = passage.spot
            return 0 if there is None else min(spot[1], there[1]) - max(spot[0], there[0])

        best = max(self.passages, key=common, default=None)
        return best if best is not None and common(best) > 0 else None

    def text(self, look: Look, pens: Pens, marks: Marks, note: Content | None, width: int) -> Content:
        """All of it, for lines of so many cells."""
        title = self._shown(one_line(self.paper.title))
        heading = self._identified(styled_text.heading(self.paper, title, marks.hits, look), pens) + "\n\n"
        self.abstract_at = len(heading.plain)
        parts = [heading, self._abstract(look, pens, marks)]
        if self.passages:
            parts += [_rule("Highlights", look, width), self._highlights(look, pens)]
        if note is not None:
            parts += [_rule("Note", look, width), _linked(note, pens, width)]
        return Content.assemble(*parts)

    def _identified(self, heading: Content, pens: Pens) -> Content:
        """The heading with what it says of where the paper is as links."""
        spans = _links(heading.plain, pens)
        for name, address in (
            (f"arXiv:{self.paper.arxiv}", self.paper.arxiv_page),
            (f"doi:{self.paper.doi}", self.paper.doi_page),
        ):
            if address is not None and (start := heading.plain.find(name)) >= 0:
                spans.append(Span(start, start + len(name), _link(address)))
        return heading.add_spans(spans)

    def _abstract(self, look: Look, pens: Pens, marks: Marks) -> Content:
        if not self.abstract:
            return Content("No abstract.").stylize_before(look.faint)
        # Of two spans the later one is seen: a highlight keeps its colour where the cursor is, which has its bar.
        spans = [] if marks.sentence is None else [Span(*marks.sentence, pens.sentence)]
        spans += [Span(*one.spot, pens.colours[one.highlight.colour]) for one in self.passages if one.spot is not None]
        spans += _links(self.abstract, pens)
        marked = styled_text.text_with_hits(self._typed, "abstract", marks.hits, look, marks.hit)
        return Content(self.abstract, spans=[*spans, *marked.spans])

    def _highlights(self, look: Look, pens: Pens) -> Content:
        lines = []
        for passage in self.passages:
            one = passage.highlight
            quote = self._shown(one_line(one.anchor.exact)).text
            short = quote if len(quote) <= QUOTED else f"{quote[:QUOTED].rsplit(' ', 1)[0]} …"
            lost = "" if passage.spot is not None else "  (no longer in the abstract)"
            lines.append(
                Content.assemble((f"{EDGE}{one.colour} ", pens.edges[one.colour]), f"“{short}”", (lost, look.faint))
            )
            lines += [Content(f"└ {line}") for line in printable(one.comment).strip().splitlines()]
        return Content("\n").join(lines)

    def _spot(self, highlight: Highlight) -> Spot | None:
        found = locate(highlight.anchor, self.paper.abstract)
        return None if found is None else self._typed.shown(*found)

    def _shown(self, source: str) -> Typeset:
        return Typeset(source, source) if self._raw else typeset(source)


def _rule(name: str, look: Look, width: int) -> Content:
    return Content.assemble("\n\n", (f"{name} {'─' * max(width - len(name) - 1, 0)}", look.faint), "\n")


def _links(text: str, pens: Pens) -> list[Span]:
    """The web addresses in a text, to be seen and clicked."""
    if "://" not in text:
        return []
    from tui_reader.texts.links import links

    return [Span(start, end, pens.link + _link(url)) for start, end, url in links(text)]


def _linked(note: Content, pens: Pens, width: int) -> Content:
    """A note with its web addresses as links, but for those that go on in the next line."""

    def is_whole(span: Span) -> bool:
        start, end = note.plain.rfind("\n", 0, span.start) + 1, note.plain.find("\n", span.end)
        return end != span.end or cell_len(note.plain[start:end]) < width

    return note.add_spans([span for span in _links(note.plain, pens) if is_whole(span)])


def _link(address: str) -> Style:
    """What makes a click open an address."""
    return Style.from_meta({"@click": f"screen.run('link', {address!r})"})
