"""An import while others read and write: short transactions, one step of undo, and a report of what became of each."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from itertools import count
from typing import TYPE_CHECKING

import pytest

from tests.builders import paper, records
from tui_reader.errors import ReaderError
from tui_reader.importers.records import Problem, Record
from tui_reader.library import import_service, import_tally
from tui_reader.library.library import Library
from tui_reader.model.papers import Details, Paper
from tui_reader.store.import_writer import ImportWriter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.paths import Home

BATCH = 4


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_service, "BATCH", BATCH)


def numbered(number: int) -> Paper:
    return paper(f"Paper Number {number}", year=2020)


def words(library: Library) -> list[str]:
    return [step.words for step in library.journal.latest()]


def writes_at_once(home: Home) -> bool:
    """Whether another program could write now, without waiting for a lock."""
    with closing(sqlite3.connect(home.database, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        connection.execute("ROLLBACK")
    return True


@pytest.mark.parametrize("dry_run", [False, True])
def test_nothing_is_locked_while_the_input_is_read(library: Library, home: Home, *, dry_run: bool) -> None:
    """Whenever a record is asked for, anybody can write."""
    free = []

    def read() -> Iterator[Record]:
        for number in range(3 * BATCH):
            free.append(writes_at_once(home))
            yield Record(numbered(number), number)

    report = library.take(read(), dry_run=dry_run)

    assert report.added == 3 * BATCH
    assert free == [True] * (3 * BATCH)


def test_a_dry_run_needs_no_lock_at_all(library: Library, home: Home) -> None:
    """It says what would happen while another program writes."""
    with closing(sqlite3.connect(home.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        report = library.take(records([numbered(1), numbered(2), numbered(1)]), dry_run=True)
        other.execute("ROLLBACK")

    assert (report.added, report.unchanged) == (2, 1)


def test_a_dry_run_says_what_the_import_then_does(library: Library) -> None:
    """Record by record, also where one meets another of the same file or a paper of the library."""
    there = library.papers([3])[0]
    papers = [
        numbered(1),
        paper(there.title, there.authors[0].name, doi="10.1000/new", year=there.year, abstract=there.abstract),
        numbered(1),
        paper("Paper Number 1", year=2020, venue="ICML", tags=("x",)),
        paper("Other", tags=("()",)),
        *(numbered(number) for number in range(BATCH)),
        paper("Else", "Bob Smith", doi="10.1000/new"),
    ]
    told: dict[bool, list[tuple[str, int]]] = {True: [], False: []}
    reports = [
        library.take(
            records(papers),
            dry_run=dry_run,
            on_record=lambda _, what, number, dry_run=dry_run: told[dry_run].append((what, number)),  # type: ignore[misc]
        )
        for dry_run in (True, False)
    ]

    assert told[True] == told[False]
    assert reports[0] == reports[1]
    assert (reports[0].added, reports[0].completed, reports[0].refused) == (BATCH, 2, 1)


def test_a_dry_run_leaves_the_library_as_it_was(library: Library) -> None:
    before = list(library._database.connection.iterdump())
    library.take(records(map(numbered, range(20))), dry_run=True)

    assert list(library._database.connection.iterdump()) == before


def test_steps_of_others_do_not_part_an_import(library: Library, home: Home) -> None:
    """Whatever another window did meanwhile, one undo takes the import back, and what was done meanwhile stays."""
    with closing(Library(home)) as other:

        def read() -> Iterator[Record]:
            for number in range(3 * BATCH):
                if number == BATCH + 1:
                    other.write_note(3, "Mine")
                yield Record(numbered(number), number)

        library.take(read(), source="refs.jsonl")

    assert words(library) == ["imported 12 papers from refs.jsonl", f"wrote the note of {library.papers([3])[0].key}"]
    undone = library.journal.undo()
    assert undone is not None
    assert (library.count(), library.papers([3])[0].note) == (209, "Mine")
    library.journal.redo()
    assert library.count() == 209 + 12
    library.journal.undo()
    library.journal.undo()
    assert library.papers([3])[0].note == ""


def test_a_step_on_a_paper_of_the_import_parts_it(library: Library, home: Home) -> None:
    """Rows are put back in the order in which they were changed; each undo gives the library as it was then."""
    with closing(Library(home)) as other:

        def read() -> Iterator[Record]:
            for number in range(2 * BATCH):
                if number == BATCH + 1:
                    other.tag([210], ["mine"])
                yield Record(numbered(number), number)
            yield Record(paper("Paper Number 0", year=2020, tags=("theirs",)), 9)

        library.take(read())

    assert library.papers([210])[0].tags == ("mine", "theirs")
    seen = []
    while library.journal.undo():
        seen.append((library.count() - 209, library.papers([210])[0].tags if library.count() > 209 else None))
    assert seen == [(8, ("mine",)), (8, ()), (0, None)]
    while library.journal.redo():
        pass
    assert (library.count(), library.papers([210])[0].tags) == (217, ("mine", "theirs"))


def test_an_import_that_is_undone_while_it_runs_begins_anew(library: Library, home: Home) -> None:
    with closing(Library(home)) as other:

        def read() -> Iterator[Record]:
            for number in range(2 * BATCH):
                if number == BATCH + 1:
                    other.journal.undo()
                yield Record(numbered(number), number)

        library.take(read())

    assert (words(library), library.count()) == (["imported 4 papers"], 209 + BATCH)


def test_it_can_be_cancelled(library: Library) -> None:
    """What was committed stays, is one step, and the report says that it did not come to the end."""
    asked = count()
    report = library.take(records(map(numbered, range(20))), wanted=lambda: next(asked) < 2)

    assert (report.added, report.stopped, library.count()) == (2 * BATCH, True, 209 + 2 * BATCH)
    assert words(library) == [f"imported {2 * BATCH} papers"]


def test_progress_says_how_far_and_how_fast(library: Library) -> None:
    seen: list[import_tally.ImportProgress] = []
    shares = iter((0.5, 1.0))
    library.take(records(map(numbered, range(2 * BATCH))), progress=seen.append, share=lambda: next(shares))

    assert [(one.records, one.share) for one in seen] == [(4, 0.5), (8, 1.0)]
    assert seen[0].rate > 0
    assert seen[0].left == pytest.approx(seen[0].seconds)


def test_a_library_that_cannot_be_written_says_what_was_taken_before(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a disk that gets full in the middle."""
    taken = iter((True, False))
    whole = ImportWriter.take

    def take(writer: ImportWriter, connection: sqlite3.Connection, rows: list[Record]) -> object:
        if next(taken):
            return whole(writer, connection, rows)
        raise ReaderError("The disk is full.", "Nothing was lost.")

    monkeypatch.setattr(ImportWriter, "take", take)
    with pytest.raises(ReaderError) as caught:
        library.take(records(map(numbered, range(2 * BATCH))))

    assert (caught.value.message, library.count()) == ("The disk is full.", 209 + BATCH)
    assert caught.value.hint.startswith("Before that it imported 4 papers, which is kept.")


def test_the_report_counts_what_was_kept_aside(library: Library) -> None:
    """Fields without a place by name, conflicts with both values, notes that became versions, possible duplicates."""
    extra, annotated = (Details(extra=pairs) for pairs in ((("mrnumber", "1"), ("annote", "x")), (("annote", "x"),)))
    report = library.take(
        [
            *records(
                [
                    paper("One Tree", doi="10.1000/x", year=2020, note="Mine", details=extra),
                    paper("One Tree", doi="10.1000/x", year=2021, note="Ours", details=annotated),
                    paper("One Tree", doi="10.1000/y", year=2020),
                ]
            ),
            Problem(9, "no title", raw="{}"),
        ]
    )

    assert (report.added, report.unchanged, report.refused) == (2, 1, 1)
    assert [(one.line, one.conflict.field, one.conflict.kept, one.conflict.given) for one in report.conflicts] == [
        (2, "year", "2020", "2021")
    ]
    assert (report.kept_notes, report.duplicates) == (1, 1)
    assert (report.extra_records, report.extra_fields) == (2, (("annote", 2), ("mrnumber", 1)))


def test_a_report_of_very_many_problems_is_bounded(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of them are counted, and told one by one to whoever asks."""
    monkeypatch.setattr(import_tally, "MOST_KEPT", 3)
    told: list[Problem] = []
    report = library.take((Problem(line, "no title") for line in range(10)), on_problem=told.append)

    assert (report.refused, len(report.problems), len(told)) == (10, 3, 10)


def test_a_note_is_taken_while_an_import_waits_for_its_input(library: Library) -> None:
    """`slow | tui-reader import -` beside `tui-reader note KEY --append x`, and a note in an open reader."""
    slow = 'import sys, time\nfor n in range(3000): print(\'{"title": "Slow %d"}\' % n)\n'
    feeding = subprocess.Popen(
        [sys.executable, "-c", f"{slow}sys.stdout.flush(); sys.stdin.read()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    importing = subprocess.Popen(
        [sys.executable, "-m", "tui_reader", "import", "-"], stdin=feeding.stdout, stdout=subprocess.PIPE
    )
    assert feeding.stdout is not None
    assert feeding.stdin is not None
    feeding.stdout.close()
    key = library.papers([3])[0].key
    try:
        appended = subprocess.run(
            [sys.executable, "-m", "tui_reader", "note", key, "--append", "x"], check=False, timeout=9
        )
        library.write_note(4, "typed")
        assert importing.poll() is None
    finally:
        feeding.stdin.close()
        out, _ = importing.communicate()
        feeding.wait()

    assert (appended.returncode, library.papers([3])[0].note, library.papers([4])[0].note) == (0, "x", "typed")
    assert out == b"-: 3,000 new\n"
