"""`tui-reader key`: shows a paper's citation key, and changes it."""

from __future__ import annotations

import sys

import click

from tui_reader.cli.exit_codes import DONE, say


@click.command
@click.argument("key", metavar="KEY")
@click.argument("new", required=False, metavar="[NEW]")
@click.option("--renew", is_flag=True, help="Make the key anew, as the configuration says.")
def command(key: str, new: str | None, *, renew: bool) -> int:
    """Show the citation key of a paper, or change it to NEW.

    A key changes in no other way, so what cites it keeps its meaning. `citation_key` of the configuration says how the
    keys of new papers are made.
    """
    from tui_reader.cli import session

    if new and renew:
        raise click.UsageError("--renew takes no NEW.")
    with session.library() as library:
        paper = session.find(library, key)
        if not new and not renew:
            sys.stdout.write(f"{paper.key}\n")
            return DONE
        now = library.keys.rename(paper.id, new) if new else library.keys.renew(paper)
    say(f"{paper.key} is {now} now." if now != paper.key else f"{now} stays as it is.")
    return DONE
