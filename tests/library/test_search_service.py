"""Which engine a library gets, and what is advised."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui_reader.errors import ReaderError
from tui_reader.library import search_service
from tui_reader.library.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.paths import Home

    Opened = Callable[..., str]


@pytest.fixture
def opened(home: Home, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Opens a library with a configuration, and says which engine is asked."""

    def run(configured: str = "", *, large: bool = False, installed: bool = True) -> str:
        monkeypatch.setattr(search_service, "LARGE", 1 if large else 1_000_000)
        monkeypatch.setattr(search_service, "find_spec", lambda name: name if installed else None)
        home.config.mkdir(parents=True, exist_ok=True)
        home.config_file.write_text(configured, encoding="utf-8")
        library = Library(home)
        try:
            library.refresh_index()
            assert library.search("speculative").total == 6
            return f"{library.index_state().engine}, {'advice' if library.advice() else 'no advice'}"
        finally:
            library.close()

    return run


@pytest.mark.parametrize(
    ("large", "installed", "expected"),
    [
        (False, True, "whoosh, no advice"),
        (False, False, "whoosh, no advice"),
        (True, True, "tantivy, no advice"),
        (True, False, "whoosh, advice"),
    ],
)
def test_size_decides(opened: Opened, large: bool, installed: bool, expected: str) -> None:  # noqa: FBT001 - a table
    """Left alone, a library is searched by Whoosh, and by tantivy when it is large and that is installed."""
    assert opened(large=large, installed=installed) == expected


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_the_configuration_decides_before_size(opened: Opened, engine: str) -> None:
    """A configured engine is used at any size, and nothing else is advised."""
    assert opened(f'index = "{engine}"', large=engine == "whoosh") == f"{engine}, no advice"


def test_an_engine_that_is_not_installed_is_said(opened: Opened) -> None:
    """Asking for tantivy without it names the extra."""
    with pytest.raises(ReaderError, match="not installed") as told:
        opened('index = "tantivy"', installed=False)

    assert "tui-reader[tantivy]" in told.value.hint


def test_changing_the_engine_changes_no_answer(opened: Opened) -> None:
    """Each engine has an index of its own, so going back and forth builds nothing twice and finds the same."""
    assert opened('index = "tantivy"') == "tantivy, no advice"
    assert opened('index = "whoosh"') == "whoosh, no advice"
    assert opened('index = "tantivy"') == "tantivy, no advice"
