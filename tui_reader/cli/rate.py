"""`tui-reader rate`: gives papers stars."""

from __future__ import annotations

import click

from tui_reader.cli.exit_codes import DONE, say
from tui_reader.model.papers import MOST_STARS
from tui_reader.texts.counts import counted


@click.command
@click.argument("keys", nargs=-1, required=True, metavar="KEY...")
@click.argument("stars", type=click.IntRange(0, MOST_STARS))
def command(keys: tuple[str, ...], stars: int) -> int:
    """Give papers 1 to 5 stars; 0 takes them away.

    When one KEY names no paper, nothing changes.
    """
    from tui_reader.cli import session

    with session.library() as library:
        papers = session.find_all(library, keys)
        library.ratings.set([paper.id for paper in papers], stars)
    what = papers[0].key if len(papers) == 1 else counted(len(papers), "paper")
    has = "has" if len(papers) == 1 else "have"
    say(f"{what} {has} {counted(stars, 'star')} now." if stars else f"{what} {has} no stars now.")
    return DONE
