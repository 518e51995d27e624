"""Where the facts of a paper are from, and since when, as a list that can be scrolled."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui_reader.texts.typeset import as_read
from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.content.fact_sources import source_lines
from tui_reader.ui.screens.questions.modal import Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui_reader.model.imports import FactSource
    from tui_reader.model.papers import Paper


class SourcesPanel(Question[None]):
    """One line a fact: its name, its source, the day; then what the sources say beyond the facts."""

    AUTO_FOCUS = "VerticalScroll"

    BINDINGS: ClassVar[list[BindingType]] = bindings("sources")

    COMPONENT_CLASSES: ClassVar[set[str]] = {"sources--faint"}

    def __init__(self, paper: Paper, sources: Sequence[FactSource]) -> None:
        super().__init__()
        self._paper = paper
        self._sources = sources

    def compose(self) -> ComposeResult:
        """Whose facts they are, the facts, the keys."""
        with Vertical(classes="box listing"):
            yield Static(Content(as_read(self._paper.title)), classes="question", markup=False)
            with VerticalScroll(id="sources"):
                yield Static(id="sources-text", markup=False)
            yield Static("j k scroll · escape leaves", classes="keys", markup=False)

    def on_mount(self) -> None:
        """Writes the list in the theme's colours."""
        faint = self.get_visual_style("sources--faint", partial=True)
        self.query_one("#sources-text", Static).update(source_lines(self._paper, self._sources, faint))

    def action_scroll(self, by: int) -> None:
        """Scrolls by lines."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        """Scrolls by half a page."""
        shown = self.query_one(VerticalScroll)
        shown.scroll_relative(y=by * max(shown.size.height // 2, 1), animate=False)

    def action_leave(self) -> None:
        """Leaves the panel; nothing is answered."""
        self.dismiss(None)
