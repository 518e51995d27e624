"""`tui-reader searches`: queries with names and keys, the same ones that the screen has."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tui_reader.cli.exit_codes import DONE, NOTHING_FOUND, say
from tui_reader.model.results import SORTS, SavedSearch

if TYPE_CHECKING:
    from tui_reader.model.results import Sort


@click.command
@click.option("--save", nargs=2, metavar="NAME QUERY", help="Keep a query under a name, in the place of an older one.")
@click.option("--digit", type=click.IntRange(1, 9), metavar="N", help="With --save: the key that asks it, 1 to 9.")
@click.option("--sort", type=click.Choice(SORTS), help="With --save: the order of its answers.")
@click.option("--remove", metavar="NAME", help="Forget a saved search.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list.")
def command(
    save: tuple[str, str] | None, digit: int | None, sort: Sort | None, remove: str | None, *, as_json: bool
) -> int:
    """Keep queries under names, or list them.

    Each is one line: its key (or a hyphen), name and query between tabs. `tui-reader search --saved NAME` asks one.
    """
    from tui_reader.cli import session

    if save and remove is not None:
        raise click.UsageError("Only one of --save and --remove can be done at a time.")
    if (digit is not None or sort) and not save:
        raise click.UsageError("--digit and --sort go with --save.")
    if as_json and (save or remove is not None):
        raise click.UsageError("--json lists the searches, and saves and removes none.")
    with session.library() as library:
        if save:
            name, query = save
            library.queries.save(SavedSearch(name, query, sort, digit))
            say(f"Saved “{name}”." if digit is None else f"Saved “{name}”; key {digit} asks it.")
            return DONE
        if remove is not None:
            library.queries.remove(remove)
            say(f"“{remove}” is forgotten.")
            return DONE
        return _write(library.queries.saved(), as_json=as_json)


def _write(searches: list[SavedSearch], *, as_json: bool) -> int:
    from tui_reader.texts.printable import one_line

    if as_json:
        from tui_reader.cli.json_output import write_json_list

        write_json_list(
            {"name": one.name, "query": one.query, "sort": one.sort, "digit": one.digit} for one in searches
        )
    else:
        sys.stdout.writelines(f"{one.digit or '-'}\t{one_line(one.name)}\t{one_line(one.query)}\n" for one in searches)
        if not searches:
            say("No search is saved yet.")
    return DONE if searches else NOTHING_FOUND
