"""How an index comes, changes and goes: stamps, starting, updating in batches, giving up."""

from __future__ import annotations

import stat
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

import pytest

from tests.builders import paper
from tests.search.shelf import PAPERS, filled, flagged, found, write
from tui_reader.search.engine import Batch, Engine, IndexBusyError, IndexUnusableError, Stamp, SupersededError
from tui_reader.search.parser import parse
from tui_reader.search.whoosh.whoosh_engine import WhooshEngine

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OLD, NEW = Stamp("shelf", 1), Stamp("shelf", 2)
MANY = [paper(f"Number {number}", id=number) for number in range(1, 101)]


def no_longer_after(questions: int) -> Callable[[], bool]:
    """A `wanted` that says no from this question on."""
    asked = count(1)
    return lambda: next(asked) < questions


def test_no_index(engine: Engine) -> None:
    """Where nothing was built there is no stamp, and nothing can be searched or updated."""
    assert engine.stamp() is None
    with pytest.raises(IndexUnusableError):
        found(engine, "a")
    with pytest.raises(IndexUnusableError):
        engine.update(Batch(OLD, NEW, PAPERS))


def test_nothing_is_written_by_reading(tmp_path: Path) -> None:
    """The directory is made by the first write, for its owner alone."""
    directory = tmp_path / "deep" / "index"
    engine = WhooshEngine(directory)

    assert engine.stamp() is None
    assert not directory.exists()

    filled(engine)

    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o700 for path in directory.iterdir() if path.is_dir())


def test_the_stamp_outlives_the_process(tmp_path: Path) -> None:
    """Another engine over the same directory has the same stamp and the same answers."""
    first, second = WhooshEngine(tmp_path / "index"), WhooshEngine(tmp_path / "index")

    filled(first)

    assert second.stamp() == OLD
    assert found(second, "decoding") == found(first, "decoding")


def test_an_update_replaces_adds_and_removes(engine: Engine) -> None:
    """After an update the index holds the papers as they are now, in the engine that wrote and in any other."""
    filled(engine)
    noted = replace(PAPERS[1], note="Remember the zeppelin")

    write(engine, [noted, paper("A Zeppelin", id=50)], removed=[8, 12345])

    assert engine.stamp() == NEW
    assert set(found(engine, "zeppelin")) == {2, 50}
    assert set(found(engine, "title:space")) == {1, 2}
    assert found(engine, "relational") == []
    assert 8 not in found(engine, "-absent")


def test_an_update_is_seen_by_an_engine_that_has_searched_before(tmp_path: Path) -> None:
    """An open engine notices what another one wrote, and a rebuilt index too."""
    reader, writer = WhooshEngine(tmp_path / "index"), WhooshEngine(tmp_path / "index")
    filled(writer)

    assert found(reader, "zeppelin") == []

    write(writer, [paper("A Zeppelin", id=50)])

    assert found(reader, "zeppelin") == [50]

    filled(writer, [paper("A Zeppelin", id=51)])

    assert found(reader, "zeppelin") == [51]


def test_many_updates_are_as_good_as_a_rebuild(tmp_path: Path) -> None:
    """Scores do not depend on how the index came to be, and the files do not pile up."""
    updated, rebuilt = WhooshEngine(tmp_path / "updated"), WhooshEngine(tmp_path / "rebuilt")
    filled(updated, [replace(each, note="old words") for each in PAPERS])
    for each in PAPERS * 3:
        write(updated, [each])
    filled(rebuilt)

    for text in ("state space", "models OR decoding", "s", "konig*", '"state space"', "-models", "old"):
        query = parse(text, typing=True).query
        assert updated.search(query, flagged) == rebuilt.search(query, flagged)
    assert len([path for path in (tmp_path / "updated").rglob("*") if path.is_file()]) < 20


def test_the_same_paper_twice_in_one_update(engine: Engine) -> None:
    """The last one counts."""
    filled(engine)

    write(engine, [paper("First", id=1), paper("Second", id=1)])

    assert found(engine, "first") == []
    assert found(engine, "second") == [1]


@pytest.mark.parametrize(
    "before", [Stamp("other", 1), Stamp("shelf"), NEW, replace(OLD, target_revision=2), replace(OLD, indexed_through=5)]
)
def test_an_update_of_another_state_is_refused(engine: Engine, before: Stamp) -> None:
    """A batch that was made for another library, or for an index that has moved since, changes nothing."""
    filled(engine)

    with pytest.raises(IndexBusyError):
        engine.update(Batch(before, NEW, [paper("A Zeppelin", id=50)]))

    assert engine.stamp() == OLD
    assert found(engine, "zeppelin") == []


def test_an_index_is_started_empty(engine: Engine) -> None:
    """A new index has no papers, whatever was there, and a stamp from before the first of them."""
    filled(engine)

    stamp = engine.start("other")

    assert stamp == engine.stamp() == Stamp("other")
    assert found(engine, "-absent") == []


def test_a_build_goes_on_where_it_was_left(engine: Engine) -> None:
    """Batches say how far the index is; what is there is found, and another engine goes on from there."""
    stamp = engine.start("shelf")
    for papers in (PAPERS[:4], PAPERS[4:6]):
        after = Stamp("shelf", 0, target_revision=7, indexed_through=papers[-1].id)
        engine.update(Batch(stamp, after, papers))
        stamp = after

        assert engine.stamp() == stamp
        assert set(found(engine, "-absent")) == set(range(1, stamp.indexed_through + 1))

    engine.close()
    engine.update(Batch(stamp, Stamp("shelf", 7), PAPERS[6:]))

    assert engine.stamp() == Stamp("shelf", 7)
    assert set(found(engine, "-absent")) == {each.id for each in PAPERS}


@pytest.mark.parametrize("questions", [1, 3, 30, 60])
def test_an_update_that_is_not_wanted_leaves_the_old_index(engine: Engine, questions: int) -> None:
    """Whether it is given up at once or while words are written, nothing of it is seen and the next one works."""
    filled(engine)

    with pytest.raises(SupersededError):
        write(engine, MANY, wanted=no_longer_after(questions))

    assert engine.stamp() == OLD
    assert found(engine, "relational") == [8]

    write(engine, [paper("A Zeppelin", id=500)])

    assert found(engine, "zeppelin") == [500]
    assert found(engine, "number") == []


def test_progress(engine: Engine) -> None:
    """Progress rises to the number of papers in the batch."""
    told: list[int] = []
    stamp = engine.start("shelf")

    engine.update(Batch(stamp, OLD, MANY[:50]), told.append)

    assert told == sorted(told)
    assert told[-1] == 50
    assert len(told) > 1


def test_what_a_killed_process_left_is_cleaned(tmp_path: Path) -> None:
    """Half an index of a dead process, and files beside the index in force, are gone after the next write."""
    engine = filled(WhooshEngine(tmp_path / "index"))
    in_force = next(path for path in (tmp_path / "index").iterdir() if path.is_dir())
    (tmp_path / "index" / "0123dead").mkdir()
    (tmp_path / "index" / "0123dead" / "MAIN_x.seg").write_bytes(b"half")
    (in_force / "_MAIN_2.toc").write_bytes(b"half")
    (in_force / "MAIN.tmp").mkdir()

    assert found(engine, "relational") == [8]

    write(engine, [paper("A Zeppelin", id=50)])

    assert found(engine, "zeppelin") == [50]
    assert not (tmp_path / "index" / "0123dead").exists()
    assert not (in_force / "MAIN.tmp").exists()


def test_a_commit_without_its_stamp_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process killed between commit and stamp leaves the older stamp, its index, and updates to be made again."""
    engine = filled(WhooshEngine(tmp_path / "index"))
    with monkeypatch.context() as killed:
        killed.setattr(engine._files, "activate", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))  # type: ignore[attr-defined]
        with pytest.raises(KeyboardInterrupt):
            write(engine, [paper("A Zeppelin", id=50)])
    other = WhooshEngine(tmp_path / "index")

    assert other.stamp() == OLD
    assert found(other, "zeppelin") == []

    write(other, [paper("A Zeppelin", id=50)])

    assert found(other, "zeppelin") == [50]


def test_a_search_that_is_not_wanted(engine: Engine) -> None:
    """A search is given up at the first question, and the next one is answered."""
    filled(engine)

    for questions in range(1, 4):
        with pytest.raises(SupersededError):
            engine.search(parse("state* (models OR data) -absent").query, flagged, no_longer_after(questions))

    assert found(engine, "relational") == [8]


def test_an_error_of_the_library_is_not_blamed_on_the_index(engine: Engine) -> None:
    """What `flagged` raises comes through as it is."""
    filled(engine)

    with pytest.raises(ZeroDivisionError):
        engine.search(parse("is:read a").query, lambda _: [1 // 0])


def test_closing(engine: Engine) -> None:
    """A closed engine opens its files again when it is asked."""
    filled(engine)
    found(engine, "a")
    engine.close()
    engine.close()

    assert found(engine, "relational") == [8]
