"""Reading mode: one paper alone, from one to the next, and what counts as read."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.builders import paper
from tests.ui.conftest import on_top
from tui_reader.ui.widgets.paper_detail import PaperDetail
from tui_reader.ui.widgets.paper_list import PaperList

if TYPE_CHECKING:
    import pytest

    from tests.ui.conftest import Reader, Start
    from tui_reader.library.library import Library

WORDS = "Every sentence of it says the same thing in other words. "


def detail(reader: Reader) -> PaperDetail:
    return reader.main.query_one(PaperDetail)


def place(reader: Reader) -> str:
    return reader.shown("#place").strip()


async def test_enter_gives_the_paper_the_whole_screen(start: Start, library: Library, size: tuple[int, int]) -> None:
    """The list and the search bar go, the page is in the middle at a measure of 80, and a line says where one is."""
    library.mark_read(library.browse(limit=3).ids[1:])
    async with start(size) as reader:
        await reader.press("j", "enter")
        await reader.until(lambda: "207 unread" in place(reader), "the count")
        assert place(reader) == "2 of 209 · 207 unread"
        assert not reader.main.query_one(PaperList).region
        region = detail(reader).region
        assert region.width == min(size[0], 84)
        assert abs(region.x - (size[0] - region.right)) <= 1
        assert reader.focus == "detail"


async def test_escape_returns_to_the_same_place(start: Start, size: tuple[int, int]) -> None:
    """The list is where it was: same cursor on the same line of the screen, same query, same answer."""
    async with start(size) as reader:
        await reader.search("learning")
        await reader.press("enter", *"j" * 20)
        shown = reader.main.query_one(PaperList)
        before = shown.cursor, shown.scroll_offset, reader.shown("#list")
        await reader.press("enter")
        assert reader.main.reading.is_alone
        await reader.press("escape")
        assert not reader.main.reading.is_alone
        assert reader.focus == "list"
        assert (shown.cursor, shown.scroll_offset, reader.shown("#list")) == before


async def test_the_next_and_the_previous_paper_without_leaving(start: Start, library: Library) -> None:
    """`J` and `K` change the paper; leaving, the list's cursor is on the one that was read last."""
    ids = library.browse(limit=3).ids
    async with start() as reader:
        await reader.press("enter", "J", "J", "K")
        await reader.until(lambda: place(reader).startswith("2 of 209"), "the second paper")
        shown = detail(reader).paper
        assert shown is not None
        assert shown.id == ids[1]
        await reader.press("escape")
        assert reader.main.query_one(PaperList).cursor == 1


async def test_space_scrolls_and_then_goes_to_the_next_unread(start: Start, library: Library) -> None:
    """Space turns pages to the end of the paper, then passes over read papers to the next unread one."""
    long = paper("A Very Long Paper", abstract=WORDS * 80)
    others = [paper(f"Another {name} Paper", f"Person {name}") for name in ("First", "Second", "Third")]
    ids = on_top(library, long, *others)
    library.mark_read(ids[1:3])
    async with start() as reader:
        await reader.press("enter", "space")
        assert detail(reader).scroll_offset.y > 0
        while place(reader).startswith("1 of 213"):
            before = detail(reader).scroll_offset.y
            await reader.press("space")
            assert detail(reader).scroll_offset.y != before
        assert place(reader).startswith("4 of 213")
        assert detail(reader).scroll_offset.y == 0


async def test_space_at_the_end_of_everything_says_so(start: Start, library: Library) -> None:
    """When no unread paper follows, Space says so and stays."""
    library.mark_read(library.browse().ids)
    async with start() as reader:
        await reader.press("enter", "G", "space")
        assert "No unread paper follows" in reader.app._notifications.__iter__().__next__().message
        assert place(reader).startswith("1 of 209")


async def test_a_paper_that_was_looked_at_is_read(
    start: Start, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a while in reading mode a paper is read; one that was only passed over in the list is not."""
    first, second = library.browse(limit=2).ids
    monkeypatch.setattr(library, "config", replaced(library.config, read_after=0.3))
    async with start() as reader:
        await reader.pilot.pause(0.6)
        await reader.press("j", "enter")
        await reader.until(lambda: library.papers([second])[0].read, "the mark")
        assert not library.papers([first])[0].read
        assert library.journal.undo() is None, "nobody did that"


async def test_zero_seconds_mean_never(start: Start, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """With `read_after = 0` only `r` marks a paper as read."""
    monkeypatch.setattr(library, "config", replaced(library.config, read_after=0))
    async with start() as reader:
        await reader.press("enter")
        await reader.pilot.pause(0.3)
        assert not library.papers(library.browse(limit=1).ids)[0].read
        await reader.press("r")
        await reader.until(lambda: library.papers(library.browse(limit=1).ids)[0].read, "the mark")


async def test_marks_have_their_date(start: Start, library: Library) -> None:
    """The page says when the paper was read and queued."""
    number = library.browse(limit=1).ids[0]
    library.mark_read([number])
    library.queue([number])
    today = time.strftime("%d %b %Y").lstrip("0")
    async with start() as reader:
        assert f"✓ read {today}  ◷ queued {today}" in reader.shown("#detail")


async def test_papers_stay_in_the_list_while_it_is_read_from(start: Start) -> None:
    """Of `is:unread` a paper that becomes read stays until the reader comes back: the places do not move."""
    async with start(query="is:unread speculative") as reader:
        await reader.until(lambda: reader.main.answer.total == 6, "the answer")
        await reader.press("enter")
        if reader.focus != "detail":
            await reader.press("enter")
        await reader.press("r")
        await reader.until(lambda: place(reader).startswith("1 of 6 · 5 unread"), "the count")
        await reader.press("J")
        await reader.until(lambda: place(reader).startswith("2 of 6"), "the second one")
        await reader.press("escape")
        await reader.until(lambda: reader.main.answer.total == 5, "the new answer")


async def test_going_elsewhere_ends_reading_mode(start: Start, size: tuple[int, int]) -> None:
    """`/` in reading mode is the search bar, with the list below it."""
    async with start(size) as reader:
        await reader.press("enter", "slash")
        assert reader.focus == "query"
        assert not reader.main.reading.is_alone
        assert reader.main.query_one(PaperList).region


async def test_a_note_is_written_in_reading_mode(start: Start, size: tuple[int, int]) -> None:
    """`n` opens the note beside the paper, Escape goes back to the paper alone."""
    async with start(size) as reader:
        await reader.press("enter", "n", *"wombat", "escape")
        assert reader.focus == "detail"
        assert reader.main.reading.is_alone
        await reader.press("G")
        await reader.until(lambda: "wombat" in reader.shown("#detail"), "the note on the page")


async def test_latex_is_read_as_unicode_or_raw(start: Start, library: Library) -> None:
    """Titles and abstracts show Unicode; backslash shows the source, and Unicode again."""
    one = paper(r"Sorting in $\mathcal{O}(n \log n)$", abstract=r"Erd\H{o}s shows that 24\% need $x_2$.")
    on_top(library, one)
    async with start() as reader:
        assert "\N{MATHEMATICAL SCRIPT CAPITAL O}(n log n)" in reader.shown("#list").replace("\u2009", " ")
        await reader.press("enter")
        assert "Erdős shows that 24% need x₂." in reader.shown("#detail")
        await reader.press("backslash")
        assert r"Erd\H{o}s shows that 24\% need $x_2$." in reader.shown("#detail")
        assert r"$\mathcal{O}(n \log n)$" in reader.shown("#detail")
        await reader.press("backslash")
        assert "Erdős" in reader.shown("#detail")


def replaced(config: object, **values: object) -> object:
    from dataclasses import replace

    return replace(config, **values)  # type: ignore[type-var]


async def test_links_are_clicked(start: Start, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address in the abstract, one in the note, and the arXiv id lead where they say; nothing around them does."""
    opened: list[str] = []
    monkeypatch.setattr("tui_reader.system.browser.open_page", opened.append)
    one = paper("Linked", abstract="Code: https://example.org/code. More text.", arxiv="2301.00001")
    (number,) = on_top(library, one)
    library.write_note(number, "See https://example.org/talk, too.")
    async with start() as reader:
        await reader.press("enter")
        await reader.until(lambda: "example.org/talk" in reader.shown("#detail"), "the note")

        async def click(word: str) -> None:
            lines = reader.shown("#detail").split("\n")
            row = next(number for number, line in enumerate(lines) if word in line)
            await reader.pilot.click("#detail", offset=(lines[row].index(word) + 2, row))
            await reader.pilot.pause()

        await click("https://example.org/code")
        await reader.until(lambda: opened == ["https://example.org/code"], "the address without its full stop")
        await click("More text")
        await click("arXiv:2301")
        await click("https://example.org/talk")
        await reader.until(lambda: len(opened) == 3, "the other two")
        assert opened[1:] == ["https://arxiv.org/abs/2301.00001", "https://example.org/talk"]
