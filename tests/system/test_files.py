"""Files of this machine: written as a whole or not at all, and read within bounds."""

from __future__ import annotations

import errno
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tui_reader.system.atomic_write import SHARED, atomic_write, remove_abandoned
from tui_reader.system.bounded_read import read_beginning, read_bounded


def test_a_file_is_what_was_written_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"before, and longer")

    atomic_write(path, b"after")

    assert path.read_bytes() == b"after"
    assert list(tmp_path.iterdir()) == [path]


def test_a_write_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing half-written is there, under no name."""
    path = tmp_path / "file"
    path.write_bytes(b"before")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        atomic_write(path, b"after")

    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_file_is_for_its_owner_unless_it_is_shared(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        atomic_write(tmp_path / "private", b"")
        atomic_write(tmp_path / "shared", b"", mode=SHARED)
    finally:
        os.umask(before)

    assert [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("private", "shared")] == [0o600, 0o644]


def test_of_many_writers_one_stands_whole(tmp_path: Path) -> None:
    """Whoever reads meanwhile finds a whole text too."""
    path = tmp_path / "file"
    texts = [bytes([letter]) * 50_000 for letter in b"abcdefgh"]
    path.write_bytes(texts[0])

    def write(text: bytes) -> bool:
        atomic_write(path, text)
        return path.read_bytes() in texts

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(write, texts))


def test_only_what_was_abandoned_is_removed(tmp_path: Path) -> None:
    for name in (".tui-reader-0.tmp", ".tui-reader-1.tmp", "mine.tmp"):
        (tmp_path / name).touch()
    os.utime(tmp_path / ".tui-reader-0.tmp", (0, 0))
    os.utime(tmp_path / "mine.tmp", (0, 0))

    remove_abandoned(tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == [".tui-reader-1.tmp", "mine.tmp"]


def test_a_file_is_read_up_to_its_bound(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x" * 10)

    assert read_bounded(tmp_path / "file", 10) == b"x" * 10
    assert read_beginning(tmp_path / "file", 4) == b"x" * 4
    with pytest.raises(OSError, match="more than"):
        read_bounded(tmp_path / "file", 9)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_what_is_no_regular_file_is_not_read(tmp_path: Path) -> None:
    """A pipe that nobody writes to, a device without an end, a directory: each is told at once."""
    os.mkfifo(tmp_path / "pipe")

    for path in (tmp_path / "pipe", Path("/dev/zero"), tmp_path):
        with pytest.raises(OSError, match=r"not a regular file|Is a directory"):
            read_bounded(path, 10)
