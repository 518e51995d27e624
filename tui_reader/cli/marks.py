"""What bookmark, read and queue have in common: papers get a mark, lose it, or are listed by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from tui_reader.cli.exit_codes import DONE, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tui_reader.library.library import Library
    from tui_reader.model.results import Sort


@dataclass(frozen=True, slots=True)
class Mark:
    """A kind of mark: bookmarked, read or queued."""

    query: str
    """Finds the papers that have it."""
    sort: Sort
    """The order in which they are listed."""
    given: str
    """What a paper with it is, after "is now"."""
    change: Callable[[Library, Iterable[int], bool], None]
    """Gives the mark to papers, or takes it away."""


def run(mark: Mark, keys: tuple[str, ...], *, remove: bool, as_json: bool) -> int:
    """Marks papers or, without keys, lists those that are marked; the exit code."""
    from tui_reader.cli import session

    if keys and as_json:
        raise click.UsageError("--json lists papers, and takes no KEY.")
    if remove and not keys:
        raise click.UsageError("--remove needs a KEY.")
    with session.library() as library:
        if not keys:
            from tui_reader.cli.search import write_answer

            return write_answer(library, session.search(library, mark.query, mark.sort), as_json=as_json)
        papers = session.find_all(library, keys)
        mark.change(library, [paper.id for paper in papers], not remove)
    for paper in papers:
        say(f"{paper.key} is {'no longer' if remove else 'now'} {mark.given}")
    return DONE
