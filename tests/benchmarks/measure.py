"""Times, memory and how they are printed."""

from __future__ import annotations

import statistics
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WIDTH = 100
"""Columns that a line of a report has at most."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something takes, in seconds."""

    p50: float
    p95: float
    worst: float
    number: int
    """How often it was measured."""

    @classmethod
    def of(cls, seconds: Sequence[float]) -> Spread:
        """The spread of at least one measurement."""
        ordered = sorted(seconds)
        p95 = statistics.quantiles(ordered, n=20, method="inclusive")[-1] if len(ordered) > 1 else ordered[0]
        return cls(statistics.median(ordered), p95, ordered[-1], len(ordered))

    def __str__(self) -> str:
        """The figures in milliseconds."""
        p50, p95, worst = (seconds * 1000 for seconds in (self.p50, self.p95, self.worst))
        return f"p50 {p50:7.1f}  p95 {p95:7.1f}  max {worst:7.1f} ms  of {self.number}"


@dataclass(frozen=True, slots=True)
class Memory:
    """What a process holds, in MB."""

    resident: float
    """All its pages in memory, those of files that it maps included; the system takes those back when it likes."""
    anonymous: float
    """The part that belongs to the process alone."""

    @classmethod
    def of(cls, process: int | str = "self") -> Memory | None:
        """The memory of a running process, where the system has `/proc`."""
        try:
            lines = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace").splitlines()
        except OSError:
            return None
        fields = {name: rest.split()[0] for name, _, rest in (line.partition(":") for line in lines) if rest.strip()}
        return cls(int(fields["VmRSS"]) / 1024, int(fields["RssAnon"]) / 1024)

    def __str__(self) -> str:
        """Both figures."""
        return f"{self.resident:.0f} MB ({self.anonymous:.0f} anonymous)"


class Clock:
    """The seconds of a block, when it has ended."""

    seconds: float = 0.0


@contextmanager
def timed() -> Iterator[Clock]:
    """Measures a block."""
    clock = Clock()
    started = time.perf_counter()
    try:
        yield clock
    finally:
        clock.seconds = time.perf_counter() - started


def heading(text: str) -> None:
    """Prints what the lines below are about."""
    print(f"\n{text}", flush=True)


def line(label: str, figures: object, ratio: float | None = None, *, to: str = "", budget: str = "") -> None:
    """Prints one figure, how many times the baseline's it is, and what it should be at most."""
    parts = [f"  {label:<34} {figures}"]
    if ratio is not None:
        parts.append(f"{ratio:.2f} x {to}" if to else f"{ratio:.2f} x")
    if budget:
        parts.append(f"budget {budget}")
    print("  ".join(parts), flush=True)


def directory_bytes(directory: Path) -> int:
    """The size of all files below a directory."""
    return sum(file.stat().st_size for file in directory.rglob("*") if file.is_file())
