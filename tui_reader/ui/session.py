"""The library as the screen uses it: questions go in, messages come back, and no call waits for a disk.

Searches and the index run in threads where only the newest request counts. Changes run in one thread in their order,
and every one of them is done before `close` returns.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tui_reader.errors import ReaderError
from tui_reader.search.engine import IndexBusyError, IndexUnusableError, SupersededError
from tui_reader.ui.background import InTurn, Latest
from tui_reader.ui.messages import Answered, Crashed, Failed, IndexReported, NoteRefused, NoteSaved, PapersChanged

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.message import Message

    from tui_reader.library import Library
    from tui_reader.papers import Paper

FIRST_PAGE = 1_000
"""How many ids the first frame asks for; the rest of a larger library comes from the thread."""

BUSY_RETRY_SECONDS = 0.3


class Session:
    """One screen's conversation with a library; `post` takes messages from any thread."""

    def __init__(self, library: Library, post: Callable[[Message], object]) -> None:
        self.library = library
        self._post = post
        self._searches = Latest("search", self._crash)
        self._index = Latest("index", self._crash)
        self._changes = InTurn("changes", self._crash)
        self._index_error = ""
        """What the reader was told about the index; every letter typed would tell it again."""
        self.drafts: dict[int, str] = {}
        """Notes by paper that were typed and are not on disk yet."""
        self.copied = library.home.data / "copied.txt"
        """The file for a text that no clipboard took."""

    def close(self) -> None:
        """Ends searches and indexing, and sees every change through to the disk."""
        self._changes.finish()
        self._searches.stop()
        self._index.stop()

    def search(self, text: str, *, anew: bool) -> None:
        """Asks for the papers that match a query being typed; `Answered` comes unless a newer question does."""

        def run(wanted: Callable[[], bool]) -> None:
            try:
                answer = self.library.search(text, typing=True, wanted=wanted)
            except SupersededError:
                return
            except IndexUnusableError:
                self._post(IndexReported("the index is being built"))
                self.refresh_index()
                return
            except ReaderError as error:
                self._post(Failed(error))
                return
            if wanted():
                self._post(Answered(answer, anew))
                if answer.stale:
                    # Another instance changed the library; the question is asked again when the index has it.
                    self.refresh_index()

        self._searches.ask(run)

    def refresh_index(self) -> None:
        """Brings the index up to date; `IndexReported` says how far it is."""

        def run(wanted: Callable[[], bool]) -> None:
            try:
                self.library.refresh_index(progress=self._progress, wanted=self._index.running)
            except IndexBusyError:
                # Another reader is building the same index; this one looks again when it may be done.
                time.sleep(BUSY_RETRY_SECONDS)
                if wanted():
                    self.refresh_index()
            except SupersededError:
                return
            except ReaderError as error:
                # No empty report: it would ask the question again, which would ask for the index again.
                self._post(IndexReported("there is no search index"))
                if error.message != self._index_error:
                    self._post(Failed(error))
                self._index_error = error.message
            else:
                self._index_error = ""
                self._post(IndexReported(""))

        self._index.ask(run)

    def change(self, what: Callable[[Library], None], ids: Sequence[int], *, searchable: bool) -> None:
        """Changes papers; `PapersChanged` comes when it is on disk."""

        def run() -> None:
            try:
                what(self.library)
                self._post(PapersChanged(self.library.papers(ids)))
            except ReaderError as error:
                self._post(Failed(error))
            else:
                if searchable:
                    self.refresh_index()

        self._changes.ask(run)

    def save_note(self, paper: int, text: str) -> None:
        """Keeps a note; `NoteSaved` or `NoteRefused` comes."""
        self.drafts[paper] = text

        def run() -> None:
            try:
                self.library.write_note(paper, text)
                saved: list[Paper] = self.library.papers([paper])
            except ReaderError as error:
                self._post(NoteRefused(error))
            else:
                if self.drafts.get(paper) == text:
                    del self.drafts[paper]
                for one in saved:
                    self._post(NoteSaved(one))
                self.refresh_index()

        self._changes.ask(run)

    def _crash(self, error: BaseException) -> None:
        self._post(Crashed(error))

    def _progress(self, done: int, total: int) -> None:
        self._post(IndexReported(f"indexed {done:,} of {total:,}"))
