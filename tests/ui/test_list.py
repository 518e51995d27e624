"""The list: what it shows, and how the cursor moves in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui_reader.ui.widgets.paper_list import PaperList
from tui_reader.ui.widgets.paper_pages import PAGE, PAGES_KEPT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.ui.conftest import Reader, Start
    from tui_reader.model.papers import Paper

FIRST = "Accelerate High-Quality Diffusion Models with Inner Loop Feedback"


def titles(reader: Reader) -> list[str]:
    """The titles' lines in view."""
    return reader.shown("#list").split("\n")[::2]


async def test_the_first_papers_are_there_at_once(start: Start, size: tuple[int, int]) -> None:
    """The reader starts with the bundled papers in the order of their document, the first one in the detail."""
    async with start(size) as reader:
        assert titles(reader)[0].startswith("▌● Accelerate High-Quality Diffusion Models")
        assert FIRST in " ".join(reader.shown("#detail").split())
        assert "We propose Inner Loop Feedback" in reader.shown("#detail")
        assert "209 papers" in reader.shown("#status")


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        (["j"], 1),
        (["down", "down"], 2),
        (["j", "j", "k"], 1),
        (["j", "up"], 0),
        (["k"], 0),
        (["G"], 208),
        (["G", "j"], 208),
        (["end", "g"], 0),
        (["G", "home"], 0),
    ],
)
async def test_keys_move_the_cursor(start: Start, size: tuple[int, int], keys: list[str], place: int) -> None:
    """Arrows and vim keys move the cursor, which stays on the list; the detail shows the paper under it."""
    async with start(size) as reader:
        await reader.press(*keys)
        shown = reader.main.query_one(PaperList)

        assert shown.cursor == place
        await reader.until(lambda: reader.main.paper == shown.paper, "the detail")


async def test_half_a_page_down_and_up_comes_back(start: Start, size: tuple[int, int]) -> None:
    """Ctrl-d moves by half of what is in view, and Ctrl-u moves back by as much."""
    async with start(size) as reader:
        shown = reader.main.query_one(PaperList)
        half = shown.size.height // 2 // 2

        await reader.press("ctrl+d")
        assert shown.cursor == half
        await reader.press("ctrl+u")
        assert shown.cursor == 0


async def test_the_row_under_the_cursor_is_whole(start: Start, size: tuple[int, int]) -> None:
    """Wherever the cursor goes, both lines of its paper are in view."""
    async with start(size) as reader:
        shown = reader.main.query_one(PaperList)
        for key in ["G", "k", "ctrl+u", "ctrl+u", "j", "g", "ctrl+d", "ctrl+d"]:
            await reader.press(key)
            assert sum(line.startswith("▌") for line in reader.shown("#list").split("\n")) == 2, key
            assert shown.scroll_offset.y <= shown.cursor * 2


async def test_a_click_moves_the_cursor_and_a_second_one_opens(start: Start, size: tuple[int, int]) -> None:
    """A click on a paper puts the cursor there; a double click goes into its abstract."""
    async with start(size) as reader:
        shown = reader.main.query_one(PaperList)
        await reader.pilot.click(PaperList, offset=(10, 5))
        assert shown.cursor == 2
        await reader.pilot.double_click(PaperList, offset=(10, 2))
        await reader.pilot.pause()

        assert shown.cursor == 1
        assert reader.app.focused is reader.main.query_one("#detail")


async def test_the_wheel_scrolls_without_moving_the_cursor(start: Start) -> None:
    """Turning the wheel shows other papers; the cursor stays on its own."""
    async with start() as reader:
        shown = reader.main.query_one(PaperList)
        shown.action_scroll_down()
        await reader.until(lambda: shown.scroll_offset.y > 0, "scrolling")

        assert shown.cursor == 0


async def test_only_pages_in_view_are_in_memory(start: Start) -> None:
    """Going through the whole list keeps a few pages of papers, however long it is."""
    async with start() as reader:
        shown = reader.main.query_one(PaperList)
        shown.show(shown.ids * 50, 209 * 50)
        for place in range(0, 209 * 50, PAGE):
            shown.cursor = place
            assert shown.paper is not None
            assert len(shown._pages) <= PAGES_KEPT


async def test_a_million_rows_are_replaced_within_a_frame(start: Start) -> None:
    """A new result does no work for each of its rows."""
    async with start() as reader:
        shown = reader.main.query_one(PaperList)
        fetched: list[int] = []
        fetch = shown._pages.fetch

        def counted(ids: Sequence[int]) -> list[Paper]:
            fetched.extend(ids)
            return fetch(ids)

        shown._pages.fetch = counted
        shown.show(shown.ids * 5000, 209 * 5000)
        await reader.pilot.pause()

        assert shown.virtual_size.height // 2 == 209 * 5000
        assert len(fetched) <= 2 * PAGE


async def test_resizing_keeps_the_paper(start: Start) -> None:
    """The cursor stays on its paper, and in view, when the terminal changes its size."""
    async with start() as reader:
        await reader.press("G", "k", "k")
        before = reader.main.current
        for width, height in [(80, 24), (40, 12), (100, 30), (20, 5), (120, 36)]:
            await reader.pilot.resize_terminal(width, height)
            await reader.pilot.pause()
            assert reader.main.current == before
        assert sum(line.startswith("▌") for line in reader.shown("#list").split("\n")) == 2
