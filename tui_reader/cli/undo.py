"""`tui-reader undo`: takes back what was done last, on the screen or here, and does it again."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tui_reader.cli.exit_codes import DONE, NOTHING_FOUND, say

if TYPE_CHECKING:
    from tui_reader.model.history import Step

_LISTED = 20


@click.command
@click.option("--redo", is_flag=True, help="Do again what was undone last.")
@click.option("--list", "listing", is_flag=True, help="Change nothing; list what would be undone, the next one first.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help=f"With --list: how many; {_LISTED} by default.")
@click.option("--json", "as_json", is_flag=True, help="With --list: print one JSON list.")
def command(limit: int | None, *, redo: bool, listing: bool, as_json: bool) -> int:
    """Undo what was done last, or do it again.

    Whatever changed the library can be undone, on the screen or here, step by step and in any later session. Each
    step that --list prints is one line: when it was done, and after a tab what. With --redo it lists what would be
    done again.
    """
    from tui_reader.cli import session

    if not listing and (as_json or limit):
        raise click.UsageError("--json and --limit go with --list.")
    with session.library() as library:
        if listing:
            return _write(library.journal.latest(limit or _LISTED, undone=redo), redo=redo, as_json=as_json)
        step = library.journal.redo() if redo else library.journal.undo()
    if step is None:
        return _nothing(redo=redo)
    say(f"{'redone' if redo else 'undone'}: {step.words}")
    return DONE


def _write(steps: list[Step], *, redo: bool, as_json: bool) -> int:
    from tui_reader.cli.json_output import utc_time, write_json_list
    from tui_reader.texts.printable import one_line

    timed = [(utc_time(step.at), step.words) for step in steps]
    if as_json:
        write_json_list({"at": at, "words": words} for at, words in timed)
    else:
        sys.stdout.writelines(f"{at}\t{one_line(words)}\n" for at, words in timed)
    if not steps:
        return _nothing(redo=redo)
    return DONE


def _nothing(*, redo: bool) -> int:
    say(f"There is nothing to {'redo' if redo else 'undo'}.")
    return NOTHING_FOUND
