"""One file that can be read, opened when it is its turn."""

from __future__ import annotations

import os
import select
import stat
import sys
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from tui_reader.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from os import PathLike

PIPE_SECONDS: Final = 10.0
"""How long a named pipe waits for somebody who writes into it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file that may hold papers."""

    name: str
    """What a person calls it: its path, with that of its archive before it."""
    open: Callable[[], AbstractContextManager[BinaryIO]]
    """Opens it for reading bytes; raises ReaderError when that cannot be done."""
    file_name: str = ""
    """Its name without directories; empty for standard input."""


def entry_of(path: str | PathLike[str]) -> Entry:
    """The entry of one path; `-` is standard input."""
    name = os.fspath(path)
    if name == "-":
        return Entry(name, _standard_input)
    return Entry(name, lambda: _opened(name), Path(name).name)


@contextmanager
def _standard_input() -> Iterator[BinaryIO]:
    if sys.stdin is None or sys.stdin.closed:
        raise ReaderError("There is no standard input to read from.", "Name a file instead of `-`.")
    yield sys.stdin.buffer


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    try:
        file = _pipe(name) if _is_pipe(name) else open(name, "rb")  # noqa: PTH123, SIM115 - Path("") would be "."
    except FileNotFoundError:
        raise ReaderError(f"There is no file {name!r}.", "Check its name and the directory you are in.") from None
    except IsADirectoryError:
        raise ReaderError(f"{name} is a directory.", "Name the files in it, for example with `*`.") from None
    except PermissionError:
        raise ReaderError(f"{name} may not be read by you.", "Change its permissions, or copy it.") from None
    except TimeoutError:
        raise ReaderError(
            f"{name} is a pipe, and nobody writes into it.", "Start what writes first, or pipe it into `-`."
        ) from None
    except OSError as error:
        raise ReaderError(f"{name} cannot be opened: {error.strerror}.", "Check the file and its disk.") from error
    except ValueError:
        raise ReaderError(f"{name!r} is no file name.", "Check its name.") from None
    with file:
        yield file


def _is_pipe(name: str) -> bool:
    try:
        return hasattr(select, "poll") and stat.S_ISFIFO(os.stat(name).st_mode)  # noqa: PTH116 - as above
    except OSError:
        return False  # opening it says what is wrong


def _pipe(name: str) -> BinaryIO:
    """A named pipe, when there is a writer: a usual opening would wait for one for ever."""
    file = os.fdopen(os.open(name, os.O_RDONLY | os.O_NONBLOCK), "rb")
    poll = select.poll()
    poll.register(file, select.POLLIN | select.POLLHUP)
    if not poll.poll(PIPE_SECONDS * 1000):
        file.close()
        raise TimeoutError
    os.set_blocking(file.fileno(), True)
    return file
