"""`tui-reader facets`: how many papers each filter would leave."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tui_reader.cli.exit_codes import DONE, NOTHING_FOUND
from tui_reader.cli.query_words import SETTINGS, query_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.model.results import Facets


@click.command(context_settings=SETTINGS)
@click.argument("query", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(query: tuple[str, ...], *, as_json: bool) -> int:
    """Count what each filter would leave of QUERY, or of all.

    Each filter is one line: the filter as a query has it, and after a tab how many of the papers that match QUERY have
    it. Of tags, venues, authors and categories the most used are shown, and authors of at most 20,000 papers.
    """
    text = query_text(query)
    from tui_reader.cli import session

    with session.library() as library:
        facets = library.facets(session.search(library, text).ids if text.strip() else None)
    if as_json:
        from dataclasses import asdict

        from tui_reader.cli.json_output import write_json

        named = {
            name: dict(getattr(facets, name)) for name in ("tags", "years", "venues", "kinds", "authors", "categories")
        }
        write_json({**asdict(facets), **named})
    else:
        sys.stdout.writelines(f"{name}\t{papers}\n" for name, papers in _lines(facets))
    return DONE if facets.total else NOTHING_FOUND


def _lines(facets: Facets) -> Iterator[tuple[str, int]]:
    from tui_reader.texts.printable import one_line

    yield "is:bookmarked", facets.bookmarked
    yield "is:unread", facets.unread
    yield "is:queued", facets.queued
    yield "has:note", facets.noted
    yield "has:highlight", facets.highlighted
    yield from ((f"tag:{tag}", papers) for tag, papers in facets.tags)
    yield from ((f"year:{year}", papers) for year, papers in facets.years)
    yield from ((f"kind:{kind}", papers) for kind, papers in facets.kinds)
    for name, values in (("category", facets.categories), ("author", facets.authors), ("venue", facets.venues)):
        for value, papers in values:
            shown = one_line(value).replace('"', " ")
            yield f'{name}:"{shown}"' if " " in shown else f"{name}:{shown}", papers
