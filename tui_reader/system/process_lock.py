"""An exclusive lock between threads and processes.

The lock is SQLite's, which works on every system and ends with the process that has it, however that ends.
"""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

from tui_reader.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE_SECONDS = 10.0


@contextlib.contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Holds an exclusive inter-process lock on `path`, which is created if absent.

    Raises ReaderError after `PATIENCE_SECONDS`, and when the file cannot be opened or is no lock.
    """
    try:
        connection = sqlite3.connect(path, timeout=PATIENCE_SECONDS, isolation_level=None)
    except sqlite3.Error as error:
        raise _failure(path, error) from error
    with contextlib.closing(connection):
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            raise _failure(path, error) from error
        yield


def _failure(path: Path, error: sqlite3.Error) -> ReaderError:
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
        return ReaderError(
            f"Another tui-reader holds the lock {path} and does not release it.",
            "End it, or try again when it is done.",
        )
    return ReaderError(
        f"The lock {path} cannot be used: {error}.", "Check the permissions of its directory, or remove the file."
    )
