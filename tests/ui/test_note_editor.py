"""Notes on the screen beyond typing: what they begin as, and their first lines in the list."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

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
        await reader.settled()
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


async def test_what_another_window_adds_appears_beside_what_is_typed(start: Start, library: Library) -> None:
    """`note --append` while the note is open: both are in the note, it is said, and typing goes on where it was."""
    async with start() as reader:
        await reader.press("n")
        await reader.type("typed")
        await reader.until(lambda: library.papers([1])[0].note == "typed", "the note")
        library.append_note(1, "appended")
        await reader.type(" on")
        await reader.until(lambda: library.papers([1])[0].note == "typed on\n\nappended", "both in the note")
        area = reader.main.query_one("#note-text", TextArea)
        await reader.until(lambda: area.text == "typed on\n\nappended", "both in the editor")
        await reader.until(lambda: any("both changes" in one.message for one in reader.app._notifications), "a message")
        await reader.type("!")
        await reader.press("escape")
        await reader.until(lambda: library.papers([1])[0].note == "typed on!\n\nappended", "the note")


async def test_what_another_window_typed_in_the_same_place_is_a_version(start: Start, library: Library) -> None:
    """The note is what is typed here, and it is said where the other text is."""
    async with start() as reader:
        await reader.press("n")
        await reader.type("mine")
        await reader.until(lambda: library.papers([1])[0].note == "mine", "the note")
        library.write_note(1, "theirs", based_on="mine")
        await reader.type("!")
        await reader.until(lambda: library.papers([1])[0].note == "mine!", "the note")
        await reader.until(lambda: any("as a version" in one.message for one in reader.app._notifications), "a message")
        await reader.press("escape")

    assert "theirs" in [version.text for version in library.notes.versions(1)]


async def test_typing_while_the_disk_is_slow_is_no_change_of_another_window(start: Start, library: Library) -> None:
    """Texts that wait to be saved go on from each other, whatever the editor knows of it by then."""
    async with start() as reader:
        notes = reader.main.session.notes
        with library._database.writing():
            for text in ("o", "on", "one"):
                notes.save(1, text, "")
        await reader.until(lambda: not notes.drafts, "the note on disk")
        notes.save(1, "one t", "o")
        await reader.until(lambda: not notes.drafts, "the note on disk")

        assert [version.text for version in library.notes.versions(1)] == ["one t"]
        assert not reader.app._notifications


async def test_a_note_that_is_opened_again_while_it_is_being_saved_has_what_was_typed(
    start: Start, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The note was read before the save and the editor opens after it; the text is in one of them."""
    async with start() as reader:
        session = reader.main.session
        read = session.read

        async def slowly(what: Any) -> Any:
            answer = await read(what)
            writing.__exit__(None, None, None)
            while session.notes.drafts:  # noqa: ASYNC110 the pilot would wait for this handler
                await asyncio.sleep(0.01)
            return answer

        await reader.press("n")
        writing = library._database.writing()
        await reader.pilot.pause()
        writing.__enter__()
        await reader.type("typed")
        await reader.press("escape")
        await reader.until(lambda: session.notes.drafts, "the text on its way to the disk")
        monkeypatch.setattr(session, "read", slowly)
        await reader.press("n")
        monkeypatch.undo()
        await reader.type(" on")
        await reader.press("escape")

        await reader.until(lambda: library.papers([1])[0].note == "typed on", "the note")
