"""`tui-reader bookmark`: marks papers, takes marks away, lists marked papers."""

from __future__ import annotations

import click

from tui_reader.cli.outcome import DONE, say


@click.command
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option("--remove", is_flag=True, help="Take the bookmarks away.")
@click.option("--json", "as_json", is_flag=True, help="List as one JSON list; without KEY.")
def command(keys: tuple[str, ...], *, remove: bool, as_json: bool) -> int:
    """Bookmark papers, or list the bookmarked ones.

    When one KEY names no paper, nothing changes.
    """
    from tui_reader.cli import opened

    if keys and as_json:
        raise click.UsageError("--json lists bookmarks, and takes no KEY.")
    if remove and not keys:
        raise click.UsageError("--remove needs a KEY.")
    with opened.library() as library:
        if not keys:
            from tui_reader.cli.search import write_answer

            return write_answer(library, opened.answer(library, "is:bookmarked"), as_json=as_json)
        papers = opened.named(library, keys)
        library.bookmark([paper.id for paper in papers], bookmarked=not remove)
    for paper in papers:
        say(f"{paper.key} is {'no longer' if remove else 'now'} bookmarked")
    return DONE
