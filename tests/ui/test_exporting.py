"""Exporting from the reader: the question, the file, the clipboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input

from tui_reader.ui.screens.questions.export_question import ExportQuestion

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.conftest import Start


async def test_the_list_goes_to_a_file_and_the_path_is_told(start: Start, tmp_path: Path) -> None:
    """The ending says the format; a file that exists is replaced on a second Enter only."""
    file = tmp_path / "all.bib"
    file.write_text("mine")
    async with start() as reader:
        await reader.press("ctrl+x")
        assert isinstance(reader.app.screen, ExportQuestion)
        reader.app.screen.query_one(Input).value = str(file)
        await reader.press("enter")
        assert "exists" in reader.shown("#export-hint")
        assert file.read_text() == "mine"
        await reader.press("enter")
        await reader.until(lambda: file.read_text() != "mine", "the file")

        assert file.read_text().count("\n@") == 208


async def test_only_what_is_selected_goes_out(start: Start, tmp_path: Path) -> None:
    """Tab goes on to the next format; an unknown ending is told and writes nothing."""
    async with start() as reader:
        await reader.press("x", "ctrl+x")
        field = reader.app.screen.query_one(Input)
        field.value = str(tmp_path / "one.xyz")
        await reader.press("enter")
        assert "does not say which format" in " ".join(reader.shown("#export-hint").split())
        field.value = str(tmp_path / "one.bib")
        await reader.press("tab", "enter")
        await reader.until((tmp_path / "one.ris").exists, "the file")

        assert (tmp_path / "one.ris").read_text().count("TY  - ") == 1
        assert not (tmp_path / "one.xyz").exists()


async def test_cutting_nothing_says_nothing(start: Start) -> None:
    """The key of the export pressed twice cuts the empty selection of the field: no failure is told."""
    async with start() as reader:
        await reader.press("ctrl+x")
        field = reader.app.screen.query_one(Input)
        offered = field.value
        await reader.press("ctrl+x")
        await reader.pilot.pause()

        assert (field.value, list(reader.app._notifications)) == (offered, [])
