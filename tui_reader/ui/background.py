"""Threads for slow work: one slot where only the newest counts, and a line where everything gets its turn.

A job explains the failures that it expects; whatever else it raises is a defect and goes to `crashed`, because a thread
would print it over the screen or keep it to itself.
"""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Job = Callable[[Callable[[], bool]], None]
    Crashed = Callable[[BaseException], object]


class InTurn:
    """Runs jobs one after the other, every one of them."""

    def __init__(self, name: str, crashed: Crashed) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._crashed = crashed

    def ask(self, job: Callable[[], None]) -> Future[None]:
        """Runs a job when those before it are done."""
        future = self._executor.submit(job)
        future.add_done_callback(self._report)
        return future

    def finish(self) -> None:
        """Waits until every job is done."""
        self._executor.shutdown(wait=True)

    def _report(self, future: Future[None]) -> None:
        if not future.cancelled() and (error := future.exception()) is not None:
            self._crashed(error)


class Latest:
    """Runs the newest job: it takes the place of a waiting one, and the running one is told that it is not wanted.

    A job gets a function that says whether its result is still wanted and asks it now and then. Textual's own exclusive
    workers cancel the task, not the thread: four searches would run at once and quitting would wait for all of them.
    """

    def __init__(self, name: str, crashed: Crashed) -> None:
        self._jobs = InTurn(name, crashed)
        self._lock = threading.Lock()
        self._waiting: Future[None] | None = None
        self._newest = 0
        self._stopped = False

    def ask(self, job: Job) -> None:
        """Runs a job as soon as the running one has noticed that it is not wanted any more; from any thread."""
        with self._lock:
            if self._stopped:
                return
            if self._waiting is not None:
                self._waiting.cancel()
            self._newest += 1
            number = self._newest
            self._waiting = self._jobs.ask(lambda: job(lambda: number == self._newest and not self._stopped))

    def running(self) -> bool:
        """Whether `stop` has not been called yet."""
        return not self._stopped

    def stop(self) -> None:
        """Drops the waiting job and waits until the running one has noticed that it is not wanted."""
        with self._lock:
            self._stopped = True
            if self._waiting is not None:
                self._waiting.cancel()
        self._jobs.finish()
