"""Windows of a few rows: whatever is pressed in them, nothing ends in an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.ui.conftest import Start

MOVES = ("pagedown", "pageup", "home", "end", "down", "up", "tab")


@pytest.mark.parametrize("rows", [1, 2, 3, 5])
@pytest.mark.parametrize("opening", ["ctrl+p", "Y", "O", "S", "t", "H", "ctrl+t", "question_mark", "o", "V", "E", "R"])
async def test_every_screen_survives_a_window_of_few_rows(start: Start, opening: str, rows: int) -> None:
    """Opened there, moved about in, made larger and smaller again, and left."""
    async with start((80, rows)) as reader:
        await reader.press(opening, *MOVES)
        await reader.pilot.resize_terminal(120, 36)
        await reader.press(*MOVES)
        await reader.pilot.resize_terminal(3, rows)
        await reader.press(*MOVES, "escape", "escape")

        assert reader.app.is_running
