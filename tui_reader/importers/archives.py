"""The files in a directory or an archive, each read when it is its turn.

An archive is never unpacked to disk, and a symbolic link to a directory is never followed.
"""

from __future__ import annotations

import io
import os
import stat
import tarfile
import zipfile
import zlib
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from tui_reader.errors import ReaderError
from tui_reader.importers.entries import Entry, entry_of
from tui_reader.importers.packing import ALWAYS_UNPACKED, BLOCK, MOST_RATIO, packing, unpacked
from tui_reader.importers.records import Problem
from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike

_ZIP = b"PK\x03\x04"
_TAR_MAGIC, _TAR_AT = b"ustar", 257
_OFFICE = ("[Content_Types].xml", "mimetype", "META-INF/container.xml")
"""What an office document or an e-book has at its top."""


def entries(path: str | PathLike[str]) -> Iterator[Entry | Problem]:
    """The files at a path: itself, or what is in the directory or the ZIP or tar archive that it is, by name.

    What cannot be looked at is a problem. Each entry has to be read, if at all, before the next one is asked for.
    """
    name = os.fspath(path)
    if name != "-" and Path(name).is_dir():
        yield from _in_directory(Path(name))
        return
    entry = entry_of(path)
    kind = _archive(entry) if name != "-" and _is_regular(name) else ""
    if kind == "zip":
        yield from _in_zip(name)
    elif kind == "tar":
        yield from _in_tar(entry)
    else:
        yield entry


def _is_regular(name: str) -> bool:
    try:
        return stat.S_ISREG(os.stat(name).st_mode)  # noqa: PTH116 - Path("") would be the current directory
    except (OSError, ValueError):
        return False


def _in_directory(directory: Path) -> Iterator[Entry | Problem]:
    """The files below a directory, by name; hidden ones and links to directories are passed over."""
    try:
        found = sorted(directory.iterdir())
    except OSError as error:
        yield Problem(0, f"{one_line(str(directory))} cannot be looked at: {error.strerror}", refused=False)
        return
    for path in found:
        if path.name.startswith("."):
            continue
        if path.is_dir():
            if not path.is_symlink():
                yield from _in_directory(path)
        elif path.is_file():
            yield from entries(path)


def _archive(entry: Entry) -> str:
    """`zip`, `tar` (packed or not), or an empty text."""
    try:
        with entry.open() as file:
            first = file.read(BLOCK)
            if first.startswith(_ZIP):
                return "zip"
            if (stream := packing(first)) is not None:
                first = next(unpacked(iter([first]), stream), b"")
    except (OSError, ReaderError):
        return ""  # reading it says what is wrong
    return "tar" if first[_TAR_AT : _TAR_AT + len(_TAR_MAGIC)] == _TAR_MAGIC else ""


def _in_zip(name: str) -> Iterator[Entry | Problem]:
    try:
        archive = zipfile.ZipFile(name)
    except (OSError, zipfile.BadZipFile, ValueError) as error:
        raise ReaderError(f"{name} is a damaged ZIP archive: {error}.", "Get the file again.") from error
    with archive:
        members = archive.infolist()
        if any(member.filename in _OFFICE for member in members):
            raise ReaderError(f"{name} is an office document or an e-book.", "Import a list of papers instead.")
        for member in members:
            if member.is_dir() or _is_hidden(member.filename):
                continue
            shown = f"{name}/{one_line(member.filename)}"
            if member.flag_bits & 1:
                yield Problem(0, f"{shown} is encrypted; unpack it first", refused=False)
            elif member.file_size > max(ALWAYS_UNPACKED, member.compress_size * MOST_RATIO):
                yield Problem(0, f"{shown} unpacks to more than {MOST_RATIO} times its size", refused=False)
            else:
                yield Entry(shown, partial(_member, archive, member, shown), PurePosixPath(member.filename).name)


def _is_hidden(name: str) -> bool:
    """Whether a member of an archive is hidden, or one of those that macOS adds for itself."""
    return any(part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(name).parts if part != ".")


@contextmanager
def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, shown: str) -> Iterator[BinaryIO]:
    try:
        with archive.open(member) as file:
            yield cast("BinaryIO", _Checked(file))
    except (zipfile.BadZipFile, NotImplementedError, zlib.error, RuntimeError) as error:
        raise ReaderError(f"{shown} cannot be unpacked: {error}.", "Unpack it with another program.") from error


class _Checked(io.RawIOBase):
    """A member of an archive that tells its damage as OSError, as a file on a disk does."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__()
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer))
        try:
            data = self._file.read(len(view))
        except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError) as error:
            raise OSError(str(error)) from error
        view[: len(data)] = data
        return len(data)


def _in_tar(entry: Entry) -> Iterator[Entry | Problem]:
    """The files of a tar archive, in its order: it is read from front to back."""
    with entry.open() as file:
        blocks = iter(lambda: file.read(BLOCK), b"")
        first = next(blocks)
        stream = packing(first)
        joined = _Blocks(chain([first], blocks) if stream is None else unpacked(chain([first], blocks), stream))
        try:
            with tarfile.open(fileobj=io.BufferedReader(joined), mode="r|") as archive:
                for member in archive:
                    if not member.isfile() or _is_hidden(member.name):
                        continue
                    content = archive.extractfile(member)
                    if content is not None:
                        shown = f"{entry.name}/{one_line(member.name)}"
                        yield Entry(shown, partial(_extracted, content), PurePosixPath(member.name).name)
        except (OSError, tarfile.TarError) as error:
            yield Problem(0, f"{entry.name} is damaged and could be read only up to here: {error}")


def _extracted(content: IO[bytes]) -> AbstractContextManager[BinaryIO]:
    return nullcontext(cast("BinaryIO", _Checked(content)))


class _Blocks(io.RawIOBase):
    """Blocks of bytes as a stream."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        super().__init__()
        self._blocks = blocks
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer))
        while not self._left:
            block = next(self._blocks, None)
            if block is None:
                return 0
            self._left = block
        data, self._left = self._left[: len(view)], self._left[len(view) :]
        view[: len(data)] = data
        return len(data)
