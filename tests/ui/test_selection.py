"""Several papers at once: selecting them, and what is done with them."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from tui_reader.ui.widgets.paper_list import PaperList
from tui_reader.ui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    import pytest

    from tests.ui.conftest import Reader, Start
    from tui_reader.library.library import Library


def selected(reader: Reader) -> list[int]:
    return list(reader.main.query_one(PaperList).selected)


def told(reader: Reader) -> list[str]:
    return [one.message for one in reader.app._notifications]


async def test_papers_are_selected_one_by_one(start: Start, library: Library, size: tuple[int, int]) -> None:
    """`x` selects the paper and goes on, and takes it out again; marks and a count show it."""
    first, second, _ = library.browse(limit=3).ids
    async with start(size) as reader:
        await reader.press("x", "x")
        assert selected(reader) == [first, second]
        assert reader.main.query_one(PaperList).cursor == 2
        assert reader.shown("#list").split("\n")[0].startswith(" ●✓")
        assert "2 papers selected" in reader.shown("#search")

        await reader.press("k", "x")
        assert selected(reader) == [first]


async def test_a_range_is_selected(start: Start, library: Library) -> None:
    """`X` selects everything from the last selected paper to the cursor, in either direction."""
    ids = list(library.browse(limit=6).ids)
    async with start() as reader:
        await reader.press("j", "x", "j", "j", "X")
        assert selected(reader) == ids[1:5]
        await reader.press("g", "X")
        assert set(selected(reader)) == set(ids[:5])


async def test_all_that_is_listed_is_selected(start: Start) -> None:
    """`*` selects the whole answer, also what is not in view, and takes it out again; others stay selected."""
    async with start() as reader:
        await reader.press("G", "x")
        await reader.search("speculative")
        await reader.press("enter", "asterisk")
        assert len(selected(reader)) == 7
        assert set(reader.main.answer.ids) < set(selected(reader))

        await reader.press("asterisk")
        assert len(selected(reader)) == 1


async def test_escape_ends_the_selection_before_the_search(start: Start) -> None:
    """The first Escape in the list selects nothing, the second one shows all papers."""
    async with start() as reader:
        await reader.search("speculative")
        await reader.press("enter", "x", "escape")
        assert selected(reader) == []
        assert reader.main.query_one(SearchBar).text == "speculative"
        await reader.press("escape")
        assert reader.main.query_one(SearchBar).text == ""


async def test_actions_are_on_the_selection_and_count_it(start: Start, library: Library, size: tuple[int, int]) -> None:
    """Bookmark, read and queue turn on for all selected papers, off when they are on for all, and say how many."""
    ids = list(library.browse(limit=3).ids)
    library.bookmark(ids[:1])
    async with start(size) as reader:
        await reader.press("x", "x", "x", "b")
        await reader.until(lambda: all(one.bookmarked for one in library.papers(ids)), "the bookmarks")
        await reader.until(lambda: "Bookmarked 3 papers" in told(reader), "the count")
        await reader.press("b")
        await reader.until(lambda: not any(one.bookmarked for one in library.papers(ids)), "no bookmarks")
        await reader.press("r", "Q")
        await reader.until(lambda: all(one.read and one.queued for one in library.papers(ids)), "both marks")
        await reader.until(lambda: {"Marked as read: 3 papers", "Queued 3 papers"} <= set(told(reader)), "the counts")


async def test_the_selection_is_tagged_together(start: Start, library: Library, size: tuple[int, int]) -> None:
    """The editor shows the tags that all have; what is added or taken away is so for each, other tags stay."""
    ids = list(library.browse(limit=2).ids)
    library.tag(ids, add=["both"])
    library.tag(ids[:1], add=["mine"])
    async with start(size) as reader:
        await reader.press("x", "x", "t")
        assert "2 papers" in reader.shown(".question")
        await reader.press("ctrl+u")
        await reader.type("new")
        await reader.press("enter")
        await reader.until(lambda: [one.tags for one in library.papers(ids)] == [("mine", "new"), ("new",)], "the tags")
        await reader.until(lambda: "Tagged 2 papers" in told(reader), "the count")


async def test_the_selection_is_copied_as_one_bibliography(
    start: Start, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`y` copies every selected paper once, sorted, into one text."""
    monkeypatch.setenv("TERM", "dumb")
    ids = list(library.browse(limit=3).ids)
    async with start() as reader:
        await reader.press("x", "x", "x", "y")
        await reader.until(lambda: reader.place == "CopiedText", "the text")
        text = (library.home.data / "copied.txt").read_text(encoding="utf-8")
        keys = [one.key for one in library.papers(ids)]
        assert all(text.count(f"{{{key},") == 1 for key in keys)
        positions = [text.index(key) for key in sorted(keys)]
        assert positions == sorted(positions)


async def test_a_very_large_selection_is_not_read_into_memory(start: Start, library: Library) -> None:
    """What is drawn after a change is what is in view, however many papers were changed."""
    async with start() as reader:
        shown = reader.main.query_one(PaperList)
        shown.selected.toggle_all(array("q", [*library.browse().ids, *range(10_000, 12_000)]))
        await reader.press("b")
        await reader.until(lambda: library.search("is:bookmarked").total == 209, "the bookmarks")
        await reader.until(lambda: reader.shown("#list").startswith("▌★"), "the star")
        assert reader.main.paper is not None
        await reader.until(lambda: reader.main.paper and reader.main.paper.bookmarked, "the detail")
