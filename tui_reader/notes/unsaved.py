"""Notes that could not be saved by the end of the program: each becomes a file of its own, so that no text is lost.

A file is named after its paper and the time, `wang2019cspnet.2026-11-25T094118Z.md`, and holds the text and nothing
else; `key_and_time` reads the name. It is in `unsaved-notes` of the data directory or, where that takes no file
either, in a directory for temporary files.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.errors import ReaderError, TextKeptError
from tui_reader.notes.mirror import file_name
from tui_reader.texts.times import in_utc

if TYPE_CHECKING:
    from collections.abc import Callable

DIRECTORY = "unsaved-notes"
"""Its name in the data directory."""

_STAMP = "%Y-%m-%dT%H%M%SZ"


class UnsavedFile(NamedTuple):
    """The file of a note that could not be saved."""

    key: str
    """The citation key of the paper, as `notes.mirror.file_name` spells it."""
    path: Path | None
    """`None` when no directory took a file."""
    text: str

    def explained(self) -> ReaderError:
        """What a person has to know: that the note is not in the library, and where its text is."""
        message = f"The note of {self.key} could not be saved in the library."
        if self.path is None:
            return ReaderError(f"{message} No file could be written either; its text follows.", self.text)
        return TextKeptError(message, f"What you wrote is in {self.path}.")


def write_unsaved(data: Path, key: str, text: str) -> UnsavedFile:
    """Writes a text to a file of its own that only its owner can read, and is on disk when this returns.

    The first directory that takes it has it: that of unsaved notes in the data directory, `$TMPDIR`, the working
    directory.
    """
    name = file_name(key).removesuffix(".md")
    content = text.encode("utf-8", "replace")
    stem = f"{name}.{in_utc(time.time()).strftime(_STAMP)}"
    directories: tuple[Callable[[], Path], ...] = (lambda: data / DIRECTORY, _temporary, Path.cwd)
    for directory in directories:
        with contextlib.suppress(OSError):
            return UnsavedFile(name, _written(directory(), stem, content), text)
    return UnsavedFile(name, None, text)


def key_and_time(path: Path) -> tuple[str, str]:
    """The citation key and the time (UTC) in the name of a file that `write_unsaved` wrote."""
    key, _, stamp = path.stem.rpartition(".")
    return key, stamp.partition("-again")[0]


def _temporary() -> Path:
    """Raises OSError when there is no directory for temporary files that can be written."""
    return Path(tempfile.gettempdir())


def _written(directory: Path, name: str, content: bytes) -> Path:
    """The path of a new file; raises OSError when it is not there as a whole."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = directory / f"{name}.md"
    number = 0
    while True:
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            number += 1
            path = directory / f"{name}-again{number}.md"
            continue
        try:
            with open(descriptor, "wb") as file:  # noqa: PTH123 a descriptor has no Path
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            path.unlink(missing_ok=True)
            raise
        return path
