"""`tui-reader bookmark`: marks papers, takes marks away, lists marked papers."""

from __future__ import annotations

import click

from tui_reader.cli.marks import Mark, run

_MARK = Mark("is:bookmarked", "added", "bookmarked", lambda library, ids, on: library.bookmark(ids, bookmarked=on))


@click.command
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option("--remove", is_flag=True, help="Take the bookmarks away.")
@click.option("--json", "as_json", is_flag=True, help="List as one JSON list; without KEY.")
def command(keys: tuple[str, ...], *, remove: bool, as_json: bool) -> int:
    """Bookmark papers, or list the bookmarked ones.

    When one KEY names no paper, nothing changes.
    """
    return run(_MARK, keys, remove=remove, as_json=as_json)
