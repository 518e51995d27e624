"""Highlights on the screen: a cursor that goes by sentences, four colours, comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import paper
from tests.ui.conftest import on_top
from tui_reader.ui.handlers.highlights import colour_to_use
from tui_reader.ui.widgets.paper_detail import PaperDetail

if TYPE_CHECKING:
    from tests.ui.conftest import Reader, Start
    from tui_reader.library.library import Library
    from tui_reader.model.annotations import Highlight

FIRST = "We sort in $O(n)$ time, e.g. on lists."
SECOND = "Fig. 2 shows 3.5 times the speed of Lee et al. on average."
THIRD = "Code is available."


@pytest.fixture
def one(library: Library) -> int:
    """The paper on top of the list."""
    return on_top(library, paper("Sorting Fast", abstract=f"{FIRST} {SECOND} {THIRD}"))[0]


def detail(reader: Reader) -> PaperDetail:
    return reader.app.screen.query_one(PaperDetail)


def quotes(library: Library, number: int) -> list[str]:
    return [one.anchor.exact for one in library.highlights.of(number)]


def told(reader: Reader) -> list[str]:
    return [one.message for one in reader.app._notifications]


async def made(reader: Reader, number: int, count: int = 1) -> list[Highlight]:
    """So many highlights, as soon as they are on disk and on the screen."""
    library = reader.library
    await reader.until(lambda: len(library.highlights.of(number)) == count, f"{count} highlights")
    await reader.until(lambda: len(reader.main.highlights) == count, "the screen to show them")
    return library.highlights.of(number)


@pytest.mark.parametrize("key", ["enter", "l"])
async def test_a_sentence_is_highlighted_and_no_longer(
    start: Start, library: Library, one: int, size: tuple[int, int], key: str
) -> None:
    """In reading mode and in the detail: `)` goes by sentences, `h` highlights one and takes it back."""
    async with start(size) as reader:
        await reader.press(key, "right_parenthesis", "right_parenthesis", "h")
        await made(reader, one)
        assert quotes(library, one) == [SECOND]
        shown = reader.shown("#detail")
        assert "Highlights ─" in shown
        assert "yellow “Fig. 2 shows 3.5" in shown
        if not reader.main.reading.is_alone:
            assert "❝" in reader.shown("#list").split("\n")[1]

        await reader.press("h")
        await made(reader, one, 0)
        assert "Highlights ─" not in reader.shown("#detail")


async def test_the_source_is_highlighted_whatever_is_shown(start: Start, library: Library, one: int) -> None:
    """Highlights of the Unicode and of the raw text are the same place of the source."""
    async with start() as reader:
        await reader.press("enter", "right_parenthesis", "h")
        await made(reader, one)
        assert quotes(library, one) == [FIRST]
        await reader.press("backslash", "right_parenthesis", "h")
        await made(reader, one, 0)


async def test_the_margin_shows_cursor_and_highlights(start: Start, one: int) -> None:
    """Beside the lines of a highlight there is an edge, beside those of the cursor a bar."""
    async with start() as reader:
        await reader.press("enter", "right_parenthesis", "h")
        await made(reader, one)
        await reader.press("right_parenthesis")
        lines = reader.shown("#detail").split("\n")
        first, second = (next(line for line in lines if word in line) for word in ("We sort in", "3.5 times the speed"))
        assert first.startswith(("▌ ", "┃ "))
        assert second.startswith("┃ ")
        await reader.press("escape")
        assert not reader.main.reading.is_alone
        await reader.press("enter")
        lines = reader.shown("#detail").split("\n")
        assert next(line for line in lines if "We sort in" in line).startswith("▌ ")


async def test_a_range_of_sentences(start: Start, library: Library, one: int) -> None:
    """`v` begins a range that the cursor ends; Escape ends the range before it leaves."""
    async with start() as reader:
        await reader.press("enter", "right_parenthesis", "v", "right_parenthesis", "escape")
        assert reader.main.reading.is_alone
        await reader.press("v", "right_parenthesis", "h")
        await made(reader, one)
        assert quotes(library, one) == [f"{SECOND} {THIRD}"]

        await reader.press("left_parenthesis", "left_parenthesis", "v", "right_parenthesis", "h")
        await reader.until(lambda: quotes(library, one) == [f"{FIRST} {SECOND}"], "the other extent")


async def test_text_that_was_selected_with_the_mouse(start: Start, library: Library, one: int) -> None:
    """Drag over a few words and `h`: those are highlighted, over the end of a line as well."""
    async with start() as reader:
        await reader.press("enter")
        lines = reader.shown("#detail").split("\n")
        row = next(number for number, line in enumerate(lines) if "We sort in" in line)
        await reader.pilot.mouse_down("#detail", offset=(lines[row].index("sort"), row))
        await reader.pilot.hover("#detail", offset=(lines[row].index(" time"), row))
        await reader.pilot.mouse_up("#detail", offset=(lines[row].index(" time"), row))
        await reader.press("h")
        await made(reader, one)
        (quote,) = quotes(library, one)
        assert quote.startswith("sort in $O(n)$")


async def test_a_click_puts_the_cursor_on_a_sentence(start: Start, library: Library, one: int) -> None:
    """Click into a sentence and `h`: it is highlighted; a click on anything else leaves the cursor where it is."""
    async with start() as reader:
        await reader.press("enter")
        lines = reader.shown("#detail").split("\n")
        row = next(number for number, line in enumerate(lines) if "Fig. 2" in line)
        await reader.pilot.click("#detail", offset=(lines[row].index("Fig. 2") + 3, row))
        await reader.pilot.click("#detail", offset=(4, 0))
        await reader.press("h")
        await made(reader, one)
        assert quotes(library, one) == [SECOND]


async def test_four_colours_in_turn(start: Start, library: Library, one: int) -> None:
    """`c` gives the highlight the next colour; the next highlight has it too, also on another day."""
    async with start() as reader:
        await reader.press("enter", "right_parenthesis", "h")
        await made(reader, one)
        await reader.press("c")
        await reader.until(lambda: library.highlights.of(one)[0].colour == "green", "green")
        await reader.press("c", "c", "c")
        await reader.until(lambda: library.highlights.of(one)[0].colour == "yellow", "yellow again")
        await reader.press("c", "right_parenthesis", "h")
        await made(reader, one, 2)
        assert library.highlights.of(one)[1].colour == "green"
    async with start() as reader:
        assert colour_to_use(reader.main) == "green"


async def test_a_comment_says_why(start: Start, library: Library, one: int, size: tuple[int, int]) -> None:
    """`a` highlights and comments at once; again it edits the comment; both are on the page."""
    async with start(size) as reader:
        await reader.press("enter", "right_parenthesis", "a")
        await reader.type("why not radix")
        await reader.press("ctrl+s")
        await made(reader, one)
        assert library.highlights.of(one)[0].comment == "why not radix"
        await reader.until(lambda: "why not radix" in reader.shown("#detail"), "the comment")
        await reader.press("a")
        await reader.type("!")
        await reader.press("ctrl+s")
        await reader.until(lambda: library.highlights.of(one)[0].comment == "why not radix!", "the edited comment")
        await reader.press("u")
        await reader.until(lambda: library.highlights.of(one)[0].comment == "why not radix", "the comment before")


async def test_without_a_cursor_the_keys_say_how(start: Start, library: Library, one: int) -> None:
    """`h` at first puts the cursor on a sentence and says what the keys do; nothing is highlighted by accident."""
    async with start() as reader:
        await reader.press("enter", "h")
        assert any("go by sentences" in line for line in told(reader))
        assert library.highlights.of(one) == []
        await reader.press("h")
        await made(reader, one)


async def test_a_highlight_whose_text_is_gone_is_shown_as_such(start: Start, library: Library, one: int) -> None:
    """The quote and the comment stay on the page, with a line that says that the abstract has it no more."""
    start_at = library.papers([one])[0].abstract.index("Code")
    library.highlights.add(one, start_at, start_at + len(THIRD), comment="where?")
    with library._database.writing() as connection:
        connection.execute("UPDATE papers SET abstract = 'Something else entirely.' WHERE id = ?", (one,))
    async with start() as reader:
        await reader.press("enter")
        await reader.until(lambda: "no longer in the abstract" in reader.shown("#detail"), "it")
        assert "“Code is available.”" in reader.shown("#detail")
        assert "where?" in reader.shown("#detail")


async def test_a_paper_without_abstract_has_nothing_to_highlight(start: Start, library: Library) -> None:
    """The keys say so and do nothing."""
    on_top(library, paper("Bare", abstract=""))
    async with start() as reader:
        await reader.press("enter", "h", "right_parenthesis", "v", "c", "h")
        assert "There is no abstract to highlight." in told(reader)


async def test_the_panel_goes_to_a_highlight(start: Start, library: Library, one: int, size: tuple[int, int]) -> None:
    """`H`, Enter: its paper alone with the cursor on the passage, also when the query does not find the paper."""
    begin = library.papers([one])[0].abstract.index("Fig. 2")
    library.highlights.add(one, begin, begin + len(SECOND))
    async with start(size) as reader:
        await reader.search("speculative")
        await reader.press("enter", "H", "enter")
        await reader.until(lambda: reader.main.reading.is_alone, "reading mode")
        await reader.until(lambda: detail(reader).sentences.spot is not None, "the cursor")
        page = detail(reader).page
        assert page is not None
        assert page.sourced(detail(reader).sentences.spot or (0, 0)) == (begin, begin + len(SECOND))
        await reader.press("escape")
        assert reader.main.query_one("#list").paper.id == one  # type: ignore[attr-defined]
