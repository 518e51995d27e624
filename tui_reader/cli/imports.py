"""`tui-reader import`: takes the papers of files in, and says what became of every record."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from tui_reader.cli.exit_codes import COULD_NOT, DONE, NOTHING_FOUND, WrongUsageError, report_error, say
from tui_reader.cli.typos import close_to, did_you_mean
from tui_reader.errors import ReaderError
from tui_reader.importers.formats import FORMATS, by_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.importers.records import Problem, Record
    from tui_reader.library.import_service import TakeOptions
    from tui_reader.library.import_tally import ImportProgress, ImportReport
    from tui_reader.library.library import Library


@dataclass(frozen=True, slots=True)
class _FileResult:
    """The report of one file, or the error because of which there is none."""

    file: str
    report: ImportReport | None = None
    error: ReaderError | None = None
    """Why nothing at all came of it."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """What was asked for on the command line."""

    format_name: str
    dry_run: bool
    each: bool
    as_json: bool
    refused: TextIO | None


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
@click.option("--each", is_flag=True, help="Print a line for each record: what became of it, its line and its title.")
@click.option(
    "--refused",
    type=click.File("w", encoding="utf-8", lazy=True),
    metavar="FILE",
    help="Write the records that are refused to a file, as they stand in theirs.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the whole report as one JSON list.")
def command(  # noqa: PLR0913 - one for each option
    files: tuple[str, ...], format_name: str, *, dry_run: bool, each: bool, refused: TextIO | None, as_json: bool
) -> int:
    """Take in the papers of files; `-` is standard input.

    A paper that is there already is completed: empty fields are filled, nothing is overwritten, and what differs is
    listed. It is the same paper if an identifier (DOI, arXiv id, PubMed id...) agrees, or without one the title, an
    author and the year. Files may be packed (gzip, xz, bzip2, Zstandard); of a directory or an archive (zip, tar) every
    file is read.
    """
    from tui_reader.cli import session

    if format_name != "auto":
        try:
            by_name(format_name)
        except ReaderError as error:
            meant = did_you_mean(close_to(format_name, ["auto", *(one.name for one in FORMATS)]))
            raise WrongUsageError(error.message, f"{meant} {error.hint}".strip()) from None
    wish = _Wish(format_name, dry_run, each, as_json, refused)
    with session.library("Importing the same files again takes in the rest.") as library:
        results = [_take(library, file, wish) for file in files]
        if as_json:
            from tui_reader.cli import import_report
            from tui_reader.cli.json_output import write_json

            write_json([import_report.record(one.file, one.report, one.error, library) for one in results])
    if any(result.error for result in results):
        return COULD_NOT
    return NOTHING_FOUND if any(result.report and result.report.refused for result in results) else DONE


def _take(library: Library, file: str, wish: _Wish) -> _FileResult:
    from tui_reader.cli import import_report
    from tui_reader.cli.progress import import_bar
    from tui_reader.library.import_words import summary

    try:
        with import_bar(f"Importing {file}") as progress:
            report = library.import_file(Path(file), wish.format_name, **_options(wish, progress))
    except ReaderError as error:
        report_error(error)
        return _FileResult(file, error=error)
    if not wish.as_json:
        for line in import_report.remarks(file, report, library):
            say(line)
        sys.stdout.write(f"{summary(file, report, dry_run=wish.dry_run)}\n")
        sys.stdout.flush()
    return _FileResult(file, report)


def _options(wish: _Wish, progress: Callable[[ImportProgress], None]) -> TakeOptions:
    options: TakeOptions = {"dry_run": wish.dry_run, "progress": progress}
    if wish.each and not wish.as_json:
        options["on_record"] = _print_record
    if (refused := wish.refused) is not None:
        options["on_problem"] = lambda problem: _write_refused(refused, problem)
    return options


def _print_record(record: Record, what: str, _paper: int) -> None:
    from tui_reader.texts.printable import one_line

    sys.stdout.write(f"{what}\t{record.line}\t{one_line(record.paper.title)}\n")


def _write_refused(file: TextIO, problem: Problem) -> None:
    if problem.refused and problem.raw:
        file.write(problem.raw if problem.raw.endswith("\n") else f"{problem.raw}\n")
