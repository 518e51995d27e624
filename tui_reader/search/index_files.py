"""The files around an index: which one is in force, what it was built from, whether its bytes are intact, who writes.

    directory/            mode 0700, made by the first write
    ├── stamp.json        names the index in force and holds the checksums of its files
    ├── lock              held by whoever writes
    └── 3f9c…/            an index; any other one beside it is half built or left over

The stamp is replaced in one step after everything it speaks of is on disk. A process that is killed before that leaves
the older stamp, and its index as it was: the batch that was on its way counts for nothing and is made again.
"""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import uuid
import zlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from tui_reader.search.engine import IndexBusyError, IndexUnusableError, Stamp
from tui_reader.system.atomic_write import atomic_write, remove_abandoned

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

SCHEMA = 3
"""Counts up with every change to what is in an index; an index of another number is rebuilt."""

_STAMP = "stamp.json"
_LOCK = "lock"
_PATIENCE = 0.5
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Record:
    """What a stamp file says."""

    name: str
    """The subdirectory of the index in force."""
    library: str
    revision: int
    toward: int
    through: int
    files: dict[str, tuple[int, int]]
    """Size in bytes and CRC-32 of each file of the index."""

    @property
    def stamp(self) -> Stamp:
        """What the index was built from."""
        return Stamp(self.library, self.revision, self.toward, self.through)


class IndexFiles:
    """The files in one directory. Not for two threads at once."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._intact: set[tuple[str, str, int, int]] = set()

    def signature(self) -> tuple[int, ...]:
        """What changes whenever the stamp file is replaced; empty when there is none."""
        try:
            status = (self.directory / _STAMP).stat()
        except OSError:
            return ()
        return status.st_ino, status.st_mtime_ns, status.st_size

    def record(self) -> Record:
        """What the stamp file says, after its files were found whole.

        Raises `IndexUnusableError` when there is no such file, or it is of another schema, or a file is damaged.
        """
        while True:
            signature = self.signature()
            try:
                return self._read()
            except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexUnusableError) as error:
                # The files of an older stamp vanish when another process puts a newer one in force.
                if signature == self.signature():
                    raise IndexUnusableError(f"The index cannot be read: {error}") from error

    def _read(self) -> Record:
        said = json.loads((self.directory / _STAMP).read_bytes())
        if said.pop("schema") != SCHEMA:
            raise IndexUnusableError("it has another schema")
        if said.pop("check") != _check(said):
            raise IndexUnusableError("its stamp is damaged")
        files = {str(name): (int(size), int(crc)) for name, (size, crc) in said.pop("files").items()}
        revision, toward, through = (int(said[step]) for step in ("revision", "toward", "through"))
        record = Record(str(said["name"]), str(said["library"]), revision, toward, through, files)
        if not re.fullmatch("[0-9a-f]{32}", record.name):
            # Files are deleted below this directory: a name such as ".." must never get there.
            raise IndexUnusableError("it names no index")
        for name, (size, crc) in files.items():
            self._verify(record.name, name, size, crc)
        return record

    def _verify(self, index: str, name: str, size: int, crc: int) -> None:
        path = self.directory / index / name
        known = (index, name, size, crc)
        if path.stat().st_size == size and (known in self._intact or _checksum(path) == crc):
            self._intact.add(known)
        else:
            raise IndexUnusableError(f"{name} is damaged")

    def put_in_force(self, name: str, stamp: Stamp, files: Collection[str], before: Record | None = None) -> None:
        """Makes these files of an index the ones that count; `before` spares reading those of them that it knows."""
        known = before.files if before else {}
        checked = {file: known.get(file) or _checked(self.directory / name / file) for file in sorted(files)}
        record = Record(name, stamp.library, stamp.revision, stamp.toward, stamp.through, checked)
        said = asdict(record)
        content = json.dumps({"schema": SCHEMA, "check": _check(said)} | said).encode()
        atomic_write(self.directory / _STAMP, content)
        self._intact.update((name, file, *facts) for file, facts in checked.items())
        self.sweep(record)

    @contextlib.contextmanager
    def making(self) -> Iterator[str]:
        """The name of a new, empty subdirectory, which is gone again if what is done with it fails."""
        name = uuid.uuid4().hex
        (self.directory / name).mkdir(mode=0o700)
        try:
            yield name
        except BaseException:
            shutil.rmtree(self.directory / name, ignore_errors=True)
            raise

    def sweep(self, record: Record | None) -> None:
        """Removes everything that is no part of the index in force. Only for the holder of the lock."""
        remove_abandoned(self.directory)
        for path in self.directory.iterdir():
            if path.is_dir() and (record is None or path.name != record.name):
                # An open file cannot be deleted on Windows; a later sweep will.
                shutil.rmtree(path, ignore_errors=True)
        if record is None or not (self.directory / record.name).is_dir():
            return
        for path in (self.directory / record.name).iterdir():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name not in record.files:
                with contextlib.suppress(OSError):
                    path.unlink()

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Holds the lock, which the system releases if the process dies; waits half a second for it at most.

        Raises `IndexBusyError` when somebody else keeps it longer.
        """
        from whoosh.util.filelock import FileLock, try_for

        self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileLock(str(self.directory / _LOCK))
        if not try_for(lock.acquire, timeout=_PATIENCE, delay=0.02):
            raise IndexBusyError("Another process is writing to the index.")
        try:
            yield
        finally:
            lock.release()


def _check(said: dict[str, Any]) -> int:
    return zlib.crc32(json.dumps(said, sort_keys=True).encode())


def _checked(path: Path) -> tuple[int, int]:
    return path.stat().st_size, _checksum(path)


def _checksum(path: Path) -> int:
    crc = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            crc = zlib.crc32(chunk, crc)
    return crc
