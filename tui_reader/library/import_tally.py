"""Counts what becomes of the records of an import: its progress, and the report in the end."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.errors import ReaderError
from tui_reader.importers.records import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.importers.records import Item, Record
    from tui_reader.library.import_service import TakeOptions
    from tui_reader.model.imports import Conflict
    from tui_reader.store.import_writer import Outcome

MOST_KEPT = 10_000
"""How many problems, and how many conflicts, a report lists; it counts all of them."""

_MOST_FIELDS = 1_000


class ImportProgress(NamedTuple):
    """How far an import is."""

    records: int
    """How many items were read and dealt with."""
    seconds: float
    """Since it began."""
    share: float | None = None
    """How much of the input was read, from 0 to 1; `None` where its size is not known."""

    @property
    def rate(self) -> float:
        """How many records were read in a second, on average since the import began."""
        return self.records / self.seconds if self.seconds > 0 else 0.0

    @property
    def left(self) -> float | None:
        """Seconds until the end, at this rate."""
        return self.seconds * (1 - self.share) / self.share if self.share else None


class RecordConflict(NamedTuple):
    """A fact of a record that differs from the library's, which stays."""

    line: int
    paper: int
    """The id of the paper."""
    conflict: Conflict


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or with `dry_run` would have done."""

    added: int = 0
    completed: int = 0
    """Papers that were there and got facts or marks that they lacked."""
    unchanged: int = 0
    refused: int = 0
    """Records that were left out."""
    problems: tuple[Problem, ...] = ()
    """Refusals and remarks, at most `MOST_KEPT`."""
    conflicts: tuple[RecordConflict, ...] = ()
    """Facts that differ, at most `MOST_KEPT`."""
    conflict_count: int = 0
    kept_notes: int = 0
    """Notes that differ and became versions of the papers' notes."""
    extra_records: int = 0
    """Records with fields that have no place of their own."""
    extra_fields: tuple[tuple[str, int], ...] = ()
    """Those fields with the number of records that have them, the most frequent first."""
    duplicates: int = 0
    """Pairs of papers that may be the same, for the reader to decide."""
    stopped: bool = False
    """Whether it was cancelled; what was taken until then is in the library."""


@dataclass(slots=True)
class ImportTally:
    """What became of the records so far."""

    options: TakeOptions
    began: float = field(default_factory=time.monotonic)
    done: int = 0
    what: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    problems: list[Problem] = field(default_factory=list)
    conflicts: list[RecordConflict] = field(default_factory=list)
    conflict_count: int = 0
    kept_notes: int = 0
    duplicates: int = 0
    extra_records: int = 0
    extra_fields: Counter[str] = field(default_factory=Counter)

    def count(self, batch: Sequence[Item], outcomes: Sequence[Outcome | ReaderError]) -> None:
        """Counts a batch; the outcomes are those of its records."""
        following = iter(outcomes)
        on_record = self.options.get("on_record")
        for item in batch:
            if isinstance(item, Problem):
                self._problem(item)
                continue
            outcome = next(following)
            if isinstance(outcome, ReaderError):
                self._problem(Problem(item.line, outcome.message, record=item.paper.key or item.paper.title))
                continue
            self.what[outcome.what] += 1
            self._details(item, outcome)
            if on_record is not None:
                on_record(item, outcome.what, outcome.paper)
        self.done += len(batch)
        if "progress" in self.options:
            share = self.options["share"]() if "share" in self.options else None
            self.options["progress"](ImportProgress(self.done, time.monotonic() - self.began, share))

    def _details(self, item: Record, outcome: Outcome) -> None:
        for conflict in outcome.conflicts:
            self.conflict_count += 1
            if len(self.conflicts) < MOST_KEPT:
                self.conflicts.append(RecordConflict(item.line, outcome.paper, conflict))
        for remark in outcome.remarks:
            self._problem(Problem(item.line, remark, refused=False, record=item.paper.key or item.paper.title))
        self.kept_notes += outcome.kept_note
        self.duplicates += outcome.duplicates
        if extra := item.paper.details.extra:
            self.extra_records += 1
            for name, _ in extra:
                if name in self.extra_fields or len(self.extra_fields) < _MOST_FIELDS:
                    self.extra_fields[name] += 1

    def _problem(self, problem: Problem) -> None:
        self.refused += problem.refused
        if len(self.problems) < MOST_KEPT:
            self.problems.append(replace(problem, raw="") if problem.raw else problem)
        if "on_problem" in self.options:
            self.options["on_problem"](problem)

    def report(self, *, stopped: bool) -> ImportReport:
        """The report on the whole import."""
        return ImportReport(
            self.what["added"],
            self.what["completed"],
            self.what["unchanged"],
            self.refused,
            tuple(self.problems),
            tuple(self.conflicts),
            self.conflict_count,
            self.kept_notes,
            self.extra_records,
            tuple(self.extra_fields.most_common()),
            self.duplicates,
            stopped,
        )
