"""The segments of a large batch, made by as many processes as there are cores.

The processes are niced, so that typing stays quick, and print nothing to the terminal. They end when the pipe from this
process does.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import pickle
import queue
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

from tui_reader.search.engine import Progress, SupersededError, Wanted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tui_reader.model.papers import Paper

_PAPERS_IN_A_FRAME = 50
_BETWEEN_QUESTIONS = 0.01
_PATIENCE = 5.0
# The path is handed over, so that the modules of a checkout, a wheel and an editable install are found alike, and
# nothing of the directory in which the program happens to run.
_CODE = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[2]); "
    "from tui_reader.search.whoosh.worker_process import work; work(sys.argv[1])"
)

_News = tuple[str, int]
"""The id of a finished segment, or "" on the way, and how many papers went there."""


class WorkerError(Exception):
    """A process did not do its work; nothing that counts was changed."""


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def segments_of(directory: Path, papers: Sequence[Paper], progress: Progress, wanted: Wanted) -> list[tuple[str, int]]:
    """The ids of new segments with these papers, and how many each has.

    Raises `WorkerError`, and `SupersededError` soon after `wanted` says so.
    """
    count = cores()
    bounds = [len(papers) * part // count for part in range(count + 1)]
    parts = [papers[start:end] for start, end in itertools.pairwise(bounds) if start < end]
    news: queue.SimpleQueue[_News | None] = queue.SimpleQueue()
    done = 0
    finished: list[tuple[str, int]] = []
    with contextlib.ExitStack() as stack:
        for part in parts:
            stack.enter_context(_working(directory, part, news))
        while len(finished) < len(parts):
            if not wanted():
                raise SupersededError
            with contextlib.suppress(queue.Empty):
                said = news.get(timeout=_BETWEEN_QUESTIONS)
                if said is None:
                    raise WorkerError
                if said[0]:
                    finished.append(said)
                else:
                    done += said[1]
                    progress(done)
    return finished


@contextlib.contextmanager
def _working(directory: Path, papers: Sequence[Paper], news: queue.SimpleQueue[_News | None]) -> Iterator[None]:
    """A process at work, which is no more afterwards."""
    command = [sys.executable, "-I", "-c", _CODE, str(directory), json.dumps(sys.path)]
    try:
        process = subprocess.Popen(  # noqa: S603 - this interpreter, with a constant program
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
            | getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, ValueError) as error:
        raise WorkerError from error
    feeding = threading.Thread(target=_feed, args=(process, papers, news), daemon=True)
    feeding.start()
    try:
        yield
    finally:
        process.kill()
        process.wait(_PATIENCE)
        feeding.join(_PATIENCE)
        with contextlib.suppress(OSError):
            process.communicate()


def _feed(process: subprocess.Popen[bytes], papers: Sequence[Paper], news: queue.SimpleQueue[_News | None]) -> None:
    """Hands papers to a process and waits for its answer."""
    into, answers = process.stdin, process.stdout
    answer = b""
    try:
        if into and answers:
            for start in range(0, len(papers), _PAPERS_IN_A_FRAME):
                frame = papers[start : start + _PAPERS_IN_A_FRAME]
                into.write(pickle.dumps(frame, pickle.HIGHEST_PROTOCOL))
                into.flush()
                news.put(("", len(frame)))
            into.write(pickle.dumps(None))
            into.flush()
            answer = answers.readline()
    except (OSError, ValueError, TypeError, AttributeError, pickle.PickleError):
        # A process that dies closes its pipes; what cannot be pickled is indexed here, or raises here.
        return
    finally:
        # Without news the one who waits for them would wait for ever.
        name = answer.decode("ascii", "replace").strip()
        news.put((name, len(papers)) if name.isalnum() and answer.endswith(b"\n") else None)
