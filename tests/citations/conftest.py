from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.citations.golden import checked_papers
from tui_reader.importers.bundled import bundled_papers
from tui_reader.importers.records import Record

if TYPE_CHECKING:
    from tui_reader.model.papers import Paper


@pytest.fixture(scope="session")
def checked() -> list[Paper]:
    """Some of them as they were when their citations were checked letter by letter."""
    return checked_papers()


@pytest.fixture(scope="session")
def bundled() -> list[Paper]:
    """The papers that ship with the program, in the order of their document."""
    return [item.paper for item in bundled_papers() if isinstance(item, Record)]
