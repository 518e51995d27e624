"""Threads and processes that search and write at the same time."""

from __future__ import annotations

import contextlib
import multiprocessing
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tests.builders import paper
from tests.search.shelf import filled, found, write
from tui_reader.search.engine import Batch, IndexBusyError, Stamp
from tui_reader.search.whoosh.whoosh_engine import WhooshEngine

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event
    from pathlib import Path

    from tui_reader.search.engine import Engine

OLD, NEW = Stamp("shelf", 1), Stamp("shelf", 2)
MANY = [paper(f"Number {number}", id=number) for number in range(1, 201)]


def hold_the_lock(directory: Path, held: Event, enough: Event) -> None:
    """Writes a batch for as long as it takes."""

    def wanted() -> bool:
        held.set()
        return enough.wait(20)

    WhooshEngine(directory).update(Batch(OLD, NEW, MANY), wanted=wanted)


def test_searches_go_on_while_a_batch_is_written(engine: Engine) -> None:
    """Until the batch is whole the old index answers, and then the new one does."""
    filled(engine)
    searched: list[tuple[list[int], list[int]]] = []

    def wanted() -> bool:
        searched.append((found(engine, "relational"), found(engine, "number")))
        return True

    engine.update(Batch(OLD, NEW, MANY), wanted=wanted)

    assert len(searched) > 5
    assert set(map(str, searched)) == {"([8], [])"}
    assert len(found(engine, "number")) == len(MANY)


def test_many_threads(engine: Engine) -> None:
    """Searches in many threads, while others update and close, each have a whole answer."""
    filled(engine, MANY)

    def search(_: int) -> int:
        return len(found(engine, "number OR zeppelin"))

    with ThreadPoolExecutor(8) as threads:
        answers = threads.map(search, range(200))
        for number in range(2, 12):
            write(engine, [paper("Zeppelin Number", id=number)])
            engine.close()

    assert set(answers) == {len(MANY)}


def test_a_second_writer_is_told_that_it_is_busy(engine: Engine) -> None:
    """While a batch is written nothing else can write, and nothing is changed by trying."""
    filled(engine)
    started, go_on = threading.Event(), threading.Event()

    def wanted() -> bool:
        started.set()
        return go_on.wait(20)

    with ThreadPoolExecutor(1) as threads:
        building = threads.submit(engine.update, Batch(OLD, NEW, MANY), wanted=wanted)
        started.wait(20)
        with pytest.raises(IndexBusyError):
            write(engine, [paper("A Zeppelin", id=50)])
        with pytest.raises(IndexBusyError):
            engine.start("shelf")
        go_on.set()
        building.result(20)

    assert found(engine, "zeppelin") == []
    assert engine.stamp() == NEW


def test_of_two_that_make_the_same_step_one_does(tmp_path: Path) -> None:
    """Whoever comes second finds that the index has moved, and what the first one wrote stays."""
    first, second = filled(WhooshEngine(tmp_path / "index")), WhooshEngine(tmp_path / "index")
    found(second, "relational")

    first.update(Batch(OLD, NEW, [paper("A Zeppelin", id=50)]))
    with pytest.raises(IndexBusyError):
        second.update(Batch(OLD, NEW, [paper("A Balloon", id=51)]))

    assert found(second, "zeppelin") == [50]
    assert found(second, "balloon") == []


def take_part(directory: Path, name: str, go: Event) -> None:
    """Adds a paper to the index forty times, whatever others do."""
    engine, done = WhooshEngine(directory), 0
    go.wait(20)
    while done < 40:
        with contextlib.suppress(IndexBusyError):
            write(engine, [paper(f"{name} {done}", id=1 + done * 2 + (name == "even"))])
            done += 1


def test_two_processes_take_turns(tmp_path: Path) -> None:
    """However two processes' updates fall between each other, none is lost and none is made twice."""
    engine = filled(WhooshEngine(tmp_path / "index"), [])
    context = multiprocessing.get_context("spawn")
    go = context.Event()
    parts = [context.Process(target=take_part, args=(tmp_path / "index", name, go)) for name in ("odd", "even")]
    for part in parts:
        part.start()
    go.set()
    for part in parts:
        part.join(60)

    assert engine.stamp() == Stamp("shelf", 81)
    assert sorted(found(engine, "odd OR even")) == list(range(1, 81))


def test_two_processes(tmp_path: Path) -> None:
    """A process that builds keeps others from writing but not from searching, and they see what it wrote."""
    engine = filled(WhooshEngine(tmp_path / "index"))
    context = multiprocessing.get_context("spawn")
    held, enough = context.Event(), context.Event()
    builder = context.Process(target=hold_the_lock, args=(tmp_path / "index", held, enough))
    builder.start()
    held.wait(20)
    with pytest.raises(IndexBusyError):
        write(engine, [])

    assert found(engine, "relational") == [8]

    enough.set()
    builder.join(20)

    assert len(found(engine, "number")) == len(MANY)


def test_a_killed_builder_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    """The system releases a dead process's lock; the old index answers, and the next write cleans up."""
    engine = filled(WhooshEngine(tmp_path / "index"))
    context = multiprocessing.get_context("spawn")
    held, enough = context.Event(), context.Event()
    builder = context.Process(target=hold_the_lock, args=(tmp_path / "index", held, enough))
    builder.start()
    held.wait(20)
    builder.kill()
    builder.join(20)

    assert found(engine, "relational") == [8]

    write(engine, [paper("A Zeppelin", id=50)])

    assert found(engine, "zeppelin") == [50]
    assert len([path for path in (tmp_path / "index").iterdir() if path.is_dir()]) == 1


def test_readers_never_fall_into_the_gap_of_a_writer(tmp_path: Path) -> None:
    """However often another engine updates, a reader that opens the index has a whole one."""
    filled(WhooshEngine(tmp_path / "index"))
    done = threading.Event()

    def write_on() -> None:
        writer = WhooshEngine(tmp_path / "index")
        for number in range(2, 40):
            write(writer, [paper("Zeppelin", id=number)])
        done.set()

    with ThreadPoolExecutor(1) as threads:
        writing = threads.submit(write_on)
        while not done.is_set():
            assert WhooshEngine(tmp_path / "index").stamp() is not None
            assert found(WhooshEngine(tmp_path / "index"), "relational OR zeppelin")
        writing.result(20)
