"""All highlights of the library: found again by their words or colour, changed, and gone to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Input

from tui_reader.model.annotations import COLOURS, Highlight, next_colour
from tui_reader.model.papers import folded
from tui_reader.texts.printable import one_line, printable
from tui_reader.texts.relocating import locate
from tui_reader.texts.typeset import as_read
from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.content.styled_text import moment
from tui_reader.ui.messages import HighlightsRead
from tui_reader.ui.screens.questions.filtered_list import FilteredList
from tui_reader.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.binding import BindingType
    from textual.style import Style

    from tui_reader.library.library import Library
    from tui_reader.model.annotations import Colour
    from tui_reader.model.papers import Paper
    from tui_reader.ui import messages
    from tui_reader.ui.requests import Session

FIRST = 32
"""Papers that are read before the first frame; the others follow in the background."""

AT_A_TIME = 500
"""Papers that are read together."""

MARK = "■"
GONE = "its text is gone"


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of a highlight's paper."""

    title: str
    key: str
    gone: bool = False
    """Whether the abstract has the passage no more."""


class HighlightsPanel(FilteredList[Highlight | None]):
    """The highlights, newest first; answers with the one to go to."""

    LINES = 2
    KEYS = "enter goes there · / filters · tab by colour · c recolours · a comments · d removes · u undoes"

    BINDINGS: ClassVar[list[BindingType]] = bindings("highlights_panel")

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"highlights--{colour}" for colour in COLOURS),
        "highlights--faint",
        "highlights--gone",
    }

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._all: list[Highlight] = []
        self._rows: list[Highlight] = []
        self._places: dict[int, Place] = {}
        """By highlight, as far as they are known."""
        self._colour: Colour | None = None

    def read(self, library: Library) -> None:
        """Reads all highlights, and posts them."""
        self.post_message(HighlightsRead(library.highlights.all()))

    def on_highlights_read(self, message: messages.HighlightsRead) -> None:
        """Lists them as they are now; the cursor stays about where it was."""
        self._all = list(message.highlights)
        self._fill(self._text, self.place or 0)
        strange = [one for one in self._all if one.id not in self._places]
        self.session.look(partial(self._locate_all, strange))

    def draw(self, place: int, width: int) -> Sequence[Content]:
        """The passage; colour, comment and paper."""
        highlight = self._rows[place]
        where = self._places.get(highlight.id)
        mark, faint = self._style(highlight.colour), self._style("faint")
        facts: list[Content] = [Content(highlight.colour).stylize(mark)]
        if where is not None and where.gone:
            facts.append(Content(GONE).stylize(self._style("gone")))
        if highlight.comment:
            facts.append(Content(one_line(highlight.comment)))
        if where is not None:
            facts.append(Content(where.title).stylize(faint))
        quote = Content(_shown(highlight)[:width])
        return Content.assemble((MARK, mark), " ", quote), Content.assemble("  ", Content(" · ").join(facts))

    def in_full(self, place: int) -> Content:
        """Passage, comment and paper, and when it was made."""
        highlight = self._rows[place]
        where = self._places.get(highlight.id)
        parts = [Content(f"“{_shown(highlight)}”")]
        if highlight.comment:
            parts.append(Content(printable(highlight.comment)))
        about = f"{highlight.colour} · {moment(highlight.at)}"
        about += f" · {where.key}\n{where.title}" if where is not None else ""
        gone = f"\n{GONE[0].upper()}{GONE[1:]}: the abstract was changed since." if where and where.gone else ""
        parts.append(Content(about + gone).stylize(self._style("faint")))
        return Content("\n\n").join(parts)

    def fill(self, text: str) -> None:
        """Lists the highlights of the colour that have all words of the text in passage, comment or title."""
        self._fill(text, 0)

    def choose(self, place: int) -> None:
        """Answers with the highlight."""
        self.dismiss(self._rows[place])

    def action_colour(self, by: int) -> None:
        """Lists the next colour only, and after the last one all."""
        choices = (None, *COLOURS)
        self._colour = choices[(choices.index(self._colour) + by) % len(choices)]
        self.fill(self._text)

    def action_recolour(self) -> None:
        """Gives the highlight the next colour."""
        if (old := self._current) is not None:
            colour = next_colour(old.colour)
            self._change(old._replace(colour=colour), lambda library: library.highlights.change(old.id, colour=colour))

    async def action_comment(self) -> None:
        """Asks for another comment."""
        from tui_reader.ui.screens.questions.comment_editor import CommentEditor

        if (old := self._current) is None:
            return

        def keep(comment: str | None) -> None:
            if comment is not None:
                new = old._replace(comment=comment)
                self._change(new, lambda library: library.highlights.change(old.id, comment=comment))

        await self.app.push_screen(CommentEditor(old.anchor.exact, old.comment, keep), keep)

    def action_remove(self) -> None:
        """Removes the highlight under the cursor."""
        if (old := self._current) is not None:
            place = self.place or 0
            self._all.remove(old)
            self.session.change(lambda library: library.highlights.remove([old.id]), [old.paper], searchable=True)
            self._fill(self._text, place)

    @property
    def _text(self) -> str:
        return self.query_one(Input).value

    @property
    def _current(self) -> Highlight | None:
        return None if self.place is None else self._rows[self.place]

    def _change(self, new: Highlight, change: Callable[[Library], object]) -> None:
        self._all = [new if one.id == new.id else one for one in self._all]
        self._rows = [new if one.id == new.id else one for one in self._rows]
        self.session.change(change, [new.paper], searchable=True)
        self.list_rows(len(self._rows), self._title, self.place or 0)

    def _fill(self, text: str, place: int) -> None:
        words = folded(text).split()
        self._rows = [
            one
            for one in self._all
            if self._colour in (None, one.colour) and (not words or all(word in self._searched(one) for word in words))
        ]
        self.list_rows(len(self._rows), self._title, place)

    @property
    def _title(self) -> str:
        if not self._all:
            return "There are no highlights yet: h in an abstract makes one."
        colour = f" · {self._colour}" if self._colour else ""
        found = f"{len(self._rows):,} of " if len(self._rows) < len(self._all) else ""
        return f"Highlights · {found}{len(self._all):,}{colour}"

    def _searched(self, highlight: Highlight) -> str:
        where = self._places.get(highlight.id)
        title = where.title if where else ""
        return folded(f"{_shown(highlight)}\n{highlight.anchor.exact}\n{highlight.comment}\n{title}")

    def _style(self, part: str) -> Style:
        return self.get_visual_style(f"highlights--{part}", partial=True)

    def _locate_all(self, highlights: Sequence[Highlight], library: Library) -> None:
        """Learns the papers of highlights, those in view first, and then which passages are gone; in a thread."""
        doubtful: list[Highlight] = []
        for start in (0, *range(FIRST, len(highlights), AT_A_TIME)):
            if not self.is_attached:
                return
            doubtful += self._locate(library, highlights[start : start + AT_A_TIME if start else FIRST])
            if not start:
                self.call_later(self._refresh_rows)
        # Looking for a passage that was changed takes a millisecond or two.
        for one in doubtful:
            if not self.is_attached:
                return
            for paper in library.papers([one.paper]):
                if locate(one.anchor, paper.abstract) is None:
                    self._places[one.id] = replace(self._places[one.id], gone=True)
        self.call_later(self._refresh_rows)

    def _locate(self, library: Library, highlights: Sequence[Highlight]) -> list[Highlight]:
        """Learns the papers of highlights; those whose passage is not there to the letter."""
        ids = list(dict.fromkeys(one.paper for one in highlights))
        papers = {paper.id: paper for paper in library.papers(ids)}
        known = [one for one in highlights if one.paper in papers]
        self._places |= {one.id: _place(papers[one.paper]) for one in known}
        return [one for one in known if one.anchor.exact not in papers[one.paper].abstract]

    def _refresh_rows(self) -> None:
        if self.is_attached:
            self.query_one(RowList).refresh()
            self.show_in_full()


def _shown(highlight: Highlight) -> str:
    """The passage as it is read."""
    return as_read(highlight.anchor.exact)


def _place(paper: Paper) -> Place:
    return Place(as_read(paper.title), paper.key)
