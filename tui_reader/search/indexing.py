"""Brings a search index up to date with the library, batch by batch.

A first build, the papers of a large import and one changed note are the same work on more or fewer papers. Each batch
is one commit whose stamp says how far the index is, so an interrupted update continues where it stopped.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tui_reader.search.engine import Batch, Stamp, SupersededError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.search.engine import Engine, Wanted
    from tui_reader.store.changes import Changes
    from tui_reader.store.papers import PaperReader

FIRST_BATCH = 500
"""Papers in the first batch, small so that partial results come soon; each further batch is twice as large."""

WORTH_TELLING = 100
"""Papers. Progress of a smaller update is not reported: it is over before anybody could read it."""

IndexWork = Literal["current", "updated", "rebuilt"]


@dataclass(frozen=True, slots=True)
class Watch:
    """Progress and cancellation callbacks, called on the indexing thread."""

    progress: Callable[[int, int], None] = lambda _done, _total: None
    """Called with the number of indexed papers and of all papers."""
    committed: Callable[[], None] = lambda: None
    """Called after each batch but the last, when searches see more papers than before."""
    wanted: Wanted = lambda: True
    """Returns False to stop; the batches that are committed stay."""


def bring_up_to_date(shelf: PaperReader, engine: Engine, watch: Watch, *, anew: bool = False) -> IndexWork:
    """Updates the index to the library's current revision; `anew` starts from an empty index. Returns what was done.

    Raises as `Engine.update` does.
    """
    goal = Stamp(*shelf.identity())
    stamp = None if anew else engine.stamp()
    if stamp == goal:
        return "current"
    if stamp is None or stamp.library != goal.library or stamp.revision > goal.revision:
        stamp = engine.start(goal.library)
    _IncrementalUpdate(shelf, engine, watch, stamp, goal).run()
    return "updated" if stamp.revision else "rebuilt"


class _IncrementalUpdate:
    """The batches between an index's stamp and the library's, in ascending order of paper ids."""

    def __init__(self, shelf: PaperReader, engine: Engine, watch: Watch, stamp: Stamp, goal: Stamp) -> None:
        self._shelf = shelf
        self._engine = engine
        self._watch = watch
        self._stamp = stamp
        self._goal = goal
        self._size = min(FIRST_BATCH, engine.max_batch)
        self._total = shelf.count()
        self._left = shelf.changed_count(stamp.revision, stamp.indexed_through)

    def run(self) -> None:
        """Commits all batches."""
        self._update_indexed_part()
        since, done_through, is_last = self._stamp.revision, self._stamp.indexed_through, False
        while not is_last:
            changes = self._shelf.changed(since, (done_through, None), self._size)
            is_last = len(changes.ids) < self._size
            done_through = changes.ids[-1] if changes.ids else done_through
            partly = Stamp(self._goal.library, since, self._goal.revision, done_through)
            self._commit(changes, self._goal if is_last else partly)
            self._size = min(2 * self._size, self._engine.max_batch)
            if not is_last:
                self._watch.committed()

    def _update_indexed_part(self) -> None:
        """Commits later changes to papers that an interrupted update has indexed already.

        That update was on its way to an older revision than this one's. Its stamp stays until all of them are in, as
        being interrupted here again must not lose any.
        """
        stamp, after = self._stamp, 0
        if stamp.target_revision == self._goal.revision:
            return
        while True:
            changes = self._shelf.changed(stamp.target_revision, (after, stamp.indexed_through), self._engine.max_batch)
            if not changes.ids:
                return
            self._commit(changes, stamp)
            after = changes.ids[-1]

    def _commit(self, changes: Changes, after: Stamp) -> None:
        if not self._watch.wanted():
            raise SupersededError
        is_told = self._left > WORTH_TELLING
        done_before = self._total - self._left

        def progress(done: int) -> None:
            if is_told:
                self._watch.progress(min(done_before + done, self._total), self._total)

        batch = Batch(self._stamp, after, changes.papers, changes.gone)
        self._engine.update(batch, progress, self._watch.wanted)
        if after != self._stamp:
            self._left = max(self._left - len(changes.papers), 0)
        self._stamp = after
