"""A file's lines as text, whatever its encoding and compression, in bounded memory.

What cannot be read never takes the rest along: a line that is too long or cut off arrives as `UNREADABLE` (the numbers
of the others stay true) and damage ends the lines early; both are reported as problems beside them.
"""

from __future__ import annotations

import codecs
import os
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from tui_reader.errors import ReaderError
from tui_reader.importers.encodings import declared, decoded, in_utf_8
from tui_reader.importers.entries import Entry, entry_of
from tui_reader.importers.packing import BLOCK, packing, unpacked
from tui_reader.importers.records import UNREADABLE, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from os import PathLike
    from typing import BinaryIO

LONGEST_LINE: Final = 16 * 2**20
"""In bytes of UTF-8; a longer line is refused without being held in memory."""

BEGINNING: Final = 2**14
"""Characters that are looked at to tell what kind of file it is."""

_BEGINNING = 4 * BEGINNING
"""How many bytes are looked at before the first line is given out: enough for so many characters of any script."""

_MOST_BLANK = 2**20
"""How many bytes of white space a file may begin with."""

_FOREIGN = (
    (b"%PDF-", "is a PDF, not a list of papers", "Import a list of papers instead"),
    (b"PK\x03\x04", "is a ZIP archive inside another one", "Unpack it first"),
    (b"PK\x05\x06", "is an empty ZIP archive", "Check that it was saved completely"),
    (b"7z\xbc\xaf\x27\x1c", "is a 7z archive", "Unpack it first"),
    (b"Rar!\x1a\x07", "is a RAR archive", "Unpack it first"),
    (b"SQLite format 3\x00", "is an SQLite database", "Export its papers as JSON Lines first"),
    (b"PAR1", "is a Parquet file", "Export it as JSON Lines or CSV first"),
)


@dataclass(frozen=True, slots=True)
class OpenText:
    """A text file that is open."""

    beginning: str
    """Up to `BEGINNING` characters, for telling what kind of file it is; reading the lines begins there too."""
    lines: Iterator[str]
    """Each line once, with its end, without a byte order mark."""
    pieces: Iterator[str]
    """The same text in pieces of a bounded size, instead of the lines."""
    problems: list[Problem]
    """What was found so far about the file itself; grows while the lines are read."""


class ReadingPosition:
    """How far a file is read, for whoever shows the progress of an import."""

    def __init__(self) -> None:
        self._file: BinaryIO | None = None

    def of(self, file: BinaryIO | None) -> None:
        """Follows a file, or none any more."""
        self._file = file

    def share(self) -> float | None:
        """How much of the file's bytes was read, from 0 to 1; `None` where its size is not known, as of a pipe."""
        if self._file is None:
            return None
        try:
            size = os.fstat(self._file.fileno()).st_size
            return min(self._file.tell() / size, 1.0) if size else None
        except (OSError, ValueError):  # a pipe has no position, a file in an archive no descriptor
            return None


@contextmanager
def open_lines(path: str | PathLike[str] | Entry, position: ReadingPosition | None = None) -> Iterator[OpenText]:
    """The lines of a text file (`-` is standard input), plain or packed with gzip, xz, bzip2 or Zstandard.

    UTF-8, and UTF-16 or UTF-32 with their mark; a line that is not UTF-8 is taken to be in the encoding that the file
    declares, or else in Windows-1252. Raises `ReaderError` when there is nothing to read: no such file, not allowed,
    empty, not a text.
    """
    entry = path if isinstance(path, Entry) else entry_of(path)
    with entry.open() as file:
        if position is not None:
            position.of(file)
        problems: list[Problem] = []
        damage: list[str] = []
        first, blocks = _beginning(in_utf_8(*_beginning(_guarded(_blocks_of(file), damage))))
        if damage and (not first or b"\0" in first):  # what comes out of a damaged block can be anything
            raise ReaderError(
                f"{entry.name} is damaged: {damage[0]}.", "Get the file again, or restore it from a backup."
            )
        _check_text(entry.name, first)
        encoding = declared(first)
        lines, pieces = _lines(blocks, damage, problems, encoding), _pieces(blocks, damage, problems, encoding)
        yield OpenText(_start_of(first), lines, pieces, problems)
        if position is not None:
            position.of(None)


def _check_text(name: str, first: bytes) -> None:
    if not first.removeprefix(codecs.BOM_UTF8).strip():
        if len(first) >= _MOST_BLANK:
            raise ReaderError(
                f"{name} begins with more than {_MOST_BLANK // 2**20} MiB of blank lines.", "Check what is in it."
            )
        raise ReaderError(f"{name} is empty.", "Check that it was saved completely.")
    for magic, what, hint in _FOREIGN:
        if first.startswith(magic):
            raise ReaderError(f"{name} {what}.", f"{hint}.")
    if b"\0" in first:
        raise ReaderError(f"{name} is not a text file.", "Unpack it first, or save it as text in UTF-8.")


def _start_of(first: bytes) -> str:
    start = first.removeprefix(codecs.BOM_UTF8).lstrip()[:_BEGINNING]
    return decoded(start, declared(first))[:BEGINNING]


# From the file to blocks of UTF-8 (or of something close to it)


def _blocks_of(file: BinaryIO) -> Iterator[bytes]:
    """The blocks of a file, unpacked if it is compressed."""
    first = file.read(_BEGINNING)
    # `read1` gives what a slow pipe has so far, where `read` waits for a whole block.
    read: Callable[[int], bytes] = file.read if file.seekable() else getattr(file, "read1", file.read)
    blocks = chain([first], iter(lambda: read(BLOCK), b""))
    if (stream := packing(first)) is not None:
        yield from unpacked(blocks, stream)
    else:
        yield from blocks


def _beginning(blocks: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """The first bytes, as many as are looked at, and all the blocks, these bytes included.

    White space before the first letter does not count, up to a limit.
    """
    first, blank = b"", 0
    for block in blocks:
        first += block
        if blank == len(first) - len(block):
            blank = len(first) - len(first[blank:].lstrip())
        if len(first) - blank >= _BEGINNING or blank >= _MOST_BLANK:
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


def _lines(blocks: Iterator[bytes], damage: list[str], problems: list[Problem], encoding: str | None) -> Iterator[str]:
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
            text = decoded(line, encoding)
            if encoding is None:
                foreign.append(number)
        yield text.removeprefix("\ufeff") if number == 1 else text
    else:
        number += 1
    if damage:
        problems.append(Problem(number, f"the file is damaged and could be read only up to here: {damage[0]}"))
    if foreign:
        count = "1 line is" if len(foreign) == 1 else f"{len(foreign):,} lines, of which this is the first, are"
        problems.append(Problem(foreign[0], f"{count} not UTF-8 and taken as Windows-1252", refused=False))


# From blocks to pieces of text


def _pieces(blocks: Iterator[bytes], damage: list[str], problems: list[Problem], encoding: str | None) -> Iterator[str]:
    """The text as it comes; what it and its file lack goes to the problems, as of `_lines`."""
    rest, line, foreign = b"", 1, 0
    is_first = True
    for block in blocks:
        whole, rest = _whole_letters(rest + block)
        try:
            text = whole.decode()
        except UnicodeDecodeError:
            text = decoded(whole, encoding)
            foreign = foreign or (0 if encoding else line)
        line += text.count("\n")
        yield text.removeprefix("\ufeff") if is_first else text
        is_first = False
    if rest:
        yield decoded(rest, encoding)
    if damage:
        problems.append(Problem(line, f"the file is damaged and could be read only up to here: {damage[0]}"))
    if foreign:
        problems.append(Problem(foreign, "not UTF-8 from about here on and taken as Windows-1252", refused=False))


def _whole_letters(text: bytes) -> tuple[bytes, bytes]:
    """The text up to its last whole letter in UTF-8, and what follows: up to three bytes."""
    for length in range(1, min(4, len(text) + 1)):
        byte = text[-length]
        if byte >= 0xC0:  # noqa: PLR2004 - the first byte of a letter of several
            return text[:-length], text[-length:]
        if byte < 0x80:  # noqa: PLR2004 - ASCII
            break
    return text, b""
