"""Turns among processes and threads: what one does in its turn, no other does meanwhile.

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
def turn(path: Path) -> Iterator[None]:
    """The time in which a file, which is made for it, is this thread's; raises ReaderError when it does not come."""
    with contextlib.closing(sqlite3.connect(path, timeout=PATIENCE_SECONDS, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            raise ReaderError(
                f"It is never the turn of this program: {path}: {error}.", "End the others that have the library open."
            ) from error
        yield
