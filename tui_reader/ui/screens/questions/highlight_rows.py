"""The highlights of the library as rows: which of them fit a text and a colour, and what is said of each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.content import Content

from tui_reader.model.annotations import COLOURS
from tui_reader.model.papers import folded
from tui_reader.texts.printable import one_line, printable
from tui_reader.texts.relocating import locate
from tui_reader.texts.typeset import as_read
from tui_reader.ui.content.styled_text import moment
from tui_reader.ui.messages import HighlightsRead

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.style import Style

    from tui_reader.library.library import Library
    from tui_reader.model.annotations import Colour, Highlight
    from tui_reader.model.papers import Paper

MARK = "■"
GONE = "its text is gone"


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of a highlight's paper."""

    title: str
    key: str
    gone: bool = False
    """Whether the abstract has the passage no more."""


class HighlightRows:
    """All highlights, the newest first, and those that are listed."""

    def __init__(self) -> None:
        self.all: list[Highlight] = []
        self.rows: list[Highlight] = []
        self.colour: Colour | None = None
        """The only colour that is listed; `None` is all."""
        self._places: dict[int, Place] = {}
        """By highlight, as far as they are known."""

    def __len__(self) -> int:
        """How many highlights are listed."""
        return len(self.rows)

    def read(self, library: Library) -> HighlightsRead:
        """All highlights of the library."""
        return HighlightsRead(library.highlights.all())

    def fill(self, text: str) -> str:
        """Lists the highlights of the colour that have all words of the text in passage, comment or title."""
        words = folded(text).split()
        self.rows = [
            one
            for one in self.all
            if self.colour in (None, one.colour) and (not words or all(word in self._searched(one) for word in words))
        ]
        if not self.all:
            return "There are no highlights yet: h in an abstract makes one."
        colour = f" · {self.colour}" if self.colour else ""
        found = f"{len(self.rows):,} of " if len(self.rows) < len(self.all) else ""
        return f"Highlights · {found}{len(self.all):,}{colour}"

    def draw(self, place: int, width: int, style: Callable[[str], Style]) -> Sequence[Content]:
        """The passage; colour, comment and paper."""
        highlight = self.rows[place]
        where = self._places.get(highlight.id)
        mark, faint = style(highlight.colour), style("faint")
        facts: list[Content] = [Content(highlight.colour).stylize(mark)]
        if where is not None and where.gone:
            facts.append(Content(GONE).stylize(style("gone")))
        if highlight.comment:
            facts.append(Content(one_line(highlight.comment)))
        if where is not None:
            facts.append(Content(where.title).stylize(faint))
        quote = Content(_shown(highlight)[:width])
        return Content.assemble((MARK, mark), " ", quote), Content.assemble("  ", Content(" · ").join(facts))

    def in_full(self, place: int, style: Callable[[str], Style]) -> Content:
        """Passage, comment and paper, and when it was made."""
        highlight = self.rows[place]
        where = self._places.get(highlight.id)
        parts = [Content(f"“{_shown(highlight)}”")]
        if highlight.comment:
            parts.append(Content(printable(highlight.comment)))
        about = f"{highlight.colour} · {moment(highlight.at)}"
        about += f" · {where.key}\n{where.title}" if where is not None else ""
        gone = f"\n{GONE[0].upper()}{GONE[1:]}: the abstract was changed since." if where and where.gone else ""
        parts.append(Content(about + gone).stylize(style("faint")))
        return Content("\n\n").join(parts)

    def answer(self, place: int) -> Highlight | None:
        """The highlight of a row."""
        return self.rows[place]

    def next_colour(self, by: int) -> None:
        """Lists another colour only, and after the last one all."""
        choices = (None, *COLOURS)
        self.colour = choices[(choices.index(self.colour) + by) % len(choices)]

    def put(self, new: Highlight) -> None:
        """Takes a highlight in the place of what it was."""
        self.all = [new if one.id == new.id else one for one in self.all]
        self.rows = [new if one.id == new.id else one for one in self.rows]

    def unknown(self) -> list[Highlight]:
        """The highlights whose papers are not known."""
        return [one for one in self.all if one.id not in self._places]

    def learn(self, highlights: Sequence[Highlight], library: Library) -> list[Highlight]:
        """Learns the papers of highlights; those whose passage is not there to the letter. In any thread."""
        ids = list(dict.fromkeys(one.paper for one in highlights))
        papers = {paper.id: paper for paper in library.papers(ids)}
        known = [one for one in highlights if one.paper in papers]
        self._places |= {one.id: _place(papers[one.paper]) for one in known}
        return [one for one in known if one.anchor.exact not in papers[one.paper].abstract]

    def look_for(self, highlight: Highlight, library: Library) -> None:
        """Learns whether a passage is gone, which takes a millisecond or two. In any thread."""
        for paper in library.papers([highlight.paper]):
            if locate(highlight.anchor, paper.abstract) is None:
                self._places[highlight.id] = replace(self._places[highlight.id], gone=True)

    def _searched(self, highlight: Highlight) -> str:
        where = self._places.get(highlight.id)
        title = where.title if where else ""
        return folded(f"{_shown(highlight)}\n{highlight.anchor.exact}\n{highlight.comment}\n{title}")


def _shown(highlight: Highlight) -> str:
    """The passage as it is read."""
    return as_read(highlight.anchor.exact)


def _place(paper: Paper) -> Place:
    return Place(as_read(paper.title), paper.key)
