"""The application: theme, stylesheets, first screen, and the last guard before the terminal."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.app import App, SystemCommand
from textual.filter import LineFilter

from tui_reader.paths import shipped
from tui_reader.texts.printable import printable
from tui_reader.ui import theme
from tui_reader.ui.commands.keymap import read_keymap
from tui_reader.ui.commands.user_commands import read_commands
from tui_reader.ui.hangup import leave_with_terminal
from tui_reader.ui.key_counts import KeyCounts
from tui_reader.ui.key_queue import OneKeyAtATime
from tui_reader.ui.messages import Failed, TextSelected, ThemeChosen
from tui_reader.ui.screens.responsive import HEIGHTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual import events
    from textual.color import Color
    from textual.command import Provider
    from textual.screen import Screen
    from textual.theme import Theme

    from tui_reader.library.library import Library

SWITCH_INTERVAL_SECONDS = 0.0005
"""How long a busy thread keeps Python's interpreter from the screen; the default makes a key wait for 37 ms."""


class ControlGuard(LineFilter):
    """Lets no control character of any text through to the terminal, whichever widget drew it."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 Textual's interface
        """The segments with harmful characters made visible; control segments are Textual's own and stay."""
        if all(text.isascii() and text.isprintable() for text, _, _ in segments):
            return segments
        return [segment if segment.control else Segment(printable(segment.text), segment.style) for segment in segments]


def _palette() -> type[Provider]:
    from tui_reader.ui.palette import KeyCommands

    return KeyCommands


class ReaderApp(OneKeyAtATime):
    """The reader over a library."""

    TITLE = "tui-reader"
    AUTO_FOCUS = None
    VERTICAL_BREAKPOINTS = HEIGHTS
    """Of screens that have none of their own: Textual's palette."""
    CSS_PATH = shipped("styles") / "reader.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = App.COMMANDS | {_palette}
    _GUARD = ControlGuard()

    def __init__(
        self, library: Library, query: str = "", first: Callable[[Library, str], Screen[None]] | None = None
    ) -> None:
        """`first` makes the screen that the reader starts with, the main screen if it is `None`."""
        super().__init__()
        self._first = first
        self.library = library
        self._query = query
        for one in theme.THEMES:
            self.register_theme(one)
        self.keymap = read_keymap(library.config.keys)
        self.set_keymap(self.keymap.for_textual())
        self.user_commands = read_commands(library.config.commands)
        for row in self.user_commands.rows:
            if row.keys:
                self.bind(row.keys, f"screen.run({row.id!r})", description=row.label, show=False)
        self._counts = KeyCounts(self)
        remembered = library.settings.get("theme", theme.DEFAULT)
        self.theme = remembered if remembered in self.available_themes else theme.DEFAULT

    async def take_key(self, event: events.Key) -> bool:
        """Takes digits and the keys that they count."""
        return await self._counts.take(event)

    def get_default_screen(self) -> Screen[None]:
        """The screen that the reader starts with."""
        if self._first is not None:
            return self._first(self.library, self._query)
        from tui_reader.ui.screens.main import MainScreen

        return MainScreen(self.library, self._query)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, and ours last of all."""
        return [*super().get_line_filters(), self._GUARD]

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours of highlights, which no theme but ours would know."""
        return theme.highlight_variables(self.current_theme)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette's entries that belong to no key."""
        for command in super().get_system_commands(screen):
            if command.title in ("Theme", "Screenshot"):
                yield command

    def on_mount(self) -> None:
        """Remembers the theme from now on, and leaves in good order when the system asks for it."""
        for problem in (*self.keymap.problems, *self.user_commands.problems):
            self.screen_stack[0].post_message(Failed(problem))
        self.theme_changed_signal.subscribe(self, self._remember_theme)
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            # Windows has neither; in tests the loop is not the main thread's.
            with contextlib.suppress(NotImplementedError, AttributeError, RuntimeError, ValueError):
                number = getattr(signal, name)
                loop.add_signal_handler(number, self.exit, None, 128 + number)
        if not self.is_headless:
            leave_with_terminal(lambda code: loop.call_soon_threadsafe(self.exit, None, code))

    def _remember_theme(self, chosen: Theme) -> None:
        """Keeps the theme for later sessions, when it is its turn among the changes of the library."""
        self.screen_stack[0].post_message(ThemeChosen(chosen.name))

    def copy_to_clipboard(self, text: str) -> None:
        """Copies a selection as honestly as a citation: Textual's own way claims what it cannot know.

        Textual cuts an empty selection too (`ctrl+x` in a field): then what is in the clipboard stays.
        """
        if text:
            self.screen_stack[0].post_message(TextSelected(text))


def run(library: Library, query: str = "") -> int:
    """Runs the reader until its user leaves; the exit code."""
    return _run(ReaderApp(library, query))


def pick(library: Library, query: str = "") -> list[int]:
    """The ids of the papers that the user chose in the reader; none when they left without."""
    from tui_reader.ui.screens.pick import PickScreen

    picked: list[int] = []
    _run(ReaderApp(library, query, partial(PickScreen, picked=picked)))
    return picked


def _run(app: ReaderApp) -> int:
    sys.setswitchinterval(SWITCH_INTERVAL_SECONDS)
    app.run()
    return app.return_code or 0
