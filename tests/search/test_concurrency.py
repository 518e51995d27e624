"""Threads and processes that search and write at the same time."""

from __future__ import annotations

import multiprocessing
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tests.builders import paper
from tests.search.shelf import filled, found
from tui_reader.search.engine import IndexBusyError, Stamp
from tui_reader.search.whoosh_engine import WhooshEngine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.synchronize import Event
    from pathlib import Path

    from tui_reader.papers import Paper
    from tui_reader.search.engine import Engine

NEW = Stamp("shelf", 2)
MANY = [paper(f"Number {number}", id=number) for number in range(1, 201)]


def hold_the_lock(directory: Path, held: Event, enough: Event) -> None:
    """Builds an index for as long as it takes."""

    def slow() -> Iterator[Paper]:
        held.set()
        enough.wait(20)
        yield from MANY

    WhooshEngine(directory).rebuild(slow(), NEW)


def test_searches_go_on_while_the_index_is_rebuilt(engine: Engine) -> None:
    """Until the new index is whole the old one answers, and then the new one does."""
    filled(engine)
    searched: list[list[int]] = []

    def papers() -> Iterator[Paper]:
        for each in MANY:
            searched.append(found(engine, "relational"))
            yield each

    engine.rebuild(papers(), NEW)

    assert searched == [[8]] * len(MANY)
    assert found(engine, "relational") == []
    assert len(found(engine, "number")) == len(MANY)


def test_many_threads(engine: Engine) -> None:
    """Searches in many threads, while others update and close, each have a whole answer."""
    filled(engine, MANY)

    def search(_: int) -> int:
        return len(found(engine, "number OR zeppelin"))

    with ThreadPoolExecutor(8) as threads:
        answers = threads.map(search, range(200))
        for revision in range(2, 12):
            engine.update([paper("Zeppelin Number", id=revision)], Stamp("shelf", revision))
            engine.close()

    assert set(answers) == {len(MANY)}


def test_a_second_writer_is_told_that_it_is_busy(engine: Engine) -> None:
    """While the index is rebuilt nothing else can write, and nothing is changed by trying."""
    filled(engine)
    started, go_on = threading.Event(), threading.Event()

    def papers() -> Iterator[Paper]:
        started.set()
        go_on.wait(20)
        yield from MANY

    with ThreadPoolExecutor(1) as threads:
        building = threads.submit(engine.rebuild, papers(), NEW)
        started.wait(20)
        with pytest.raises(IndexBusyError):
            engine.update([paper("A Zeppelin", id=50)], NEW)
        with pytest.raises(IndexBusyError):
            engine.rebuild([], NEW)
        go_on.set()
        building.result(20)

    assert found(engine, "zeppelin") == []
    assert engine.stamp() == NEW


def test_two_processes(tmp_path: Path) -> None:
    """A process that builds keeps others from writing but not from searching, and they see what it wrote."""
    engine = filled(WhooshEngine(tmp_path / "index"))
    context = multiprocessing.get_context("spawn")
    held, enough = context.Event(), context.Event()
    builder = context.Process(target=hold_the_lock, args=(tmp_path / "index", held, enough))
    builder.start()
    held.wait(20)
    with pytest.raises(IndexBusyError):
        engine.update([], NEW)

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

    engine.update([paper("A Zeppelin", id=50)], NEW)

    assert found(engine, "zeppelin") == [50]
    assert len([path for path in (tmp_path / "index").iterdir() if path.is_dir()]) == 1


def test_readers_never_fall_into_the_gap_of_a_writer(tmp_path: Path) -> None:
    """However often another engine updates and rebuilds, a reader that opens the index has a whole one."""
    filled(WhooshEngine(tmp_path / "index"))
    done = threading.Event()

    def write() -> None:
        writer = WhooshEngine(tmp_path / "index")
        for revision in range(2, 40):
            writer.update([paper("Zeppelin", id=revision)], Stamp("shelf", revision))
            if not revision % 10:
                filled(writer)
        done.set()

    with ThreadPoolExecutor(1) as threads:
        writing = threads.submit(write)
        while not done.is_set():
            assert WhooshEngine(tmp_path / "index").stamp() is not None
            assert found(WhooshEngine(tmp_path / "index"), "relational OR zeppelin")
        writing.result(20)
