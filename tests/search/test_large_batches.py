"""Batches that other processes help to index."""

from __future__ import annotations

import os
import pickle
import random
import signal
import subprocess
import sys
import time
from itertools import count, pairwise
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from tests.builders import paper
from tests.search.shelf import PAPERS, filled, flagged, found, write
from tui_reader.search.engine import Batch, Stamp, SupersededError
from tui_reader.search.parser import parse
from tui_reader.search.whoosh import segment_writer, worker_pool
from tui_reader.search.whoosh.whoosh_engine import WhooshEngine

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.model.papers import Paper


def novels(count: int) -> list[Paper]:
    """Papers with long abstracts of random words."""
    chance = random.Random(1)
    words = ["".join(chance.choices("abcdefgh", k=5)) for _ in range(5_000)]
    return [
        paper(" ".join(chance.sample(words, 6)), id=number, abstract=" ".join(chance.sample(words, 150)))
        for number in range(1, count + 1)
    ]


@pytest.fixture
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segment_writer, "_ONE_PROCESS", 1)
    monkeypatch.setattr(worker_pool, "cores", lambda: 2)


@pytest.mark.usefixtures("everything_is_large")
def test_many_processes_make_the_index_that_one_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answers are the same, scores and all, and an update goes on from there."""
    many = filled(WhooshEngine(tmp_path / "many"))
    segments = [path for path in (tmp_path / "many").rglob("*") if path.suffix == ".seg"]
    monkeypatch.setattr(segment_writer, "_ONE_PROCESS", 1_000)
    one = filled(WhooshEngine(tmp_path / "one"))

    assert len(segments) == 2
    for text in ("state space", "konig", "s", "spec*", '"state space"', "tag:ml", "decodng~", "-models", "has:url"):
        query = parse(text, typing=True).query
        assert many.search(query, flagged) == one.search(query, flagged)
    write(many, [paper("A Zeppelin", id=3)])
    assert found(many, "zeppelin") == [3]


@pytest.mark.usefixtures("everything_is_large")
def test_workers_import_nothing_of_the_current_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Modules that lie where the reader was started are not run by its workers, which do their work all the same."""
    for name in ("json", "queue", "tui_reader", "whoosh"):
        (tmp_path / f"{name}.py").write_text("open('imported', 'w').close(); raise SystemExit\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend("")
    engine = filled(WhooshEngine(tmp_path / "index"))

    assert len(list((tmp_path / "index").rglob("*.seg"))) == 2
    assert found(engine, "relational") == [8]
    assert not (tmp_path / "imported").exists()


@pytest.mark.usefixtures("everything_is_large")
def test_progress_rises_to_the_end(tmp_path: Path) -> None:
    """What all processes have taken is added up."""
    engine = WhooshEngine(tmp_path / "index")
    told: list[int] = []

    engine.update(Batch(engine.start("shelf"), Stamp("shelf", 1), novels(300)), told.append)

    assert told == sorted(told)
    assert told[-1] == 300
    assert len(told) > 3


@pytest.mark.usefixtures("everything_is_large")
@pytest.mark.parametrize("program", ["/nonexistent/python", "", sys.executable])
def test_without_processes_it_is_done_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Where no process can be started, or none does its work, the batch is written by this one."""
    monkeypatch.setattr(sys, "executable", program)
    monkeypatch.setattr(worker_pool, "_PROGRAM", tmp_path / "missing.py")

    assert found(filled(WhooshEngine(tmp_path / "index")), "relational") == [8]


@pytest.mark.usefixtures("everything_is_large")
def test_papers_that_cannot_be_sent_are_indexed_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever goes wrong on the way to the other processes, nobody waits for their answer in vain."""

    def dumps(*_: object) -> bytes:
        raise TypeError

    broken = SimpleNamespace(dumps=dumps, HIGHEST_PROTOCOL=5, PickleError=pickle.PickleError)
    monkeypatch.setattr("tui_reader.search.whoosh.worker_pool.pickle", broken)

    assert found(filled(WhooshEngine(tmp_path / "index")), "relational") == [8]


@pytest.mark.usefixtures("everything_is_large")
def test_processes_stop_when_nobody_wants_the_index(tmp_path: Path) -> None:
    """A batch that is given up leaves the older index and no process behind."""
    engine = filled(WhooshEngine(tmp_path / "index"), PAPERS)
    questions = count()
    before = set(children(os.getpid()))

    with pytest.raises(SupersededError):
        write(engine, novels(3_000), wanted=lambda: next(questions) < 20)

    assert engine.stamp() == Stamp("shelf", 1)
    assert found(engine, "relational") == [8]
    assert set(children(os.getpid())) <= before
    write(engine, [paper("A Zeppelin", id=50)])
    assert found(engine, "zeppelin") == [50]


def children(process: int) -> list[int]:
    """The processes that a process started and that still run."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,stat="], capture_output=True, text=True, check=True).stdout
    rows = (line.split() for line in listed.splitlines())
    alive = [int(pid) for pid, parent, state in rows if int(parent) == process and not state.startswith("Z")]
    return [pid for pid in alive if running(pid)]


def running(process: int) -> bool:
    """Whether a process is there and not only its remains."""
    listed = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip()) and not listed.stdout.startswith("Z")


def until(condition: object) -> None:
    """Waits until something holds."""
    for _ in range(3_000):
        if condition():  # type: ignore[operator] # a function without arguments
            return
        time.sleep(0.02)
    pytest.fail("It never came to that.")


CODE = """
import signal
import sys
from pathlib import Path
from tests.search.test_large_batches import novels
from tests.search.shelf import write
from tui_reader.search.whoosh.whoosh_engine import WhooshEngine
# Under nohup, or behind an & in a script, a process begins with Ctrl+C ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
engine = WhooshEngine(Path(sys.argv[1]))
engine.alike("state")
write(engine, novels(6_000))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="processes are listed with ps")
@pytest.mark.parametrize("order", [signal.SIGKILL, signal.SIGINT])
def test_nobody_outlives_a_dead_reader(tmp_path: Path, order: signal.Signals) -> None:
    """Killed or interrupted, the reader takes the other processes along, which say nothing; the index is sound."""
    engine = filled(WhooshEngine(tmp_path / "index"))
    reader = subprocess.Popen(
        [sys.executable, "-c", CODE, str(tmp_path / "index")], stderr=subprocess.PIPE, process_group=0
    )
    until(lambda: len(children(reader.pid)) == worker_pool.cores())
    helpers = children(reader.pid)
    if order == signal.SIGKILL:
        reader.kill()
    else:
        os.killpg(reader.pid, order)
    _, said = reader.communicate(timeout=60)

    until(lambda: not any(map(running, helpers)))
    assert b"worker_main.py" not in said
    assert engine.stamp() == Stamp("shelf", 1)
    write(engine, [paper("A Zeppelin", id=50)])
    assert found(engine, "zeppelin") == [50]
    assert found(engine, "relational") == [8]
    assert len([path for path in (tmp_path / "index").rglob("*") if path.is_file()]) <= 5


def test_an_expensive_query_is_given_up_at_once(tmp_path: Path) -> None:
    """However much a query asks for, the question whether it is wanted comes again within 20 ms of work."""
    engine = filled(WhooshEngine(tmp_path / "index"), novels(900))
    asked: list[float] = []

    def wanted() -> bool:
        asked.append(time.thread_time())
        return True

    for text in ("a*", "abc*", "abcde~", "abcdefgha~", '"abcde bcdef"', "a b c d", "-a (b* OR c*) d~"):
        engine.search(parse(text).query, flagged, wanted)
        asked.append(time.thread_time())
        engine.alike(text.strip("*~"), wanted=wanted)

    gaps = [later - earlier for earlier, later in pairwise(asked)]
    assert len(asked) > 40
    assert max(gaps) < 0.02
