"""No write, and no read but pages of rows, waits on the screen's thread; a library that fails is a message."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from typing import TYPE_CHECKING

import pytest

from tui_reader.store import database as database_module

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ui.conftest import Reader, Start
    from tui_reader.library.library import Library


@contextlib.contextmanager
def locked(library: Library) -> Iterator[None]:
    """Another program writes into the library and does not finish."""
    with contextlib.closing(sqlite3.connect(library.home.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def longest_standstill(reader: Reader, *keys: str) -> float:
    """The longest time in seconds in which the screen's loop did nothing else while keys were pressed."""
    longest, last = 0.0, time.perf_counter()
    for key in (*keys, *("pause",) * 20):
        await (reader.pilot.pause(0.01) if key == "pause" else reader.press(key))
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    return longest


@pytest.mark.parametrize(
    "keys",
    [
        ("Y", "enter"),  # remembers the format
        ("Y", "ctrl+s", "escape"),  # makes it the default
        ("b",),
        ("Q",),
        ("n", "x", "ctrl+s", "escape"),
    ],
    ids="+".join,
)
async def test_nothing_stands_still_while_another_program_writes(
    start: Start, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    """Keys are answered as ever; what was to be written is told when it could not be."""
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 5.0)
    async with start() as reader:
        with locked(reader.library):
            assert await longest_standstill(reader, *keys) < 4
        await reader.until(lambda: reader.app._notifications or reader.library.papers([1]), "the end")


async def test_a_theme_is_remembered_in_its_turn(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another theme is shown at once, whoever writes, and is there in the next session."""
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 5.0)
    async with start() as reader:
        with locked(reader.library):
            before = time.perf_counter()
            reader.app.theme = "textual-light"
            await reader.pilot.pause()
            assert time.perf_counter() - before < 2
        await reader.until(lambda: reader.library.settings.get("theme") == "textual-light", "the theme")


def damage(library: Library) -> None:
    """Makes every page of the library but the first one unreadable, and forgets what was read.

    Every thread opens a new connection then. The old ones are not closed here: a thread may be reading with one.
    """
    with contextlib.closing(sqlite3.connect(library.home.database)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    size = library.home.database.stat().st_size
    with library.home.database.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    for suffix in ("-wal", "-shm"):
        library.home.database.with_name(f"{library.home.database.name}{suffix}").unlink(missing_ok=True)
    library._database._local = threading.local()


@pytest.mark.parametrize(
    "key", ["j", "G", "slash", "n", "N", "V", "y", "Y", "E", "t", "s", "S", "1", "H", "ctrl+t", "T", "b", "R"]
)
async def test_damage_that_shows_late_is_a_message(start: Start, key: str) -> None:
    """Whatever is asked of a library that was damaged while the reader runs, the reader goes on and says so."""
    async with start() as reader:
        # The index is looked at after the first frame; closing the library meanwhile would be another matter.
        index = reader.main.session._index
        await reader.until(lambda: index._waiting is not None and index._waiting.done(), "the index")
        damage(reader.library)

        await reader.press(key)
        await reader.press("escape")
        reader.main.query_one("#list").refresh_papers(None)  # type: ignore[attr-defined]  # the list of papers
        await reader.until(lambda: reader.app._notifications, "the message")

        [first, *_] = reader.app._notifications
        assert "damaged" in first.message or "not a library" in first.message


async def test_no_write_runs_on_the_screens_thread(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is changed by a key, the transaction is another thread's."""
    screen = threading.get_ident()
    threads: set[int] = set()
    writing = database_module.Database.writing

    def noted(self: database_module.Database, **options: bool) -> contextlib.AbstractContextManager[sqlite3.Connection]:
        threads.add(threading.get_ident())
        return writing(self, **options)

    async with start() as reader:
        monkeypatch.setattr(database_module.Database, "writing", noted)
        for keys in (
            ("b",),
            ("r",),
            ("Q",),
            ("n", "x", "escape"),
            ("u",),
            ("ctrl+r",),
            ("Y", "enter"),
            ("Y", "ctrl+s", "escape"),
        ):
            await reader.press(*keys)
        reader.app.theme = "nord"
        await reader.press("slash", "a", "enter")
        await reader.until(lambda: reader.library.settings.get("theme") == "nord", "the theme")

    assert threads
    assert screen not in threads
