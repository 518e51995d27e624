"""The library as a subcommand holds it: opened, asked for papers by KEY, and with an index that is current."""

from __future__ import annotations

import contextlib
import sys
import time
from typing import TYPE_CHECKING, TypeVar

from tui_reader.cli.exit_codes import report_error
from tui_reader.cli.interruption import Changes, interrupted
from tui_reader.cli.typos import close_to, did_you_mean
from tui_reader.errors import NotFoundError, ReaderError
from tui_reader.library.library import Library
from tui_reader.model.results import Sorting
from tui_reader.paths import Home
from tui_reader.search.engine import IndexBusyError, IndexUnusableError
from tui_reader.search.indexing import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tui_reader.model.papers import Paper
    from tui_reader.model.results import Answer, Sort
    from tui_reader.search.indexing import IndexWork

PATIENCE_SECONDS = 30.0
"""How long a command waits while another instance writes the index."""

RETRY_SECONDS = 0.2

INDEX_KEPT = "What was indexed is kept, and the next search goes on from there."

_BEGINNING = 3
"""Letters of a mistyped key that have to be right for others to be suggested."""
_NEIGHBOURS = 50
"""Keys with the same beginning that are compared with a mistyped one."""

Asked = TypeVar("Asked")


@contextlib.contextmanager
def library(rest: str = "") -> Iterator[Library]:
    """The user's library, closed in the end.

    Ctrl-C becomes a `WorkInterruptedError` that says what was changed in the block, and then `rest`: how to get at the
    part that was not.
    """
    opened = Library(Home.of_user())
    for problem in opened.config_problems:
        report_error(problem)
    try:
        with interrupted(Changes(opened, rest).said):
            yield opened
    finally:
        opened.close()
        for follower in (opened.mirror, opened.exports):
            for problem in follower.problems if follower else ():
                report_error(problem)


def find_all(papers: Library, keys: Sequence[str]) -> list[Paper]:
    """The papers that all the keys name, each once; raises for the first that names none, before anything is done."""
    return list({paper.id: paper for paper in (find(papers, key) for key in keys)}.values())


def find(papers: Library, key: str) -> Paper:
    """The paper that a key names; raises as `Library.find` does, with the keys that may have been meant."""
    try:
        return papers.find(key)
    except NotFoundError as error:
        meant = did_you_mean(_keys_like(papers, key.strip()))
        raise NotFoundError(error.message, meant or error.hint) from None


def _keys_like(papers: Library, key: str) -> list[str]:
    """Keys that differ little from one that no paper has: of those that begin like it, as far as any do."""
    for length in range(len(key) - 1, _BEGINNING - 1, -1):
        if near := close_to(key, papers.keys.starting(key[:length], _NEIGHBOURS)):
            return near
    return []


def current_index(papers: Library, *, rebuild: bool = False) -> IndexWork:
    """Makes the index current and says what that took; a progress bar shows it on a terminal."""
    from tui_reader.cli.progress import bar

    deadline = time.monotonic() + PATIENCE_SECONDS
    with interrupted(lambda: INDEX_KEPT), bar("Indexing") as progress:
        while True:
            try:
                return papers.refresh_index(Watch(progress), rebuild=rebuild)
            except IndexBusyError:
                if time.monotonic() > deadline:
                    raise ReaderError(
                        "Another tui-reader is writing the search index and does not finish.",
                        "Try again when it is done, or end it.",
                    ) from None
                time.sleep(RETRY_SECONDS)


def search(papers: Library, query: str, sort: Sort | None = None, limit: int | None = None) -> Answer:
    """The papers that match a query, or the first `limit` of them, from a current index if it needs one.

    A hint about the query goes to standard error.
    """
    sorting = Sorting() if sort is None else Sorting.by(sort)

    def ask() -> Answer:
        return papers.search(query, sorting, limit=limit)

    found = with_current_index(papers, ask) if papers.needs_index(query) else ask()
    if found.hint:
        sys.stderr.write(f"{found.hint}\n")
    return found


def with_current_index(papers: Library, ask: Callable[[], Asked]) -> Asked:
    """The result of `ask`, which searches, after making the index current; a damaged index is rebuilt once."""
    current_index(papers)
    try:
        return ask()
    except IndexUnusableError:
        # Damage can be where only a search finds it.
        current_index(papers, rebuild=True)
        return ask()
