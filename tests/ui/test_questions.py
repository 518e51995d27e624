"""Questions that stand on their own: whether, and what a comment shall say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import TextArea

from tests.ui.conftest import TINY
from tui_reader.ui.screens.questions.comment_editor import CommentEditor
from tui_reader.ui.screens.questions.confirm import Confirm
from tui_reader.ui.theme import DARK, LIGHT

if TYPE_CHECKING:
    from textual.screen import Screen

    from tests.ui.conftest import Reader, Start
    from tui_reader.library.library import Library

QUOTE = "ILF trains a lightweight module to predict future features in the denoising process. " * 4


async def ask(reader: Reader, question: Screen[Any]) -> list[Any]:
    """Shows a question; its answer comes into the list."""
    answers: list[Any] = []
    await reader.app.push_screen(question, answers.append)
    await reader.pilot.pause()
    return answers


@pytest.mark.parametrize(
    ("key", "answer"), [("y", True), ("enter", True), ("n", False), ("escape", False), ("q", False)]
)
async def test_yes_and_no(start: Start, size: tuple[int, int], key: str, answer: bool) -> None:  # noqa: FBT001
    """The question has its number; y and Enter say yes, n, q and Escape say no."""
    async with start(size) as reader:
        answers = await ask(reader, Confirm("Delete 1,234 [bold]things[/]?", "deletes them", "u undoes it."))
        assert "Delete 1,234 [bold]things[/]?" in reader.screen()
        assert "y or enter deletes them" in reader.screen()
        await reader.press(key)

        assert answers == [answer]


async def test_everything_listed_is_marked_as_read(start: Start, size: tuple[int, int], library: Library) -> None:
    """R asks with the number of papers of the query and marks all of them, and no other."""
    async with start(size) as reader:
        await reader.search("learning")
        await reader.press("enter")
        total = reader.main.answer.total
        assert 10 < total < 209
        await reader.press("R")
        assert f"Mark all {total:,} papers that are listed as read?" in reader.screen()
        await reader.press("y")
        await reader.until(lambda: library.search("is:read").total == total, "the marks")

        found = library.search("learning")
        assert all(paper.read for paper in library.papers(found.ids))
        await reader.until(lambda: "●" not in reader.shown("#list"), "the list without dots")


async def test_what_was_read_before_keeps_its_date(start: Start, library: Library) -> None:
    """The order by date of reading does not forget what was read first."""
    library.mark_read([5])
    library.mark_read([7])
    async with start() as reader:
        await reader.press("R", "enter")
        await reader.until(lambda: library.search("is:unread").total == 0, "the marks")

        assert list(library.browse("read").ids[-2:]) == [7, 5]


async def test_no_leaves_everything_unread(start: Start, library: Library) -> None:
    """A wrong key marks nothing."""
    async with start() as reader:
        await reader.press("R", "escape")
        await reader.settled()

        assert library.search("is:read").total == 0


async def test_an_empty_list_asks_nothing(start: Start) -> None:
    """There is nothing to mark."""
    async with start() as reader:
        await reader.search("xyzzyquux")
        await reader.press("escape", "R")

        assert reader.place == "MainScreen"


@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
@pytest.mark.parametrize("where", [(120, 36), (80, 24), TINY], ids=["120x36", "80x24", "40x12"])
async def test_a_comment_is_typed_below_its_passage(start: Start, where: tuple[int, int], theme: str) -> None:
    """Passage, text and keys are in view on the smallest terminal, too."""
    async with start(where) as reader:
        reader.app.theme = theme
        answers = await ask(reader, CommentEditor(QUOTE))
        await reader.type("why [b]it[/] matters")
        assert "“ILF trains" in reader.screen()
        assert "why [b]it[/] matters" in reader.screen()
        assert "escape keeps it" in reader.screen()
        await reader.press("escape")

        assert answers == ["why [b]it[/] matters"]


@pytest.mark.parametrize("key", ["escape", "ctrl+s"])
async def test_leaving_a_comment_keeps_it(start: Start, key: str) -> None:
    """What was typed is the answer without another question; what is as it was is none."""
    async with start() as reader:
        answers = await ask(reader, CommentEditor("passage", "before"))
        await reader.press(key)
        assert answers == [None]

        answers = await ask(reader, CommentEditor("passage", "before"))
        await reader.type(" and after")
        await reader.press(key)
        assert answers == ["before and after"]


async def test_a_comment_can_be_taken_away_and_left_as_it_was(start: Start) -> None:
    """An emptied text is an answer; Control-C is the way back."""
    async with start() as reader:
        answers = await ask(reader, CommentEditor("passage", "before"))
        reader.app.screen.query_one(TextArea).text = " "
        await reader.press("escape")
        assert answers == [""]

        answers = await ask(reader, CommentEditor("passage", "before"))
        await reader.press("x", "ctrl+c")
        assert answers == [None]
