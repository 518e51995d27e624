"""Facts edited in a form and as BibTeX; papers added, deleted; their files opened and attached."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input, TextArea

from tests.builders import paper
from tests.ui.conftest import STACKED, TINY, WIDE, on_top
from tui_reader.model.papers import Details
from tui_reader.texts.names import Person
from tui_reader.ui.app import ReaderApp

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.conftest import Reader, Start
    from tui_reader.library.library import Library

SIZES = pytest.mark.parametrize("where", [WIDE, STACKED, TINY], ids=["120x36", "80x24", "40x12"])


def put(reader: Reader, field: str, text: str) -> None:
    """Types a text over that of a field of the form."""
    widget = reader.app.screen.query_one(f"#fact-{field}")
    if isinstance(widget, Input):
        widget.value = text
    else:
        assert isinstance(widget, TextArea)
        widget.text = text


@SIZES
async def test_the_form_changes_what_was_typed_and_nothing_else(
    start: Start, library: Library, where: tuple[int, int]
) -> None:
    """Every fact is a field; ctrl+s saves in one step of undo, and what was not touched is as it was."""
    before = paper(
        "A Zebra",
        venue="Nature",
        year=1999,
        details=Details(editors=(Person.literal("The Zebra Team"),), series="Stripes", keywords=("a", "b")),
    )
    [number] = on_top(library, before)
    async with start(where) as reader:
        await reader.press("e")
        await reader.until(lambda: reader.place == "FactsForm", "the form")
        put(reader, "title", "A Zebra Again")
        put(reader, "authors", "König, Jan\n{The Herd}; Grace Hopper\net al.")
        put(reader, "date", "2001-05-03")
        put(reader, "ids", "pmid:123; isbn:978-0-262-00000-0")
        put(reader, "doi", "https://doi.org/10.1000/Zebra")
        put(reader, "kind", "Book")
        await reader.press("ctrl+s")
        await reader.until(lambda: library.papers([number])[0].title == "A Zebra Again", "the change")
        now = library.papers([number])[0]
        details = now.details
        assert [one.name for one in now.authors] == ["Jan König", "The Herd", "Grace Hopper"]
        assert (now.year, details.month, details.day, details.others) == (2001, 5, 3, True)
        assert (now.doi, now.kind, now.venue, now.abstract) == ("10.1000/Zebra", "book", "Nature", before.abstract)
        assert details.ids == (("isbn", "978-0-262-00000-0"), ("pmid", "123"))
        assert (details.editors, details.series) == (before.details.editors, "Stripes")
        await reader.until(lambda: "A Zebra Again" in reader.shown("#list"), "the row")
        await reader.press("u")
        await reader.until(lambda: library.papers([number])[0].title == "A Zebra", "the undo")


@SIZES
async def test_what_cannot_be_kept_is_said_at_its_field(start: Start, library: Library, where: tuple[int, int]) -> None:
    """The first wrong field has the focus and its problem below it; nothing is saved until it is right."""
    [number] = on_top(library, paper("A Zebra"))
    async with start(where) as reader:
        await reader.press("e")
        await reader.until(lambda: reader.place == "FactsForm", "the form")
        put(reader, "date", "May 2001")
        put(reader, "doi", "none")
        await reader.press("ctrl+s")
        await reader.until(lambda: reader.focus == "fact-date", "the field")
        await reader.pilot.pause()
        assert "This is no date." in reader.screen()
        assert library.papers([number])[0].year is None
        put(reader, "date", "2001")
        put(reader, "doi", "")
        await reader.press("ctrl+s")
        await reader.until(lambda: library.papers([number])[0].year == 2001, "the year")


@SIZES
async def test_leaving_the_form_asks_when_something_was_typed(
    start: Start, library: Library, where: tuple[int, int]
) -> None:
    """Escape leaves an unchanged form at once; a changed one asks first, and `n` goes on with it."""
    [number] = on_top(library, paper("A Zebra"))
    async with start(where) as reader:
        await reader.press("e", "escape")
        assert reader.place == "MainScreen"
        await reader.press("e")
        await reader.until(lambda: reader.place == "FactsForm", "the form")
        put(reader, "venue", "Science")
        await reader.press("escape")
        await reader.until(lambda: reader.place == "Confirm", "the question")
        assert "Changed: Venue." in reader.screen()
        await reader.press("n")
        await reader.until(lambda: reader.place == "FactsForm", "the form again")
        await reader.press("escape", "y")
        await reader.until(lambda: reader.place == "MainScreen", "the list")
        assert library.papers([number])[0].venue is None


async def test_a_form_that_was_never_answered_is_in_a_file(library: Library) -> None:
    """When the program ends, what was typed is kept, and the end says where."""
    on_top(library, paper("A Zebra"))
    app = ReaderApp(library)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause(0.2)
        await pilot.press("e")
        await pilot.pause()
        app.screen.query_one("#fact-comment", TextArea).text = "half a rema"
    [error] = library.unsaved
    path = error.hint.removeprefix("What you wrote is in ").removesuffix(".")
    with open(path, encoding="utf-8") as file:  # noqa: ASYNC230, PTH123 the reader has ended
        assert file.read() == "comment: half a rema\n"


@SIZES
async def test_a_paper_by_hand(start: Start, library: Library, where: tuple[int, int]) -> None:
    """The palette's "New paper" is the same form, empty; the list goes to the paper that was added."""
    async with start(where) as reader:
        await reader.choose("new paper")
        await reader.until(lambda: reader.place == "FactsForm", "the form")
        await reader.press("ctrl+s")
        assert "A paper needs a title." in reader.screen()
        put(reader, "title", "A Yak")
        put(reader, "authors", "Ada Lovelace")
        await reader.press("ctrl+s")
        await reader.until(lambda: reader.main.current and reader.main.current.title == "A Yak", "the paper")
        assert reader.main.current is not None
        assert [one.source for one in library.provenance.of(reader.main.current.id)] == ["by hand", "by hand"]


@SIZES
async def test_deleting_says_what_goes_and_undo_brings_it_back(
    start: Start, library: Library, where: tuple[int, int]
) -> None:
    """Note and tags are named in the question; `n` leaves all as it is."""
    [number] = on_top(library, paper("A Zebra"))
    library.write_note(number, "Stripes.")
    library.tag([number], add=["animal"])
    async with start(where) as reader:
        await reader.press("D")
        await reader.until(lambda: reader.place == "Confirm", "the question")
        assert "With it go 1 note and 1 tag." in reader.screen()
        await reader.press("n", "D", "y")
        await reader.until(lambda: "Zebra" not in reader.shown("#list"), "the paper gone")
        assert library.papers([number]) == []
        await reader.press("u")
        await reader.until(lambda: "Zebra" in reader.shown("#list"), "the paper back")
        assert library.papers([number])[0].note == "Stripes."


async def test_all_selected_papers_are_deleted_and_no_longer_selected(start: Start, library: Library) -> None:
    """The next command is about the paper under the cursor again."""
    ids = on_top(library, paper("A Zebra"), paper("An Aardvark"))
    async with start() as reader:
        await reader.press("x", "x", "D", "y")
        await reader.until(lambda: not library.papers(ids), "both gone")
        await reader.until(lambda: reader.main.current and reader.main.chosen_ids == [reader.main.current.id], "one")


def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Makes a Python script, which has the text as `text`, the user's editor, and the terminal one that is lent."""
    program = tmp_path / "editor.py"
    program.write_text(
        "import sys, pathlib\nfile = pathlib.Path(sys.argv[1])\ntext = file.read_text()\n"
        f"{script}\nfile.write_text(text)\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("VISUAL", f"{sys.executable} {program}")
    monkeypatch.setattr(ReaderApp, "suspend", lambda _: contextlib.nullcontext())


async def test_a_paper_is_edited_as_bibtex(
    start: Start, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What differs in the entry is changed; what BibTeX has no field for stays."""
    details = Details(comment="12 pages", preprint_date="1998", extra=(("odd", "x"),), editors=(Person.of("Noether"),))
    [number] = on_top(
        library, paper("A Zebra of $x^2$", "Jan van den Berg", "Ada Lovelace", year=1999, details=details)
    )
    before = library.papers([number])[0]
    editor(tmp_path, monkeypatch, "text = text.replace('1999', '2001').replace('\\n}', '\\n volume = {7},\\n}')")
    async with start() as reader:
        await reader.press("ctrl+e")
        await reader.until(lambda: library.papers([number])[0].year == 2001, "the year")
        now = library.papers([number])[0]
        assert now.details.volume == "7"
        assert (now.title, now.authors, now.abstract) == (before.title, before.authors, before.abstract)
        assert (now.details.extra, now.details.preprint_date) == (details.extra, "1998")


async def test_bibtex_that_cannot_be_read_is_kept_for_another_go(
    start: Start, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message has the line; the next time the editor begins with what was written."""
    [number] = on_top(library, paper("A Zebra"))
    editor(tmp_path, monkeypatch, "text = text.replace('title = {A Zebra}', 'title = {A {Yak}').rstrip().rstrip('}')")
    async with start() as reader:
        await reader.press("ctrl+e")
        await reader.until(lambda: reader.app._notifications, "the message")
        assert [one.message.startswith("Line 1: ") for one in reader.app._notifications] == [True]
        editor(tmp_path, monkeypatch, "text = text.replace('{A {Yak}', '{A Yak}') + '}'")
        await reader.press("ctrl+e")
        await reader.until(lambda: library.papers([number])[0].title == "A Yak", "the second go")


async def test_the_file_of_a_paper_is_opened(
    start: Start, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One opens at once with the program of the settings, several are a choice; a missing one is named."""
    program = tmp_path / "opener.py"
    program.write_text(f"import sys, pathlib\npathlib.Path({str(tmp_path / 'seen')!r}).write_text(sys.argv[1])")
    monkeypatch.setattr(type(library.config), "open_file", f"{sys.executable} {program} {{}}", raising=False)
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_text("%PDF")
    [number] = on_top(library, paper("A Zebra", details=Details(files=(str(tmp_path / "gone.pdf"),))))
    async with start() as reader:
        await reader.press("F")
        await reader.until(lambda: reader.app._notifications, "the message")
        assert f"The file {tmp_path / 'gone.pdf'} is not there." in [
            line for one in reader.app._notifications for line in one.message.split("\n")
        ]
        await reader.choose("attach")
        await reader.until(lambda: reader.place == "PathQuestion", "the question")
        reader.app.screen.query_one("#path", Input).value = str(tmp_path / "c.pdf")
        await reader.press("enter")
        assert "There is no file" in reader.screen()
        reader.app.screen.query_one("#path", Input).value = f"'{tmp_path / 'a.pdf'}'"
        await reader.press("enter")
        await reader.until(lambda: len(library.papers([number])[0].details.files) == 2, "the file")
        await reader.until(lambda: reader.main.current and len(reader.main.current.details.files) == 2, "the row")
        await reader.press("F", "2")
        await reader.until(lambda: (tmp_path / "seen").exists() and (tmp_path / "seen").read_text(), "the program")
        assert (tmp_path / "seen").read_text() == str(tmp_path / "a.pdf")


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("edit", "FactsForm"),
        ("delete", "Confirm"),
        ("rate", "RatingQuestion"),
        ("attach", "PathQuestion"),
        ("new paper", "FactsForm"),
        ("sources", "SourcesPanel"),
    ],
)
async def test_the_palette_finds_what_changes_a_paper(start: Start, word: str, place: str) -> None:
    """By the word that a reader would look for."""
    async with start() as reader:
        await reader.choose(word)
        await reader.until(lambda: reader.place == place, place)
