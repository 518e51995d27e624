"""The library as the screen uses it: questions go in, messages come back, and no call waits for a disk.

Searches and the index run in threads where only the newest request counts. Changes run in one thread in their order,
and every one of them is done before `close` returns.
"""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

from tui_reader.errors import ReaderError
from tui_reader.search.engine import IndexBusyError, IndexUnusableError, SupersededError
from tui_reader.search.indexing import Watch
from tui_reader.ui import messages
from tui_reader.ui.background import InTurn, Latest
from tui_reader.ui.folder_follower import FolderFollower
from tui_reader.ui.import_runner import ImportRunner
from tui_reader.ui.index_report import IndexReport
from tui_reader.ui.note_saver import NoteSaver

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.message import Message

    from tui_reader.library.library import Library
    from tui_reader.model.annotations import Colour, Highlight
    from tui_reader.model.history import UndoneStep
    from tui_reader.model.papers import Paper
    from tui_reader.model.results import Answer, Sorting
    from tui_reader.search.engine import Wanted
    from tui_reader.ui.background import Job

Asked = TypeVar("Asked")

FIRST_PAGE = 1_000
"""How many ids an answer has at first; the rest of a larger one comes when no key follows."""

REST_SECONDS = 0.15
"""How long no key may follow before the rest of an answer is asked for."""

BUSY_RETRY_SECONDS = 0.3

STEP_SECONDS = 0.02


class Session:
    """One screen's conversation with a library; `post` takes messages from any thread."""

    def __init__(self, library: Library, post: Callable[[Message], object]) -> None:
        self.library = library
        self._post = post
        self._searches = Latest("search", self._crash)
        self._index = Latest("index", self._crash)
        self._changes = InTurn("changes", self._crash)
        self._reads = InTurn("reads", self._crash)
        self.notes = NoteSaver(library, self._changes, post, self.refresh_index)
        """Saves the notes that are typed."""
        self.imports = ImportRunner(library, post, self.refresh_index, self._crash)
        """Imports beside reading."""
        self.folders = FolderFollower(library, self.imports, post, self._crash)
        self._index_error = ""
        """What the reader was told about the index; every letter typed would tell it again."""
        self.counting = False
        """Whether answers are counted for the filters too."""
        self.indexing = True
        """Whether the index may be worked on; the reader can stop that."""
        self.colour: Colour | None = None
        """The colour of the next highlight, if it was chosen in this session; the library's settings have it later."""
        self.drafts: dict[int, str] = {}
        """What was edited as BibTeX and could not be read, by paper."""
        self.copied = library.home.data / "copied.txt"
        """The file for a text that no clipboard took."""
        if library.mirror is not None:
            library.mirror.told = lambda problem: self._post(messages.Failed(problem))
        if library.exports is not None:
            library.exports.told = lambda problem: self._post(messages.Failed(problem))
            for problem in library.exports.problems:  # met before the screen was there
                self._post(messages.Failed(problem))
            library.exports.problems.clear()

    def highlights_of(self, paper: Paper | None) -> Sequence[Highlight]:
        """The highlights of a paper; the disk is asked only when it has some, and none come when it cannot answer."""
        if paper is None or not paper.highlights:
            return ()
        try:
            return self.library.highlights.of(paper.id)
        except ReaderError as error:
            self._post(messages.Failed(error))
            return ()

    def paper(self, number: int) -> Paper | None:
        """A paper as it is on disk; `None` when it is gone, or when the library cannot be read, which is told."""
        try:
            return next(iter(self.library.papers([number])), None)
        except ReaderError as error:
            self._post(messages.Failed(error))
            return None

    def close(self) -> None:
        """Ends searches and indexing, and sees every change through to the disk, or a note to a file."""
        self.folders.stop()
        self.imports.stop()
        self.notes.finish()
        self.imports.finish()
        self._reads.finish()
        self._searches.stop()
        self._index.stop()

    def search(self, text: str, sorting: Sorting) -> None:
        """Asks for the papers that match a query being typed, unless a newer question comes.

        `Answered` comes with the first page, and again with all papers if there are more; then `Explained` if there
        are none, and `Counted` if the answer is wanted with counts.
        """

        def run(wanted: Wanted) -> None:
            answer = self._answer(text, sorting, wanted)
            if not answer.ids and text.strip():
                self._post(messages.Explained(text, self.library.explain(answer, wanted)))
            if self.counting and wanted():
                from tui_reader.ui.filter_counts import counts

                self._post(messages.Counted(text, counts(self.library, answer, wanted)))

        self._ask(run)

    def similar(self, like: str, to: Sequence[int] | str) -> None:
        """Asks for the papers that are most like others, or like a text; `SimilarFound` comes."""

        def run(wanted: Wanted) -> None:
            from tui_reader.search.parser import parse

            started = time.perf_counter()
            found = self.library.similar(to, wanted=wanted)
            terms = dict.fromkeys(term for one in found for term in one.terms)
            query = parse(" OR ".join(f'"{term}"' for term in terms)).query if terms else None
            if wanted():
                self._post(messages.SimilarFound(like, found, query, time.perf_counter() - started))

        self._ask(run)

    async def read(self, what: Callable[[Library], Asked]) -> Asked:
        """What a question to the library is answered, without a disk that the screen's thread would wait for.

        It waits for no change that is being written. Raises ReaderError as the question does.
        """
        answer: Future[Asked] = Future()

        def run() -> None:
            try:
                answer.set_result(what(self.library))
            except ReaderError as error:
                answer.set_exception(error)

        self._reads.ask(run)
        return await asyncio.wrap_future(answer)

    def look(self, what: Callable[[Library], object]) -> None:
        """Looks something up in the library and posts it, in the job's own words; `Failed` may come."""

        def run() -> None:
            try:
                what(self.library)
            except ReaderError as error:
                self._post(messages.Failed(error))

        self._reads.ask(run)

    def _ask(self, question: Job) -> None:
        """Asks a question of the index, unless a newer one comes."""

        def run(wanted: Wanted) -> None:
            try:
                question(wanted)
            except SupersededError:
                return
            except IndexUnusableError:
                self._post(messages.IndexReported("the index is being built"))
                self.refresh_index()
            except ReaderError as error:
                self._post(messages.Failed(error))

        self._searches.ask(run)

    def _answer(self, text: str, sorting: Sorting, wanted: Wanted) -> Answer:
        """The whole answer, posted page by page; raises as `Library.search` does."""
        answer = self.library.search(text, sorting, typing=True, limit=FIRST_PAGE, wanted=wanted)
        self._post_if(wanted, answer)
        if answer.stale and answer.indexed is None:
            # Another instance changed the library; the question is asked again when the index has it.
            self.refresh_index()
        if answer.complete:
            return answer
        until = time.monotonic() + REST_SECONDS
        while time.monotonic() < until:
            time.sleep(STEP_SECONDS)
            if not wanted():
                raise SupersededError
        answer = self.library.search(text, sorting, typing=True, wanted=wanted)
        self._post_if(wanted, answer)
        return answer

    def _post_if(self, wanted: Wanted, answer: Answer) -> None:
        if not wanted():
            raise SupersededError
        self._post(messages.Answered(answer))

    def refresh_index(self) -> None:
        """Brings the index up to date, unless the reader stopped that; `IndexReported` says how far it is."""
        self._index.ask(self._refresh)

    def _refresh(self, wanted: Wanted) -> None:
        if not self.indexing:
            return
        report = IndexReport(self._post)
        try:
            self.library.refresh_index(
                Watch(report.progress, report.committed, lambda: self.indexing and self._index.running())
            )
        except IndexBusyError:
            # Another reader is building the same index; this one looks again when it may be done.
            time.sleep(BUSY_RETRY_SECONDS)
            if wanted():
                self.refresh_index()
        except SupersededError:
            if self._index.running():
                report.stopped()
        except ReaderError as error:
            # Not as news for searches: they would ask the question again, which would ask for the index again.
            self._post(messages.IndexReported("there is no search index"))
            if error.message != self._index_error:
                self._post(messages.Failed(error))
            self._index_error = error.message
        else:
            self._index_error = ""
            self._post(messages.IndexReported("", grown=True))

    def advise(self) -> None:
        """Says once what would make search quicker, if anything would."""

        def run(library: Library) -> None:
            if not library.settings.get("advised") and (advice := library.advice()):
                library.settings.put("advised", advice)
                self._post(messages.Advised(advice))

        self.keep(run)

    def undo(self) -> None:
        """Undoes the latest change; `Undone` and `PapersChanged` come."""
        self._go_back(lambda library: library.journal.undo(), again=False)

    def redo(self) -> None:
        """Does again what was undone last; the same messages come."""
        self._go_back(lambda library: library.journal.redo(), again=True)

    def _go_back(self, step: Callable[[Library], UndoneStep | None], *, again: bool) -> None:
        def run(library: Library) -> None:
            done = step(library)
            if done is not None:
                self._post_changed(done.papers)
            self._post(messages.Undone(done, again))
            if done is not None and done.searchable:
                self.refresh_index()

        self.keep(run)

    def change(self, what: Callable[[Library], object], ids: Sequence[int] | None, *, searchable: bool) -> None:
        """Changes papers, or very many (`None`); `PapersChanged` comes when it is on disk."""

        def run(library: Library) -> None:
            what(library)
            self._post_changed(ids)
            if searchable:
                self.refresh_index()

        self.keep(run)

    def _post_changed(self, ids: Sequence[int] | None) -> None:
        few = None if ids is None or len(ids) > FIRST_PAGE else ids
        self._post(messages.PapersChanged(None if few is None else self.library.papers(few)))

    def keep(self, what: Callable[[Library], object]) -> None:
        """Does something with the library in its turn: what is no paper is kept by this; `Failed` may come."""

        def run() -> None:
            try:
                what(self.library)
            except ReaderError as error:
                self._post(messages.Failed(error))

        self._changes.ask(run)

    def count_unread(self, ids: Sequence[int]) -> None:
        """Counts the unread papers among these, after all changes so far; `UnreadCounted` comes."""
        self.keep(lambda library: self._post(messages.UnreadCounted(len(library.unread(ids)))))

    def _crash(self, error: BaseException) -> None:
        self._post(messages.Crashed(error))
