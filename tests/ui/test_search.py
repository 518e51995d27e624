"""Searching: typing, hits, empty answers, filters."""

from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from tui_reader.ui.widgets.paper_detail import PaperDetail
from tui_reader.ui.widgets.paper_list import PaperList

if TYPE_CHECKING:
    from tests.ui.conftest import Reader, Start
    from tui_reader.library.library import Library

STAGED = "Accelerating LLM Inference with Staged Speculative Decoding"


def answered(reader: Reader, text: str) -> bool:
    return reader.main.answer.text == text


async def test_slash_types_a_query_and_escape_goes_back(start: Start, size: tuple[int, int]) -> None:
    """`/` puts the cursor into the search bar; Escape returns to the list and keeps the query; again shows all."""
    async with start(size) as reader:
        await reader.search("speculative")
        assert reader.focus == "query"
        await reader.press("escape")
        assert reader.focus == "list"
        assert reader.main.query_one(Input).value == "speculative"

        await reader.press("escape")
        await reader.until(lambda: reader.main.answer.total == 209, "all papers")
        assert reader.main.query_one(Input).value == ""


async def test_the_list_and_the_detail_show_what_was_found(start: Start, size: tuple[int, int]) -> None:
    """The best paper is under the cursor, its abstract in the detail, and the status counts."""
    async with start(size) as reader:
        await reader.search("speculative")
        assert reader.main.current is not None
        assert reader.main.current.title == STAGED
        await reader.until(lambda: STAGED in " ".join(reader.shown("#detail").split()), "the detail")
        assert "6 of 209" in reader.shown("#status")


async def test_hits_are_marked_in_list_and_detail(start: Start) -> None:
    """The words of the query, in whatever form, are drawn in the style of hits."""
    async with start() as reader:
        await reader.search("speculative decod")
        await reader.until(lambda: "staged" in reader.shown("#detail"), "the detail")
        for selector, words in (("#list", {"Speculative"}), ("#detail", {"speculative", "decoding"})):
            widget = reader.main.query_one(selector)
            colour = reader.app.get_css_variables()["warning"].lower()
            hits = {
                segment.text
                for line in widget.render_lines(widget.outer_size.region)
                for segment in line
                if segment.style and segment.style.bold and segment.style.color and segment.style.color.name == colour
            }
            assert words <= hits


async def test_enter_goes_from_the_search_bar_to_the_list(start: Start, size: tuple[int, int]) -> None:
    """Enter ends typing; the next keys move in the list."""
    async with start(size) as reader:
        await reader.search("speculative")
        await reader.press("enter", "j")

        assert reader.main.query_one(PaperList).cursor == 1


async def test_the_cursor_stays_on_its_paper_when_the_search_ends(start: Start) -> None:
    """What was found is still under the cursor when all papers are shown again."""
    async with start() as reader:
        await reader.search("speculative")
        await reader.press("escape", "escape")
        await reader.until(lambda: reader.main.answer.total == 209, "all papers")

        assert reader.main.current is not None
        assert reader.main.current.title == STAGED


async def test_nothing_found_says_what_was_searched_and_what_to_try(start: Start, size: tuple[int, int]) -> None:
    """An answer without papers names the query and the next step, and no stale paper is beside it."""
    async with start(size) as reader:
        await reader.search("xylophone")
        await reader.until(lambda: "Try fewer words" in " ".join(reader.shown("#reason").split()), "the way on")
        assert "Nothing found for “xylophone”" in " ".join(reader.shown("#reason").split())
        await reader.until(lambda: reader.main.query_one(PaperDetail).paper is None, "an empty detail")
        assert "0 of 209" in reader.shown("#status")

        await reader.press("escape", "escape")
        await reader.until(lambda: reader.main.answer.total == 209, "all papers")
        assert not reader.main.has_class("-empty")


async def test_text_that_does_not_parse_is_searched_with_a_quiet_hint(start: Start) -> None:
    """No input empties the screen without a reason."""
    async with start() as reader:
        await reader.search("http:")
        assert reader.main.answer.total > 0
        assert "“http:”" in reader.shown("#search")


@pytest.mark.parametrize(
    ("filter_", "said"),
    [("is:queued", "Nothing is queued."), ("has:highlight", "No highlights yet."), ("has:note", "No notes yet.")],
)
async def test_a_filter_that_finds_nothing_says_how_it_would(start: Start, filter_: str, said: str) -> None:
    """Not as a query without hits: nothing was done yet that it could find."""
    async with start() as reader:
        await reader.search(filter_)
        await reader.until(lambda: said in reader.shown("#reason"), "the empty state")
        assert "Esc shows all papers" in " ".join(reader.shown("#reason").split())


async def test_shift_b_shows_only_bookmarks(start: Start, size: tuple[int, int]) -> None:
    """`B` says so when there are none; with some it lists them, as a filter that can be read in the query."""
    async with start(size) as reader:
        await reader.press("B")
        await reader.until(lambda: "No bookmarks yet" in reader.shown("#reason"), "the empty state")
        await reader.press("B")
        await reader.until(lambda: reader.main.answer.total == 209, "all papers")

        await reader.press("j", "b")
        await reader.until(lambda: reader.main.current and reader.main.current.bookmarked, "the bookmark")
        await reader.press("B")
        await reader.until(lambda: reader.main.answer.total == 1, "one bookmark")
        assert reader.main.query_one(Input).value.strip() == "is:bookmarked"
        assert reader.shown("#list").startswith("▌★")


async def test_a_click_on_the_search_bar_types(start: Start, size: tuple[int, int]) -> None:
    """The whole first line is a place to click for typing."""
    async with start(size) as reader:
        await reader.pilot.click("#status")
        assert reader.app.focused is reader.main.query_one(Input)


async def test_a_query_on_the_command_line_is_typed_already(start: Start) -> None:
    """`tui-reader speculative` starts with the answer."""
    async with start(query="speculative") as reader:
        await reader.until(lambda: reader.main.answer.total == 6, "the answer")
        assert reader.main.query_one(Input).value == "speculative"


async def test_fast_typing_shows_the_answer_to_the_last_text(start: Start) -> None:
    """However fast the letters come, the answer that stays belongs to all of them."""
    async with start() as reader:
        field = reader.main.query_one(Input)
        for end in range(1, len("speculative") + 1):
            field.value = "speculative"[:end]
        await reader.until(lambda: reader.main.answer.total == 6, "the answer")
        await reader.settled()
        assert reader.main.answer.text == "speculative"


async def test_pasted_garbage_is_only_text(start: Start) -> None:
    """Control characters, markup and ten thousand letters in the search bar neither crash nor reach the screen."""
    async with start() as reader:
        field = reader.main.query_one(Input)
        for text in (
            "\x1b]52;c;aGk=\x07",
            "[bold]x[/",
            "((((",
            "a" * 10_000,
            "\u202egnp.exe",
            "日本 👩‍🔬 \x00",
            '"',
            "AND OR NOT",
        ):
            field.value = text
            await reader.until(partial(answered, reader, text), f"the answer to {text[:20]!r}")
            frame = reader.shown("#search") + reader.shown("#panes")
            assert not any(letter in frame for letter in "\x1b\x07\x00\u202e")


async def test_without_a_place_for_the_index_the_reader_goes_on(start: Start, library: Library) -> None:
    """A cache that cannot be written is said once; papers can be read, and typing neither crashes nor asks for ever."""
    library.close()
    shutil.rmtree(library.home.cache)
    library.home.cache.write_text("a file where the directory should be", encoding="utf-8")
    async with start() as reader:
        await reader.press("slash")
        await reader.type("specul")
        await reader.until(lambda: "no search index" in reader.shown("#status"), "the report")
        await reader.pilot.pause(0.5)
        assert len(reader.app._notifications) == 1
        assert "There is no search index" in reader.shown("#reason")

        await reader.press("escape", "escape")
        await reader.until(lambda: reader.main.answer.total == 209, "all papers")
        assert "We propose" in reader.shown("#detail")
