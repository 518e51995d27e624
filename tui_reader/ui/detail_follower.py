"""The detail follows the list's cursor: at once, or when the cursor rests if keys come fast."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.timer import Timer

    from tui_reader.model.papers import Paper
    from tui_reader.ui.screens.main import MainScreen

PAUSE_SECONDS = 0.04
"""How long the cursor rests before the detail follows, when keys come faster than that."""


class DetailFollower:
    """Which paper the detail of the main screen shows."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._timer: Timer | None = None
        self._moved = 0.0
        """When the cursor was moved last, in seconds of the monotonic clock."""

    def cursor_moved(self, paper: Paper | None) -> None:
        """Shows the paper under the cursor, which has just come there, now or a moment later."""
        if self._timer is not None:
            self._timer.stop()
        now = time.monotonic()
        if paper is None:
            self.show_now()
        elif now - self._moved > PAUSE_SECONDS:
            # The frame with the cursor, or the new results, goes first.
            self._screen.call_after_refresh(self.show_now)
        else:
            self._timer = self._screen.set_timer(PAUSE_SECONDS, self.show_now)
        self._moved = now

    def show_now(self) -> None:
        """Shows the paper that is under the cursor now."""
        screen = self._screen
        screen.paper_hits = screen.hits
        self.show(screen.current)
        screen.reading.show_place()
        screen.reading.arrive_soon()

    def show(self, paper: Paper | None) -> None:
        """Shows a paper with its highlights."""
        screen = self._screen
        screen.highlights = screen.session.highlights_of(paper)
        screen.paper = paper
        screen.reading.look()
