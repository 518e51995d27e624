from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.terminal.conftest import Terminal


@pytest.mark.parametrize(("columns", "lines"), [("100000", "24"), ("0", "0"), ("wide", "-3"), ("80", "100000")])
def test_the_terminal_knows_its_size(spawn: Callable[..., Terminal], columns: str, lines: str) -> None:
    """Whatever COLUMNS and LINES say, the screen is drawn as large as the terminal is, and `q` ends it."""
    terminal = spawn(COLUMNS=columns, LINES=lines)

    terminal.until(lambda text: "209 papers" in text, "the first papers")
    terminal.press("q")

    assert terminal.end() == 0
