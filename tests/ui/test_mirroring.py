"""What the screen has to do with the mirror: notes are followed, and the reader hears when they cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.conftest import Reader
from tui_reader.library.library import Library
from tui_reader.ui.app import ReaderApp

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.paths import Home


@pytest.mark.parametrize("is_there", [True, False])
async def test_a_note_is_followed_or_its_reader_told(
    home: Home, library: Library, tmp_path: Path, *, is_there: bool
) -> None:
    """The note is saved in any case."""
    library.close()
    notes = tmp_path / "notes"
    home.config.mkdir(parents=True, exist_ok=True)
    home.config_file.write_text(f"[notes]\nmirror = '{notes}'\n")
    if is_there:
        notes.mkdir()
    mirrored = Library(home)
    app = ReaderApp(mirrored)
    async with app.run_test(size=(120, 36)) as pilot:
        reader = Reader(app, pilot)
        await reader.until(lambda: reader.main.paper is not None, "the first paper")
        await reader.press("n", *"remember", "escape")
        await reader.until(lambda: len(mirrored.search("has:note").ids) == 1, "the note")
        if is_there:
            await reader.until(lambda: list(notes.glob("[!.]*.md")), "the file")
        else:
            await reader.until(lambda: reader.app._notifications, "the message")
            assert "mirror of notes" in next(iter(reader.app._notifications)).message
    assert is_there == notes.exists()
    mirrored.close()
