"""`tui-reader index`: makes the search index current."""

from __future__ import annotations

import click

from tui_reader.cli.exit_codes import DONE, say

_TOLD = {
    "current": "The index is current",
    "updated": "The index was updated",
    "rebuilt": "The index was built",
}


@click.command
@click.option("--rebuild", is_flag=True, help="Build it from nothing, even when it is current.")
def command(*, rebuild: bool) -> int:
    """Make the search index current.

    Nothing needs this: every search does it first. It saves the next search the time.
    """
    from tui_reader.cli import session

    with session.library() as papers:
        work = session.current_index(papers, rebuild=rebuild)
        say(f"{_TOLD[work]}: {papers.count():,} papers.")
    return DONE
