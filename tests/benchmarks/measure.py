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

LABEL = 34
COLUMNS = f"{'p50':>9}{'p95':>9}{'max':>9} ms"
"""A line of a report has at most 100 columns."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something takes, in seconds."""

    p50: float
    p95: float
    worst: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> Spread:
        """The spread of at least one measurement."""
        ordered = sorted(seconds)
        p95 = statistics.quantiles(ordered, n=20, method="inclusive")[-1] if len(ordered) > 1 else ordered[0]
        return cls(statistics.median(ordered), p95, ordered[-1])

    def __str__(self) -> str:
        """The figures in milliseconds, under those of `COLUMNS`."""
        return "".join(f"{seconds * 1000:9.1f}" for seconds in (self.p50, self.p95, self.worst))


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
    print(f"\n{text:<{LABEL + 2}}{COLUMNS}", flush=True)


def line(label: str, figures: object, ratio: float | None = None, *, to: str = "", budget: str = "") -> None:
    """Prints one figure, how many times the baseline's it is, and what it should be at most."""
    shown = str(figures) if isinstance(figures, Spread) else f"   {figures}"
    parts = [f"  {label:<{LABEL}}{shown:<{len(COLUMNS)}}"]
    if ratio is not None:
        parts.append(f"{ratio:.2f} x {to}" if to else f"{ratio:.2f} x")
    if budget:
        parts.append(f"budget {budget}")
    print("  ".join(parts).rstrip(), flush=True)


def directory_bytes(directory: Path) -> int:
    """The size of all files below a directory."""
    return sum(file.stat().st_size for file in directory.rglob("*") if file.is_file())
