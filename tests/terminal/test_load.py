"""Typing beside heavy work, an index that is killed, and a terminal that goes away, in a real pseudo-terminal."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import time
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from tests.benchmarks.corpus import bundled, recombined
from tests.terminal.conftest import PATIENCE_SECONDS
from tui_reader.importers.records import Record
from tui_reader.library.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.terminal.conftest import Terminal
    from tui_reader.paths import Home

PAPERS = 10_000
ECHO_SECONDS = 1.0
"""Far above what a reader should wait and far below what a blocked screen takes; the benchmarks measure the rest."""


@pytest.fixture
def unindexed(home: Home) -> Home:
    """A library that takes some seconds to index, without an index; it has 10,000 papers exactly."""
    library = Library(home)
    made = recombined(2 * PAPERS, bundled())
    while (missing := PAPERS - library.count()) > 0:
        library.take([Record(paper, line) for line, paper in enumerate(islice(made, missing), 1)])
    library.close()
    return home


@pytest.mark.usefixtures("unindexed")
def test_letters_are_echoed_while_the_index_is_built(spawn: Callable[..., Terminal]) -> None:
    """Each letter is on the screen at once while papers are indexed; the answer grows to that of all papers."""
    terminal = spawn()
    terminal.until_shown(" of 10,000 indexed")
    terminal.press("/")
    echoes, beside = [], 0
    for end in range(1, len("models for learning") + 1):
        typed = "models for learning"[:end]
        beside += " indexed" in terminal.text
        started = time.monotonic()
        terminal.press(typed[-1])
        terminal.until(lambda text, typed=typed: text.startswith(f" / {typed}"), f"the echo of {typed}")  # type: ignore[misc]  # a default binds the loop's value
        echoes.append(time.monotonic() - started)

    assert beside, "the index was there before anything was typed: take more papers"
    assert max(echoes) < ECHO_SECONDS
    terminal.until(lambda text: " of 10,000 · relevance" in text, "the answer from all papers")
    terminal.press("escape", "q")
    assert terminal.end() == 0


def test_an_index_that_was_killed_goes_on(unindexed: Home, spawn: Callable[..., Terminal]) -> None:
    """kill -9 in the middle of a build loses no batch that was done: the next start goes on and finishes."""
    terminal = spawn()
    terminal.until(
        lambda text: " of 10,000 indexed" in text and not text.split(" of 10,000")[0].endswith(" 0"), "a batch"
    )
    library = Library(unindexed)
    ends = time.monotonic() + PATIENCE_SECONDS
    while not (answer := _answer(library)) and time.monotonic() < ends:
        time.sleep(0.02)
    terminal.kill()
    assert answer, "no batch was there in time"

    again = spawn("models")
    again.until(lambda text: " of 10,000 · relevance" in text, "the answer from all papers")
    again.press("q")
    assert again.end() == 0
    assert _answer(library) == 10_000
    library.close()


def test_quitting_does_not_wait_for_the_index(unindexed: Home, spawn: Callable[..., Terminal]) -> None:
    """The shell is back in a moment, and what was indexed is kept."""
    terminal = spawn()
    terminal.until_shown(" of 10,000 indexed")
    started = time.monotonic()
    terminal.press("q")

    assert terminal.end() == 0
    assert time.monotonic() - started < 2
    assert unindexed.database.exists()


def test_two_readers_build_one_index(unindexed: Home, spawn: Callable[..., Terminal]) -> None:
    """Two instances that start without an index both end with all papers."""
    first, second = spawn("models"), spawn("models")
    for terminal in (first, second):
        terminal.until(lambda text: " of 10,000 · relevance" in text, "the answer from all papers")
        terminal.press("q")
        assert terminal.end() == 0
    library = Library(unindexed)
    assert library.refresh_index() == "current"
    library.close()


def test_the_reader_leaves_with_its_terminal(tmp_path: Path) -> None:
    """A terminal that is gone without a signal ends the reader, instead of leaving it to spin."""
    master, slave = pty.openpty()
    # A session of its own and no controlling terminal: nobody sends SIGHUP.
    process = subprocess.Popen(
        [sys.executable, "-m", "tui_reader"],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
        env={**os.environ, "TUI_READER_HOME": str(tmp_path / "home"), "TERM": "xterm-256color"},
    )
    os.close(slave)
    seen = b""
    while b"209 papers" not in seen:
        seen += os.read(master, 65536)
    os.close(master)

    assert process.wait(timeout=PATIENCE_SECONDS) == 129


def _answer(library: Library) -> int:
    """How many papers the index has; 0 when there is none yet."""
    from tui_reader.search.engine import IndexUnusableError

    try:
        answer = library.search("model")
    except IndexUnusableError:
        return 0
    return answer.of if answer.indexed is None else answer.indexed
