"""What a note was: compared, and restored."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import TextArea

from tests.ui.conftest import STACKED, TINY, WIDE
from tui_reader.ui.content.text_diff import MOST_WORDS, differences
from tui_reader.ui.theme import DARK, LIGHT

if TYPE_CHECKING:
    from tests.ui.conftest import Start
    from tui_reader.library.library import Library

TEXT = st.text(alphabet="ab \n.é", max_size=40)


@given(TEXT, TEXT)
def test_the_pieces_are_both_texts(before: str, after: str) -> None:
    """Nothing is lost: without what is new it is the first text, without what is gone the second."""
    pieces = differences(before, after)

    assert "".join(text for text, change in pieces if change != "new") == before
    assert "".join(text for text, change in pieces if change != "gone") == after
    assert all(text for text, _ in pieces)
    assert all(one[1] != other[1] for one, other in itertools.pairwise(pieces))


@given(TEXT)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    """There is nothing to see."""
    assert differences(text, text) == ([(text, "same")] if text else [])


def test_words_are_compared_where_a_line_has_changed() -> None:
    """One other word in a long line is one other word."""
    assert differences("the first line\nthe old one\n", "the first line\nthe new one\n") == [
        ("the first line\nthe ", "same"),
        ("old", "gone"),
        ("new", "new"),
        (" one\n", "same"),
    ]


def test_very_long_lines_are_compared_as_a_whole() -> None:
    """A comparison never takes seconds."""
    one, other = "a " * MOST_WORDS, "b " * MOST_WORDS

    assert differences(one, other) == [(one, "gone"), (other, "new")]


@pytest.fixture
def versions(library: Library) -> None:
    """A note that was two other texts before."""
    for text in ("the first [bold]thought[/]", "the second thought", "another thought"):
        library.write_note(1, text)


@pytest.mark.usefixtures("versions")
@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
@pytest.mark.parametrize("where", [WIDE, STACKED, TINY], ids=["120x36", "80x24", "40x12"])
async def test_versions_are_compared_with_the_note(start: Start, where: tuple[int, int], theme: str) -> None:
    """The latest one that is not the note is shown first, by its differences or as text."""
    async with start(where) as reader:
        reader.app.theme = theme
        await reader.press("V")
        await reader.until(lambda: reader.place == "NoteHistory", "the versions")
        assert "now" in reader.shown("#versions").split("\n")[0]
        assert "3 words" in reader.shown("#versions").split("\n")[1]
        await reader.until(lambda: "anotherthe second thought" in reader.shown("#version-text"), "the difference")
        await reader.press("tab")
        assert reader.shown("#version-text").startswith("the second thought")
        await reader.press("j")
        assert reader.shown("#version-text").startswith("the first [bold]thought[/]")
        assert "enter restores it" in reader.screen()


@pytest.mark.usefixtures("versions")
async def test_enter_restores_a_version(start: Start, library: Library, size: tuple[int, int]) -> None:
    """It is the note again, on disk and on the screen; what it replaced is a version, and undo takes it back."""
    async with start(size) as reader:
        await reader.press("V")
        await reader.until(lambda: reader.place == "NoteHistory", "the versions")
        await reader.press("j", "enter")
        await reader.until(lambda: library.papers([1])[0].note == "the first [bold]thought[/]", "the note")
        assert "another thought" in [version.text for version in library.notes.versions(1)]
        library.journal.undo()
        assert library.papers([1])[0].note == "another thought"


@pytest.mark.usefixtures("versions")
async def test_escape_and_the_note_itself_restore_nothing(start: Start, library: Library) -> None:
    """Looking changes nothing."""
    async with start() as reader:
        for keys in (("escape",), ("g", "enter")):
            await reader.press("V")
            await reader.until(lambda: reader.place == "NoteHistory", "the versions")
            await reader.press(*keys)
            assert reader.place == "MainScreen"
        await reader.settled()

        assert library.papers([1])[0].note == "another thought"


@pytest.mark.usefixtures("versions")
async def test_what_is_being_typed_is_compared_and_replaced(start: Start, library: Library) -> None:
    """From the middle of a note: what was typed is kept as a version, and the editor shows what was restored."""
    async with start() as reader:
        await reader.press("n")
        await reader.type(" typed")
        await reader.press("ctrl+o")
        await reader.until(lambda: reader.place == "NoteHistory", "the versions")
        await reader.press("enter")
        await reader.until(
            lambda: reader.main.query_one("#note-text", TextArea).text == "another thought", "the text in the editor"
        )
        await reader.until(lambda: "· saved" in reader.shown("#note-state"), "saved")
        assert "another thought typed" in [version.text for version in library.notes.versions(1)]


@pytest.mark.usefixtures("versions")
async def test_what_another_window_wrote_before_a_restore_is_a_version(start: Start, library: Library) -> None:
    """The version that was chosen is the note, to the letter."""
    async with start() as reader:
        await reader.press("V")
        await reader.until(lambda: reader.place == "NoteHistory", "the versions")
        library.write_note(1, "theirs")
        await reader.press("enter")
        await reader.until(lambda: library.papers([1])[0].note == "the second thought", "the note")

        assert "theirs" in [version.text for version in library.notes.versions(1)]


async def test_there_is_no_note(start: Start) -> None:
    """It is said, and nothing opens."""
    async with start() as reader:
        await reader.press("V")
        await reader.until(lambda: reader.app._notifications, "the message")

        assert "has no note" in next(iter(reader.app._notifications)).message
        assert reader.place == "MainScreen"
