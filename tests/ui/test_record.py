"""The whole record on the page, ratings, and where facts are from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import paper
from tests.ui.conftest import STACKED, TINY, WIDE, on_top
from tui_reader.model.papers import Details
from tui_reader.texts.names import Person

if TYPE_CHECKING:
    from tests.ui.conftest import Start
    from tui_reader.library.library import Library

FULL = paper(
    "A Zebra of Records",
    "Ada Lovelace",
    year=1991,
    venue="Machine Learning",
    kind="book",
    details=Details(
        month=3,
        volume="6",
        issue="2",
        pages="148-161",
        publisher="MIT Press",
        place="Cambridge",
        editors=(Person.parse("Emmy Noether"),),
        status="Retracted",
        comment="12 pages, 3 figures",
        categories=("cs.LG", "cs.AI"),
        keywords=("records", "zebras"),
        ids=(("isbn", "978-0-262-00000-0"),),
        files=("/papers/zebra.pdf",),
        others=True,
    ),
)


async def test_the_page_shows_the_whole_record(start: Start, library: Library) -> None:
    """Venue with volume and pages, kind, publisher, editors, comment, subjects, identifiers, files and status."""
    on_top(library, FULL)
    async with start() as reader:
        await reader.until(lambda: "A Zebra" in reader.shown("#detail"), "the paper")
        shown = " ".join(reader.shown("#detail").split())
        expected = (
            "Ada Lovelace et al.",
            "1991-03 · Machine Learning 6(2), 148-161",
            "Retracted",
            "book · MIT Press, Cambridge · edited by Emmy Noether · 12 pages, 3 figures · cs.LG cs.AI · records",
            "zebras · ISBN 978-0-262-00000-0 · file: zebra.pdf",
        )
        assert [part for part in expected if part not in shown] == []


@pytest.mark.parametrize("where", [WIDE, STACKED, TINY], ids=["120x36", "80x24", "40x12"])
async def test_two_keys_rate_a_paper(start: Start, library: Library, where: tuple[int, int]) -> None:
    """The question says what it waits for; the stars are in the row and on the page; 0 takes them away."""
    [number] = on_top(library, paper("A Zebra"))
    async with start(where) as reader:
        await reader.press("m")
        assert "1 to 5 rates" in reader.screen()
        await reader.press("4")
        await reader.until(lambda: "4★ Ada Lovelace" in reader.shown("#list"), "the stars")
        assert library.papers([number])[0].rating == 4
        await reader.press("m", "0")
        await reader.until(lambda: "4★" not in reader.shown("#list"), "no stars")
        await reader.press("m", "escape")
        assert library.papers([number])[0].rating == 0


async def test_a_rating_is_for_all_selected_and_undone_at_once(start: Start, library: Library) -> None:
    """One rating of several papers is one step of undo."""
    ids = on_top(library, paper("A Zebra"), paper("An Aardvark"))
    async with start() as reader:
        await reader.press("x", "x", "m", "5")
        await reader.until(lambda: [one.rating for one in library.papers(ids)] == [5, 5], "both ratings")
        await reader.press("u")
        await reader.until(lambda: [one.rating for one in library.papers(ids)] == [0, 0], "none")


@pytest.mark.parametrize("where", [WIDE, STACKED, TINY], ids=["120x36", "80x24", "40x12"])
async def test_where_facts_are_from_is_shown_on_request(start: Start, library: Library, where: tuple[int, int]) -> None:
    """Each source with its day and the facts that came from it."""
    on_top(library, FULL)
    async with start(where) as reader:
        await reader.press("P")
        await reader.until(lambda: reader.place == "SourcesPanel", "the panel")
        assert "title, abstract, authors" in " ".join(reader.shown("#sources-text").split())
        await reader.press("escape")
        assert reader.place == "MainScreen"
