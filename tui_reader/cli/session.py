"""The library as a subcommand holds it: opened, asked for papers by KEY, and with an index that is current."""

from __future__ import annotations

import contextlib
import sys
import time
from typing import TYPE_CHECKING, TypeVar

from tui_reader.cli.exit_codes import failed
from tui_reader.errors import ReaderError
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

Asked = TypeVar("Asked")


@contextlib.contextmanager
def library() -> Iterator[Library]:
    """The user's library, closed in the end."""
    opened = Library(Home.of_user())
    for problem in opened.config_problems:
        failed(problem)
    try:
        yield opened
    finally:
        opened.close()
        for problem in opened.mirror.problems if opened.mirror else ():
            failed(problem)


def named(papers: Library, keys: Sequence[str]) -> list[Paper]:
    """The papers that all the keys name, each once; raises for the first that names none, before anything is done."""
    return list({paper.id: paper for paper in map(papers.find, keys)}.values())


def current_index(papers: Library, *, rebuild: bool = False) -> IndexWork:
    """Makes the index current and says what that took; a progress bar shows it on a terminal."""
    from tui_reader.cli.progress import bar

    deadline = time.monotonic() + PATIENCE_SECONDS
    with bar("Indexing") as progress:
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


def answer(papers: Library, query: str, sort: Sort | None = None, limit: int | None = None) -> Answer:
    """The answer to a whole query, or its first `limit` papers; from a current index, if it needs one."""
    sorting = Sorting() if sort is None else Sorting.by(sort)

    def ask() -> Answer:
        return papers.search(query, sorting, limit=limit)

    found = asked(papers, ask) if papers.needs_index(query) else ask()
    if found.hint:
        sys.stderr.write(f"{found.hint}\n")
    return found


def asked(papers: Library, ask: Callable[[], Asked]) -> Asked:
    """What a question to a current index is answered."""
    current_index(papers)
    try:
        return ask()
    except IndexUnusableError:
        # Damage can be where only a search finds it.
        current_index(papers, rebuild=True)
        return ask()
