"""Start to the first full frame, and memory, of the installed reader, against the smallest Textual app.

    python -m tests.benchmarks.start_bench [--papers 10000] [--file abstracts.jsonl.xz] [--runs 15]

Every run is a new process in a pseudo-terminal of 120 by 36; the clock stops when the text that comes last in the
first frame has been written. Reader and baseline take turns, so that a noisy machine disturbs both, and the median of
the ratios counts.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

from tests.benchmarks.corpus import library_of

SIZE = (36, 120)
PATIENCE_SECONDS = 20.0
SETTLE_SECONDS = 1.5
BUDGET_RATIO = 1.25

SMALLEST = """
from textual.app import App
from textual.widgets import Static

class Smallest(App):
    def compose(self):
        yield Static("one line of text")

Smallest().run()
"""


def first_frame(command: list[str], marker: bytes, home: Path) -> tuple[float, float]:
    """Seconds until the marker is on the terminal, and the process's resident memory in MB a moment later."""
    environment = {**os.environ, "TUI_READER_HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))
    started = time.perf_counter()
    process = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True, cwd=home
    )
    os.close(slave)
    seen = b""
    try:
        while marker not in seen:
            ready, _, _ = select.select([master], [], [], PATIENCE_SECONDS)
            if not ready:
                raise SystemExit(f"no {marker!r} in {PATIENCE_SECONDS} s; the screen got {seen[-2000:]!r}")
            seen += os.read(master, 65536)
        seconds = time.perf_counter() - started
        until = time.monotonic() + SETTLE_SECONDS
        while (left := until - time.monotonic()) > 0:
            if select.select([master], [], [], left)[0]:
                os.read(master, 65536)
        memory = next(
            int(line.split()[1]) / 1024
            for line in Path(f"/proc/{process.pid}/status").read_text().splitlines()
            if line.startswith("VmRSS")
        )
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        os.close(master)
    return seconds, memory


def compare(label: str, reader: list[str], home: Path, marker: bytes, runs: int) -> None:
    """Prints both medians and their ratio."""
    smallest = [sys.executable, "-c", SMALLEST]
    pairs = []
    for number in range(runs + 1):
        baseline = first_frame(smallest, b"one line of text", home)
        ours = first_frame(reader, marker, home)
        if number:  # The first round fills the caches of the file system and of Python.
            pairs.append((ours, baseline))
    ours_ms = statistics.median(ours for (ours, _), _ in pairs) * 1000
    baseline_ms = statistics.median(baseline for _, (baseline, _) in pairs) * 1000
    ratio = statistics.median(ours / baseline for (ours, _), (baseline, _) in pairs)
    memory = statistics.median(memory for (_, memory), _ in pairs)
    print(
        f"{label:>14}: first frame {ours_ms:6.0f} ms, smallest Textual app {baseline_ms:6.0f} ms, "
        f"ratio {ratio:.2f} (budget {BUDGET_RATIO}); memory {memory:.0f} MB"
    )


def main() -> None:
    """Measures at the size of the bundled library and at a larger one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=int, default=10_000)
    parser.add_argument("--file", type=Path, help="JSON Lines to take the papers from instead of recombined ones")
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    reader = [sys.executable, "-m", "tui_reader"]
    with tempfile.TemporaryDirectory() as directory:
        for count in (0, options.papers):
            home = Path(directory) / str(count)
            home.mkdir()
            library, marker = library_of(home, count, options.file)
            label = f"{library.count():,} papers"
            library.refresh_index()
            library.close()
            compare(label, reader, home, marker, options.runs)


if __name__ == "__main__":
    main()
