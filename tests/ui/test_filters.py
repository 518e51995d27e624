"""The panel of filters: counts, and filters as text of the query."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tui_reader.errors import ReaderError
from tui_reader.ui.widgets.filter_panel import ACTIVE, LEFT_OUT, FilterPanel
from tui_reader.ui.widgets.paper_list import PaperList
from tui_reader.ui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    import pytest

    from tests.ui.conftest import Reader, Start
    from tui_reader.library.library import Library
    from tui_reader.paths import Home
    from tui_reader.ui.widgets.filter_panel import Row


def row(reader: Reader, label: str) -> Row | None:
    """The last row of a label."""
    rows = [row for row in reader.main.query_one(FilterPanel)._rows if row.label == label]
    return rows[-1] if rows else None


def chosen(reader: Reader) -> set[str]:
    """The labels of the rows that are shown as chosen."""
    return {row.label for row in reader.main.query_one(FilterPanel)._rows if row.state == ACTIVE}


def count(reader: Reader, label: str) -> int:
    found = row(reader, label)
    return found.count if found else 0


async def opened(reader: Reader) -> None:
    await reader.press("f")
    await reader.until(lambda: reader.main.query_one(FilterPanel).facets, "the counts")
    await reader.pilot.pause()


async def go_to(reader: Reader, label: str) -> None:
    panel = reader.main.query_one(FilterPanel)
    await reader.press("g")
    for _ in range(len(panel._rows)):
        current = panel._current
        if current is not None and current.label == label:
            return
        await reader.press("j")
    raise AssertionError(label)


async def test_counts_are_those_of_the_answer(start: Start, library: Library, size: tuple[int, int]) -> None:
    """Every count is what the query finds together with that filter."""
    library.bookmark(library.search("speculative decoding").ids[:2])
    library.tag(library.search("speculative decoding").ids[:1], add=["ml/inference"])
    library.refresh_index()
    async with start(size, query="speculative decoding") as reader:
        await reader.until(lambda: reader.main.answer.total == 5, "the answer")
        await opened(reader)

        for label, term in (
            ("bookmarked", "is:bookmarked"),
            ("#ml/inference", "tag:ml/inference"),
            ("2025", "year:2025"),
        ):
            expected = library.search(f"{term} speculative decoding").total
            assert expected
            assert count(reader, label) == expected
        assert row(reader, "queued") is None


async def test_a_filter_is_text_in_the_query(start: Start, size: tuple[int, int]) -> None:
    """Enter adds the filter in front of what was typed, Enter again takes it away; the counts follow."""
    async with start(size, query="graph neural") as reader:
        await reader.until(lambda: reader.main.answer.total == 9, "the answer")
        await opened(reader)
        expected = count(reader, "2024")
        await go_to(reader, "2024")
        await reader.press("enter")
        await reader.until(lambda: reader.main.answer.total == expected, "the filtered answer")
        assert reader.main.query_one(SearchBar).text == "year:2024 graph neural"
        await reader.until(lambda: (found := row(reader, "2024")) and found.state == ACTIVE, "the chosen year")
        active = row(reader, "year:2024")
        assert active is not None
        assert active.state == ACTIVE

        await reader.press("enter")
        await reader.until(lambda: reader.main.answer.total == 9, "all of them")
        assert reader.main.query_one(SearchBar).text == "graph neural"


async def test_several_years_are_chosen_at_once(start: Start) -> None:
    """The other years keep their counts, a second one joins the first, and both are shown as chosen."""
    async with start(query="graph neural") as reader:
        await reader.until(lambda: reader.main.answer.total == 9, "the answer")
        await opened(reader)
        first, second = count(reader, "2024"), count(reader, "2025")
        assert first
        assert second
        await go_to(reader, "2024")
        await reader.press("enter")
        await reader.until(lambda: reader.main.answer.total == first, "those of one year")
        await reader.until(lambda: (found := row(reader, "2024")) and found.state == ACTIVE, "the chosen year")
        await go_to(reader, "2025")
        await reader.press("enter")
        await reader.until(lambda: reader.main.answer.total == first + second, "those of both years")
        assert reader.main.query_one(SearchBar).text == "year:(2024 OR 2025) graph neural"
        await reader.until(lambda: chosen(reader) >= {"2024", "2025"}, "both as chosen")


async def test_a_filter_can_leave_papers_out(start: Start) -> None:
    """`-` leaves out what the filter finds; it is listed with the filters of the query, to be taken away there."""
    async with start(query="graph neural") as reader:
        await reader.until(lambda: reader.main.answer.total == 9, "the answer")
        await opened(reader)
        expected = 9 - count(reader, "2024")
        await go_to(reader, "2024")
        await reader.press("minus")
        await reader.until(lambda: reader.main.answer.total == expected, "the rest")
        assert reader.main.query_one(SearchBar).text == "-year:2024 graph neural"
        await reader.until(lambda: (found := row(reader, "year:2024")) and found.state == LEFT_OUT, "the row")

        await go_to(reader, "year:2024")
        await reader.press("enter")
        await reader.until(lambda: reader.main.answer.total == 9, "all of them")


async def test_a_venue_of_many_words_is_a_filter(start: Start) -> None:
    """A venue is looked for as a phrase, and finds as many papers as its row says."""
    async with start() as reader:
        await opened(reader)
        expected = count(reader, "ICML")
        await go_to(reader, "ICML")
        await reader.press("space")
        await reader.until(lambda: reader.main.answer.total == expected, "the papers of the venue")

        assert reader.main.query_one(SearchBar).text.startswith('venue:"')


async def test_the_counts_follow_what_is_typed(start: Start) -> None:
    """With the panel open, each answer brings its counts."""
    async with start() as reader:
        await opened(reader)
        assert count(reader, "unread") == 209
        await reader.search("speculative")
        await reader.until(lambda: count(reader, "unread") == 6, "the counts")


async def test_the_panel_goes_when_it_is_asked_to(start: Start, size: tuple[int, int]) -> None:
    """`f` shows the panel and goes there, `f` again takes it away; Escape goes to the list and leaves it open."""
    async with start(size) as reader:
        await opened(reader)
        assert reader.focus == "filter-panel"
        await reader.press("escape")
        assert reader.focus == "list"
        assert reader.main.query_one("#filters").display
        await reader.press("f", "f")
        assert reader.focus == "list"
        assert not reader.main.query_one("#filters").display
        assert reader.main.query_one("#reading").display


async def test_a_click_toggles_a_filter(start: Start) -> None:
    """The mouse works too."""
    async with start() as reader:
        await opened(reader)
        place = next(n for n, one in enumerate(reader.main.query_one(FilterPanel)._rows) if one.label == "2025")
        await reader.pilot.click(FilterPanel, offset=(5, place))
        await reader.until(lambda: reader.main.query_one(SearchBar).text == "year:2025", "the filter")


async def test_the_place_is_kept_by_paper_when_a_filter_changes(start: Start) -> None:
    """The cursor stays on its paper while it is found, and goes to one that is left when it is not."""
    async with start(query="graph neural") as reader:
        await reader.until(lambda: reader.main.answer.total == 9, "the answer")
        await reader.press("j", "j", "j")
        paper = reader.main.current
        assert paper is not None
        await opened(reader)
        await go_to(reader, str(paper.year))
        await reader.press("enter")
        await reader.until(lambda: reader.main.answer.total < 9, "the filtered answer")
        assert reader.main.current == paper

        await reader.press("minus")
        await reader.until(lambda: reader.main.answer.text.startswith("-year"), "the others")
        assert reader.main.current is not None
        assert reader.main.current.year != paper.year
        assert reader.main.query_one(PaperList).paper == reader.main.current


async def test_filters_wait_for_no_index(
    start: Start, library: Library, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bookmarked papers are there at once, and so is why there are none, while no index can be built."""

    def refuse(*_: object, **__: object) -> None:
        raise ReaderError("There is no room.")

    shutil.rmtree(home.cache)
    monkeypatch.setattr(library, "refresh_index", refuse)
    library.bookmark([5])
    async with start() as reader:
        await reader.search("is:bookmarked year:2000..")
        assert list(reader.main.answer.ids) == [5]
    async with start(query="is:bookmarked year:1990") as reader:
        await reader.until(lambda: "Without year:1990" in reader.screen(), "a way out")
