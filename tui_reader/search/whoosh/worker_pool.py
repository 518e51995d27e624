"""Indexes a large batch in worker processes, one for each core.

The workers are niced, so that typing stays fast, and print nothing to the terminal. They end when the pipe from this
process is closed, also by its death.
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
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.search.engine import Progress, SupersededError, Wanted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.model.papers import Paper

_PAPERS_IN_A_FRAME = 50
_SECONDS_BETWEEN_QUESTIONS = 0.01
_SECONDS_TO_END = 5.0
_PROGRAM = Path(__file__).with_name("worker_main.py")

_News = tuple[str, int]
"""The id of a finished segment, or "" for progress, and the number of papers."""


class WorkerError(Exception):
    """A worker failed; no file of the active index was changed."""


def cores() -> int:
    """The number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def segments_of(directory: Path, papers: Sequence[Paper], progress: Progress, wanted: Wanted) -> list[tuple[str, int]]:
    """Writes the papers as new segments; returns the id and the number of papers of each.

    Raises `WorkerError`, and `SupersededError` within 10 ms after `wanted` returned False.
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
                report = news.get(timeout=_SECONDS_BETWEEN_QUESTIONS)
                if report is None:
                    raise WorkerError
                if report[0]:
                    finished.append(report)
                else:
                    done += report[1]
                    progress(done)
    return finished


@contextlib.contextmanager
def _working(directory: Path, papers: Sequence[Paper], news: queue.SimpleQueue[_News | None]) -> Iterator[None]:
    """A running worker, ended when the body is left."""
    try:
        # -I and the condition keep the current directory out of the worker's path. Otherwise it is the path of this
        # process, so that a checkout, a wheel and an editable install work alike.
        path = [each for each in sys.path if each not in {"", os.getcwd()}]  # noqa: PTH109 - entries are strings
        command = [sys.executable, "-I", str(_PROGRAM), str(directory), json.dumps(path)]
        process = subprocess.Popen(  # noqa: S603 - this interpreter, with a file of this package
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
        process.wait(_SECONDS_TO_END)
        feeding.join(_SECONDS_TO_END)
        with contextlib.suppress(OSError):
            process.communicate()


def _feed(process: subprocess.Popen[bytes], papers: Sequence[Paper], news: queue.SimpleQueue[_News | None]) -> None:
    """Sends papers to a worker and waits for its answer."""
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
        # A worker that dies closes its pipes. Papers that cannot be pickled are indexed by this process.
        return
    finally:
        # `segments_of` waits until each worker has reported.
        name = answer.decode("ascii", "replace").strip()
        news.put((name, len(papers)) if name.isalnum() and answer.endswith(b"\n") else None)
