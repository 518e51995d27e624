"""`tui-reader delete`: deletes papers with all that the reader added to them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tui_reader.cli.exit_codes import DONE, NOTHING_FOUND, WrongUsageError, say
from tui_reader.texts.counts import counted

if TYPE_CHECKING:
    from tui_reader.model.history import Losses


@click.command
@click.argument("keys", nargs=-1, required=True, metavar="KEY...")
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(keys: tuple[str, ...], *, yes: bool) -> int:
    """Delete papers, with their notes, tags and highlights.

    On a terminal it says what would go and asks; elsewhere it needs --yes. `tui-reader undo` brings all of it back.
    When one KEY names no paper, nothing is deleted.
    """
    from tui_reader.cli import session

    with session.library() as library:
        papers = session.find_all(library, keys)
        ids = [paper.id for paper in papers]
        what = papers[0].key if len(papers) == 1 else counted(len(papers), "paper")
        if not yes:
            if not sys.stdin.isatty() or not sys.stderr.isatty():
                raise WrongUsageError(f"Nobody can be asked whether to delete {what}.", "--yes deletes without asking.")
            if not click.confirm(f"Delete {what}{_with(library.edits.what_goes(ids))}?", err=True):
                say("Nothing was deleted.")
                return NOTHING_FOUND
        library.edits.delete(ids)
    say(f"Deleted {what}; tui-reader undo brings {'it' if len(papers) == 1 else 'them'} back.")
    return DONE


def _with(losses: Losses) -> str:
    """What would go beside the papers, to stand behind them."""
    counts = ((losses.notes, "note"), (losses.highlights, "highlight"), (losses.tags, "tag"))
    parts = [counted(count, name) for count, name in counts if count]
    return f" with {', '.join(parts)}" if parts else ""
