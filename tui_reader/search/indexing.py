"""Brings a search index up to date with the library, batch by batch.

Each batch is one commit with a stamp that says how far the index is. A first build, the papers of a large import and
one changed note are the same work on more or fewer papers; what was interrupted goes on where it stopped.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tui_reader.search.engine import Batch, Stamp, SupersededError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.search.engine import Engine, Wanted
    from tui_reader.store.changes import Changes
    from tui_reader.store.papers import Shelf

FIRST_BATCH = 500
"""Papers in the first batch, so that the first partial results come soon; each one after it is twice as large."""

WORTH_TELLING = 100
"""Progress on fewer papers than this is over before it could be read."""

IndexWork = Literal["current", "updated", "rebuilt"]


@dataclass(frozen=True, slots=True)
class Watch:
    """Who looks on, from the thread that does the work."""

    progress: Callable[[int, int], None] = lambda _done, _total: None
    """Told how many papers of how many the index has."""
    committed: Callable[[], None] = lambda: None
    """Told when searches see more papers than before, but not all yet."""
    wanted: Wanted = lambda: True
    """Asked now and then; False leaves the index as far as it is."""


def bring_up_to_date(shelf: Shelf, engine: Engine, watch: Watch, *, anew: bool = False) -> IndexWork:
    """Makes the index hold the library as it is now, and says what that took; `anew` begins with an empty index.

    Raises as `Engine.update` does.
    """
    goal = Stamp(*shelf.identity())
    stamp = None if anew else engine.stamp()
    if stamp == goal:
        return "current"
    if stamp is None or stamp.library != goal.library or stamp.revision > goal.revision:
        stamp = engine.start(goal.library)
    _Way(shelf, engine, watch, stamp, goal).walk()
    return "updated" if stamp.revision else "rebuilt"


class _Way:
    """The way of an index from its stamp to the library's."""

    def __init__(self, shelf: Shelf, engine: Engine, watch: Watch, stamp: Stamp, goal: Stamp) -> None:
        self._shelf = shelf
        self._engine = engine
        self._watch = watch
        self._stamp = stamp
        self._goal = goal
        self._size = min(FIRST_BATCH, engine.most)
        self._total = shelf.count()
        self._left = shelf.changed_count(stamp.revision, stamp.through)

    def walk(self) -> None:
        """Takes all the batches."""
        self._catch_up()
        since, through, last = self._stamp.revision, self._stamp.through, False
        while not last:
            changes = self._shelf.changed(since, (through, None), self._size)
            last = len(changes.ids) < self._size
            through = changes.ids[-1] if changes.ids else through
            self._take(changes, self._goal if last else Stamp(self._goal.library, since, self._goal.revision, through))
            self._size = min(2 * self._size, self._engine.most)
            if not last:
                self._watch.committed()

    def _catch_up(self) -> None:
        """Takes what changed again while an earlier walk was interrupted."""
        stamp, after = self._stamp, 0
        if stamp.toward == self._goal.revision:
            return
        while True:
            changes = self._shelf.changed(stamp.toward, (after, stamp.through), self._engine.most)
            if not changes.ids:
                return
            self._take(changes, stamp)
            after = changes.ids[-1]

    def _take(self, changes: Changes, after: Stamp) -> None:
        if not self._watch.wanted():
            raise SupersededError
        told = self._left > WORTH_TELLING
        there = self._total - self._left

        def progress(done: int) -> None:
            if told:
                self._watch.progress(min(there + done, self._total), self._total)

        batch = Batch(self._stamp, after, changes.papers, changes.gone)
        self._engine.update(batch, progress, self._watch.wanted)
        if after != self._stamp:
            self._left = max(self._left - len(changes.papers), 0)
        self._stamp = after
