"""`tui-reader similar`: the papers that are most like others, or like a text."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from tui_reader.cli.exit_codes import DONE, NOTHING_FOUND, say
from tui_reader.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.cli.output import Line
    from tui_reader.library.library import Library
    from tui_reader.model.papers import Paper
    from tui_reader.model.results import Similar

_MOST_BYTES = 1_000_000
"""Of a longer text the beginning says what it is about; standard input may have no end."""


@click.command
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option("--stdin", "from_stdin", is_flag=True, help="Compare with the text on standard input.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, metavar="N", help="At most N papers."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list.")
def command(keys: tuple[str, ...], limit: int, *, from_stdin: bool, as_json: bool) -> int:
    """Find the papers most like KEY, or like several of them.

    Each comes with the words that it shares, those that count most first; in a pipe they are the last of five fields
    between tabs, after key, title, authors and year.
    """
    if bool(keys) == from_stdin:
        raise click.UsageError("Give a KEY, or --stdin." if not keys else "--stdin takes no KEY.")
    from tui_reader.cli import session

    with session.library() as library:
        if from_stdin:
            text, like = _standard_input(), "the text"
            found = session.with_current_index(library, lambda: library.similar(text, limit))
        else:
            named = session.find_all(library, keys)
            like = ", ".join(paper.key for paper in named)
            found = session.with_current_index(library, lambda: library.similar([paper.id for paper in named], limit))
        _write(library, found, as_json=as_json)
    if not found:
        say(f"No paper is like {like}.")
    return DONE if found else NOTHING_FOUND


def _standard_input() -> str:
    if sys.stdin is None:
        raise ReaderError("There is no standard input to read from.", "Give a KEY.")
    return sys.stdin.buffer.read(_MOST_BYTES).decode("utf-8-sig", errors="replace")


def _write(library: Library, found: Sequence[Similar], *, as_json: bool) -> None:
    papers = {paper.id: paper for paper in library.papers([one.paper for one in found])}
    pairs = [(papers[one.paper], one) for one in found if one.paper in papers]
    if as_json:
        from tui_reader.cli.json_output import write_json_list

        write_json_list(_record(library, paper, one) for paper, one in pairs)
    else:
        from tui_reader.cli import output

        output.write(_lines(pairs))


def _lines(pairs: Sequence[tuple[Paper, Similar]]) -> Iterator[Line]:
    """The lines of a list, each paper's with the words that it shares."""
    from tui_reader.cli import output
    from tui_reader.texts.printable import one_line

    for paper, one in pairs:
        *before, last = output.rows([paper])
        terms = one_line(", ".join(one.terms))
        yield from before
        if output.on_terminal():
            yield last
            yield [("  ", ""), (terms, output.HIT)]
        else:
            yield [*last, (f"\t{terms}", "")]


def _record(library: Library, paper: Paper, one: Similar) -> dict[str, Any]:
    from tui_reader.cli.json_output import record

    return {**record(library, paper), "score": one.score, "terms": list(one.terms)}
