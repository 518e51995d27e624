"""Engines to test: each fixture gives every engine that there is, over a directory of the test's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui_reader.search.tantivy.tantivy_engine import TantivyEngine
from tui_reader.search.whoosh.whoosh_engine import WhooshEngine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tui_reader.search.engine import Engine

ENGINES: list[Callable[[Path], Engine]] = [WhooshEngine, TantivyEngine]


@pytest.fixture(params=ENGINES, ids=lambda engine: engine.__name__)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine without an index."""
    made: Engine = request.param(tmp_path / "index")
    yield made
    made.close()


@pytest.fixture(scope="module", params=ENGINES, ids=lambda engine: engine.__name__)
def shared_engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine for all tests of a module, without an index at first."""
    made: Engine = request.param(tmp_path_factory.mktemp("shared") / "index")
    yield made
    made.close()
