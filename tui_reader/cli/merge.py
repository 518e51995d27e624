"""`tui-reader merge`: makes one paper of several."""

from __future__ import annotations

import click

from tui_reader.cli.exit_codes import DONE, WrongUsageError, say
from tui_reader.texts.counts import counted


@click.command
@click.argument("keep", metavar="KEY")
@click.argument("others", nargs=-1, required=True, metavar="KEY...")
def command(keep: str, others: tuple[str, ...]) -> int:
    """Make one paper of several.

    The first KEY is the one that stays. Its facts win, and those that it lacks come from the others. Marks, tags,
    notes and highlights are joined, and the identifiers and keys of the others find it from then on. `tui-reader
    undo` makes them several again.
    """
    from tui_reader.cli import session

    with session.library() as library:
        kept, *merged = session.find_all(library, (keep, *others))
        if not merged:
            raise WrongUsageError(f"All the keys name one paper, {kept.key}.", "tui-reader duplicates lists pairs.")
        library.edits.merge(kept.id, [paper.id for paper in merged])
    what = merged[0].key if len(merged) == 1 else counted(len(merged), "paper")
    say(f"Merged {what} into {kept.key}.")
    return DONE
