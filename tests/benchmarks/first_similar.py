"""A new process that prints how many seconds its first answer takes: `python -m … ROOT ENGINE PAPER`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.benchmarks.measure import timed
from tui_reader.library.library import Library
from tui_reader.paths import Home


def main(root: Path, engine: str, paper: int) -> None:
    """Finds the papers that are most like one."""
    library = Library(Home.under(root / engine))
    with timed() as clock:
        library.similar([paper])
    print(json.dumps(clock.seconds))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
