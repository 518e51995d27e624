"""Writes files so that whoever reads one finds all of it, or what was there before.

Every file that the program keeps, SQLite's and the search engines' own aside, is written here.
"""

from __future__ import annotations

import contextlib
import os
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

PRIVATE, SHARED = 0o600, 0o666
"""File modes: for the user alone, and what the user's umask leaves of one for everybody."""

_ABANDONED_SECONDS = 60.0
"""After this time nobody is still writing a file."""


def atomic_write(path: Path, content: bytes, *, mode: int = PRIVATE) -> None:
    """Makes `content` the whole of a file; when it fails, the file is as it was. Raises OSError.

    The content is on the disk before it takes the place of the old one, so a power failure leaves one of the two.
    The directory has to be there. May be called from any thread and process; of several the last one stands.
    """
    with atomic_stream(path, mode=mode) as file:
        file.write(content)


@contextlib.contextmanager
def atomic_stream(path: Path, *, mode: int = PRIVATE) -> Iterator[BinaryIO]:
    """A stream whose content is the whole of a file once the block ends; as `atomic_write` for content of any size.

    A block that raises, or is interrupted, leaves the file as it was.
    """
    temporary = path.with_name(f".tui-reader-{os.urandom(8).hex()}.tmp")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
        with open(descriptor, "wb") as file:  # noqa: PTH123 a descriptor has no path
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def remove_abandoned(directory: Path) -> None:
    """Removes what programs that were killed were writing in a directory."""
    for path in directory.glob(".tui-reader-*.tmp"):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > _ABANDONED_SECONDS:
                path.unlink()
