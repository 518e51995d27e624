"""The report of an import, in words and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_reader.library.import_words import difference, keys_of, place, reason
from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.errors import ReaderError
    from tui_reader.library.import_tally import ImportReport
    from tui_reader.library.library import Library

MOST_PROBLEMS = 20
"""How many refusals, and how many conflicts, of one file are told line by line."""

_FIELDS_SHOWN = 5


def remarks(file: str, report: ImportReport, library: Library) -> Iterator[str]:
    """What was refused, what differs and what was taken otherwise than it was meant: a line each, the worst first."""
    # Refusals first: notes about records that went in must not push them out of the list.
    told = sorted(report.problems, key=lambda problem: not problem.refused)
    for problem in told[:MOST_PROBLEMS]:
        yield f"{place(file, problem.line)}: {'refused: ' if problem.refused else 'note: '}{reason(problem)}"
    if len(told) > MOST_PROBLEMS:
        yield f"{file}: and {len(told) - MOST_PROBLEMS:,} more; --json lists all of them."
    shown = report.conflicts[:MOST_PROBLEMS]
    keys = keys_of(shown, library)
    for conflict in shown:
        yield f"{place(file, conflict.line)}: {difference(conflict, keys)}"
    if report.conflict_count > MOST_PROBLEMS:
        yield f"{file}: {report.conflict_count - MOST_PROBLEMS:,} more facts differ; --json lists them."
    if report.extra_fields:
        names = ", ".join(one_line(name) for name, _ in report.extra_fields[:_FIELDS_SHOWN])
        more = "…" if len(report.extra_fields) > _FIELDS_SHOWN else ""
        yield f"{file}: kept aside under their own names: {names}{more}"


def record(file: str, report: ImportReport | None, error: ReaderError | None, library: Library) -> dict[str, Any]:
    """The whole report of a file."""
    if report is None:
        return {"file": file, "error": str(error)}
    keys = keys_of(report.conflicts, library)
    return {
        "file": file,
        "added": report.added,
        "completed": report.completed,
        "unchanged": report.unchanged,
        "refused": report.refused,
        "stopped": report.stopped,
        "problems": [
            {"line": one.line, "record": one.record, "reason": one.reason, "refused": one.refused}
            for one in report.problems
        ],
        "differing": report.conflict_count,
        "conflicts": [
            {"line": line, "key": keys.get(paper), "field": field, "kept": kept, "given": given}
            for line, paper, (field, kept, given) in report.conflicts
        ],
        "notes_kept_as_versions": report.kept_notes,
        "records_with_other_fields": report.extra_records,
        "other_fields": dict(report.extra_fields),
        "possible_duplicates": report.duplicates,
    }
