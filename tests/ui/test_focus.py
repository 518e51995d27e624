"""A key goes where the screen is when the keys before it have been dealt with, however fast they come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.widgets import Input, TextArea

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.conftest import Reader, Start

NAMED = {"\r": "enter", "\x1b": "escape", "\x10": "ctrl+p", "\x13": "ctrl+s", "\t": "tab"}


async def packet(reader: Reader, text: str) -> None:
    """Hands over keys as a terminal does that sends all of them in one packet."""
    for letter in text:
        key = NAMED.get(letter) or _character_to_key(letter)
        reader.app.post_message(events.Key(key, letter if letter.isprintable() else None))
    await reader.until(lambda: not reader.app._typed and reader.app._patience is None, "all keys")
    await reader.pilot.pause()


async def test_enter_leaves_the_search_bar_before_the_next_key(start: Start) -> None:
    """What follows Enter in one packet is a command in the list, and no letter of the query."""
    async with start() as reader:
        await packet(reader, "/graph\rb")

        assert reader.main.query_one(Input).value == "graph"
        assert reader.focus == "list"
        # Of the paper that was under the cursor then: the answer may have come before the key or after.
        await reader.until(lambda: reader.library.facets().bookmarked == 1, "the bookmark")


@pytest.mark.parametrize("leave", ["\x1b", "\r"])
async def test_keys_go_on_where_the_search_leads(start: Start, leave: str) -> None:
    """A search and a note in one packet: each letter where it belongs."""
    async with start() as reader:
        await packet(reader, f"/speculative{leave}nA thought.\x1bx")

        assert reader.main.query_one(Input).value == "speculative"
        assert reader.main.query_one(TextArea).text == "A thought."
        assert len(list(reader.main.query_one("#list").selected)) == 1  # type: ignore[attr-defined]  # the list of papers


@pytest.mark.parametrize(
    ("opening", "answer"),
    [
        ("O", "\r"),  # the order
        ("R", "\r"),  # a question
        ("R", "n"),
        ("Y", "\r"),  # a format
        ("E", "\r"),  # a citation key
        ("t", "\r"),  # tags
        ("S", "\x1b"),  # saved searches
        ("?", "\x1b"),  # help
        ("H", "\x1b"),  # highlights
    ],
)
async def test_a_question_and_the_palette_in_one_packet(start: Start, opening: str, answer: str) -> None:
    """The answer closes the question first; then the palette opens, above the reader."""
    async with start() as reader:
        await packet(reader, f"{opening}{answer}\x10")

        assert reader.place == "CommandPalette"
        assert [type(screen).__name__ for screen in reader.app.screen_stack[1:]] == ["CommandPalette"]


async def test_two_answers_in_one_packet(start: Start) -> None:
    """The second Enter goes to the list, where it opens the paper; the question is answered once."""
    async with start() as reader:
        await packet(reader, "O\r\r")

        assert reader.place == "MainScreen"
        assert reader.main.has_class("-alone")


async def test_a_note_that_an_editor_wrote_takes_no_keys(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After $EDITOR the keys are commands again, also when the note was open here before."""
    script = tmp_path / "editor"
    script.write_text('#!/bin/sh\nprintf "written outside" > "$1"\n')
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    async with start() as reader:
        await packet(reader, "nA thought.\x1b")
        paper = reader.main.current
        assert paper is not None
        monkeypatch.setattr(type(reader.app), "suspend", _nothing_to_suspend)
        await packet(reader, "N")
        await reader.until(lambda: reader.library.papers([paper.id])[0].note == "written outside", "the note")
        await packet(reader, "b")

        await reader.until(lambda: reader.library.papers([paper.id])[0].bookmarked, "the bookmark")
        assert reader.library.papers([paper.id])[0].note == "written outside"
        assert reader.focus == "list"


async def test_a_restored_version_takes_no_keys(start: Start) -> None:
    """After a version was restored the keys are commands again."""
    async with start() as reader:
        paper = reader.main.current
        assert paper is not None
        reader.library.write_note(paper.id, "first")
        reader.library.write_note(paper.id, "second")
        await packet(reader, "n\x1bV")
        await reader.until(lambda: reader.place == "NoteHistory", "the versions")
        await packet(reader, "j\r")
        await reader.until(lambda: reader.library.papers([paper.id])[0].note == "first", "the version")
        await packet(reader, "b")

        await reader.until(lambda: reader.library.papers([paper.id])[0].bookmarked, "the bookmark")
        assert reader.library.papers([paper.id])[0].note == "first"


@pytest.mark.parametrize("opening", ["n", "/"])
async def test_a_window_that_was_too_small_for_a_moment(start: Start, opening: str) -> None:
    """What is typed meanwhile and after goes on in the note or the search bar."""
    async with start() as reader:
        await packet(reader, f"{opening}one")
        focused = reader.focus
        await reader.pilot.resize_terminal(20, 5)
        await packet(reader, "u")
        await reader.pilot.resize_terminal(120, 36)
        await packet(reader, "two")

        assert reader.focus == focused
        text = reader.main.query_one(TextArea).text if opening == "n" else reader.main.query_one(Input).value
        assert text == "oneutwo"


class _nothing_to_suspend:  # noqa: N801 - takes the place of a method
    def __init__(self, *_: object) -> None: ...
    def __enter__(self) -> None: ...
    def __exit__(self, *_: object) -> None: ...
