"""Progress bars: on standard error, and only when that is a terminal."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui_reader.library.import_tally import ImportProgress


class Advance(Protocol):
    """A callback for progress."""

    def __call__(self, done: int, total: int | None = None, /) -> None:
        """Shows that `done` of `total` units are done; `total` is None when it is not known."""


@contextlib.contextmanager
def bar(what: str) -> Iterator[Advance]:
    """A progress bar from the first step to the end of the block; nothing where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _done, _total=None: None
        return
    with contextlib.ExitStack() as shown:
        step: Advance | None = None

        def move(done: int, total: int | None = None, /) -> None:
            nonlocal step
            if step is None:
                step = _shown(what, shown)
            step(done, total)

        yield move


@contextlib.contextmanager
def import_bar(what: str) -> Iterator[Callable[[ImportProgress], None]]:
    """A line with the records, their rate and, where the size is known, a bar and the time left; as `bar` shows it."""
    if not sys.stderr.isatty():
        yield lambda _progress: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[records]:,} records, {task.fields[rate]:,.0f}/s", markup=False),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(what, total=None, records=0, rate=0.0)

        def move(at: ImportProgress) -> None:
            total = None if at.share is None else 1.0
            bars.update(task, completed=at.share or 0.0, total=total, records=at.records, rate=at.rate)

        yield move


def _shown(what: str, shown: contextlib.ExitStack) -> Advance:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    bars = shown.enter_context(Bars(*columns, console=Console(stderr=True), transient=True))
    task = bars.add_task(what, total=None)

    def move(done: int, total: int | None = None, /) -> None:
        bars.update(task, completed=done, total=total)

    return move
