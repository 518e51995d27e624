"""Reads files that somebody else made, without waiting for a pipe or filling the memory."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_MEGABYTE = 1_000_000


def read_bounded(path: Path, most: int) -> bytes:
    """The content of a regular file of at most `most` bytes. Raises OSError as `read_beginning` does, and for more."""
    content = read_beginning(path, most + 1)
    if len(content) > most:
        raise OSError(errno.EFBIG, f"it has more than {most // _MEGABYTE} MB", str(path))
    return content


def read_beginning(path: Path, most: int) -> bytes:
    """The first bytes of a regular file, at most `most`.

    Raises OSError, whose `strerror` says why, for a file that cannot be read or is no regular file: opening a named
    pipe would wait for its writer, and a device may never end.
    """
    # O_NONBLOCK: the file is opened before it is asked what it is, so that it cannot be exchanged in between.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    try:
        _check(path, os.fstat(descriptor).st_mode)
    except BaseException:
        os.close(descriptor)
        raise
    with open(descriptor, "rb") as file:  # noqa: PTH123 a descriptor has no path
        return file.read(most)


def _check(path: Path, mode: int) -> None:
    """Raises OSError for what is no regular file."""
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "it is not a regular file", str(path))
