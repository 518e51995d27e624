"""The user's own editor where there is no terminal that could be lent."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.ui.conftest import Reader
from tui_reader.ui.app import ReaderApp

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.conftest import Start
    from tui_reader.library.library import Library


async def test_a_terminal_that_cannot_be_lent(
    start: Start, size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a browser the reader says what to do instead, and leaves no file behind."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    async with start(size) as reader:
        await reader.press("N")
        await reader.until(lambda: reader.app._notifications, "the message")
        [note] = reader.app._notifications

        assert note.message.split("\n") == [
            "This terminal cannot be lent to another program.",
            "n writes the note here; it is saved as you type.",
        ]

    assert os.listdir(tmp_path) == ["home"]  # noqa: PTH208 Path has no way that an async function may go


async def test_no_room_for_a_file(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A directory for temporary files that is none is named as the reason."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))
    async with start() as reader:
        await reader.press("ctrl+e")
        await reader.until(lambda: reader.app._notifications, "the message")
        [note] = reader.app._notifications

        assert note.message.startswith("There is no room for a file to edit: No such file")


async def test_what_was_typed_is_on_disk_before_the_editor_is_asked(start: Start, library: Library) -> None:
    """An editor that cannot be started loses nothing of a note in the middle of a word."""
    async with start() as reader:
        await reader.press("n")
        await reader.type("half a wo")
        await reader.press("ctrl+e")
        await reader.until(lambda: library.find("gwilliam2025accelerate").note == "half a wo", "the note")


@pytest.mark.parametrize("words", [36, 37, 38, 56, 57, 58, 200])
async def test_a_message_is_seen_to_its_last_line(library: Library, size: tuple[int, int], words: int) -> None:
    """The next step stands below what went wrong, however long that is and wherever it is wrapped."""
    app = ReaderApp(library)
    async with app.run_test(size=size, notifications=True) as pilot:
        reader = Reader(app, pilot)
        what = ("a word " * 40)[: words - 1] + "!"
        app.screen.notify(f"{what}\nthe next step", severity="error", timeout=60, markup=False)
        await reader.until(lambda: "the next step" in reader.screen(), "the last line")
