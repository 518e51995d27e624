"""Triage: one paper at a time, one key a decision, and every step can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.ui.screens.triage import TriageScreen
from tui_reader.ui.widgets.paper_list import PaperList

if TYPE_CHECKING:
    from tests.ui.conftest import Reader, Start
    from tui_reader.library.library import Library
    from tui_reader.model.papers import Paper


def triage(reader: Reader) -> TriageScreen:
    screen = reader.app.screen
    assert isinstance(screen, TriageScreen)
    return screen


def state(papers: list[Paper]) -> list[tuple[bool, bool, bool]]:
    return [(one.bookmarked, one.read, one.queued) for one in papers]


def progress(reader: Reader) -> str:
    return reader.shown("#place").strip()


async def test_each_decision_is_one_key_and_goes_on(start: Start, library: Library, size: tuple[int, int]) -> None:
    """Keep bookmarks and reads, skip reads, later queues; each goes on to the next paper and is on disk."""
    ids = list(library.browse(limit=4).ids)
    async with start(size) as reader:
        await reader.press("T")
        assert progress(reader).startswith("1 of 209")
        await reader.press("k", "s", "l")
        assert progress(reader).startswith("4 of 209")
        await reader.until(
            lambda: (
                state(library.papers(ids))
                == [(True, True, False), (False, True, False), (False, False, True), (False, False, False)]
            ),
            "the decisions",
        )
        assert "★ 1 kept" in progress(reader)
        assert "◷ 1 for later" in progress(reader)
        assert "✓ 1 skipped" in progress(reader)


async def test_every_step_can_be_undone_and_redone(start: Start, library: Library) -> None:
    """`u` takes the last decision back and shows its paper again, also after the end; `ctrl+r` makes it again."""
    ids = list(library.browse(limit=3).ids)
    before = state(library.papers(ids))
    async with start() as reader:
        await reader.press("T", "k", "l", "u")
        await reader.until(lambda: progress(reader).startswith("2 of 209"), "the second paper again")
        await reader.until(lambda: state(library.papers(ids))[1] == before[1], "the second as before")
        assert state(library.papers(ids))[0] == (True, True, False)
        second = library.papers(ids)[1]
        assert [line for line in told(reader) if line.startswith("undone")] == [
            f"undone: put {second.key} off for later"
        ]
        await reader.press("u")
        await reader.until(lambda: progress(reader).startswith("1 of 209"), "the first paper again")
        assert state(library.papers(ids)) == before
        assert "★ 0 kept" in progress(reader)

        await reader.press("ctrl+r")
        await reader.until(lambda: progress(reader).startswith("2 of 209"), "the decision made again")
        assert state(library.papers(ids))[0] == (True, True, False)


async def test_any_query_ends_in_a_summary(start: Start, library: Library, size: tuple[int, int]) -> None:
    """The papers of a query are gone through; the summary counts and names them, and Escape goes to the list."""
    async with start(size, query="speculative") as reader:
        await reader.until(lambda: reader.main.answer.total == 6, "the answer")
        await reader.press("T", *"kkslss")
        summary = reader.shown("#summary")
        assert "Done: 6 papers." in summary
        assert "★ 2 kept" in summary
        assert "◷ 1 for later" in summary
        assert "✓ 3 skipped" in summary
        await reader.press("u")
        await reader.until(lambda: progress(reader).startswith("6 of 6"), "the last paper again")
        await reader.press("s", "escape")
        assert reader.place == "MainScreen"
        assert len(library.search("is:bookmarked speculative").ids) == 2


async def test_stopping_keeps_what_was_decided(start: Start, library: Library) -> None:
    """Escape half-way goes back to the list, at the paper where one was, and says what came of it."""
    ids = list(library.browse(limit=3).ids)
    async with start() as reader:
        await reader.press("T", "k", "s", "escape")
        assert reader.place == "MainScreen"
        assert reader.main.query_one(PaperList).cursor == 2
        await reader.until(lambda: "Triage: 1 kept, 0 for later, 1 skipped, 207 left" in told(reader), "the summary")
        assert state(library.papers(ids[:2])) == [(True, True, False), (False, True, False)]


async def test_unread_papers_leave_their_query_only_in_the_end(start: Start, library: Library) -> None:
    """Triage of `is:unread` goes through all of them, though each decision takes one out of the answer."""
    library.mark_read(library.browse().ids[5:])
    async with start(query="is:unread") as reader:
        await reader.until(lambda: reader.main.answer.total == 5, "the answer")
        await reader.press("T", *"skskl")
        assert "Done: 5 papers." in reader.shown("#summary")
        await reader.press("enter")
        await reader.until(lambda: reader.main.answer.total == 1, "the one for later")


async def test_tags_and_moving_are_no_decisions(start: Start, library: Library) -> None:
    """`t` tags and stays, `u` takes the tag back; `J` and `K` go past papers, which come again in the end."""
    first, second = library.browse(limit=2).ids
    async with start() as reader:
        await reader.press("T", "t")
        await reader.type("to-cite")
        await reader.press("enter")
        await reader.until(lambda: "#to-cite" in reader.shown("#detail"), "the tag")
        assert library.papers([first])[0].tags == ("to-cite",)
        assert progress(reader).startswith("1 of 209")
        await reader.press("u")
        await reader.until(lambda: library.papers([first])[0].tags == (), "no tag")
        assert progress(reader).startswith("1 of 209")
        await reader.press("J", "k", "K", "K")
        assert progress(reader).startswith("1 of 209")
        await reader.until(lambda: library.papers([second])[0].bookmarked, "the bookmark")


async def test_progress_fits_any_width(start: Start) -> None:
    """In a narrow terminal the bar goes and the counts stay; it is there again when there is room."""
    async with start() as reader:
        await reader.press("T", "k")
        assert "╌╌" in progress(reader)
        await reader.pilot.resize_terminal(60, 15)
        await reader.pilot.pause()
        assert progress(reader).startswith("2 of 209  ★ 1 kept")
        await reader.pilot.resize_terminal(100, 30)
        await reader.pilot.pause()
        assert "╌╌" in progress(reader)


async def test_a_selection_is_sorted_out_alone(start: Start) -> None:
    """With papers selected, triage is about those."""
    async with start() as reader:
        await reader.press("x", "j", "x", "T")
        assert progress(reader).startswith("1 of 2")


async def test_a_decided_paper_says_so(start: Start) -> None:
    """Going back to a paper shows what was decided on it, and another decision takes the place of the first."""
    async with start() as reader:
        await reader.press("T", "k", "K")
        assert progress(reader).startswith("1 of 209 · kept")
        await reader.press("s")
        assert "✓ 1 skipped" in progress(reader)
        assert "★ 0 kept" in progress(reader)


def told(reader: Reader) -> list[str]:
    return [one.message for one in reader.app._notifications]
