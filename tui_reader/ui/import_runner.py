"""Imports beside reading: one at a time, in a thread of its own, which can be stopped."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from tui_reader.errors import ReaderError
from tui_reader.ui.background import InTurn
from tui_reader.ui.messages import Failed, Newest, PapersChanged, Routed

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.message import Message

    from tui_reader.library.import_service import TakeOptions
    from tui_reader.library.import_tally import ImportProgress, ImportReport
    from tui_reader.library.library import Library

    Import = Callable[[TakeOptions], ImportReport]

LIST_SECONDS = 2.0
"""How often the list shows the papers that an import has brought so far."""


@dataclass(eq=False, repr=False)
class ImportProgressed(Newest, Routed):
    """An import has come so far, or has ended."""

    handler: ClassVar[str] = "importing.progressed"
    at: ImportProgress | None
    """`None` when it has ended, whatever came of it."""
    shown: bool = False
    """Whether the list shall show what is there now."""

    def can_replace(self, message: Message) -> bool:
        """Only the newest matters, unless an older one is for the list too."""
        return isinstance(message, ImportProgressed) and (self.shown or not message.shown)


@dataclass(eq=False, repr=False)
class Imported(Routed):
    """An import has ended, at the end of what it read or because it was stopped."""

    handler: ClassVar[str] = "importing.imported"
    source: str
    report: ImportReport
    quiet: bool = False
    """Whether nobody asked for it: then only what it brought or refused is told."""


class ImportRunner:
    """The imports of one session; `grown` is called when the library has more papers."""

    def __init__(
        self,
        library: Library,
        post: Callable[[Message], object],
        grown: Callable[[], object],
        crashed: Callable[[BaseException], object],
    ) -> None:
        self._library = library
        self._post = post
        self._grown = grown
        self._jobs = InTurn("imports", crashed)
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._closing = False
        self.began_at: int | None = None
        """The paper under the cursor when the import began, if that was the first of the list."""
        self._waiting = 0
        """How many imports run or wait."""
        self.source = ""
        """What is being imported; empty when nothing is."""
        self.last: Imported | None = None
        """The last import of the session that ended."""

    def start(self, source: str, run: Import, *, quiet: bool = False) -> None:
        """Imports something that is called `source`, after what is being imported already.

        `ImportProgressed` comes now and then and in the end, and `Imported` or `Failed`; from any thread.
        """
        with self._lock:
            if not self._waiting:
                self.source = source
                self._stop.clear()
            self._waiting += 1
        self._jobs.ask(lambda: self._run(source, run, quiet=quiet))

    def stop(self) -> None:
        """Stops the import, and those after it, after the papers that are being written; what was taken in stays."""
        self._stop.set()

    def finish(self) -> None:
        """Stops the import and waits for it; the library says so when the screen is gone."""
        self._closing = True
        self.stop()
        self._jobs.finish()

    def _run(self, source: str, run: Import, *, quiet: bool) -> None:
        self.source = source
        shown = time.monotonic()

        def progress(at: ImportProgress) -> None:
            nonlocal shown
            now = time.monotonic()
            is_due = now - shown > LIST_SECONDS
            shown = now if is_due else shown
            self._post(ImportProgressed(at, is_due))

        try:
            report = run({"progress": progress, "wanted": lambda: not self._stop.is_set(), "source": source})
        except ReaderError as error:
            self._post(Failed(error))
        else:
            done = Imported(source, report, quiet)
            if not quiet or report.added or report.completed or report.refused:
                self.last = done
            self._post(done)
            self._part(source, report)
        finally:
            with self._lock:
                self._waiting -= 1
                self.source = self.source if self._waiting else ""
            self._post(ImportProgressed(None, shown=True))
            self._post(PapersChanged(None))
            if not self._closing:
                self._grown()

    def _part(self, source: str, report: ImportReport) -> None:
        """Leaves word of an import that the end of the reader stopped."""
        if self._closing and report.stopped:
            from tui_reader.library.import_words import summary

            told = f"{summary(source, report)}. What was taken in stays; importing it again takes in the rest."
            self._library.parting_words.append(told)
