"""Queries that are kept, orders that are remembered, places that are kept, and the reason of a hit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input, OptionList

from tests.builders import paper
from tui_reader.importers.records import Record
from tui_reader.model.results import SavedSearch
from tui_reader.ui.widgets.paper_list import PaperList
from tui_reader.ui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from tests.ui.conftest import Reader, Start
    from tui_reader.library.library import Library


def text(reader: Reader) -> str:
    return reader.main.query_one(SearchBar).text


async def found(reader: Reader, query: str) -> None:
    await reader.until(lambda: reader.main.answer.text == query, f"the answer to {query}")
    await reader.pilot.pause()


async def test_up_arrow_goes_back_through_earlier_queries(start: Start, library: Library) -> None:
    """Up shows the query before, and the one before that; down comes back to what was typed, and then to the list."""
    async with start() as reader:
        for query in ("transformer", "diffusion"):
            await reader.search(query)
            await reader.press("enter", "escape")
        await reader.until(lambda: library.queries.history() == ["diffusion", "transformer"], "the history")

        await reader.press("slash", "up")
        assert text(reader) == "diffusion"
        await reader.press("up", "up")
        assert text(reader) == "transformer"
        await found(reader, "transformer")
        await reader.press("down", "down")
        assert text(reader) == ""
        await reader.press("down")
        assert reader.focus == "list"


async def test_up_arrow_completes_what_is_typed(start: Start, library: Library) -> None:
    """With something typed only earlier queries that begin with it come back."""
    library.queries.use("diffusion models")
    library.queries.use("transformer")
    async with start() as reader:
        await reader.press("slash")
        await reader.type("dif")
        await reader.press("up")

        assert text(reader) == "diffusion models"


async def test_letters_alone_are_no_history(start: Start, library: Library) -> None:
    """Only queries that were used are remembered, not every letter on the way."""
    async with start() as reader:
        await reader.search("diffusion")
        await reader.press("ctrl+u")
        await reader.type("graph")
        await found(reader, "graph")
        await reader.press("enter")
        await reader.until(library.queries.history, "the history")

        assert library.queries.history() == ["graph"]


async def test_a_query_is_saved_and_asked_by_its_key(start: Start, size: tuple[int, int]) -> None:
    """ctrl+s asks for a name; the search gets the first free key, which asks it from anywhere."""
    async with start(size) as reader:
        await reader.search("speculative")
        await reader.press("ctrl+s")
        assert reader.place == "NameQuestion"
        await reader.type("fast")
        await reader.press("enter", "escape", "escape")
        await reader.until(reader.library.queries.saved, "the saved search")
        await found(reader, "")

        await reader.press("1")
        await found(reader, "speculative")
        assert reader.main.answer.total == 6
        assert reader.focus == "list"
    assert [(one.name, one.query, one.digit) for one in reader.library.queries.saved()] == [("fast", "speculative", 1)]


async def test_a_key_without_a_search_says_so(start: Start) -> None:
    """Nothing is asked, and a line says how a search gets a key."""
    async with start() as reader:
        await reader.press("7")
        await reader.until(lambda: reader.app._notifications, "the line, when no key has followed that 7 could count")

        assert "key 7" in next(iter(reader.app._notifications)).message
        assert text(reader) == ""


async def test_saved_searches_are_listed_and_changed(start: Start, library: Library, size: tuple[int, int]) -> None:
    """The list gives keys, renames, takes away and asks."""
    library.queries.save(SavedSearch("old", "graph", digit=1))
    library.queries.save(SavedSearch("new", "speculative", digit=2))
    async with start(size) as reader:
        await reader.press("S")
        assert reader.place == "SavedSearches"
        await reader.press("j", "1")
        await reader.until(lambda: [one.digit for one in library.queries.saved()] == [1, None], "the key")
        assert [one.name for one in library.queries.saved()] == ["new", "old"]

        await reader.press("r", "ctrl+u")
        await reader.type("newest")
        await reader.press("enter")
        await reader.until(lambda: "newest" in [one.name for one in library.queries.saved()], "the name")

        await reader.press("k", "d")
        await reader.until(lambda: len(library.queries.saved()) == 1, "one less")
        await reader.press("enter")
        await found(reader, "speculative")
        assert reader.place == "MainScreen"


async def test_the_order_is_remembered_for_each_use(start: Start, library: Library, size: tuple[int, int]) -> None:
    """Browsing by title and searching by year are two choices, and both are there in the next session."""
    async with start(size) as reader:
        await reader.press("O")
        options = reader.app.screen.query_one(OptionList)
        assert [option.id for option in options.options] == ["added", "year", "title", "read"]
        await reader.press("j", "j", "enter")
        await reader.until(lambda: reader.main.answer.sort == "title", "the order")
        await reader.search("graph")
        assert reader.main.answer.sort == "relevance"
        await reader.press("enter", "O", "j", "j", "enter")
        await reader.until(lambda: reader.main.answer.sort == "year", "the order")
        years = [one.year or 0 for one in library.papers(reader.main.answer.ids)]
        assert years == sorted(years, reverse=True)

    async with start(size) as reader:
        browsing = reader.main.answer.sort
        await reader.search("graph")
        assert (browsing, reader.main.answer.sort) == ("title", "year")


async def test_recently_read_comes_first_when_asked_to(start: Start) -> None:
    """`r` marks a paper as read; in that order it is the first."""
    async with start() as reader:
        await reader.press("j", "j", "r")
        await reader.until(lambda: reader.main.current and reader.main.current.read, "the mark")
        read = reader.main.current
        await reader.press("O", "j", "j", "j", "enter")
        await reader.until(lambda: reader.main.answer.sort == "read", "the order")

        assert read is not None
        assert reader.main.answer.ids[0] == read.id
        assert reader.main.current == read


async def test_the_place_is_kept_by_paper_when_the_query_goes_on(start: Start) -> None:
    """Once the reader has chosen a paper among results, more letters keep it as long as it is found."""
    async with start() as reader:
        await reader.search("graph")
        await reader.press("enter", "j", "j")
        chosen = reader.main.current
        await reader.press("slash", "end")
        await reader.type(" neural")
        await found(reader, "graph neural")
        assert chosen is not None
        assert chosen.id in reader.main.answer.ids
        assert reader.main.current == chosen


async def test_a_new_search_starts_at_the_best_paper(start: Start) -> None:
    """Wherever the cursor was among all papers, a search shows its best one."""
    async with start() as reader:
        await reader.press("G")
        await reader.search("speculative")

        assert reader.main.query_one(PaperList).cursor == 0


async def test_a_hit_outside_of_the_row_is_shown_in_it(start: Start, library: Library) -> None:
    """When neither title nor authors have the word, the second line shows where the abstract or the note has it."""
    library.take(
        [
            Record(paper("Plain Title", abstract=f"{'Words come first. ' * 9}Then a zebrafish swims by."), 1),
            Record(paper("Other Title", abstract="Nothing of that."), 2),
        ]
    )
    library.write_note(library.browse().ids[1], "Compare zebrafish data")
    library.refresh_index()
    async with start() as reader:
        await reader.search("zebrafish")
        await reader.until(lambda: reader.main.answer.total == 2, "both papers")
        rows = reader.shown("#list").split("\n")
        assert any(line.startswith(("▌  …", "   …")) and "a zebrafish swims" in line for line in rows)
        assert any("✎ Compare zebrafish data" in line for line in rows)
        assert "Ada Lovelace" not in "".join(rows[:4])


async def test_the_hits_of_a_long_abstract_are_gone_through(start: Start, library: Library) -> None:
    """`>` brings the next hit into view and says which it is, `<` the one before; after the last comes the first."""
    filler = "Nothing to see in this sentence of some length, which goes on for a while. " * 25
    abstract = f"The axolotl is first. {filler} The axolotl again. {filler} One axolotl more."
    library.take([Record(paper("A Long One", abstract=abstract), 1)])
    library.refresh_index()
    async with start((100, 24)) as reader:
        await reader.search("axolotl")
        await reader.press("enter")
        detail = reader.main.query_one("#detail")
        await reader.until(lambda: "axolotl" in reader.shown("#detail"), "the detail")
        await reader.press("greater_than_sign", "greater_than_sign")
        assert "hit 2 of 3" in reader.shown("#search")
        assert "axolotl again" in reader.screen()
        assert detail.scroll_offset.y > 0
        await reader.press("less_than_sign", "less_than_sign")
        assert "hit 3 of 3" in reader.shown("#search")
        assert "axolotl more" in reader.screen()
        await reader.press("greater_than_sign")
        assert "axolotl is first" in reader.screen()


async def test_a_saved_search_keeps_its_order(start: Start, library: Library) -> None:
    """A search that was saved in another order than the usual one is asked in it."""
    library.queries.save(SavedSearch("by year", "graph", sort="year", digit=3))
    async with start() as reader:
        await reader.press("3")
        await reader.until(
            lambda: reader.main.answer.text == "graph" and reader.main.answer.sort == "year", "the order"
        )

        assert reader.main.query_one(Input).value == "graph"
