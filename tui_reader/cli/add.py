"""`tui-reader add`: takes in what is typed, pasted or piped: entries, identifiers, a citation, files."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from tui_reader.cli.exit_codes import DONE, NOTHING_FOUND, say
from tui_reader.errors import ReaderError
from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from tui_reader.importers.records import Record
    from tui_reader.library.import_service import TakeOptions
    from tui_reader.library.import_tally import ImportReport
    from tui_reader.library.library import Library

MOST_BYTES = 64 * 2**20
"""The largest text that is read; larger ones are files to import."""


@click.command
@click.argument("texts", nargs=-1, required=True, metavar="TEXT|ID...")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(texts: tuple[str, ...], *, dry_run: bool, as_json: bool) -> int:
    """Add papers from a text: entries, identifiers, a citation.

    Entries are BibTeX, RIS or another format; identifiers are DOIs, arXiv ids, PubMed ids and addresses. Paths of
    files will do too, and `-` is standard input. Each paper is one line: added, completed or unchanged, its key, and
    its title, between tabs. Nothing is asked of the network: a paper of which only an identifier is known has that as
    its title, until an import completes it.
    """
    from tui_reader.cli import import_report, session
    from tui_reader.library.pasted_text import read_pasted

    pasted = read_pasted(_standard_input() if texts == ("-",) else "\n".join(texts))
    done: list[tuple[str, int, str]] = []

    def note(record: Record, what: str, paper: int) -> None:
        done.append((what, paper, record.paper.title))

    options: TakeOptions = {"dry_run": dry_run, "on_record": note}
    with session.library() as library:
        if pasted.paths:
            reports = [(path.name, library.import_file(path, **options)) for path in pasted.paths]
        else:
            options["source"] = pasted.source
            reports = [(pasted.source, library.take(pasted.items, **options))]
        records = _records(library, done, dry_run=dry_run)
        if as_json:
            from tui_reader.cli.json_output import write_json

            write_json(
                {
                    "what": pasted.what,
                    "papers": records,
                    "reports": [import_report.record(name, report, None, library) for name, report in reports],
                }
            )
        else:
            _write(library, records, reports)
    refused = any(report.refused for _, report in reports)
    return NOTHING_FOUND if refused or not records else DONE


def _standard_input() -> str:
    if sys.stdin is None:
        raise ReaderError("There is no standard input to read from.", "Give the text as an argument.")
    content = sys.stdin.buffer.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ReaderError("That is too much text to add.", "tui-reader import - takes any amount.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReaderError(
            f"Standard input is not UTF-8 (byte {error.start}).", "tui-reader import - tells other encodings."
        ) from None


def _records(library: Library, done: list[tuple[str, int, str]], *, dry_run: bool) -> list[dict[str, Any]]:
    """What became of each paper; one that is only tried has no key yet."""
    papers = {paper.id: paper for paper in library.papers([paper for _, paper, _ in done])}
    found = []
    for what, number, title in done:
        paper = papers.get(number)
        known = paper is not None and not (dry_run and what == "added")
        found.append(
            {
                "outcome": what,
                "key": paper.key if paper and known else "",
                "title": paper.title if paper and known else title,
            }
        )
    return found


def _write(library: Library, records: list[dict[str, Any]], reports: list[tuple[str, ImportReport]]) -> None:
    from tui_reader.cli import import_report

    for name, report in reports:
        for line in import_report.remarks(name, report, library):
            say(line)
    sys.stdout.writelines(f"{one['outcome']}\t{one['key']}\t{one_line(one['title'])}\n" for one in records)
    if not records:
        say("No paper was added.")
