"""Progress bars: on standard error, and only when that is a terminal."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator


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
