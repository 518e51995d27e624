"""A note that the disk does not take: the end of the reader, however it comes, leaves it in a file and names it."""

from __future__ import annotations

import re
import signal
import sqlite3
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tui_reader.library.library import Library
from tui_reader.notes.unsaved import key_and_time
from tui_reader.paths import Home

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.terminal.conftest import Terminal

FIRST = "gwilliam2025accelerate"
BLOCKS = 500
"""Largest file of the reader, in blocks of 512 or 1,024 bytes: more than the index of SQLite's log needs."""


@pytest.fixture
def full(tmp_path: Path) -> Iterator[str]:
    """A library whose log is already longer than any file that the reader may write; the command that starts it."""
    library = Library(Home.under(tmp_path / "home"))
    library.refresh_index()
    # While somebody reads, the log cannot begin anew.
    reader = sqlite3.connect(library.home.database, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM papers").fetchone()
    library.write_note(2, "x" * 2 * 1024 * BLOCKS)
    yield f"ulimit -f {BLOCKS}; exec {sys.executable} -m tui_reader"
    reader.close()
    library.close()


def left(text: str) -> Path:
    """The file that is named in what the program says last."""
    found = re.search(r"What you wrote is in (\S+)", text.replace("\r\n", "\n"))
    assert found, text
    return Path(found[1].removesuffix("."))


@pytest.mark.parametrize("number", [None, signal.SIGTERM, signal.SIGHUP], ids=["q", "SIGTERM", "SIGHUP"])
def test_a_full_disk_at_the_end(
    spawn: Callable[..., Terminal], full: str, tmp_path: Path, number: signal.Signals | None
) -> None:
    """After the screen is gone the file is named; the exit code is 3."""
    reader = spawn(command=["/bin/sh", "-c", full])
    reader.until_shown("209 papers")
    reader.press("n")
    reader.until_shown("Note ·")
    reader.press(*"keep me")
    reader.until_shown("not saved", "keep me")
    if number is None:
        reader.press("escape", "q")
    else:
        reader.process.kill(number)
    code = reader.end()

    told = reader.raw[reader.raw.rindex(b"\x1b[?1049l") :].decode()
    assert code == 3
    assert f"The note of {FIRST} could not be saved" in told
    file = left(told)
    assert file.parent == tmp_path / "home" / "data" / "unsaved-notes"
    assert file.read_text() == "keep me"
    assert file.stat().st_mode & 0o777 == 0o600
    key, time = key_and_time(file)
    assert key == FIRST
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d{6}Z", time)


def test_a_locked_library_at_the_end(spawn: Callable[..., Terminal], tmp_path: Path) -> None:
    """The text is in a file while the reader waits for another writer, and only in the note when it had its turn."""
    reader = spawn()
    reader.until_shown("209 papers")
    reader.press("n")
    reader.until_shown("Note ·")
    writer = sqlite3.connect(tmp_path / "home" / "data" / "library.sqlite3", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    reader.press(*"keep me", "escape", "q")
    kept = tmp_path / "home" / "data" / "unsaved-notes"
    reader.until(lambda _: [file.read_text() for file in kept.glob("*.md")] == ["keep me"], "the file")
    writer.execute("ROLLBACK")
    writer.close()

    assert reader.end() == 0
    assert list(kept.iterdir()) == []
    library = Library(Home.under(tmp_path / "home"))
    assert library.find(FIRST).note == "keep me"
    library.close()
