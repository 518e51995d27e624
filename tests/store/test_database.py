"""The file: how it is made, and what a large write leaves behind."""

from __future__ import annotations

import sqlite3
import threading
from typing import TYPE_CHECKING

from tests.builders import paper, taken
from tui_reader.store import database as database_module
from tui_reader.store.annotations import Annotations
from tui_reader.store.database import PAGE_CACHE_KIB, Database

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_new_library_waits_for_the_other_program_that_makes_it(tmp_path: Path) -> None:
    """SQLite itself refuses the second one at once; here another one is at it for a moment."""
    path = tmp_path / "library.sqlite3"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    other.execute("CREATE TABLE something (anything)")
    done = threading.Timer(0.2, other.execute, ["ROLLBACK"])
    done.start()
    database = Database(path)

    assert database.connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    done.join()
    other.close()
    database.close()


def test_a_large_write_gives_disk_and_memory_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the next small write the log has its usual size again, though the program goes on."""
    monkeypatch.setattr(database_module, "MOST_LOG_BYTES", 100_000)
    database = Database(tmp_path / "library.sqlite3")
    log = tmp_path / "library.sqlite3-wal"
    with database.writing(much=True) as connection:
        taken(connection, [paper(f"Paper {number}", abstract="long " * 500) for number in range(2_000)])
    large = log.stat().st_size
    Annotations(database).set_read([1], read=True)

    assert large > 4_000_000
    assert log.stat().st_size <= 100_000
    assert database.connection.execute("PRAGMA cache_size").fetchone() == (-PAGE_CACHE_KIB,)
    assert database.size() >= 4_000_000
    database.close()
