"""An answer without papers: why, what was meant, and what each word costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import OptionList

from tui_reader.ui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from tests.ui.conftest import Reader, Start


def ways(reader: Reader) -> list[str]:
    """The ways out as they are shown."""
    return [str(option.prompt) for option in reader.main.query_one("#ways", OptionList).options]


async def explained(reader: Reader) -> None:
    await reader.until(lambda: reader.main.query(".-choice"), "the ways out")


async def test_words_that_no_paper_has_are_named(start: Start, size: tuple[int, int]) -> None:
    """The reason says which of the words are nowhere, and not those that are somewhere."""
    async with start(size) as reader:
        await reader.search("speculatve attention")
        await explained(reader)

        assert "No paper has “speculatve”." in reader.shown("#reason")


async def test_one_key_takes_what_was_meant(start: Start, size: tuple[int, int]) -> None:
    """Tab in the search bar turns `difusion` into `diffusion`, which has as many papers as was said."""
    async with start(size) as reader:
        await reader.search("difusion")
        await explained(reader)
        offered = ways(reader)[0]
        assert offered.startswith("Did you mean diffusion?")

        await reader.press("tab")
        await reader.until(lambda: reader.main.answer.total, "the answer")

        assert reader.main.query_one(SearchBar).text == "diffusion"
        assert offered.endswith(f" {reader.main.answer.total} papers")
        assert reader.focus == "query"


async def test_what_happens_without_one_word_is_counted(start: Start, size: tuple[int, int]) -> None:
    """Words that are all there but never together: each is offered to be dropped, with the papers that leaves."""
    async with start(size) as reader:
        await reader.search('equivariant "speculative decoding" ')
        await explained(reader)
        assert "not all of them in one paper" in " ".join(reader.shown("#reason").split())
        with_counts = ways(reader)
        assert with_counts[0].startswith("Without equivariant  ")

        await reader.press("enter")
        assert reader.focus == "ways"
        await reader.press("enter")
        await reader.until(lambda: reader.main.answer.total, "the answer")

        assert reader.main.query_one(SearchBar).text == '"speculative decoding"'
        assert with_counts[0].endswith(f" {reader.main.answer.total} papers")
        assert reader.focus == "list"


async def test_the_ways_out_have_a_cursor(start: Start) -> None:
    """`j` goes to the next one, and Enter takes it."""
    async with start() as reader:
        await reader.search('equivariant "speculative decoding" ')
        await explained(reader)
        await reader.press("enter", "j", "enter")
        await reader.until(lambda: reader.main.answer.total, "the answer")

        assert reader.main.query_one(SearchBar).text == "equivariant"


async def test_no_way_out_survives_into_an_answer(start: Start) -> None:
    """When papers are found the list is back, and Tab takes nothing."""
    async with start() as reader:
        await reader.search("difusion")
        await explained(reader)
        await reader.press("ctrl+u")
        await reader.type("diffusion")
        await reader.until(lambda: reader.main.answer.text == "diffusion", "the answer")
        await reader.press("tab")

        assert reader.main.query_one(SearchBar).text == "diffusion"
        assert not reader.main.has_class("-empty")


async def test_hostile_text_is_only_text_in_the_ways_out(start: Start) -> None:
    """Markup in a query that finds nothing is shown as it is."""
    async with start() as reader:
        reader.main.query_one(SearchBar).text = "[bold]difusion[/] [/]"
        await reader.until(lambda: "[bold]difusion[/] [/]" in reader.shown("#reason"), "the reason")
