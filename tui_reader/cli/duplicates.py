"""`tui-reader duplicates`: the pairs of papers that may be the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tui_reader.cli.exit_codes import DONE, NOTHING_FOUND, WrongUsageError, say
from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.cli.output import Line
    from tui_reader.library.library import Library
    from tui_reader.model.imports import Duplicate
    from tui_reader.model.papers import Paper

_LONGEST = 60
"""Characters of a value that are shown."""


@click.command
@click.option("--apart", nargs=2, metavar="KEY KEY", help="Keep two papers apart for good.")
@click.option("--kept-apart", is_flag=True, help="List the pairs that are kept apart.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list, with all differences.")
def command(*, apart: tuple[str, str] | None, kept_apart: bool, as_json: bool) -> int:
    """List pairs of papers that may be the same.

    A pair is one line, the two keys and the reason between tabs; below it a line for each fact that differs: its name,
    and the two values. `tui-reader merge KEY KEY` makes one paper of a pair.
    """
    from tui_reader.cli import output, session

    with session.library() as library:
        if apart:
            return _keep_apart(library, apart)
        pairs = list(_pairs(library, kept_apart=kept_apart))
    if as_json:
        from tui_reader.cli.json_output import write_json_list

        write_json_list(_record(*pair) for pair in pairs)
    elif pairs:
        output.write(line for pair in pairs for line in _lines(*pair))
    else:
        say("No two papers are kept apart." if kept_apart else "No two papers wait for a decision.")
    return DONE if pairs else NOTHING_FOUND


def _keep_apart(library: Library, keys: tuple[str, str]) -> int:
    from tui_reader.cli import session

    papers = session.find_all(library, keys)
    if len(papers) == 1:
        raise WrongUsageError(f"Both keys name one paper, {papers[0].key}.", "Two papers can be kept apart.")
    one, two = papers
    pair = {one.id, two.id}
    if any({known.paper, known.other} == pair for known in library.duplicates.all(apart=True)):
        say(f"{one.key} and {two.key} are kept apart already.")
        return DONE
    if not any({known.paper, known.other} == pair for known in library.duplicates.all()):
        say(f"{one.key} and {two.key} are no pair that waits for a decision.")
        return NOTHING_FOUND
    library.duplicates.keep_apart(one.id, two.id)
    say(f"{one.key} and {two.key} are kept apart.")
    return DONE


def _pairs(library: Library, *, kept_apart: bool) -> Iterator[tuple[Duplicate, Paper, Paper]]:
    for pair in library.duplicates.all(apart=kept_apart):
        papers = {paper.id: paper for paper in library.papers([pair.paper, pair.other])}
        if len(papers) > 1:
            yield pair, papers[pair.paper], papers[pair.other]


def _record(pair: Duplicate, one: Paper, other: Paper) -> dict[str, Any]:
    from tui_reader.library.paper_differences import differences

    return {
        "keys": [one.key, other.key],
        "titles": [one.title, other.title],
        "reason": pair.reason,
        "apart": pair.apart,
        "differences": [
            {"field": field.replace(" ", "_"), "values": [mine, theirs]}
            for field, mine, theirs in differences(one, other)
            if field != "key"
        ],
    }


def _lines(pair: Duplicate, one: Paper, other: Paper) -> Iterator[Line]:
    from tui_reader.cli import output
    from tui_reader.library.paper_differences import differences

    yield [(one.key, output.KEY), ("\t", ""), (other.key, output.KEY), ("\t", ""), (pair.reason, output.FAINT)]
    if one.title == other.title:
        yield [(f"  {one_line(one.title)}", output.TITLE)]
    for field, mine, theirs in differences(one, other):
        if field == "key":
            continue  # they stand above
        yield [(f"  {field}", output.FAINT), (f"\t{_short(mine)}\t{_short(theirs)}", "")]


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
