"""A running reader for tests of the screen."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Protocol

import pytest
from textual.command import CommandList

from tui_reader.importers.records import Record
from tui_reader.ui.app import ReaderApp
from tui_reader.ui.screens.main import MainScreen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

    from textual.pilot import Pilot

    from tui_reader.library.library import Library
    from tui_reader.model.papers import Paper

WIDE = (120, 36)
STACKED = (80, 24)
TINY = (40, 12)


class Reader:
    """The running reader, as its user and its test see it."""

    def __init__(self, app: ReaderApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot
        self.library = app.library

    @property
    def main(self) -> MainScreen:
        screen = self.app.screen_stack[0]
        assert isinstance(screen, MainScreen)
        return screen

    @property
    def focus(self) -> str | None:
        """The id of the widget that has the keys."""
        return self.app.focused.id if self.app.focused else None

    @property
    def place(self) -> str:
        """The name of the screen on top."""
        return type(self.app.screen).__name__

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        await self.press(*({" ": "space", ":": "colon", "*": "asterisk"}.get(letter, letter) for letter in text))

    async def until(self, condition: Callable[[], object], what: str = "it") -> None:
        """Waits until something is so, as a person would; fails after ten seconds."""
        for _ in range(500):
            if condition():
                return
            await self.pilot.pause(0.02)
        pytest.fail(f"waited ten seconds for {what}")

    async def settled(self) -> None:
        """Waits until everything that was asked of the library so far is done, and shown."""
        session = self.main.session
        await session.read(lambda _library: None)
        await asyncio.wrap_future(session._changes.ask(lambda: None))
        await self.pilot.pause()

    async def search(self, text: str) -> None:
        """Types a query and waits for its answer."""
        await self.press("slash")
        await self.type(text)
        await self.until(lambda: self.main.answer.text == text, f"the answer to {text}")
        await self.pilot.pause()

    async def choose(self, words: str) -> None:
        """Opens the palette, types words, and takes the first command that it finds."""
        await self.press("ctrl+p")
        await self.type(words)
        found = self.app.screen.query_one(CommandList)
        await self.until(lambda: any(words in str(one.prompt).casefold() for one in found.options), words)
        await self.press("enter")

    def shown(self, selector: str) -> str:
        """The text that a widget of any open screen shows; empty when there is no such widget."""
        found = [widget for screen in reversed(self.app.screen_stack) for widget in screen.query(selector)]
        if not found:
            return ""
        widget = found[0]
        return "\n".join(
            "".join(segment.text for segment in line).rstrip() for line in widget.render_lines(widget.outer_size.region)
        )

    def screen(self) -> str:
        """All text in view, its lines joined."""
        strips = self.app.screen._compositor.render_strips()
        return " ".join(" ".join(strip.text for strip in strips).split())


class Start(Protocol):
    def __call__(self, size: tuple[int, int] = ..., query: str = ...) -> AbstractAsyncContextManager[Reader]: ...


@pytest.fixture
def start(library: Library) -> Start:
    """Starts the reader over the bundled papers."""

    @contextlib.asynccontextmanager
    async def run(size: tuple[int, int] = WIDE, query: str = "") -> AsyncIterator[Reader]:
        app = ReaderApp(library, query)
        async with app.run_test(size=size) as pilot:
            reader = Reader(app, pilot)
            await reader.until(lambda: reader.main.paper is not None, "the first paper")
            yield reader

    return run


def on_top(library: Library, *papers: Paper) -> list[int]:
    """Takes papers in that come first in the list, however soon after the bundled ones; their ids."""
    library.take([Record(one, line) for line, one in enumerate(papers, 1)])
    with library._database.writing() as connection:
        query = "UPDATE papers SET added = added + 60 WHERE id > (SELECT max(id) FROM papers) - ?"
        connection.execute(query, (len(papers),))
    library.refresh_index()
    return list(library.browse(limit=len(papers)).ids)


@pytest.fixture(params=[WIDE, STACKED], ids=["120x36", "80x24"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """Both layouts: side by side, and one above the other."""
    param: tuple[int, int] = request.param
    return param
