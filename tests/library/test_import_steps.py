"""An import reads outside any transaction and writes a little at a time; all that it wrote is one step of undo."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.builders import paper
from tui_reader.errors import ReaderError
from tui_reader.importers.records import Record
from tui_reader.library import import_service
from tui_reader.library.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tui_reader.importers.records import Item
    from tui_reader.paths import Home


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A transaction for every two records."""
    monkeypatch.setattr(import_service, "BATCH", 2)


@pytest.fixture
def other(home: Home) -> Iterator[Library]:
    """The same library in another window."""
    opened = Library(home)
    yield opened
    opened.close()


def records(count: int, meanwhile: Mapping[int, Callable[[], object]] | None = None) -> Iterator[Item]:
    """Records of new papers; before some of them something else happens."""
    for number in range(count):
        (meanwhile or {}).get(number, lambda: None)()
        yield Record(paper(f"New paper {number}"), number)


def steps(library: Library) -> list[str]:
    return [step.words for step in library.journal.latest()]


def test_one_undo_takes_back_all_and_leaves_what_others_did_meanwhile(library: Library, other: Library) -> None:
    """The step is behind the bookmarks that another window made while the file was read."""
    meanwhile = {3: lambda: other.bookmark([1]), 5: lambda: other.write_note(2, "Mine")}
    library.take(records(7, meanwhile), source="x")
    assert steps(library)[0] == "imported 7 papers from x"
    library.journal.undo()

    [one, two] = library.papers([1, 2])
    assert (library.count(), one.bookmarked, two.note) == (209, True, "Mine")
    library.journal.redo()
    assert library.count() == 216
    assert len(steps(library)) == 3


def test_an_import_that_is_undone_while_it_goes_on_begins_a_new_step(library: Library, other: Library) -> None:
    """What came before is gone and stays so; what comes after it can be undone too."""
    library.take(records(6, {2: other.journal.undo}), source="x")

    assert library.count() == 213
    assert steps(library) == ["imported 4 papers from x"]
    library.journal.undo()
    assert library.count() == 209


def test_an_undo_of_something_else_meanwhile(library: Library, other: Library) -> None:
    """The import is still one step, and what was undone cannot be done again after it."""
    library.bookmark([1])

    def both() -> None:
        other.bookmark([2])
        other.journal.undo()

    library.take(records(6, {3: both}), source="x")

    assert steps(library) == ["imported 6 papers from x", "bookmarked " + library.papers([1])[0].key]
    assert library.journal.redo() is None


def test_two_imports_at_once_are_two_steps_that_undo(library: Library, other: Library) -> None:
    """Whatever the order of their transactions."""
    library.take(records(8, {3: lambda: other.take([Record(paper("Of the other"), 1)], source="y")}), source="x")
    before = library.papers(range(1, 220))

    assert sorted(steps(library)) == ["imported 1 paper from y", "imported 8 papers from x"]
    while library.journal.undo():
        pass
    assert library.count() == 209
    while library.journal.redo():
        pass
    assert library.papers(range(1, 220)) == before


def test_a_later_record_completes_an_earlier_one_of_another_transaction(library: Library) -> None:
    """And one undo takes both back."""
    items = [*records(4), Record(paper("New paper 0", doi="10.1/x"), 9)]
    report = library.take(items)
    assert (report.added, report.completed) == (4, 1)
    library.journal.undo()

    assert library.count() == 209


def test_a_dry_run_compares_records_with_earlier_ones(library: Library) -> None:
    """What it says is what an import then does; nothing is changed."""
    known = library.papers([1])[0]
    items: list[Item] = [
        *records(4),
        Record(paper("New paper 0", doi="10.1/x"), 5),
        Record(paper("Another title", "Bob Smith", doi="10.1/x"), 6),
        Record(paper(known.title, *(author.name for author in known.authors), tags=("new",)), 7),
        Record(paper(known.title, *(author.name for author in known.authors), tags=("new",)), 8),
    ]
    tried = library.take(items, dry_run=True)

    assert (tried.added, tried.completed, library.count(), steps(library)) == (4, 2, 209, [])
    assert tried == library.take(items)


def test_what_was_read_before_an_error_is_kept_and_said(library: Library) -> None:
    """A file that ends in damage."""

    def damaged() -> Iterator[Item]:
        yield from records(3)
        raise ReaderError("The file is damaged.", "Fetch it again.")

    with pytest.raises(ReaderError) as told:
        library.take(damaged(), source="x")

    assert (told.value.message, library.count()) == ("The file is damaged.", 212)
    assert told.value.hint == (
        "Before that it imported 3 papers from x, which is kept. Importing the same file again takes in the rest."
    )


def test_records_that_come_slowly_are_written_before_there_are_many(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C loses no more than what came since."""
    monkeypatch.setattr(import_service, "BATCH", 500)
    monkeypatch.setattr(import_service, "LONGEST_WAIT", -1)

    def interrupted() -> Iterator[Item]:
        yield from records(3)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.take(interrupted(), source="x")

    assert (library.count(), steps(library)) == (212, ["imported 3 papers from x"])


def test_an_import_that_is_killed_goes_on_the_next_time(library: Library, home: Home) -> None:
    """SIGKILL: what was written is whole and is one step; nothing comes twice; the library is sound."""
    code = (
        "import sys; from itertools import count; from tui_reader.importers.records import Record\n"
        "from tui_reader.library.library import Library; from tui_reader.paths import Home\n"
        "from tui_reader.model.papers import Paper\n"
        "numbers = range(12000) if sys.argv[1:] else count()\n"
        "records = (Record(Paper(f'Paper {number}', 'long ' * 200), number) for number in numbers)\n"
        "Library(Home.of_user()).take(records, source='x', progress=lambda done: print(done.records, flush=True))\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    while int(process.stdout.readline()) < 4_000:
        pass
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    count = library.count() - 209

    assert count >= 4_000
    assert sqlite3.connect(home.database).execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert sqlite3.connect(home.database).execute("SELECT count(*) FROM recording").fetchone() == (0,)
    assert steps(library) == [f"imported {count:,} papers from x"]
    subprocess.run([sys.executable, "-c", code, "again"], check=True, stdout=subprocess.DEVNULL)
    assert library.count() == 209 + max(count, 12_000)
    while library.journal.undo():
        pass
    assert library.count() == 209
