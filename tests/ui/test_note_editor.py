"""Notes on the screen beyond typing: what they begin as, and their first lines in the list."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.widgets import TextArea

if TYPE_CHECKING:
    import pytest

    from tests.ui.conftest import Start
    from tui_reader.library.library import Library


async def test_a_new_note_begins_with_the_template(
    start: Start, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The facts of the paper stand there; left as it is it is no note, and what is added makes it one."""
    monkeypatch.setattr(library, "config", replace(library.config, notes_template="# {title}\n\n{key}: "))
    first = library.papers(library.browse(limit=1).ids)[0]
    async with start() as reader:
        await reader.press("n")
        area = reader.app.screen.query_one(TextArea)
        assert area.text == f"# {first.title}\n\n{first.key}: "
        await reader.press("escape")
        await reader.pilot.pause(0.5)
        assert library.papers([first.id])[0].note == ""
        await reader.press("n", *"good", "escape")
        await reader.until(
            lambda: library.papers([first.id])[0].note == f"# {first.title}\n\n{first.key}: good", "the note"
        )


async def test_rows_show_first_lines_when_switched_on(
    start: Start, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With `note_lines` the second line of a row is the first line of its note, without Markdown's signs."""
    library.write_note(library.browse(limit=1).ids[0], "\n## Read *this* first\n\nmore")
    async with start() as reader:
        assert "Read" not in reader.shown("#list")
    monkeypatch.setattr(library, "config", replace(library.config, note_lines=True))
    async with start() as reader:
        rows = reader.shown("#list").split("\n")
        assert rows[1].endswith("Read *this* first")
        assert "· 20" in rows[3], "a paper without a note has its authors"
