"""Takes papers into the store and reports what became of each record; loaded with the first import."""

from __future__ import annotations

import contextlib
import time
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from tui_reader.errors import ReaderError
from tui_reader.importers.records import Problem, Record
from tui_reader.store.import_writer import CHUNK, Intake
from tui_reader.texts.counts import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tui_reader.importers.records import Item
    from tui_reader.model.papers import Paper
    from tui_reader.search.engine import Progress
    from tui_reader.store.journal import Journal


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or with `dry_run` would have done."""

    added: int = 0
    completed: int = 0
    """Papers that were there and had empty fields filled."""
    unchanged: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def refused(self) -> int:
        """How many records were left out."""
        return sum(problem.refused for problem in self.problems)


def take(  # noqa: PLR0913 - all that an import is told
    journal: Journal,
    items: Iterable[Item],
    key: Callable[[Paper], str],
    *,
    source: str = "",
    shipped: bool = False,
    dry_run: bool = False,
    progress: Progress = lambda _: None,
) -> ImportReport:
    """Takes papers in: all of them or, when it is interrupted, none; `key` makes the keys of new ones.

    `source` is where they are from, in the words of an undo; `shipped` says that the facts are the program's own,
    `dry_run` that only the report is wanted.
    """
    outcomes: Counter[str] = Counter()
    problems: list[Problem] = []
    writing = journal.unrecorded() if shipped else journal.arrival(lambda _: _words(outcomes, source))
    with contextlib.suppress(_DryRunError), writing as connection:
        intake = Intake(connection, int(time.time()), shipped=shipped, key=key)
        rest = iter(items)
        done = 0
        while chunk := list(islice(rest, CHUNK)):
            taken = iter(intake.take([item.paper for item in chunk if isinstance(item, Record)]))
            for item in chunk:
                outcome = item if isinstance(item, Problem) else next(taken)
                if isinstance(outcome, ReaderError):
                    outcome = Problem(item.line, outcome.message)
                if isinstance(outcome, Problem):
                    problems.append(outcome)
                else:
                    outcomes[outcome] += 1
            done += len(chunk)
            progress(done)
        if dry_run:
            raise _DryRunError
    return ImportReport(outcomes["added"], outcomes["completed"], outcomes["unchanged"], tuple(problems))


def _words(outcomes: Counter[str], source: str) -> str:
    """What an import did, as in "imported 412 papers and completed 3 from refs.jsonl"."""
    added, completed = outcomes["added"], outcomes["completed"]
    parts = [f"imported {counted(added, 'paper')}"] if added else []
    if completed:
        parts.append(f"completed {completed:,}" if added else f"completed {counted(completed, 'paper')}")
    return " and ".join(parts) + (f" from {source}" if source else "")


class _DryRunError(Exception):
    """Takes back the transaction of an import that was only tried."""
