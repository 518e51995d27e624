"""The mirror: each note as a file of its own in a directory that the user chose, for git, Obsidian and grep.

It goes one way, from the library to the directory, and follows what any window or command does. It touches only files
that it made and nobody changed since; whatever goes wrong in the directory is told and changes nothing in the library.
"""

from __future__ import annotations

import contextlib
import re
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.errors import ReaderError
from tui_reader.notes.front_matter import document, is_marked, is_untouched
from tui_reader.store.note_files import NoteFile
from tui_reader.system.atomic_write import SHARED, atomic_write, remove_abandoned
from tui_reader.system.process_lock import exclusive

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from tui_reader.store.highlights import Highlights
    from tui_reader.store.note_files import NoteFiles
    from tui_reader.store.papers import PaperReader
    from tui_reader.store.settings import Settings

PATIENCE_SECONDS = 5.0
"""How long the end of the program waits for files to be written."""

_BEHIND = "mirror-behind"
"""Set while not all files are as the notes are, because the directory took none."""
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_.+-]|\A\.")
_DEVICE = re.compile(r"(?i)\A(con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|\Z)")


@dataclass(frozen=True, slots=True)
class Mirrored:
    """The result of writing the files of all notes."""

    notes: int
    """How many notes have a file that is as they are."""
    problems: tuple[ReaderError, ...]
    """Why the files of the others were not written."""


def file_name(key: str) -> str:
    """The name of the file of a note, for every system: another one for every key, and never outside the directory."""
    name = _NOT_IN_NAMES.sub(lambda match: f"%{ord(match[0]):02X}", key)
    return f"{_DEVICE.sub(lambda match: f'%{ord(match[0][0]):02X}{match[0][1:]}', name)}.md"


class Mirror:
    """Keeps a directory of files in step with the notes of one library, on a thread of its own."""

    def __init__(  # noqa: PLR0913, PLR0917 - what it reads, and what it records
        self, path: Path, lock: Path, shelf: PaperReader, highlights: Highlights, files: NoteFiles, settings: Settings
    ) -> None:
        self.path = path
        self._lock = lock
        self.problems: list[ReaderError] = []
        """The problems so far, where nobody set `told`."""
        self.told: Callable[[ReaderError], object] = self.problems.append
        """Called with each problem of following notes, on the mirror's thread; with the same one once."""
        self._shelf = shelf
        self._highlights = highlights
        self._files = files
        self._settings = settings
        self._changed = threading.Condition()
        self._waiting: set[int] = set()
        self._is_everything = False
        self._is_closing = False
        self._is_behind = False
        self._is_over = False
        self._thread: threading.Thread | None = None
        self._last_told = ""

    def follow(self, papers: Collection[int] | None) -> None:
        """Schedules the files of these papers, or of all, to be brought up to date; returns at once."""
        with self._changed:
            self._waiting.update(papers or ())
            self._is_everything |= papers is None
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="mirror", daemon=True)
                self._thread.start()
            self._changed.notify()

    def close(self) -> None:
        """Waits for scheduled files, at most twice `PATIENCE_SECONDS`; the rest is written after the next change."""
        with self._changed:
            thread, self._is_closing = self._thread, True
            self._changed.notify()
        if thread is not None:
            thread.join(PATIENCE_SECONDS)
            if thread.is_alive():
                self._is_over = True
                with contextlib.suppress(ReaderError):
                    self._settings.put(_BEHIND, "yes")
                self.told(ReaderError(f"Not all notes are in {self.path} yet.", "tui-reader mirror writes the rest."))
                thread.join(PATIENCE_SECONDS)

    def write_all(self) -> Mirrored:
        """Makes the directory, and every file anew. Raises ReaderError when the directory cannot be made."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._failure(error) from error
        remove_abandoned(self.path)
        problems: list[ReaderError] = []
        noted = self._shelf.flagged("has:note")
        for number in sorted(noted | self._files.names().keys()):
            try:
                problems += self._bring(number, again=True)
            except OSError as error:
                raise self._failure(error) from error
        self._settings.put(_BEHIND, "")
        return Mirrored(len(noted) - len(problems), tuple(problems))

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._is_everything or self._is_closing)
                if not self._waiting and not self._is_everything:
                    return
                papers, self._waiting = self._waiting, set()
                is_everything, self._is_everything = self._is_everything, False
            try:
                self._catch_up(None if is_everything or self._is_behind else papers)
            except ReaderError as error:
                self._fall_behind(error)
            except Exception as error:  # noqa: BLE001 the edge of a thread, which has nobody to raise to
                # Python would print the traceback over the screen and end the thread, and no note of this session
                # would be followed any more.
                self._fall_behind(self._failure(error))

    def _fall_behind(self, error: ReaderError) -> None:
        """Tells what went wrong. The next change makes up for it; at once it would only fail again."""
        if self._is_over:
            return
        self._is_behind = True
        self._tell(error)
        with contextlib.suppress(ReaderError):
            self._settings.put(_BEHIND, "yes")

    def _catch_up(self, papers: set[int] | None) -> None:
        """Brings the files of papers, or of all, up to date. Raises ReaderError when the directory takes no files."""
        was_behind = bool(self._settings.get(_BEHIND))
        with exclusive(self._lock):  # or another program may be about to write what it read before
            concerned = self._shelf.flagged("has:note") | self._files.names().keys()
        for number in sorted(concerned if papers is None or was_behind else concerned & papers):
            if self._is_over:
                return
            try:
                for problem in self._bring(number):
                    self.told(problem)
            except OSError as error:
                raise self._failure(error) from error
        self._is_behind, self._last_told = False, ""
        if was_behind:
            self._settings.put(_BEHIND, "")

    def _tell(self, error: ReaderError) -> None:
        if error.message != self._last_told:
            self._last_told = error.message
            self.told(error)

    def _failure(self, error: Exception) -> ReaderError:
        reason = error.strerror if isinstance(error, OSError) else f"{type(error).__name__}: {error}"
        return ReaderError(
            f"The mirror of notes in {self.path} cannot be written: {reason or error}.",
            "The library has everything that was saved; tui-reader mirror makes the directory and writes all notes.",
        )

    def _bring(self, number: int, *, again: bool = False) -> list[ReaderError]:
        """Makes the file of a note as the note is now, and says what was left as it is.

        What a file was left for is said once, or `again`. Two programs take turns, so that none writes what the other
        knows to be over.
        """
        with exclusive(self._lock):
            content, name = self._wanted(number)
            old = self._files.get(number) or NoteFile("")
            problems = []
            was_left = old.is_left and old.name == name
            if name:
                left = self._write(self.path / name, content)
                problems += [left] if left and (again or not was_left) else []
                was_left = left is not None
            if old.name not in ("", name) and (left := self._remove(number, old.name, name)) and not old.is_left:
                problems.append(left)
            if old != (now := NoteFile(name, was_left)):
                self._files.put(number, now if name else None)
            return problems

    def _wanted(self, number: int) -> tuple[bytes, str]:
        """The content and the name of the file of a paper's note; empty when there is none."""
        for paper in self._shelf.papers([number]):
            if paper.note:
                return document(paper, self._highlights.of(number)), file_name(paper.key)
        return b"", ""

    def _write(self, path: Path, content: bytes) -> ReaderError | None:
        """Writes a file, unless somebody else's is there: then what is to be said of it."""
        there = _content(path)
        if there == content:
            return None
        if there is None or is_untouched(there):
            atomic_write(path, content, mode=SHARED)
            return None
        if is_marked(there):
            return ReaderError(
                f"{path} was changed by somebody else; the mirror leaves it as it is.",
                "Take over into the note what is new there and remove the file; tui-reader mirror writes it anew.",
            )
        return ReaderError(
            f"{path} is not the mirror's; it stays as it is, and the note has no file.",
            "Rename it, then call tui-reader mirror.",
        )

    def _remove(self, number: int, name: str, new: str) -> ReaderError | None:
        """Removes a file that is no note's any more, unless it was changed: then what is to be said of it."""
        path = self.path / name
        there = _content(path)
        others = (file for paper, file in self._files.names().items() if paper != number)
        if there is None or name in others:
            return None
        if new and (self.path / new).exists() and path.samefile(self.path / new):
            path.rename(self.path / new)  # where Lee2019.md and lee2019.md are one file
            return None
        if is_untouched(there):
            path.unlink()
            return None
        return ReaderError(
            f"{path} was changed by somebody else; the mirror leaves it, though no note belongs to it any more.",
            "Remove it if you do not need it.",
        )


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
