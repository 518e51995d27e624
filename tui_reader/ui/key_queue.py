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

PATIENCE_SECONDS = 5.0
"""A key whose action takes longer does not hold back the next one."""

MOST_ROUNDS = 50
"""How many messages in a row may follow from one key before the next one goes on all the same."""


class KeyDone(Message):
    """Follows a key through the same queues, from the focused widget up to the app, and so comes after its action."""


class OneKeyAtATime(App[None]):
    """An app in which a key, or a paste, waits for the one before it and for all that followed from that.

    An action may only post a message, whose handler posts another one, before the focus moves or a screen comes: Enter
    in the search bar does. So a `KeyDone` goes from the focused widget up to the app again and again, until it arrives
    when no widget of the screen has a message left to handle.
    """

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[events.Key | events.Paste] = deque()
        self._patience: Timer | None = None
        self._rounds = 0

    async def on_event(self, event: events.Event) -> None:
        """Puts keys and pastes in a line; everything else goes on as ever."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._typed.append(event)
            await self._next()
        else:
            await super().on_event(event)

    async def on_key_done(self) -> None:
        """Lets the next key go, when nothing is left to be done for the last one."""
        self._rounds += 1
        if self._rounds < MOST_ROUNDS and self._is_busy:
            self._send_after()
        else:
            await self._go_on()

    @property
    def _is_busy(self) -> bool:
        """Whether a widget of the screen, the screen or the app has a message to handle."""
        if not self.screen.is_mounted or self.message_queue_size or self.screen.message_queue_size:
            return True
        return any(widget.message_queue_size for widget in self.screen.walk_children())

    async def take_key(self, _event: events.Key) -> bool:
        """Whether a key is dealt with before it is handed to anything on the screen."""
        return False

    async def _go_on(self) -> None:
        if self._patience is not None:
            self._patience.stop()
            self._patience = None
        await self._next()

    async def _next(self) -> None:
        while self._typed and self._patience is None:
            event = self._typed.popleft()
            self._rounds = 0
            # Set first: what an action does may lead back to here.
            self._patience = self.set_timer(PATIENCE_SECONDS, self._go_on)
            if not (isinstance(event, events.Key) and await self.take_key(event)):
                await super().on_event(event)
            self._send_after()

    def _send_after(self) -> None:
        if not (self.focused or self.screen).post_message(KeyDone()):
            # A widget or screen that is on its way out takes no messages; the app is asked again in its turn.
            self.post_message(KeyDone())
