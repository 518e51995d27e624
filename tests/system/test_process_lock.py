"""The lock between processes: one holder at a time, and none for ever."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tui_reader.errors import ReaderError
from tui_reader.system import process_lock
from tui_reader.system.process_lock import exclusive

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_done_in_a_turn_is_not_interrupted(tmp_path: Path) -> None:
    """Of many that read a number and write the next one, each counts."""
    number = tmp_path / "number"
    number.write_text("0")

    def count(_: int) -> None:
        with exclusive(tmp_path / "lock"):
            number.write_text(str(int(number.read_text()) + 1))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count, range(40)))

    assert number.read_text() == "40"


def test_a_turn_ends_with_its_process(tmp_path: Path) -> None:
    """And a process that does not end is told of."""
    code = (
        "import sys, time; from pathlib import Path; from tui_reader.system.process_lock import exclusive\n"
        "with exclusive(Path(sys.argv[1])): print('mine', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "lock")], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"mine\n"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(process_lock, "PATIENCE_SECONDS", 0.01)
        with pytest.raises(ReaderError, match="does not release it"), exclusive(tmp_path / "lock"):
            pass
    process.kill()
    process.wait()

    with exclusive(tmp_path / "lock"):
        pass
    process.stdout.close()


def test_a_lock_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    """A directory that is not there, and one in the place of the file."""
    for path in (tmp_path / "gone" / "lock", tmp_path):
        with pytest.raises(ReaderError, match="cannot be used"), exclusive(path):
            pass


def test_a_file_that_is_no_lock_is_told(tmp_path: Path) -> None:
    (tmp_path / "lock").write_bytes(b"not a database of SQLite" * 100)

    with pytest.raises(ReaderError, match="not a database"), exclusive(tmp_path / "lock"):
        pass
