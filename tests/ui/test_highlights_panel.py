"""The panel of all highlights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import TextArea

from tests.ui.conftest import STACKED, TINY, WIDE
from tui_reader.model.annotations import COLOURS, Highlight
from tui_reader.ui.reading_mode import ReadingMode
from tui_reader.ui.screens.questions.highlights_panel import HighlightsPanel
from tui_reader.ui.theme import DARK, LIGHT

if TYPE_CHECKING:
    from tests.ui.conftest import Reader, Start
    from tui_reader.library.library import Library


@pytest.fixture
def marked(library: Library) -> list[Highlight]:
    """Four highlights of three papers, one of each colour, the newest last."""
    passages = [(1, "Inner Loop Feedback"), (1, "key intuitions"), (2, ""), (3, "")]
    made = []
    for (paper, words), colour in zip(passages, COLOURS, strict=True):
        [one] = library.papers([paper])
        start = one.abstract.index(words)
        comment = "[bold]why[/]" if colour == "green" else ""
        made.append(library.highlights.add(paper, start, start + len(words or "12345678901234"), colour, comment))
    return made


def titles(reader: Reader) -> str:
    return " ".join(reader.shown("#rows").split())


@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
@pytest.mark.parametrize("where", [WIDE, STACKED, TINY], ids=["120x36", "80x24", "40x12"])
async def test_all_highlights_newest_first(
    start: Start, marked: list[Highlight], where: tuple[int, int], theme: str
) -> None:
    """Each with passage, the name of its colour, comment and paper; one is in view in full where there is room."""
    async with start(where) as reader:
        reader.app.theme = theme
        await reader.press("H")
        assert reader.place == "HighlightsPanel"
        assert "Highlights · 4" in reader.screen()
        rows = reader.shown("#rows").split("\n")
        assert marked[3].anchor.exact in rows[0]
        assert "pink · " in rows[1]
        await reader.press("G", "k")
        assert "■ key intuitions" in titles(reader)
        assert "green · [bold]why[/]" in titles(reader)
        assert "▌ ■ key intuitions" in titles(reader)
        assert "enter goes" in reader.screen()
        if where != TINY:
            assert "gwilliam2025accelerate" in reader.shown("#in-full")


@pytest.mark.usefixtures("marked")
async def test_words_and_colours_narrow_it_down(start: Start, size: tuple[int, int]) -> None:
    """All words have to be in passage, comment or title; Tab goes through the colours; Escape takes it back."""
    async with start(size) as reader:
        await reader.press("H", "slash")
        await reader.type("feedback DIFFUSION")
        await reader.until(lambda: "Highlights · 2 of 4" in reader.screen(), "those of the paper")
        await reader.press("enter", "tab")
        assert "Highlights · 1 of 4 · yellow" in reader.screen()
        assert "Inner Loop Feedback" in titles(reader)
        await reader.press("shift+tab", "escape")
        await reader.until(lambda: "Highlights · 4" in reader.screen(), "all")
        assert reader.place == "HighlightsPanel"
        await reader.press("escape")
        assert reader.place == "MainScreen"


async def test_enter_wants_the_highlight(
    start: Start, marked: list[Highlight], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The screen below is asked to go there."""
    wanted: list[Highlight] = []
    monkeypatch.setattr(ReadingMode, "go_to", lambda _reading, highlight: wanted.append(highlight))
    async with start() as reader:
        await reader.press("H", "j", "enter")
        await reader.until(lambda: wanted, "the wish")

        assert wanted == [marked[2]]
        assert reader.place == "MainScreen"


async def test_a_highlight_is_recoloured_commented_on_and_removed(
    start: Start, library: Library, marked: list[Highlight]
) -> None:
    """Each key acts at once, on the disk and on the screen, and undo takes it back."""
    async with start() as reader:
        await reader.press("H", "c")
        await reader.until(lambda: library.highlights.all()[0].colour == "yellow", "the colour")
        assert "yellow · " in reader.shown("#rows").split("\n")[1]

        await reader.press("a")
        assert reader.place == "CommentEditor"
        reader.app.screen.query_one(TextArea).text = "because"
        await reader.press("escape")
        await reader.until(lambda: library.highlights.all()[0].comment == "because", "the comment")
        assert "because" in titles(reader)

        await reader.press("d")
        await reader.until(lambda: library.highlights.count() == 3, "the removal")
        assert "Highlights · 3" in reader.screen()
        assert marked[2].anchor.exact in reader.shown("#rows").split("\n")[0]
        await reader.press("u")
        await reader.until(lambda: "Highlights · 4" in reader.screen(), "it again")
        assert library.highlights.count() == 4
        assert "because" in titles(reader)
        await reader.press("ctrl+r")
        await reader.until(lambda: "Highlights · 3" in reader.screen(), "it gone again")


async def test_a_passage_that_is_gone_is_said_to_be(start: Start, library: Library, marked: list[Highlight]) -> None:
    """What was marked is kept and shown when the abstract has it no more."""
    with library._database.writing() as connection:
        connection.execute("UPDATE papers SET abstract = 'Withdrawn.' WHERE id = 3")
    async with start() as reader:
        await reader.press("H")
        await reader.until(lambda: "pink · its text is gone" in titles(reader), "the news")
        assert marked[3].anchor.exact in titles(reader)
        assert "the abstract was changed since" in reader.shown("#in-full")


async def test_no_highlights_yet(start: Start, size: tuple[int, int]) -> None:
    """The empty panel says how to make one; no key does harm."""
    async with start(size) as reader:
        await reader.press("H", "d", "c", "a", "enter", "j")
        assert isinstance(reader.app.screen, HighlightsPanel)
        assert "There are no highlights yet" in reader.screen()


async def test_ten_thousand_highlights(start: Start, library: Library) -> None:
    """Only what is in view is drawn; the last one is a key away and known with its paper."""
    with library._database.writing() as connection:
        connection.executemany(
            "INSERT INTO highlights (paper, exact, prefix, suffix, start, colour, comment, at)"
            " VALUES (?, 'e', '', '', 0, 'blue', ?, ?)",
            [(1 + number % 209, f"comment number {number}", number) for number in range(10_000)],
        )
    async with start() as reader:
        await reader.press("H", "G")
        assert "comment number 0" in titles(reader)
        await reader.until(lambda: "gwilliam2025accelerate" in reader.shown("#in-full"), "its paper")
        await reader.press("slash")
        await reader.type("number 77")
        found = sum("77" in str(number) for number in range(10_000))
        await reader.until(lambda: f"{found} of 10,000" in reader.screen(), "the answer")


async def test_formulas_are_shown_as_they_are_read(start: Start, library: Library) -> None:
    """LaTeX of a passage and of a title is Unicode in the panel, and either spelling finds it."""
    with library._database.writing() as connection:
        connection.execute(
            "UPDATE papers SET title = 'About $L_2$', abstract = 'It is $O(n^2)$ and {\\it fast}.' WHERE id = 4"
        )
    library.highlights.add(4, 0, 18)
    async with start() as reader:
        for text in ("o(n²)", "n^2"):
            await reader.press("H", "slash")
            await reader.type(text)
            await reader.until(lambda: "Highlights · 1" in reader.screen(), "it")
            assert "■ It is O(n²) and" in titles(reader)
            assert "About L₂" in titles(reader)
            await reader.press("escape", "escape")
