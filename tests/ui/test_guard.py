"""The last guard before the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static

if TYPE_CHECKING:
    from tests.ui.conftest import Start


async def test_no_control_character_passes_whichever_widget_draws_it(start: Start) -> None:
    """A widget that forgot to clean its text still cannot send a control sequence: Textual's filters end with ours."""
    async with start() as reader:
        await reader.main.mount(Static("\x9b31m\u202eevil \x7f", id="careless", markup=False))
        await reader.pilot.pause()

        assert not any(letter in reader.shown("#careless") for letter in "\x9b\u202e\x7f\x1b")
