"""What is where at which size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui_reader.ui.screens.responsive import TOO_SMALL
from tui_reader.ui.widgets.paper_detail import PaperDetail
from tui_reader.ui.widgets.paper_view import MARGIN

if TYPE_CHECKING:
    from tests.ui.conftest import Start


async def test_wide_terminals_have_list_and_detail_side_by_side(start: Start) -> None:
    """From 100 columns on the detail is right of the list, and the abstract at most 80 columns wide."""
    async with start((180, 40)) as reader:
        found, detail = reader.main.query_one("#found").region, reader.main.query_one("#reading").region

        assert found.right <= detail.x
        assert found.y == detail.y
        assert 60 < max(len(line.rstrip()) for line in reader.shown("#detail").split("\n")) - MARGIN <= 80


async def test_80_by_24_has_the_list_above_the_detail(start: Start) -> None:
    """The list takes the upper ten lines, the detail the rest; both as wide as the terminal."""
    async with start((80, 24)) as reader:
        found, detail = reader.main.query_one("#found").region, reader.main.query_one("#reading").region

        assert found.bottom == detail.y
        assert found.height == 10
        assert found.width == detail.width == 80


async def test_40_by_12_still_works(start: Start) -> None:
    """Two papers and the beginning of an abstract fit, with search bar and keys."""
    async with start((40, 12)) as reader:
        assert reader.main.query_one("#list").size.height >= 4
        assert reader.main.query_one("#detail").size.height >= 4
        assert "help" in reader.shown("#keys")
        await reader.search("speculative")
        assert reader.shown("#status").strip().startswith("6 of 209")


@pytest.mark.parametrize("size", [(29, 24), (80, 7), (10, 3)])
async def test_a_tiny_terminal_says_so(start: Start, size: tuple[int, int]) -> None:
    """Where nothing fits, the screen says what is needed; with more room everything is back."""
    async with start() as reader:
        await reader.pilot.resize_terminal(*size)
        await reader.pilot.pause()
        assert "too small" in " ".join(reader.shown("#too-small").split())
        assert TOO_SMALL.startswith(reader.screen()[:20])
        assert not set(reader.screen().split()) - set(TOO_SMALL.split())

        await reader.pilot.resize_terminal(80, 24)
        await reader.pilot.pause()
        assert not reader.main.query("#too-small")
        assert reader.main.paper is not None
        assert reader.main.paper.title.split()[0] in reader.screen()


async def test_the_status_shortens_before_it_crowds_the_query(start: Start) -> None:
    """Less room leaves out the time, then the order; the count stays."""
    async with start((60, 20)) as reader:
        assert (
            reader.shown("#status").strip()
            == "209 papers · recently added · 1 ms"[: len(reader.shown("#status").strip())]
        )
        await reader.pilot.resize_terminal(30, 20)
        await reader.pilot.pause()
        assert reader.shown("#status").strip() == "209 papers"


async def test_the_first_frame_has_the_abstract(start: Start) -> None:
    """The detail is drawn when it is first asked for, before it has heard of its size."""
    async with start() as reader:
        detail = reader.main.query_one(PaperDetail)
        detail._width, detail._lines = 0, []

        assert "We propose" in reader.shown("#detail")
