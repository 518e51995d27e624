"""All highlights of the library: found again by their words or colour, changed, and gone to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from tui_reader.model.annotations import COLOURS, Highlight, next_colour
from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.screens.questions.filtered_list import FilteredList
from tui_reader.ui.screens.questions.highlight_rows import HighlightRows
from tui_reader.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.binding import BindingType

    from tui_reader.library.library import Library
    from tui_reader.ui import messages
    from tui_reader.ui.requests import Session

FIRST = 32
"""Papers that are read before the first frame; the others follow in the background."""

AT_A_TIME = 500
"""Papers that are read together."""


class HighlightsPanel(FilteredList[Highlight | None]):
    """The highlights, newest first; answers with the one to go to."""

    LINES = 2
    LOOK = "highlights"
    KEYS = "enter goes there · / filters · tab by colour · c recolours · a comments · d removes · u undoes"

    BINDINGS: ClassVar[list[BindingType]] = bindings("highlights_panel")

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"highlights--{colour}" for colour in COLOURS),
        "highlights--faint",
        "highlights--gone",
    }

    def __init__(self, session: Session) -> None:
        self._highlights = HighlightRows()
        super().__init__(session, self._highlights)

    def on_highlights_read(self, message: messages.HighlightsRead) -> None:
        """Lists them as they are now; the cursor stays about where it was."""
        self._highlights.all = list(message.highlights)
        self.fill(self.place or 0)
        self.session.look(partial(self._learn_all, self._highlights.unknown()))

    def action_colour(self, by: int) -> None:
        """Lists the next colour only, and after the last one all."""
        self._highlights.next_colour(by)
        self.fill()

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
            self._highlights.all.remove(old)
            self.session.change(lambda library: library.highlights.remove([old.id]), [old.paper], searchable=True)
            self.fill(self.place or 0)

    @property
    def _current(self) -> Highlight | None:
        return None if self.place is None else self._highlights.answer(self.place)

    def _change(self, new: Highlight, change: Callable[[Library], object]) -> None:
        self._highlights.put(new)
        self.session.change(change, [new.paper], searchable=True)
        self.query_one(RowList).refresh()
        self.show_in_full()

    def _learn_all(self, highlights: Sequence[Highlight], library: Library) -> None:
        """Learns the papers of highlights, those in view first, and then which passages are gone; in a thread."""
        doubtful: list[Highlight] = []
        for start in (0, *range(FIRST, len(highlights), AT_A_TIME)):
            if not self.is_attached:
                return
            doubtful += self._highlights.learn(highlights[start : start + AT_A_TIME if start else FIRST], library)
            if not start:
                self.call_later(self._refresh_rows)
        for one in doubtful:
            if not self.is_attached:
                return
            self._highlights.look_for(one, library)
        self.call_later(self._refresh_rows)

    def _refresh_rows(self) -> None:
        if self.is_attached:
            self.query_one(RowList).refresh()
            self.show_in_full()
