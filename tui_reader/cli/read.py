"""`tui-reader read`: marks papers as read or unread, lists those that were read."""

from __future__ import annotations

import click

from tui_reader.cli.marks import Mark, run

_MARK = Mark("is:read", "read", "read", lambda library, ids, on: library.mark_read(ids, read=on))


@click.command
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option("--remove", is_flag=True, help="Mark the papers as unread.")
@click.option("--json", "as_json", is_flag=True, help="List as one JSON list; without KEY.")
def command(keys: tuple[str, ...], *, remove: bool, as_json: bool) -> int:
    """Mark papers as read, or list those, the latest first.

    When one KEY names no paper, nothing changes.
    """
    return run(_MARK, keys, remove=remove, as_json=as_json)
