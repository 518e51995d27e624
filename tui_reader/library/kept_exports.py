"""Exports that keep themselves: the files of `[[export]]`, written anew after each change of the library.

They follow what any window or command does, on a thread of their own. A file is replaced whole, only when its content
differs, and only when it is one that this program wrote; whatever goes wrong is told once and changes nothing else.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import shutil
import tempfile
import threading
import time
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from tui_reader.errors import ReaderError
from tui_reader.exporters.formats import by_name, of_file
from tui_reader.library.exporting import Wish, to_stream
from tui_reader.paths import whole_path
from tui_reader.search.engine import IndexBusyError, IndexUnusableError
from tui_reader.system.atomic_write import SHARED, atomic_stream
from tui_reader.system.process_lock import exclusive
from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from tui_reader.config import Entry
    from tui_reader.exporters.records import Format
    from tui_reader.library.library import Library
    from tui_reader.model.results import Answer

REST_SECONDS: Final = 1.0
"""Changes within this time are written together."""
PATIENCE_SECONDS: Final = 60.0
"""How long the end of the program waits for files to be written."""
_INDEX_SECONDS: Final = 10.0
"""How long another program's work on the index is waited for."""
_RETRY_SECONDS: Final = 0.2
_IN_MEMORY: Final = 16 * 2**20

_MARK: Final = "Written by tui-reader after each change of the library; changes made here are lost."
_COMMENTS: Final = {
    **dict.fromkeys(("bibtex", "bibtex-unicode", "biblatex"), f"% {_MARK}\n\n"),
    "hayagriva": f"# {_MARK}\n",
    "org": f"# {_MARK}\n",
}
"""The first line, in formats that have comments; of the others it is remembered what was written."""


class Kept(NamedTuple):
    """One file, and what is kept in it."""

    query: str
    format: Format
    path: Path


class KeptState(NamedTuple):
    """What is known of a file between two runs of the program."""

    digest: str = ""
    """SHA-256 of what was written last, in hexadecimal."""
    definition: str = ""
    """The query and the format of that."""
    told: str = ""
    """The problem that was told."""
    behind: bool = False
    """Whether a change has not reached the file yet."""


def read_exports(entries: Sequence[Entry]) -> tuple[tuple[Kept, ...], tuple[ReaderError, ...]]:
    """The exports of the settings that can be used, and what is wrong with the others."""
    found: dict[Path, Kept] = {}
    problems = []
    for entry in entries:
        try:
            kept = _read(entry.value)
            if found.setdefault(kept.path, kept) is not kept:
                shown = one_line(str(kept.path))
                problems.append(ReaderError(f"{entry.place}: another export has {shown}.", "Give each its own file."))
        except ReaderError as error:
            problems.append(ReaderError(f"{entry.place}: {error.message}", error.hint))
    return tuple(found.values()), tuple(problems)


def _read(value: object) -> Kept:
    """One table of the settings. Raises ReaderError."""
    names, hint = ("query", "format", "file"), "An [[export]] has query, format and file, each a text."
    if not isinstance(value, dict):
        raise ReaderError("export is no list of tables.", hint)
    for name, text in value.items():
        if name not in names or not isinstance(text, str):
            raise ReaderError(f"an export cannot have {one_line(str(name))} = {one_line(repr(text))}.", hint)
    text = value.get("file", "")
    if path := whole_path(text):
        form = by_name(value["format"]) if value.get("format") else of_file(path.name)
        return Kept(value.get("query", "").strip(), form, path)
    raise ReaderError(f"an export cannot have the file {one_line(text)!r}.", "It begins with / or ~.")


class KeptExports:
    """Keeps the exports of one library in step with it, on a thread of its own."""

    def __init__(self, library: Library, kept: tuple[Kept, ...]) -> None:
        self.kept = kept
        self.problems: list[ReaderError] = []
        """The problems so far, where nobody set `told`."""
        self.told: Callable[[ReaderError], object] = self.problems.append
        """Called with each problem on the thread of the exports; with the same one once, whatever program meets it."""
        self._library = library
        self._changed = threading.Condition()
        self._is_waiting = self._is_closing = False
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Schedules what is not there, was asked for otherwise, or was not finished by the program before."""
        for one in self.kept:
            state = self.state(one)
            if state.behind or state.definition != _definition(one) or not one.path.exists():
                self.follow(None)

    def follow(self, _papers: Collection[int] | None) -> None:
        """Schedules the files to be brought up to date; returns at once."""
        with self._changed:
            self._is_waiting = True
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="exports", daemon=True)
                self._thread.start()
            self._changed.notify()

    def close(self) -> None:
        """Waits for what is scheduled; after `PATIENCE_SECONDS` the next start of the program writes the rest."""
        self.told = self.problems.append  # the screen is gone
        with self._changed:
            thread, self._is_closing = self._thread, True
            self._changed.notify()
        if thread is not None:
            thread.join(PATIENCE_SECONDS)
            if thread.is_alive():
                self.told(ReaderError("The exports are not finished.", "The next start of tui-reader goes on."))

    def write(self) -> dict[Path, ReaderError | None]:
        """Brings every file up to date now; of each what went wrong. Programs take turns: the last has read it all."""
        results: dict[Path, ReaderError | None] = {}
        for one in self.kept:
            old, digest = self.state(one), ""
            try:
                self._put(one, old._replace(behind=True))
                with exclusive(self._library.home.data / "exports.lock"):
                    digest = self._bring(one, self.state(one))
                    self._put(one, KeptState(digest, _definition(one)))
                results[one.path] = None
            except Exception as error:  # noqa: BLE001 the edge of a thread, which has nobody to raise to
                problem = results[one.path] = _explained(one, error)
                if problem.message != old.told:
                    self.told(problem)
                with contextlib.suppress(ReaderError):
                    self._put(one, self.state(one)._replace(told=problem.message))
        return results

    def state(self, one: Kept) -> KeptState:
        """What is known of a file."""
        text = self._library.settings.get(_name(one))
        return KeptState(**json.loads(text)) if text else KeptState()

    def _put(self, one: Kept, state: KeptState) -> None:
        if state != self.state(one):
            self._library.settings.put(_name(one), json.dumps(state._asdict()))

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._is_waiting or self._is_closing)
                if not self._is_waiting:
                    return
                self._changed.wait_for(lambda: self._is_closing, REST_SECONDS)
                self._is_waiting = False
            with contextlib.suppress(ReaderError):  # of a library that can no longer be read every reader is told
                self.write()

    def _bring(self, one: Kept, state: KeptState) -> str:
        """Writes a file, if its content differs and it is ours; the digest of the content."""
        ids = self._found(one.query)
        target = one.path.resolve()
        mark = _COMMENTS.get(one.format.name, "")
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as new:
            text = io.TextIOWrapper(cast("Any", new), encoding="utf-8", errors="replace", newline="")
            text.write(mark)
            to_stream(self._library, Wish(ids, one.format), text)
            text.flush()
            text.detach()
            new.seek(0)
            digest = _digest(cast("io.BufferedIOBase", new))
            there = ""
            if target.exists():
                if not target.is_file():
                    raise ReaderError(f"{_shown(one)} is no file.", "Give the export another file.")
                with target.open("rb") as old:
                    there = _digest(old)
                    old.seek(0)
                    is_ours = there in (state.digest, digest) or (mark and old.read(len(mark)) == mark.encode())
                if not is_ours:
                    raise ReaderError(
                        f"{_shown(one)} is not tui-reader's, or was changed; the export leaves it as it is.",
                        "Rename the file, or give the export another one.",
                    )
            if there != digest:
                new.seek(0)
                with atomic_stream(target, mode=SHARED) as raw:
                    shutil.copyfileobj(new, raw)
        return digest

    def _found(self, query: str) -> Sequence[int]:
        """The papers that a query finds. Raises ReaderError when it does not parse."""
        if not query:
            return self._library.browse().ids
        answer = self._asked(query)
        if answer.hint:
            raise ReaderError(
                f"The query of an export, {one_line(query)}, is not understood: {answer.hint}", "Mend it."
            )
        return answer.ids

    def _asked(self, query: str) -> Answer:
        deadline = time.monotonic() + _INDEX_SECONDS
        while self._library.needs_index(query):
            try:
                self._library.refresh_index()
                break
            except IndexBusyError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(_RETRY_SECONDS)
        try:
            return self._library.search(query)
        except IndexUnusableError:
            self._library.refresh_index(rebuild=True)
            return self._library.search(query)


def _digest(stream: io.BufferedIOBase) -> str:
    return hashlib.file_digest(stream, "sha256").hexdigest()


def _name(one: Kept) -> str:
    return f"export {one.path}"


def _definition(one: Kept) -> str:
    return f"{one.format.name} {one.query}"


def _shown(one: Kept) -> str:
    return one_line(str(one.path))


def _explained(one: Kept, error: Exception) -> ReaderError:
    if isinstance(error, ReaderError):
        return error
    reason = (isinstance(error, OSError) and error.strerror) or f"{type(error).__name__}: {error}"
    return ReaderError(
        f"The export {_shown(one)} could not be written: {reason}.", "It is written after the next change."
    )
