"""The question which tags a paper shall have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tui_reader.errors import ReaderError
from tui_reader.model.papers import normal_tag
from tui_reader.texts.printable import one_line
from tui_reader.texts.typeset import as_read
from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.content.tag_completion import completions, has_below, uncommon
from tui_reader.ui.screens.questions.modal import Question
from tui_reader.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.screen import Screen
    from textual.style import Style

    from tui_reader.model.papers import Paper
    from tui_reader.ui import messages
    from tui_reader.ui.content.tag_completion import Counted

LESS = "-"
"""Before a tag: no paper shall have it."""

SIGNS = f"#{LESS}"
"""What may stand before a tag and is no part of it."""


@dataclass(frozen=True, slots=True)
class Tagging:
    """Which tags papers shall have."""

    tags: tuple[str, ...]
    """Those that all of them shall have."""
    without: tuple[str, ...] = ()
    """Those that none of them shall have."""


class TagEditor(Question[Tagging | None]):
    """The tags as words in one line, and below it what the last word may become; `-word` takes a tag from all."""

    AUTO_FOCUS = "Input"

    BINDINGS: ClassVar[list[BindingType]] = bindings("tag_editor")

    COMPONENT_CLASSES: ClassVar[set[str]] = {"tags--faint"}

    def __init__(
        self,
        papers: Sequence[Paper],
        tags: Sequence[str],
        known: Sequence[Counted],
        manager: Callable[[], Screen[str | None]] | None = None,
    ) -> None:
        """`tags` are those that all the papers have, `known` those of the library, `manager` a screen to choose one."""
        super().__init__()
        self._papers = papers
        self._tags = tags
        self._known = known
        self._manager = manager
        self._found: list[Counted] = []
        self._is_picking = False
        """Whether the reader went into the list with the arrows, so that Enter takes what is under the cursor."""

    def compose(self) -> ComposeResult:
        """The papers, the line, the tags that there are."""
        with Vertical(classes="box"):
            one, more = self._papers[0], len(self._papers) > 1
            question = f"Tags that all of {len(self._papers):,} papers have" if more else as_read(one.title)
            yield Static(Content(question), classes="question", markup=False)
            yield Input(
                "".join(f"{tag} " for tag in self._tags),
                placeholder="tags, separated by spaces",
                select_on_focus=False,
                compact=True,
            )
            some = self._some()
            yield Static(some, id="some-tags", classes="" if some else "-none", markup=False)
            yield RowList(self._draw, id="matches")
            yield Static("", id="tag-problem", markup=False)
            manages = " · ctrl+t all" if self._manager else ""
            keys = f"enter saves · tab ↓ complete{manages} · escape leaves all as it was"
            yield Static(keys, classes="keys", markup=False)

    def on_mount(self) -> None:
        """Lists the most used tags."""
        self.query_one(RowList).can_focus = False
        self._complete()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Lists what the last word may become."""
        event.stop()
        self._complete()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answers with the words, as tags are spelled; or takes the tag that the reader has gone to."""
        event.stop()
        if self._is_picking:
            self.action_take()
            return
        words = event.value.replace(",", " ").replace("#", " ").split()
        try:
            without = dict.fromkeys(normal_tag(word) for word in words if word.startswith(LESS))
            tags = dict.fromkeys(normal_tag(word) for word in words if not word.startswith(LESS))
            self.dismiss(Tagging(tuple(tags), tuple(without)))
        except ReaderError as error:
            self._say(f"{error.message} {error.hint}")

    def on_row_reached(self, message: messages.RowReached) -> None:
        """Nothing follows the cursor here."""
        message.stop()

    def on_row_chosen(self, message: messages.RowChosen) -> None:
        """Takes a tag that was clicked."""
        message.stop()
        self._take(self._found[message.place][0])

    def action_move(self, by: int) -> None:
        """Goes through what the last word may become."""
        rows = self.query_one(RowList)
        if self._is_picking:
            rows.action_move(by)
        self._is_picking = bool(self._found)

    def action_take(self) -> None:
        """Makes the last word the tag under the cursor; when it is that already, goes to the level below."""
        place = self.query_one(RowList).place
        if place is not None and (self._is_picking or self._last):
            self._take(self._found[place][0])

    def action_all_tags(self) -> None:
        """Shows all tags, to change them or to take one."""
        if self._manager is not None:

            def add(tag: str | None) -> None:
                if tag is not None:
                    self._take(tag)

            self.app.push_screen(self._manager(), add)

    def action_cancel(self) -> None:
        """Answers that the tags stay as they are."""
        self.dismiss(None)

    @property
    def _last(self) -> str:
        """The word that is being typed, as it begins a tag."""
        return self.query_one(Input).value.rpartition(" ")[2].lstrip(SIGNS).casefold()

    def _take(self, tag: str) -> None:
        line = self.query_one(Input)
        before, space, word = line.value.rpartition(" ")
        sign = LESS if word.startswith(LESS) else ""
        below = has_below(tag, self._known)
        ending = "/" if below and tag == self._last else "" if below else " "
        line.value = before + space + sign + tag + ending
        line.cursor_position = len(line.value)

    def _complete(self) -> None:
        words = self.query_one(Input).value.split()
        last = self._last
        self._is_picking = False
        self._found = completions(last, self._known, [word for word in words if word != last])
        rows = self.query_one(RowList)
        rows.show(len(self._found), 0)
        rows.set_class(not self._found, "-none")
        self._say("" if self._known else "No tags yet.")

    def _say(self, problem: str) -> None:
        line = self.query_one("#tag-problem", Static)
        line.update(Content(problem))
        line.set_class(not problem, "-none")

    def _draw(self, place: int, _width: int) -> Sequence[Content]:
        tag, count = self._found[place]
        return (Content.assemble(f"#{one_line(tag)}", "  ", (f"{count:,}", self._faint)),)

    def _some(self) -> Content:
        some = uncommon([paper.tags for paper in self._papers])
        shown = "  ".join(f"#{one_line(tag)} {count:,}" for tag, count in some)
        return Content(f"Only some have: {shown} (-{some[0][0]} takes it from all)" if shown else "")

    @property
    def _faint(self) -> Style:
        return self.get_visual_style("tags--faint", partial=True)
