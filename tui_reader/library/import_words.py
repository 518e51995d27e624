"""What an import did and is doing, in the words of the command line and of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.texts.counts import counted
from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.importers.records import Problem
    from tui_reader.library.import_tally import ImportProgress, ImportReport, RecordConflict
    from tui_reader.library.library import Library

_LONGEST_VALUE = 60
_MINUTE = 60


def summary(file: str, report: ImportReport, *, dry_run: bool = False) -> str:
    """What came of a file, in a line."""
    counts = (
        (report.added, "new"),
        (report.completed, "completed"),
        (report.unchanged, "unchanged"),
        (report.refused, "refused"),
        (report.conflict_count, "fact differs" if report.conflict_count == 1 else "facts differ"),
        (report.kept_notes, "notes kept as versions"),
    )
    parts = [f"{count:,} {what}" for count, what in counts if count or what == "new"]
    if report.extra_records:
        fields, records = len(report.extra_fields), report.extra_records
        parts.append(f"{counted(fields, 'field')} of {counted(records, 'record')} kept aside")
    if report.duplicates:
        parts.append(f"{counted(report.duplicates, 'possible duplicate')}")
    ending = " (dry run: nothing was changed)" if dry_run else ""
    return f"{one_line(file)}: {', '.join(parts)}{' (stopped before the end)' if report.stopped else ending}"


def progress_words(file: str, at: ImportProgress) -> str:
    """How far an import is, in a line: "refs.bib: 3,200 records, 4,100/s, 10 s left"."""
    left = "" if at.left is None else f", {_duration(at.left)} left"
    return f"{one_line(file)}: {counted(at.records, 'record')}, {at.rate:,.0f}/s{left}"


def place(file: str, line: int) -> str:
    """Where something stands: the file, with the line when it is known."""
    return f"{file}:{line}" if line else file


def reason(problem: Problem) -> str:
    """What is wrong with a record, and what the record is called."""
    return f"{problem.reason} ({short(problem.record)})" if problem.record else problem.reason


def difference(conflict: RecordConflict, keys: dict[int, str]) -> str:
    """Which value the library keeps, and which one it was given."""
    field, kept, given = conflict.conflict
    key = keys.get(conflict.paper, "a record before it")
    return f"{key} keeps its {field}: {short(kept)}, not {short(given)}"


def keys_of(conflicts: Sequence[RecordConflict], library: Library) -> dict[int, str]:
    """The citation keys of the papers that the conflicts are about, by id."""
    papers = library.papers(list({conflict.paper for conflict in conflicts})) if conflicts else []
    return {paper.id: paper.key for paper in papers}


def short(text: str) -> str:
    """A value in one line, cut where it is long."""
    text = one_line(text)
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < _MINUTE else f"{seconds / _MINUTE:.0f} min"
