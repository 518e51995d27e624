"""Keys one at a time: each is acted on before the next is handed to whatever has the focus then.

Textual gives a key to the focused widget when it arrives and acts on it later. Over a slow line `/state` comes in one
packet: all six letters would go to the list, the first would move the focus to the search bar, and the `t` after it
would edit tags.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from textual import events
from textual.app import App
from textual.message import Message

if TYPE_CHECKING:
    from textual.timer import Timer

PATIENCE_SECONDS = 0.5
"""A key whose action takes longer does not hold back the next one."""


class KeyDone(Message):
    """Follows a key through the same queues, from the focused widget up to the app, and so comes after its action."""


class OneKeyAtATime(App[None]):
    """An app in which a key, or a paste, waits for the one before it."""

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[events.Key | events.Paste] = deque()
        self._patience: Timer | None = None

    async def on_event(self, event: events.Event) -> None:
        """Puts keys and pastes in a line; everything else goes on as ever."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._typed.append(event)
            await self._next()
        else:
            await super().on_event(event)

    async def on_key_done(self) -> None:
        """Lets the next key go."""
        if self._patience is not None:
            self._patience.stop()
            self._patience = None
        await self._next()

    async def _next(self) -> None:
        while self._typed and self._patience is None:
            event = self._typed.popleft()
            await super().on_event(event)
            if event.is_forwarded:
                self._patience = self.set_timer(PATIENCE_SECONDS, self.on_key_done)
                (self.focused or self.screen).post_message(KeyDone())
