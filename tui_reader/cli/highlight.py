"""`tui-reader highlight`: marks a passage of an abstract, changes what is marked, and takes marks away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui_reader.cli.exit_codes import DONE, NOTHING_FOUND, say
from tui_reader.errors import ReaderError
from tui_reader.model.annotations import COLOURS, Colour
from tui_reader.texts.counts import counted
from tui_reader.texts.relocating import quoted

if TYPE_CHECKING:
    from tui_reader.library.library import Library
    from tui_reader.model.papers import Paper


@click.command
@click.argument("key", required=False, metavar="[KEY]")
@click.option("--quote", metavar="TEXT", help="Mark this passage of the abstract of KEY.")
@click.option("--colour", type=click.Choice(COLOURS), help=f"Its colour; {COLOURS[0]} by default.")
@click.option("--comment", metavar="TEXT", help="What to remember about it.")
@click.option("--change", type=int, metavar="ID", help="Give a highlight another passage, colour or comment.")
@click.option("--remove", type=int, multiple=True, metavar="ID", help="Remove a highlight; may be repeated.")
def command(  # noqa: PLR0913 - one for each option
    key: str | None,
    *,
    quote: str | None,
    colour: Colour | None,
    comment: str | None,
    change: int | None,
    remove: tuple[int, ...],
) -> int:
    """Mark a passage of an abstract, or change marks.

    TEXT is as in the abstract; case, spacing, kinds of quotation marks and LaTeX make no difference. ID is what
    `tui-reader highlights` prints first.
    """
    from tui_reader.cli import session

    if (key is not None) + (change is not None) + bool(remove) != 1:
        raise click.UsageError("Give a KEY, --change ID or --remove ID.")
    if key is not None and quote is None:
        raise click.UsageError("A KEY needs --quote TEXT.")
    if remove and (quote is not None or colour or comment is not None):
        raise click.UsageError("--remove goes with nothing else.")
    with session.library() as library:
        if remove:
            return _remove(library, remove)
        if change is not None:
            return _change(library, change, quote, colour, comment)
        paper = session.find(library, key or "")
        start, end = _place(paper, quote or "")
        marked = library.highlights.add(paper.id, start, end, colour=colour or COLOURS[0], comment=comment or "")
    say(f"Marked {marked.colour} in {paper.key}, as {marked.id}.")
    return DONE


def _change(library: Library, number: int, quote: str | None, colour: Colour | None, comment: str | None) -> int:
    if quote is None and colour is None and comment is None:
        raise click.UsageError("--change needs --quote, --colour or --comment.")
    span = None
    if quote is not None:
        [paper] = library.papers([library.highlights.get(number).paper])
        span = _place(paper, quote)
    library.highlights.change(number, colour=colour, comment=comment, span=span)
    say(f"Changed highlight {number}.")
    return DONE


def _remove(library: Library, numbers: tuple[int, ...]) -> int:
    removed = library.highlights.remove(numbers)
    unknown = [number for number in dict.fromkeys(numbers) if number not in removed]
    for number in unknown:
        say(f"There is no highlight {number}.")
    if removed:
        say(f"Removed {counted(len(removed), 'highlight')}.")
    return NOTHING_FOUND if unknown else DONE


def _place(paper: Paper, quote: str) -> tuple[int, int]:
    """The offsets of the only passage of an abstract that is a quote, as it is stored or as it is shown."""
    from tui_reader.texts.typeset import typeset

    found = quoted(quote, paper.abstract)
    if not found:
        shown = typeset(paper.abstract)
        found = [shown.sourced(*place) for place in quoted(quote, shown.text)]
    if len(found) == 1:
        return found[0]
    if found:
        raise ReaderError(
            f"The abstract of {paper.key} has that in {len(found)} places.", "Quote more, so that it is one place."
        )
    raise ReaderError(
        f"The abstract of {paper.key} does not have “{quote}”.", f"tui-reader show {paper.key} prints it."
    )
