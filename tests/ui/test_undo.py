"""Undo and redo on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.ui.conftest import Reader, Start
    from tui_reader.library.library import Library


def told(reader: Reader) -> list[str]:
    return [one.message for one in reader.app._notifications]


async def test_what_was_done_is_undone_in_words(start: Start, library: Library, size: tuple[int, int]) -> None:
    """`u` takes back a tag of several papers and says so; `ctrl+r` gives it again; the rows follow."""
    ids = list(library.browse(limit=3).ids)
    async with start(size) as reader:
        await reader.press("x", "x", "x", "t")
        await reader.type("ml/inference")
        await reader.press("enter")
        await reader.until(lambda: all(one.tags for one in library.papers(ids)), "the tags")
        await reader.press("u")
        await reader.until(lambda: "undone: tagged 3 papers ml/inference" in told(reader), "the words")
        assert len([line for line in told(reader) if line.startswith("undone")]) == 1
        assert not any(one.tags for one in library.papers(ids))
        await reader.press("ctrl+r")
        await reader.until(lambda: "redone: tagged 3 papers ml/inference" in told(reader), "the words")
        assert all(one.tags == ("ml/inference",) for one in library.papers(ids))


async def test_undo_works_on_another_day(start: Start, library: Library) -> None:
    """What one run of the program did another one undoes, and redoes after a third one was started."""
    number = library.browse(limit=1).ids[0]
    async with start() as reader:
        await reader.press("b")
        await reader.until(lambda: library.papers([number])[0].bookmarked, "the bookmark")
    async with start() as reader:
        await reader.press("u")
        await reader.until(lambda: not library.papers([number])[0].bookmarked, "no bookmark")
        await reader.until(lambda: not reader.shown("#list").startswith("▌★"), "the row")
    async with start() as reader:
        await reader.press("ctrl+r")
        await reader.until(lambda: reader.shown("#list").startswith("▌★"), "the row with its star")


async def test_nothing_to_undo_is_said(start: Start) -> None:
    """In a new library `u` and `ctrl+r` say that there is nothing."""
    async with start() as reader:
        await reader.press("u", "ctrl+r")
        await reader.until(lambda: "Nothing to undo." in told(reader), "it")
        await reader.until(lambda: "Nothing to redo." in told(reader), "it")


async def test_the_answer_follows_what_is_undone(start: Start, library: Library) -> None:
    """Of a query for bookmarks, the paper whose bookmark is undone goes, and comes again."""
    library.bookmark(library.browse(limit=2).ids)
    async with start(query="is:bookmarked") as reader:
        await reader.until(lambda: reader.main.answer.total == 2, "the bookmarks")
        await reader.press("u")
        await reader.until(lambda: reader.main.answer.total == 0, "none")
        await reader.press("ctrl+r")
        await reader.until(lambda: reader.main.answer.total == 2, "both")


async def test_a_note_that_was_written_is_undone_as_a_whole(start: Start, library: Library) -> None:
    """Many saves while typing are one step."""
    number = library.browse(limit=1).ids[0]
    async with start() as reader:
        await reader.press("n", *"one")
        await reader.until(lambda: library.papers([number])[0].note == "one", "the first save")
        await reader.press(*"two")
        await reader.until(lambda: library.papers([number])[0].note == "onetwo", "the second save")
        await reader.press("escape", "u")
        await reader.until(lambda: library.papers([number])[0].note == "", "no note")
