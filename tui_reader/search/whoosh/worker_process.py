"""The process that makes one segment of a large batch.

Papers come over standard input, pickled by the reader that started this process; the name of the segment goes out over
standard output. When standard input ends, whoever wanted the segment is gone, killed or not, and so is this process.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import sys
import threading
from pathlib import Path

from tui_reader.search.whoosh.segment_buffer import Gathering
from tui_reader.search.whoosh.segment_writer import written
from tui_reader.search.whoosh.whoosh_schema import StampedStorage

_NICENESS = 10


def work(directory: str) -> None:
    """Gathers papers until `None` comes, writes them as a segment of the index in a directory, and ends."""
    # Ctrl+C in a terminal reaches all processes of the program; the one that has the screen decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    frames: queue.SimpleQueue[list[object] | None] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(frames,), daemon=True).start()
    gathering = Gathering()
    while (papers := frames.get()) is not None:
        for paper in papers:
            gathering.add(paper)  # type: ignore[arg-type] # the other end sends nothing else
    segment = written(StampedStorage(Path(directory), ()), gathering, lambda: True)
    print(segment.segid, flush=True)  # noqa: T201 - the answer
    os._exit(0)


def _receive(frames: queue.SimpleQueue[list[object] | None]) -> None:
    """Reads on to the end, whatever else this process is doing, because the end is the order to stop."""
    try:
        while True:
            frames.put(pickle.load(sys.stdin.buffer))  # noqa: S301 - from the process that started this one
    finally:
        os._exit(1)
