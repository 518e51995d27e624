"""`tui-reader import`: takes the papers of files in, and says what became of every record."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui_reader.cli.exit_codes import COULD_NOT, DONE, NOTHING_FOUND, WrongUsageError, report_error, say
from tui_reader.cli.typos import close_to, did_you_mean
from tui_reader.errors import ReaderError
from tui_reader.importers.formats import FORMATS, by_name

if TYPE_CHECKING:
    from tui_reader.library.import_service import ImportReport
    from tui_reader.library.library import Library

MOST_PROBLEMS = 20
"""How many problems of one file are told line by line."""


@dataclass(frozen=True, slots=True)
class _FileResult:
    """The report of one file, or the error that ended its import."""

    file: str
    report: ImportReport | None = None
    error: ReaderError | None = None
    """Why nothing came of it, or why only a part of it was taken in, which its hint then says."""


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--format",
    "format_name",
    default="auto",
    show_default=True,
    metavar="NAME",
    help=f"What the files are: auto, {', '.join(one.name for one in FORMATS)}.",
)
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole report as one JSON list.")
def command(files: tuple[str, ...], format_name: str, *, dry_run: bool, as_json: bool) -> int:
    """Take in the papers of files; `-` is standard input.

    A paper that is there already (same DOI, arXiv id or other identifier, or same title with a common author) is
    completed: empty fields are filled, nothing is overwritten. Files may be packed (gzip, xz, bzip2, Zstandard); of a
    directory or an archive (zip, tar) every file is read.
    """
    from tui_reader.cli import session

    if format_name != "auto":
        try:
            by_name(format_name)
        except ReaderError as error:
            meant = did_you_mean(close_to(format_name, ["auto", *(one.name for one in FORMATS)]))
            raise WrongUsageError(error.message, f"{meant} {error.hint}".strip()) from None
    with session.library("Importing the same files again takes in the rest.") as library:
        results = [_take(library, file, format_name, dry_run=dry_run, quiet=as_json) for file in files]
    if as_json:
        from tui_reader.cli.json_output import write_json

        write_json([_record(result) for result in results])
    if any(result.error for result in results):
        return COULD_NOT
    return NOTHING_FOUND if any(result.report and result.report.refused for result in results) else DONE


def _take(library: Library, file: str, format_name: str, *, dry_run: bool, quiet: bool) -> _FileResult:
    from tui_reader.cli.progress import bar

    try:
        with bar(f"Importing {file}") as progress:
            report = library.import_file(Path(file), format_name, dry_run=dry_run, progress=progress)
    except ReaderError as error:
        report_error(error)
        return _FileResult(file, error=error)
    if not quiet:
        _tell(file, report, dry_run=dry_run)
    return _FileResult(file, report)


def _tell(file: str, report: ImportReport, *, dry_run: bool) -> None:
    from tui_reader.texts.counts import counted
    from tui_reader.texts.printable import one_line

    # Refusals first: notes about records that went in must not push them out of the list.
    told = sorted(report.problems, key=lambda problem: not problem.refused)
    for problem in told[:MOST_PROBLEMS]:
        place = f"{file}:{problem.line}" if problem.line else file
        say(f"{place}: {'refused: ' if problem.refused else 'note: '}{problem.reason}")
    if len(told) > MOST_PROBLEMS:
        say(f"{file}: and {len(told) - MOST_PROBLEMS:,} more; --json lists all of them.")
    counts = (
        (report.added, "added"),
        (report.completed, "completed"),
        (report.unchanged, "unchanged"),
        (report.refused, "refused"),
    )
    parts = ", ".join(f"{count:,} {what}" for count, what in counts if count or what == "added")
    if report.aside_records:
        fields, records = counted(report.aside_fields, "field"), counted(report.aside_records, "record")
        parts += f", {fields} of {records} kept aside"
    sys.stdout.write(f"{one_line(file)}: {parts}{' (dry run: nothing was changed)' if dry_run else ''}\n")
    sys.stdout.flush()


def _record(result: _FileResult) -> dict[str, Any]:
    if result.report is None:
        return {"file": result.file, "error": str(result.error)}
    report = result.report
    return {
        "file": result.file,
        "added": report.added,
        "completed": report.completed,
        "unchanged": report.unchanged,
        "refused": report.refused,
        "kept_aside": {"fields": report.aside_fields, "records": report.aside_records},
        "problems": [
            {"line": problem.line, "reason": problem.reason, "refused": problem.refused} for problem in report.problems
        ],
    }
