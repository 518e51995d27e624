"""The files around an index: which index is active, what it was built from, whether its bytes are intact, who writes.

    directory/            mode 0700, made by the first write
    ├── stamp.json        the manifest: names the active index and holds the checksums of its files
    ├── lock              locked by whoever writes
    └── 3f9c…/            an index; any other directory beside it is half built or left over

The manifest is replaced by an atomic rename after everything it names is on disk. A process that is killed before that
leaves the older manifest and its index as they were; the batch it was writing is written again by the next update.
"""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import uuid
import zlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from tui_reader.search.engine import IndexBusyError, IndexUnusableError, Stamp
from tui_reader.system.atomic_write import atomic_write, remove_abandoned

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

SCHEMA = 4
"""Increased with every change to what an index or its manifest holds; an index of another number is rebuilt."""

_STAMP = "stamp.json"
_LOCK = "lock"
_LOCK_SECONDS = 0.5
_CHUNK = 1 << 20
"""Bytes read at a time for a checksum."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The content of a stamp file."""

    name: str
    """The subdirectory of the active index."""
    library: str
    revision: int
    target_revision: int
    indexed_through: int
    files: dict[str, tuple[int, int]]
    """Size in bytes and CRC-32 of each file of the index."""

    @property
    def stamp(self) -> Stamp:
        """What the index was built from."""
        return Stamp(self.library, self.revision, self.target_revision, self.indexed_through)


class IndexFiles:
    """The manifest, lock and indexes in one directory. Not thread-safe."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._intact: set[tuple[str, str, int, int]] = set()
        """Index, file name, size and checksum of files that were found intact, and are not read again."""

    def signature(self) -> tuple[int, ...]:
        """Inode, modification time and size of the stamp file: differs after each commit. Empty when there is none."""
        try:
            status = (self.directory / _STAMP).stat()
        except OSError:
            return ()
        return status.st_ino, status.st_mtime_ns, status.st_size

    def manifest(self) -> Manifest:
        """The content of the stamp file, after the size and checksum of every file that it names were compared.

        Raises `IndexUnusableError` when there is no stamp file, or it is of another schema, or a file is damaged.
        """
        while True:
            signature = self.signature()
            try:
                return self._read()
            except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexUnusableError) as error:
                # A commit of another process deletes the files of the stamp that was just read: read the new one.
                if signature == self.signature():
                    raise IndexUnusableError(f"The index cannot be read: {error}") from error

    def _read(self) -> Manifest:
        stored = json.loads((self.directory / _STAMP).read_bytes())
        if stored.pop("schema") != SCHEMA:
            raise IndexUnusableError("it has another schema")
        if stored.pop("check") != _check(stored):
            raise IndexUnusableError("its stamp is damaged")
        files = {str(name): (int(size), int(crc)) for name, (size, crc) in stored.pop("files").items()}
        revision, target, through = (int(stored[key]) for key in ("revision", "target_revision", "indexed_through"))
        manifest = Manifest(str(stored["name"]), str(stored["library"]), revision, target, through, files)
        if not re.fullmatch("[0-9a-f]{32}", manifest.name):
            # Files are deleted below this directory: a name such as ".." must never get there.
            raise IndexUnusableError("it names no index")
        for name, (size, crc) in files.items():
            self._verify(manifest.name, name, size, crc)
        return manifest

    def _verify(self, index: str, name: str, size: int, crc: int) -> None:
        path = self.directory / index / name
        known = (index, name, size, crc)
        if path.stat().st_size == size and (known in self._intact or _checksum(path) == crc):
            self._intact.add(known)
        else:
            raise IndexUnusableError(f"{name} is damaged")

    def activate(self, name: str, stamp: Stamp, files: Collection[str], before: Manifest | None = None) -> None:
        """Writes the manifest of these files, which makes them the active index, and deletes all others.

        Files that `before` names keep their checksums and are not read again. Raises OSError.
        """
        known = before.files if before else {}
        checked = {file: known.get(file) or _checked(self.directory / name / file) for file in sorted(files)}
        manifest = Manifest(name, stamp.library, stamp.revision, stamp.target_revision, stamp.indexed_through, checked)
        stored = asdict(manifest)
        content = json.dumps({"schema": SCHEMA, "check": _check(stored)} | stored).encode()
        atomic_write(self.directory / _STAMP, content)
        self._intact.update((name, file, *facts) for file, facts in checked.items())
        self.sweep(manifest)

    @contextlib.contextmanager
    def making(self) -> Iterator[str]:
        """Makes an empty subdirectory and yields its name; deletes it again if the body raises."""
        name = uuid.uuid4().hex
        (self.directory / name).mkdir(mode=0o700)
        try:
            yield name
        except BaseException:
            shutil.rmtree(self.directory / name, ignore_errors=True)
            raise

    def sweep(self, manifest: Manifest) -> None:
        """Deletes everything that the manifest does not name. Only for the holder of the lock."""
        remove_abandoned(self.directory)
        for path in self.directory.iterdir():
            if path.is_dir() and path.name != manifest.name:
                # An open file cannot be deleted on Windows; a later sweep will.
                shutil.rmtree(path, ignore_errors=True)
        if not (self.directory / manifest.name).is_dir():
            return
        for path in (self.directory / manifest.name).iterdir():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name not in manifest.files:
                with contextlib.suppress(OSError):
                    path.unlink()

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Holds the inter-process write lock, which the system releases if the process dies.

        Raises `IndexBusyError` after half a second.
        """
        from whoosh.util.filelock import FileLock, try_for

        self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileLock(str(self.directory / _LOCK))
        if not try_for(lock.acquire, timeout=_LOCK_SECONDS, delay=0.02):
            raise IndexBusyError("Another process is writing to the index.")
        try:
            yield
        finally:
            lock.release()


def _check(stored: Mapping[str, object]) -> int:
    """The CRC-32 of a manifest without its fields "schema" and "check"."""
    return zlib.crc32(json.dumps(stored, sort_keys=True).encode())


def _checked(path: Path) -> tuple[int, int]:
    return path.stat().st_size, _checksum(path)


def _checksum(path: Path) -> int:
    crc = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            crc = zlib.crc32(chunk, crc)
    return crc
