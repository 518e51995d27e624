"""The table of commands: every handler is there, and a new command is one row and one function."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from tui_reader.ui.commands.bindings import binding
from tui_reader.ui.commands.command import Command
from tui_reader.ui.commands.table import COMMANDS, resolve

if TYPE_CHECKING:
    from tests.ui.conftest import Start
    from tui_reader.ui.commands.context import Context


@pytest.mark.parametrize("row", [row for row in COMMANDS.values() if row.handler], ids=lambda row: row.id)
def test_every_handler_is_a_function(row: Command) -> None:
    """What a row names can be loaded and called."""
    assert callable(resolve(row.handler))


def test_every_row_is_complete() -> None:
    """A row has a label, exactly one thing that it does, and an id that tells it apart."""
    for name, row in COMMANDS.items():
        assert (name, bool(row.label), bool(row.handler) != bool(row.action)) == (row.id, True, True)


async def test_a_new_command_is_one_row_and_one_function(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """With these two it has its key, and help, palette and key bar know it."""

    def shout(context: Context) -> None:
        paper = context.current
        context.tell("" if paper is None else paper.title.upper())

    module = ModuleType("tui_reader.ui.handlers.shouting")
    module.shout = shout  # type: ignore[attr-defined]  # a module made here
    monkeypatch.setitem(sys.modules, module.__name__, module)
    row = Command("shout", "f9", "Shout", "Says the title loudly", "shouting.shout", rank=0, place="papers")
    monkeypatch.setitem(COMMANDS, row.id, row)
    async with start() as reader:
        # Screens take their bindings when their class is made, which for this test was before the row was there.
        reader.main._bindings.key_to_bindings["f9"] = [binding(row)]
        reader.main.refresh_bindings()
        paper = reader.main.current
        assert paper is not None

        await reader.press("f9")
        await reader.until(lambda: reader.app._notifications, "the title")
        assert next(iter(reader.app._notifications)).message == paper.title.upper()
        await reader.until(lambda: "shout" in reader.shown("#keys"), "the key bar")

        await reader.press("question_mark")
        await reader.until(lambda: reader.place == "HelpScreen", "help")
        assert "Says the title loudly" in reader.shown("#help-text")
        await reader.press("escape", "ctrl+p")
        await reader.type("shout")
        await reader.until(lambda: "Shout" in reader.screen(), "the palette")
