"""Turns: one at a time, and nobody's for ever."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tui_reader.errors import ReaderError
from tui_reader.system import process_lock
from tui_reader.system.process_lock import turn

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_done_in_a_turn_is_not_interrupted(tmp_path: Path) -> None:
    """Of many that read a number and write the next one, each counts."""
    number = tmp_path / "number"
    number.write_text("0")

    def count(_: int) -> None:
        with turn(tmp_path / "lock"):
            number.write_text(str(int(number.read_text()) + 1))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count, range(40)))

    assert number.read_text() == "40"


def test_a_turn_ends_with_its_process(tmp_path: Path) -> None:
    """And a process that does not end is told of."""
    code = (
        "import sys, time; from pathlib import Path; from tui_reader.system.process_lock import turn\n"
        "with turn(Path(sys.argv[1])): print('mine', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "lock")], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"mine\n"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(process_lock, "PATIENCE_SECONDS", 0.01)
        with pytest.raises(ReaderError, match="never the turn"), turn(tmp_path / "lock"):
            pass
    process.kill()
    process.wait()

    with turn(tmp_path / "lock"):
        pass
    process.stdout.close()
