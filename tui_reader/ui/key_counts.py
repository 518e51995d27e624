"""Counts before keys: `5j` goes five papers down.

A digit alone still asks its saved search, a moment later, when no key has followed that takes a count.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.ui.commands.table import COMMANDS

if TYPE_CHECKING:
    from textual import events
    from textual.app import App
    from textual.binding import ActiveBinding
    from textual.dom import DOMNode
    from textual.timer import Timer

    from tui_reader.ui.commands.command import Command

WAIT_SECONDS = 0.4
"""How long a digit waits for the key that it counts."""

MOST = 1_000_000
MOST_LINES = 500
"""How many lines an abstract is scrolled at most."""

_WITH_ARGUMENT = re.compile(r"(?P<name>\w+)\((?P<by>-?\d+)\)")


class KeyCounts:
    """The count that is being typed on a screen that shows papers."""

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._digits = ""
        self._timer: Timer | None = None

    async def take(self, event: events.Key) -> bool:
        """Whether the key is dealt with: it is a digit of a count, or what the count is for."""
        focused = self._app.focused
        is_text = focused is not None and focused.check_consume_key(event.key, event.character)
        if is_text or not hasattr(self._app.screen, "PLACES"):
            self._digits = ""
            return False
        if event.key.isdecimal() and len(event.key) == 1 and (self._digits or event.key != "0"):
            self._digits += event.key
            self._wait()
            return True
        if not self._digits:
            return False
        digits = self._end()
        active = self._app.screen.active_bindings.get(event.key)
        row = COMMANDS.get(active.binding.id or "") if active is not None else None
        if active is not None and row is not None and row.takes_count:
            await self._run(row, active.node, min(int(digits), MOST))
            return True
        await self._ask(digits)
        return False

    async def _run(self, row: Command, node: DOMNode, count: int) -> None:
        """Runs a command as many times as the count says, at once where it has an argument for that."""
        if row.handler and isinstance(by := row.arguments[0], int):
            await self._app.run_action(f"screen.run({row.id!r}, {by * count})", node)
        elif match := _WITH_ARGUMENT.fullmatch(row.action):
            await self._app.run_action(f"{match['name']}({int(match['by']) * count})", node)
        else:
            for _ in range(min(count, MOST_LINES)):
                await self._app.run_action(row.action, node)

    def _wait(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._app.set_timer(WAIT_SECONDS, self._nothing_followed)

    def _end(self) -> str:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        digits, self._digits = self._digits, ""
        return digits

    async def _nothing_followed(self) -> None:
        self._timer = None
        await self._ask(self._end())

    async def _ask(self, digits: str) -> None:
        """Runs what the digit alone is the key of, if it is one digit and the screen has such a command."""
        active: ActiveBinding | None = self._app.screen.active_bindings.get(digits)
        if active is not None and active.enabled:
            await self._app.run_action(active.binding.action, active.node)
