"""The process that makes one segment of a large batch.

Papers come over standard input, pickled by the reader that started this process; the id of the segment goes to standard
output. The end of standard input means that the reader has ended or been killed, and ends this process too.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import sys
import threading
from pathlib import Path

from tui_reader.search.whoosh.segment_buffer import SegmentBuffer
from tui_reader.search.whoosh.segment_writer import written
from tui_reader.search.whoosh.storage import StampedStorage

_NICENESS = 10


def work(directory: str) -> None:
    """Reads papers until None comes, writes them as a segment of the index in a directory, and ends the process."""
    # Ctrl+C in a terminal goes to all processes of the program; the one with the screen decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    frames: queue.SimpleQueue[list[object] | None] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(frames,), daemon=True).start()
    buffer = SegmentBuffer()
    while (papers := frames.get()) is not None:
        for paper in papers:
            buffer.add(paper)  # type: ignore[arg-type] # the other end sends nothing else
    segment = written(StampedStorage(Path(directory), ()), buffer, lambda: True)
    print(segment.segid, flush=True)  # noqa: T201 - the answer
    os._exit(0)


def _receive(frames: queue.SimpleQueue[list[object] | None]) -> None:
    """Reads frames of papers on a thread of its own, so that the end of the input is noticed during other work."""
    try:
        while True:
            frames.put(pickle.load(sys.stdin.buffer))  # noqa: S301 - from the process that started this one
    finally:
        os._exit(1)
