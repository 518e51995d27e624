"""Which tests are `slow`, `terminal` or `processes`: by place, and by what they took in the last `make slow-tests`."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

SLOW = Path(__file__).parent / "slow.txt"
"""The names of the slow tests, without their parameters; a name that no test has any more does no harm."""

SLOW_SECONDS = 0.5
"""On two cores that do nothing else. What any parameter of a test takes counts, with its set-up."""

PLACES = {
    "terminal": ("tests/terminal/",),
    "processes": (
        "tests/cli/test_interrupting.py",
        "tests/cli/test_process.py",
        "tests/search/test_concurrency.py",
        "tests/search/test_large_batches.py",
        "tests/system/test_clipboard.py",
    ),
}
"""The marks of whole files."""


def mark(items: list[pytest.Item]) -> None:
    """Gives tests their marks."""
    slow = set(SLOW.read_text(encoding="utf-8").splitlines())
    for item in items:
        if _name(item.nodeid) in slow:
            item.add_marker("slow")
        for name, places in PLACES.items():
            if item.nodeid.startswith(places):
                item.add_marker(name)


class Durations:
    """A plugin that writes the list of slow tests when a run of all tests has ended."""

    def __init__(self) -> None:
        self._seconds: defaultdict[str, float] = defaultdict(float)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Adds up set-up, call and tear-down of each case."""
        self._seconds[report.nodeid] += report.duration

    def pytest_sessionfinish(self) -> None:
        """Writes the names in their order."""
        slow = {_name(case) for case, seconds in self._seconds.items() if seconds >= SLOW_SECONDS}
        SLOW.write_text("".join(f"{name}\n" for name in sorted(slow)), encoding="utf-8")


def _name(nodeid: str) -> str:
    return nodeid.partition("[")[0]
