"""What the screens have in common that show papers: they run commands, route messages, and tell what happened."""

from __future__ import annotations

import time
from inspect import isawaitable
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import on

from tui_reader.errors import ReaderError, TextKeptError
from tui_reader.texts.printable import one_line
from tui_reader.ui.commands.table import COMMANDS, resolve
from tui_reader.ui.messages import Failed, Routed
from tui_reader.ui.note_desk import NoteDesk
from tui_reader.ui.screens.responsive import SizedScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen
    from textual.widget import AwaitMount

    from tui_reader.ui import messages
    from tui_reader.ui.app import ReaderApp
    from tui_reader.ui.commands.command import Command
    from tui_reader.ui.commands.context import Context
    from tui_reader.ui.requests import Session

TOLD_SECONDS = 4.0
ERROR_SECONDS = 10.0
KEPT_SECONDS = 600.0
"""Long enough to write down where a text is; a click takes the message away."""

Result = TypeVar("Result")


class PaperScreen(SizedScreen):
    """A switchboard: every key is the action `run` with the id of a command, every `Routed` message names a handler.

    Each subclass is a `Context` for the handlers.
    """

    PLACES: ClassVar[tuple[str, ...]] = ()
    """The places of the table whose commands hold on this screen."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._here = cast("Context", self)
        """Every subclass is one; its own type says more than this class knows."""
        self.desk = NoteDesk(self._here)
        self._failures: dict[str, float] = {}
        """Until when the last error is on the screen, by its text."""

    @property
    def is_over(self) -> bool:
        """Whether there is no paper left that a command could be about."""
        return False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Asks the row of a command whether it can be run now."""
        row = COMMANDS.get(str(parameters[0])) if action == "run" else None
        if row is not None and row.when is not None:
            return row.when(self._here)
        return super().check_action(action, parameters)

    async def action_run(self, name: str, by: int | None = None) -> None:
        """Runs a command of the table or of the user; `by` is how far it goes, where its row says something else."""
        row = COMMANDS.get(name) or _user_command(cast("ReaderApp", self.app), name)
        await self._call(row.handler, *(row.arguments if by is None else (by,)))

    def action_open_link(self, address: str) -> None:
        """Opens a link that was clicked."""
        resolve("opening.link")(self, address)

    @on(Routed)
    async def route(self, message: Routed) -> None:
        """Hands a message to the function that it names."""
        await self._call(message.handler, message)

    async def _call(self, handler: str, *arguments: object) -> None:
        """Calls a handler; a library that cannot answer it is a message with a next step."""
        try:
            done = resolve(handler)(self, *arguments)
            if isawaitable(done):
                await done
        except ReaderError as error:
            self.post_message(Failed(error))

    def on_failed(self, message: messages.Failed) -> None:
        """Shows what went wrong and the next step."""
        error = message.error
        text = "\n".join(line for line in (one_line(error.message), one_line(error.hint)) if line)
        timeout = KEPT_SECONDS if isinstance(error, TextKeptError) else ERROR_SECONDS
        # A library that cannot be read fails for every page of rows in view: once is enough.
        now = time.monotonic()
        if now < self._failures.get(text, 0):
            return
        self._failures = {text: now + timeout}
        self.notify(text, severity="error", timeout=timeout, markup=False)

    def tell(self, text: str, more: str = "") -> None:
        """Shows a line, or two, for some seconds."""
        told = "\n".join(line for line in (one_line(text), one_line(more)) if line)
        self.notify(told, timeout=TOLD_SECONDS, markup=False)

    def ask_screen(self, question: Screen[Result], then: Callable[[Result | None], None] | None = None) -> AwaitMount:
        """Puts a question above the screen; `then` takes its answer, which is `None` when it was left."""
        return self.app.push_screen(question, then)

    def in_background(self, job: Callable[[], None], group: str) -> None:
        """Runs a job in a thread of its own."""
        self.run_worker(job, thread=True, group=group)


def _user_command(app: ReaderApp, name: str) -> Command:
    return next(row for row in app.user_commands.rows if row.id == name)
