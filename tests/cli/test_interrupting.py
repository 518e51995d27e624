"""Ctrl-C: what a command says became of its work, and that it never ends in a traceback."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.benchmarks import corpus
from tests.cli.conftest import ROOT
from tui_reader import cli
from tui_reader.cli.interruption import NOTHING_CHANGED, WorkInterruptedError, interrupted
from tui_reader.importers.records import Record
from tui_reader.library.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from typing import Any

    from tests.cli.conftest import Call
    from tui_reader.paths import Home

PIPE_BYTES = 1 << 20
"""More than a pipe holds: writing them ends when somebody reads them."""


@pytest.fixture
def start() -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Starts `python -m tui_reader ARGUMENTS…` with pipes for its streams."""
    running: list[subprocess.Popen[bytes]] = []

    def run(*arguments: str, **options: Any) -> subprocess.Popen[bytes]:
        pipe = subprocess.PIPE
        command = [sys.executable, "-m", "tui_reader", *arguments]
        running.append(subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, **options))
        return running[-1]

    yield run
    for process in running:
        process.kill()
        process.communicate()


def interrupt(process: subprocess.Popen[bytes]) -> tuple[int, str, str]:
    """The exit code and what was written after Ctrl-C."""
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    return process.returncode, out.decode(), err.decode()


def fill_input(process: subprocess.Popen[bytes]) -> None:
    """Returns when the process reads its standard input: the beginning of a record that has no end yet."""
    assert process.stdin is not None
    process.stdin.write(b'{"title": "The quokka", "abstract": "' + b"x" * PIPE_BYTES)
    process.stdin.flush()


def test_an_import_without_effect_says_that_nothing_was_changed(start: Callable[..., subprocess.Popen[bytes]]) -> None:
    """Standard input is read and has given nothing yet."""
    process = start("import", "-")
    fill_input(process)

    assert interrupt(process) == (130, "", f"Interrupted. {NOTHING_CHANGED}\n")


def test_what_was_imported_before_is_named_and_kept(
    start: Callable[..., subprocess.Popen[bytes]], json_lines: Callable[[Sequence[Any]], str], call: Call
) -> None:
    """Of two files the first is in the library; how to take it back and how to go on is said."""
    process = start("import", json_lines([{"title": "The quokka", "authors": ["Q. Okka"]}]), "-")
    fill_input(process)
    code, out, err = interrupt(process)

    assert code == 130
    assert out.endswith("papers.jsonl: 1 new\n")
    assert err.startswith("Interrupted. Before that it imported 1 paper from papers.jsonl, which is kept; ")
    assert "tui-reader undo takes it back." in err
    assert err.endswith("Importing the same files again takes in the rest.\n")
    assert [record["title"] for record in call("search", "quokka", "--json").json] == ["The quokka"]


def test_an_interrupted_index_goes_on(home: Home, start: Callable[..., subprocess.Popen[bytes]], call: Call) -> None:
    """What was indexed is kept, which is said."""
    library = Library(home)
    library.take(Record(paper, 0) for paper in corpus.recombined(3_000, corpus.bundled()))
    library.close()
    process = start("index")
    ends = time.monotonic() + 30
    while not home.index.exists() and time.monotonic() < ends:
        time.sleep(0.005)

    assert interrupt(process) == (
        130,
        "",
        "Interrupted. What was indexed is kept, and the next search goes on from there.\n",
    )
    assert call("index").code == 0


def test_control_c_that_the_parent_ignores_is_ignored(start: Callable[..., subprocess.Popen[bytes]]) -> None:
    """`nohup` and `&` in a script mean that the program goes on."""
    process = start("import", "-", preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
    fill_input(process)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(b'"}', timeout=30)

    assert (process.returncode, err) == (0, b"")
    assert out == b"-: 1 new\n"


def test_control_c_before_the_program_is_loaded(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """While modules are imported there is one line too."""

    def interrupt_import(_: list[str]) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "wants_reader", interrupt_import)
    with pytest.raises(SystemExit) as left:
        cli.main()

    assert (left.value.code, capsys.readouterr().err) == (130, "Interrupted before anything was done.\n")


def test_inner_and_outer_work_are_both_told() -> None:
    """The sentence about the index comes before the one about the library; a library as it was says nothing then."""

    def told(inner: str, outer: str) -> str:
        with pytest.raises(WorkInterruptedError) as told, interrupted(lambda: outer), interrupted(lambda: inner):
            raise KeyboardInterrupt
        return str(told.value)

    assert told("The index is kept.", "It tagged 2 papers.") == "The index is kept. It tagged 2 papers."
    assert told("The index is kept.", NOTHING_CHANGED) == "The index is kept."


def test_control_c_while_a_dataclass_is_made(tmp_path: Path) -> None:
    """In code that is compiled from text, as dataclasses are, `python -m` ends with 130 too, not by a signal."""
    (tmp_path / "interrupting.py").write_text(
        "import os, signal; from tui_reader import cli\n"
        "def interrupted(_): exec('os.kill(os.getpid(), signal.SIGINT)\\nwhile True: pass')\n"
        "cli.wants_reader = interrupted\n"
        "cli.main()"
    )
    done = subprocess.run(
        [sys.executable, "-m", "interrupting"], capture_output=True, text=True, check=False, cwd=tmp_path, timeout=60
    )

    assert (done.returncode, done.stderr) == (130, "Interrupted before anything was done.\n")
