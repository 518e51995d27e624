"""A file's lines as text, whatever its encoding and compression, in bounded memory.

What cannot be read never takes the rest along: a line that is too long or cut off arrives as `UNREADABLE` (the numbers
of the others stay true) and damage ends the lines early; both are reported as problems beside them.
"""

from __future__ import annotations

import codecs
import io
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from tui_reader.errors import ReaderError
from tui_reader.importers.records import UNREADABLE, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from os import PathLike

LONGEST_LINE: Final = 16 * 2**20
"""In bytes of UTF-8; a longer line is refused without being held in memory."""

_BLOCK = 2**17
_BEGINNING = 2**14
"""How many bytes are looked at before the first line is given out: enough for 4,096 characters of any script."""

_UNPACKED = ((b"\x1f\x8b", "gzip"), (b"\xfd7zXZ\x00", "xz"), (b"BZh", "bzip2"))
_FOREIGN = (
    (b"%PDF-", "is a PDF, not a list of papers", "Import a list of papers instead"),
    (b"PK\x03\x04", "is a ZIP archive (or an office document)", "Unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "is a 7z archive", "Unpack it first"),
    (b"\x28\xb5\x2f\xfd", "is compressed with Zstandard", "Unpack it first with `zstd -d`"),
    (b"SQLite format 3\x00", "is an SQLite database", "Export its papers as JSON Lines first"),
)
_MARKS = (  # the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class OpenText:
    """A text file that is open."""

    beginning: str
    """Up to 4,096 characters, for telling what kind of file it is; reading the lines begins there too."""
    lines: Iterator[str]
    """Each line once, with its end, without a byte order mark."""
    problems: list[Problem]
    """What was found so far about the file itself; grows while the lines are read."""


@contextmanager
def open_lines(path: str | PathLike[str]) -> Iterator[OpenText]:
    """The lines of a text file (`-` is standard input), plain or packed with gzip, xz or bzip2.

    UTF-8, and UTF-16 or UTF-32 with their mark; in anything else a line that is not UTF-8 is taken as Windows-1252.
    Raises `ReaderError` when there is nothing to read: no such file, not allowed, empty, not a text.
    """
    name = str(path)
    with _opened(name) as file:
        problems: list[Problem] = []
        damage: list[str] = []
        first, blocks = _beginning(_recoded(_guarded(_blocks_of(file), damage)))
        if damage and (not first or b"\0" in first):  # what comes out of a damaged block can be anything
            raise ReaderError(f"{name} is damaged: {damage[0]}.", "Get the file again, or restore it from a backup.")
        _check_text(name, first)
        yield OpenText(_start_of(first), _lines(blocks, damage, problems), problems)


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name == "-":
        if sys.stdin is None or sys.stdin.closed:
            raise ReaderError("There is no standard input to read from.", "Name a file instead of `-`.")
        yield sys.stdin.buffer
        return
    try:
        file = open(name, "rb")  # noqa: PTH123, SIM115  # pathlib would take "" for the current directory
    except FileNotFoundError:
        raise ReaderError(f"There is no file {name!r}.", "Check its name and the directory you are in.") from None
    except IsADirectoryError:
        raise ReaderError(f"{name} is a directory.", "Name the files in it, for example with `*`.") from None
    except PermissionError:
        raise ReaderError(f"{name} may not be read by you.", "Change its permissions, or copy it.") from None
    except OSError as error:
        raise ReaderError(f"{name} cannot be opened: {error.strerror}.", "Check the file and its disk.") from error
    except ValueError:
        raise ReaderError(f"{name!r} is no file name.", "Check its name.") from None
    with file:
        yield file


def _check_text(name: str, first: bytes) -> None:
    if not first.removeprefix(codecs.BOM_UTF8).strip():
        raise ReaderError(f"{name} is empty.", "Check that it was saved completely.")
    for magic, what, hint in _FOREIGN:
        if first.startswith(magic):
            raise ReaderError(f"{name} {what}.", f"{hint}.")
    if b"\0" in first:
        raise ReaderError(f"{name} is not a text file.", "Unpack it first, or save it as text in UTF-8.")


def _start_of(first: bytes) -> str:
    return first.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")[:4096]


# From the file to blocks of UTF-8 (or of something close to it)


class _Rejoined(io.RawIOBase):
    """A stream some of whose bytes were read already: unlike a seek, it also works with a pipe."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._first = first
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer))
        data = self._first[: len(view)] or self._rest.read(len(view))
        self._first = self._first[len(data) :]
        view[: len(data)] = data
        return len(data)


def _blocks_of(file: BinaryIO) -> Iterator[bytes]:
    first = file.read(_BEGINNING)
    kind = next((kind for magic, kind in _UNPACKED if first.startswith(magic)), None)
    if kind:
        yield from _unpacked(kind, io.BufferedReader(_Rejoined(first, file)))
    else:
        yield first
        yield from iter(lambda: file.read(_BLOCK), b"")


def _unpacked(kind: str, packed: io.BufferedReader) -> Iterator[bytes]:
    """The blocks of a packed file; `read1`, because `read` loses what it has got when it then meets damage."""
    read1: Callable[[int], bytes]
    faults: tuple[type[Exception], ...]
    if kind == "gzip":
        import gzip
        import zlib

        read1, faults = gzip.GzipFile(fileobj=packed).read1, (EOFError, zlib.error)
    elif kind == "xz":
        import lzma

        read1, faults = lzma.LZMAFile(packed).read1, (EOFError, lzma.LZMAError)  # noqa: SIM115  # `packed` is closed outside
    else:
        import bz2

        read1, faults = bz2.BZ2File(packed).read1, (EOFError, ValueError)
    try:
        yield from iter(lambda: read1(_BLOCK), b"")
    except faults as error:
        raise OSError(str(error)) from error


def _recoded(blocks: Iterator[bytes]) -> Iterator[bytes]:
    first, blocks = _beginning(blocks)
    if encoding := next((encoding for mark, encoding in _MARKS if first.startswith(mark)), None):
        decoder = codecs.getincrementaldecoder(encoding)("replace")
        for block in blocks:
            yield decoder.decode(block).encode()
        yield decoder.decode(b"", final=True).encode()
    elif b"\n" not in first and b"\r" in first[:-1]:  # the line ends of the old Macintosh
        for block in blocks:
            yield block.replace(b"\r", b"\n")
    else:
        yield from blocks


def _beginning(blocks: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """The first bytes, as many as are looked at, and all the blocks, these bytes included."""
    first = b""
    for block in blocks:
        first += block
        if len(first) >= _BEGINNING:
            break
    return first, chain([first], blocks)


def _guarded(blocks: Iterator[bytes], damage: list[str]) -> Iterator[bytes]:
    """The blocks up to the first that cannot be read; innermost, so that none that was read is lost on the way."""
    try:
        yield from blocks
    except OSError as error:
        damage.append((error.strerror or str(error)).rstrip(". "))


# From blocks to lines


def _raw_lines(blocks: Iterator[bytes]) -> Iterator[bytes | None]:
    """Each line with its end; `None` for one that is too long, of which no more than a block is held."""
    pieces: list[bytes] = []
    size = 0
    for block in blocks:
        *whole, rest = block.split(b"\n")
        for line in whole:
            size += len(line)
            if size > LONGEST_LINE:
                yield None
            elif pieces:
                yield b"".join((*pieces, line, b"\n"))
            else:
                yield line + b"\n"
            pieces.clear()
            size = 0
        size += len(rest)
        if size > LONGEST_LINE:
            pieces.clear()
        elif rest:
            pieces.append(rest)
    if size > LONGEST_LINE:
        yield None
    elif pieces:
        yield b"".join(pieces)


def _lines(blocks: Iterator[bytes], damage: list[str], problems: list[Problem]) -> Iterator[str]:
    """The lines as text; what they and their file lack goes to the problems before the line in question is given."""
    foreign: list[int] = []
    number = 0
    for number, line in enumerate(_raw_lines(blocks), 1):
        if line is None:
            problems.append(Problem(number, f"a line of more than {LONGEST_LINE // 2**20} MiB"))
            yield UNREADABLE
            continue
        if damage and not line.endswith(b"\n"):
            yield UNREADABLE
            break
        try:
            text = line.decode()
        except UnicodeDecodeError:
            foreign.append(number)
            text = _as_windows_1252(line)
        yield text.removeprefix("\ufeff") if number == 1 else text
    else:
        number += 1
    if damage:
        problems.append(Problem(number, f"the file is damaged and could be read only up to here: {damage[0]}"))
    if foreign:
        count = "1 line is" if len(foreign) == 1 else f"{len(foreign):,} lines, of which this is the first, are"
        problems.append(Problem(foreign[0], f"{count} not UTF-8 and taken as Windows-1252", refused=False))


def _as_windows_1252(line: bytes) -> str:
    try:
        return line.decode("windows-1252")
    except UnicodeDecodeError:
        return line.decode("latin-1")
