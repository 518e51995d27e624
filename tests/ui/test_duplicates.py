"""The panel of papers that may be the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.conftest import STACKED, TINY, WIDE
from tui_reader.importers.records import Record
from tui_reader.model.papers import Paper
from tui_reader.texts.names import Person

if TYPE_CHECKING:
    from tests.ui.conftest import Reader, Start
    from tui_reader.library.library import Library


@pytest.fixture
def twins(library: Library) -> list[int]:
    """Two papers with one title, author and year, and different DOIs, as an import finds them."""
    author = (Person("Lovelace", "Ada"),)
    papers = [
        Paper("Notes on the Engine", authors=author, year=1843, doi=f"10.1000/{number}", venue=venue)
        for number, venue in ((1, "Memoirs"), (2, None))
    ]
    library.take([Record(paper, line) for line, paper in enumerate(papers, 1)], source="twins.bib")
    library.refresh_index()
    [pair] = library.duplicates.all()
    return [pair.paper, pair.other]


async def opened(reader: Reader) -> None:
    await reader.press("equals_sign")
    await reader.until(lambda: "Notes on the Engine" in reader.shown("#rows"), "the pair")


@pytest.mark.parametrize("size", [WIDE, STACKED, TINY], ids=["120x36", "80x24", "40x12"])
async def test_a_pair_is_shown_with_its_differences(start: Start, twins: list[int], size: tuple[int, int]) -> None:
    """`=` lists the pair and, where there is room, each field in which its papers differ."""
    assert len(twins) == 2
    async with start(size) as reader:
        await opened(reader)
        if size != TINY:
            await reader.until(lambda: "10.1000/2" in reader.shown("#in-full"), "the differences")
            shown = reader.shown("#in-full")
            assert "10.1000/1" in shown
            assert "Memoirs" in shown
            assert "Lovelace" not in shown


async def test_merging_is_one_step_of_undo(start: Start, twins: list[int]) -> None:
    """`m` makes one paper of the two, `u` two papers of the one."""
    one, other = twins
    async with start() as reader:
        await opened(reader)
        await reader.press("m")
        await reader.until(lambda: [paper.id for paper in reader.library.papers(twins)] == [one], "the merge")
        await reader.until(lambda: "No two papers" in reader.shown(".question"), "the empty panel")
        await reader.press("u")
        await reader.until(lambda: len(reader.library.papers(twins)) == 2, "the undo")
        await reader.until(lambda: "Notes" in reader.shown("#rows"), "the pair again")
        await reader.press("M")
        await reader.until(lambda: [paper.id for paper in reader.library.papers(twins)] == [other], "the other way")
        await reader.press("escape")
        await reader.until(lambda: one not in reader.main.answer.ids, "the list without it")


async def test_a_pair_is_kept_apart_for_good(start: Start, twins: list[int]) -> None:
    """`a` takes the pair out of the panel and keeps both papers; `u` takes that back."""
    async with start() as reader:
        await opened(reader)
        await reader.press("space", "a")
        await reader.until(lambda: not reader.library.duplicates.all(), "the decision")
        assert len(reader.library.duplicates.all(apart=True)) == 1
        assert len(reader.library.papers(twins)) == 2
        await reader.press("u")
        await reader.until(reader.library.duplicates.all, "the undo")


async def test_the_palette_finds_duplicates(start: Start, twins: list[int]) -> None:
    """ "merge" is found where "duplicates" is: the panel opens."""
    assert len(twins) == 2
    async with start() as reader:
        await reader.choose("possible duplicates")
        await reader.until(lambda: reader.place == "DuplicatesPanel", "the panel")
