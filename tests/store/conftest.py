"""A library's file without papers, and short ways to look into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui_reader.store.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A library's file without papers."""
    database = Database(tmp_path / "library.sqlite3")
    yield database
    database.close()
