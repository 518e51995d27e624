"""All keys and what they do, how queries are written, and the manual: what is typed finds in all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from tui_reader.model.papers import folded
from tui_reader.texts.printable import printable
from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.commands.table import TITLES, by_place
from tui_reader.ui.screens.questions.modal import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui_reader.ui.app import ReaderApp

    Pick = Callable[[str], bool]
    """Whether a text has what is looked for."""


class HelpScreen(Question[None]):
    """The keys and what they do, the user's own among them."""

    AUTO_FOCUS = "VerticalScroll"

    BINDINGS: ClassVar[list[BindingType]] = bindings("help_screen")

    COMPONENT_CLASSES: ClassVar[set[str]] = {"help--place", "help--key"}

    def compose(self) -> ComposeResult:
        """A line that finds, and one text."""
        with VerticalScroll(id="help-box", classes="box"):
            yield Input(placeholder="/ finds in the keys and the manual", id="help-words", compact=True)
            yield Static(id="help-text", markup=False)

    def on_mount(self) -> None:
        """Writes the keys down, wide or narrow."""
        self._write()

    def on_resize(self) -> None:
        """Fits the columns to the width."""
        self._write()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Shows what has the words."""
        event.stop()
        self._write()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Goes to what was found."""
        event.stop()
        self.query_one(VerticalScroll).focus()

    def action_scroll(self, by: int) -> None:
        """Scrolls by a line."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        """Scrolls by half a page."""
        box = self.query_one(VerticalScroll)
        box.scroll_relative(y=by * max(box.size.height // 2, 1), animate=False)

    def action_end(self, by: int) -> None:
        """Goes to the beginning or the end."""
        box = self.query_one(VerticalScroll)
        box.scroll_to(y=0 if by < 0 else box.max_scroll_y, animate=False)

    def action_find(self) -> None:
        """Lets the reader type what is looked for."""
        self.query_one(Input).focus()

    def action_leave(self) -> None:
        """Shows everything again or, when everything is shown, leaves."""
        line = self.query_one(Input)
        if line.has_focus or line.value:
            line.value = ""
            self.query_one(VerticalScroll).focus()
        else:
            self.dismiss(None)

    def _write(self) -> None:
        words = folded(self.query_one(Input).value).split()

        def has_words(text: str) -> bool:
            plain = folded(text)
            return all(word in plain for word in words)

        parts = [*self._keys(has_words), *self._queries(has_words)]
        if words:
            parts += self._manual(has_words)
        text = Content("\n\n").join(parts) if parts else Content("Nothing in the keys or the manual has these words.")
        self.query_one("#help-text", Static).update(text)

    def _keys(self, has_words: Pick) -> Iterator[Content]:
        """The keys of each place, those of the place where help was asked for first."""
        app = cast("ReaderApp", self.app)
        here = {TITLES.get(place) for place in getattr(app.screen_stack[-2], "HELP_FIRST", ())}
        for place, rows in sorted(by_place(), key=lambda pair: pair[0] not in here):
            shown = [(" ".join(app.keymap.names(row)), row.tooltip) for row in rows]
            yield from self._part(place, shown, has_words)
        own = [(" ".join(app.keymap.names(row)), f"{row.label}: {row.tooltip}") for row in app.user_commands.rows]
        yield from self._part("Your own commands", own, has_words)

    def _queries(self, has_words: Pick) -> Iterator[Content]:
        yield from self._part("Queries", QUERIES, has_words)

    def _manual(self, has_words: Pick) -> Iterator[Content]:
        """The sections of the manual that have the words; those of keys and commands are tables of their own."""
        from tui_reader.manual import sections

        title = self.get_visual_style("help--place", partial=True)
        for section in sections():
            if section.topic != "keys" and has_words(f"{section.heading}\n{section.text}"):
                heading = Content(f"{section.heading} · {section.topic}").stylize(title)
                yield Content("\n").join([heading, Content(printable(section.text))])

    def _part(self, title: str, rows: Sequence[tuple[str, str]], has_words: Pick) -> Iterator[Content]:
        found = [(keys, what) for keys, what in rows if has_words(f"{title} {keys} {what}")]
        if found:
            key = self.get_visual_style("help--key", partial=True)
            heading = Content(title).stylize(self.get_visual_style("help--place", partial=True))
            lines = (Content.assemble("  ", (keys.ljust(KEYS_WIDTH), key), " ", what) for keys, what in found)
            yield Content("\n").join([heading, *lines])


KEYS_WIDTH = 22

QUERIES = (
    ("two words", "both of them, anywhere"),
    ('"two words"', "next to each other"),
    ("a OR b, -c, (a b)", "one of them, without, together"),
    ("diffus*  difusion~", "the start of a word, a word with a typo"),
    ("title: author: note:", "only there; also abstract: venue: tag: key:"),
    ("title:(graph OR tree)", "several words only there"),
    ("year:2018-2022", "also year:2020 and year:>2020"),
    ("is:bookmarked has:note", "also is:unread is:read is:queued has:highlight has:url has:file has:abstract"),
    ("kind:article", "also category:cs.LG keyword: editor: pmid: and other identifiers"),
    ("added:7d rating:>3", "also added:2026-11 read:2026-10..2026-11 rating:2..4"),
)
