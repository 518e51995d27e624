"""The question which tags a paper shall have."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.widgets import Input, Static

from tui_reader.errors import ReaderError
from tui_reader.papers import normal_tag
from tui_reader.printable import one_line
from tui_reader.ui.screens.questions import QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from tui_reader.papers import Paper

SHOWN = 12
"""How many of the library's tags are listed."""


class LastWordSuggester(Suggester):
    """Completes the last word with the most used tag that begins with it."""

    def __init__(self, tags: Sequence[str]) -> None:
        super().__init__(case_sensitive=True)
        self._tags = tags

    async def get_suggestion(self, value: str) -> str | None:
        """The whole text with its last word completed."""
        before, space, last = value.rpartition(" ")
        start = last.removeprefix("#").casefold()
        return next(
            (before + space + tag for tag in self._tags if start and tag.startswith(start) and tag != start), None
        )


class TagEditor(ModalScreen[tuple[str, ...] | None]):
    """The tags as words in one line."""

    AUTO_FOCUS = "Input"
    CSS_PATH = QUESTIONS

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", id="tags.cancel"),
        Binding("tab", "complete", "Complete", id="tags.complete", priority=True),
    ]

    def __init__(self, papers: Sequence[Paper], tags: Sequence[str], known: Sequence[tuple[str, int]]) -> None:
        super().__init__()
        self._papers = papers
        self._tags = tags
        """Those that all the papers have."""
        self._known = known

    def compose(self) -> ComposeResult:
        """The papers, the line, the tags that there are."""
        with Vertical(classes="box"):
            one, more = self._papers[0], len(self._papers) > 1
            question = f"Tags that all of {len(self._papers):,} papers have" if more else one_line(one.title)
            yield Static(Content(question), classes="question", markup=False)
            yield Input(
                "".join(f"{tag} " for tag in self._tags),
                placeholder="tags, separated by spaces",
                suggester=LastWordSuggester([tag for tag, _ in self._known]),
                select_on_focus=False,
                compact=True,
            )
            known = "  ".join(f"#{one_line(tag)} {uses}" for tag, uses in self._known[:SHOWN])
            yield Static(known or "No tags yet.", id="known-tags", markup=False)
            yield Static("enter saves · tab completes · escape leaves all as it was", classes="keys", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answers with the words, as tags are spelled."""
        event.stop()
        words = event.value.replace(",", " ").replace("#", " ").split()
        try:
            self.dismiss(tuple(dict.fromkeys(map(normal_tag, words))))
        except ReaderError as error:
            self.query_one("#known-tags", Static).update(Content(f"{error.message} {error.hint}"))

    def action_complete(self) -> None:
        """Takes the suggestion."""
        self.query_one(Input).action_cursor_right()

    def action_cancel(self) -> None:
        """Changes nothing."""
        self.dismiss(None)
