"""`tui-reader queue`: puts papers among those to be read next, takes them out, lists them."""

from __future__ import annotations

import click

from tui_reader.cli.marks import Mark, run

_MARK = Mark("is:queued", "added", "queued", lambda library, ids, on: library.queue(ids, queued=on))


@click.command
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option("--remove", is_flag=True, help="Take the papers out of the queue.")
@click.option("--json", "as_json", is_flag=True, help="List as one JSON list; without KEY.")
def command(keys: tuple[str, ...], *, remove: bool, as_json: bool) -> int:
    """Queue papers to be read next, or list the queued ones.

    When one KEY names no paper, nothing changes.
    """
    return run(_MARK, keys, remove=remove, as_json=as_json)
