"""Importing on the screen: a file, a text, a paste, while one reads on."""

from __future__ import annotations

import sys
import threading
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from textual import events
from textual.widgets import Input, TextArea

from tests.ui.conftest import STACKED, TINY, WIDE
from tui_reader.importers.records import Record
from tui_reader.model.papers import Paper
from tui_reader.ui.commands.command import Command
from tui_reader.ui.commands.table import COMMANDS
from tui_reader.ui.handlers import importing
from tui_reader.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.ui.conftest import Reader, Start
    from tui_reader.library.library import Library

BIBTEX = "@article{ada1843, title={Notes on the Engine}, author={Ada Lovelace}, year={1843}}\n"
BROKEN = BIBTEX + "@article{none, year={1900}}\n"


def told(reader: Reader) -> str:
    return " ".join(one.message for one in reader.app._notifications)


def keys(library: Library) -> list[str]:
    return [paper.key for paper in library.papers(library.browse(limit=3).ids)]


@pytest.mark.parametrize("size", [WIDE, STACKED, TINY], ids=["120x36", "80x24", "40x12"])
async def test_a_file_is_chosen_from_the_keyboard(start: Start, tmp_path: Path, size: tuple[int, int]) -> None:
    """`i`, a file, its path completed by Tab: the paper is in the list, and `u` takes it out again."""
    (tmp_path / "shelf").mkdir()
    (tmp_path / "shelf" / "references.bib").write_text(BIBTEX)
    async with start(size) as reader:
        before = reader.library.count()
        await reader.press("i")
        await reader.until(lambda: reader.place == "ImportMenu", "the menu")
        await reader.press("1")
        await reader.until(lambda: reader.place == "PathQuestion", "the line")
        line = reader.app.screen.query_one(Input)
        matches = reader.app.screen.query_one(RowList)
        line.value = f"{tmp_path}/sh"
        await reader.until(lambda: "shelf/" in reader.shown("#matches"), "the directory")
        await reader.press("tab")
        await reader.until(lambda: "references.bib" in reader.shown("#matches"), "the file")
        assert matches.place == 0
        await reader.press("tab", "enter")
        await reader.until(lambda: "references.bib: 1 new" in told(reader), "the report")
        await reader.until(lambda: reader.main.answer.total == before + 1, "the paper in the list")
        await reader.until(lambda: reader.main.current and reader.main.current.key == "ada1843", "the new paper on top")
        assert not reader.main.query("#importing")

        await reader.press("u")
        await reader.until(lambda: reader.main.answer.total == before, "the undo")


async def test_the_line_says_that_there_is_no_such_file(start: Start, tmp_path: Path) -> None:
    """A path that leads nowhere is told under the line, which stays."""
    async with start() as reader:
        await reader.press("i", "1")
        await reader.until(lambda: reader.place == "PathQuestion", "the line")
        reader.app.screen.query_one(Input).value = f"{tmp_path}/none.bib"
        await reader.pilot.pause()
        await reader.press("enter")
        await reader.until(lambda: "There is no file" in reader.screen(), "the message")
        assert reader.place == "PathQuestion"


async def test_refusals_are_listed(start: Start, tmp_path: Path) -> None:
    """What was refused is in the report, with its line, its record and the reason."""
    (tmp_path / "two.bib").write_text(BROKEN)
    async with start() as reader:
        importing._import_paths(reader.main, [tmp_path / "two.bib"])
        await reader.until(lambda: "1 new, 1 refused" in told(reader), "the report")
        await reader.press("i", "end", "enter")
        await reader.until(lambda: "refused" in reader.shown("#rows"), "the refusal")
        assert "line 2" in reader.shown("#rows")
        assert "none" in reader.shown("#rows")
        await reader.press("escape")
        assert reader.place == "MainScreen"


async def test_a_text_that_is_no_list_comes_back_to_be_mended(start: Start) -> None:
    """What was typed is not lost: the question is asked again with it, and the reason is told."""
    async with start() as reader:
        await reader.press("i", "3")
        await reader.until(lambda: reader.place == "TextQuestion", "the question")
        first = reader.app.screen
        await reader.type("no such list")
        await reader.press("ctrl+s")
        await reader.until(lambda: "is no paper" in told(reader), "the reason")
        await reader.until(lambda: reader.place == "TextQuestion" and reader.app.screen is not first, "the question")

        assert reader.app.screen.query_one(TextArea).text == "no such list"


async def test_a_text_is_imported(start: Start) -> None:
    """A list that is typed or pasted into the question is taken in."""
    async with start() as reader:
        await reader.press("i", "3")
        await reader.until(lambda: reader.place == "TextQuestion", "the question")
        reader.app.screen.query_one(TextArea).text = BIBTEX
        await reader.press("ctrl+s")
        await reader.until(lambda: ": 1 new" in told(reader), "the report")


async def test_a_paste_into_the_list_is_offered(start: Start) -> None:
    """BibTeX pasted into the list asks once; Enter imports it."""
    async with start() as reader:
        reader.app.post_message(events.Paste(BIBTEX))
        await reader.until(lambda: reader.place == "Confirm", "the question")
        await reader.until(lambda: "BibTeX" in reader.screen(), "what it is")
        await reader.press("enter")
        await reader.until(lambda: ": 1 new" in told(reader), "the report")


async def test_escape_leaves_a_paste_alone(start: Start) -> None:
    """No is an answer: nothing is imported."""
    async with start() as reader:
        before = reader.library.count()
        reader.app.post_message(events.Paste(BIBTEX))
        await reader.until(lambda: reader.place == "Confirm", "the question")
        await reader.press("escape")
        assert (reader.place, reader.library.count(), reader.main.session.imports.source) == ("MainScreen", before, "")


async def test_a_dropped_path_is_offered(start: Start, tmp_path: Path) -> None:
    """A file dropped on the terminal, with its space escaped, is asked about by its name."""
    (tmp_path / "my refs.bib").write_text(BIBTEX)
    async with start() as reader:
        reader.app.post_message(events.Paste(f"{tmp_path}/my\\ refs.bib "))
        await reader.until(lambda: reader.place == "Confirm", "the question")
        await reader.press("enter")
        await reader.until(lambda: "my refs.bib: 1 new" in told(reader), "the report")


async def test_other_pastes_do_nothing(start: Start) -> None:
    """Ten megabytes of noise are a quiet message, and the keys go on."""
    async with start() as reader:
        place = reader.main.current
        reader.app.post_message(events.Paste("jqux " * 2_000_000))
        await reader.until(lambda: "no list of papers" in told(reader), "the message")
        assert (reader.place, reader.main.current) == ("MainScreen", place)


class Slow:
    """An import that waits after its first batches, so that a test can look at the screen."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.go_on = threading.Event()

    def items(self) -> Iterator[Record]:
        for number in range(20_000):
            if number == 5_000:
                self.go_on.wait(10)
            yield Record(Paper(title=f"Slow paper {number}"), number)


async def test_an_import_can_be_stopped(start: Start) -> None:
    """A line says how far it is; `i` asks, Enter stops it, what was taken in stays and one undo takes it out."""
    async with start() as reader:
        slow, before = Slow(reader.library), reader.library.count()
        importing._start(reader.main, "slow.bib", lambda options: reader.library.take(slow.items(), **options))
        await reader.until(lambda: "slow.bib: 4,096 records" in reader.shown("#importing"), "the progress")
        await reader.press("j", "i")
        await reader.until(lambda: reader.place == "Confirm", "the question")
        await reader.press("enter")
        slow.go_on.set()
        await reader.until(lambda: "(stopped before the end)" in told(reader), "the report")
        assert before + 4_096 <= reader.library.count() < before + 20_000
        await reader.press("u")
        await reader.until(lambda: reader.library.count() == before, "the undo")


async def test_quitting_stops_an_import_in_words(start: Start) -> None:
    """What was taken in stays, and is said when the screen is gone."""
    async with start() as reader:
        library, slow = reader.library, Slow(reader.library)
        importing._start(reader.main, "slow.bib", lambda options: library.take(slow.items(), **options))
        await reader.until(lambda: "4,096 records" in reader.shown("#importing"), "the progress")
        reader.main.session.imports.stop()
        reader.main.session.imports._closing = True
        slow.go_on.set()
    [said] = library.parting_words
    assert said.startswith("slow.bib: ")
    assert "What was taken in stays" in said


async def test_the_palette_finds_importing(start: Start) -> None:
    """ "paste" and "import" are found."""
    async with start() as reader:
        await reader.choose("paste papers")
        await reader.until(lambda: reader.app._notifications, "the clipboard's answer")


async def test_identifiers_are_offered(start: Start) -> None:
    """A list of DOIs is a paste that can be imported."""
    async with start() as reader:
        reader.app.post_message(events.Paste("10.1000/5\n10.1000/6\n"))
        await reader.until(lambda: "It is 2 DOIs" in reader.screen(), "the question")
        await reader.press("enter")
        await reader.until(lambda: "pasted identifiers: 2 new" in told(reader), "the report")


async def test_a_paper_by_hand_is_in_the_menu(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """The menu has a row for the form of a new paper where there is such a command, and runs it."""
    done: list[str] = []
    module = ModuleType("tui_reader.ui.handlers.typing_papers")
    module.new = lambda _context: done.append("new")  # type: ignore[attr-defined]  # a module made here
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(COMMANDS, "new", Command("new", "", "New paper", handler="typing_papers.new", place="main"))
    async with start() as reader:
        await reader.press("i")
        await reader.until(lambda: "By hand" in reader.shown("#links"), "the row")
        await reader.press("4")
        await reader.until(lambda: done == ["new"], "the command")
