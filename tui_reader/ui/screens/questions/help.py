"""All keys and what they do, from the table of commands; and how queries are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui_reader.ui.commands.bindings import binding, bindings
from tui_reader.ui.commands.table import by_place
from tui_reader.ui.screens.questions.modal import Question

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class HelpScreen(Question[None]):
    """The keys and what they do."""

    AUTO_FOCUS = "VerticalScroll"

    BINDINGS: ClassVar[list[BindingType]] = bindings("help_screen")

    COMPONENT_CLASSES: ClassVar[set[str]] = {"help--place", "help--key"}

    def compose(self) -> ComposeResult:
        """One text."""
        with VerticalScroll(id="help-box", classes="box"):
            yield Static(id="help-text", markup=False)

    def on_mount(self) -> None:
        """Writes the keys down, wide or narrow."""
        self._write()

    def on_resize(self) -> None:
        """Fits the columns to the width."""
        self._write()

    def action_scroll(self, by: int) -> None:
        """Scrolls by a line."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def _write(self) -> None:
        place_style = self.get_visual_style("help--place", partial=True)
        key_style = self.get_visual_style("help--key", partial=True)
        lines: list[Content] = []
        for place, rows in by_place():
            lines += [Content(place).stylize(place_style)]
            for row in rows:
                keys = " ".join(self.app.get_key_display(one) for one in Binding.make_bindings([binding(row)]))
                lines.append(Content.assemble("  ", (keys.ljust(KEYS_WIDTH), key_style), " ", row.tooltip))
            lines.append(Content())
        lines += [
            Content("Queries").stylize(place_style),
            *(
                Content.assemble("  ", (example.ljust(KEYS_WIDTH), key_style), " ", meaning)
                for example, meaning in QUERIES
            ),
        ]
        self.query_one("#help-text", Static).update(Content("\n").join(lines))


KEYS_WIDTH = 22

QUERIES = (
    ("two words", "both of them, anywhere"),
    ('"two words"', "next to each other"),
    ("a OR b, -c, (a b)", "one of them, without, together"),
    ("diffus*  difusion~", "the start of a word, a word with a typo"),
    ("title: author: note:", "only there; also abstract: venue: tag: key:"),
    ("year:2018..2022", "also year:2020 and year:>2020"),
    ("is:bookmarked has:note", "also is:unread is:read is:queued has:highlight has:url"),
)
