"""The report of an import, in words and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_reader.texts.counts import counted
from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.errors import ReaderError
    from tui_reader.importers.records import Problem
    from tui_reader.library.import_tally import ImportReport, RecordConflict
    from tui_reader.library.library import Library

MOST_PROBLEMS = 20
"""How many refusals, and how many conflicts, of one file are told line by line."""

_LONGEST_VALUE = 60
_FIELDS_SHOWN = 5


def summary(file: str, report: ImportReport, *, dry_run: bool) -> str:
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


def remarks(file: str, report: ImportReport, library: Library) -> Iterator[str]:
    """What was refused, what differs and what was taken otherwise than it was meant: a line each, the worst first."""
    # Refusals first: notes about records that went in must not push them out of the list.
    told = sorted(report.problems, key=lambda problem: not problem.refused)
    for problem in told[:MOST_PROBLEMS]:
        yield f"{_place(file, problem.line)}: {'refused: ' if problem.refused else 'note: '}{_reason(problem)}"
    if len(told) > MOST_PROBLEMS:
        yield f"{file}: and {len(told) - MOST_PROBLEMS:,} more; --json lists all of them."
    shown = report.conflicts[:MOST_PROBLEMS]
    keys = _keys(shown, library)
    for line, paper, (field, kept, given) in shown:
        key = keys.get(paper, "a record before it")
        yield f"{_place(file, line)}: {key} keeps its {field}: {_short(kept)}, not {_short(given)}"
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
    keys = _keys(report.conflicts, library)
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


def _keys(conflicts: Sequence[RecordConflict], library: Library) -> dict[int, str]:
    papers = library.papers(list({conflict.paper for conflict in conflicts})) if conflicts else []
    return {paper.id: paper.key for paper in papers}


def _place(file: str, line: int) -> str:
    return f"{file}:{line}" if line else file


def _reason(problem: Problem) -> str:
    return f"{problem.reason} ({_short(problem.record)})" if problem.record else problem.reason


def _short(text: str) -> str:
    text = one_line(text)
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"
