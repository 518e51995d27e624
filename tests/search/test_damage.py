"""A damaged index says so, always in the same way, and a new start heals it."""

from __future__ import annotations

import contextlib
import json
import random
import shutil
import struct
from array import array
from typing import TYPE_CHECKING

import pytest

from tests.builders import paper
from tests.search.shelf import PAPERS, filled, found, write
from tui_reader.search.engine import Batch, IndexUnusableError, Stamp
from tui_reader.search.index_files import IndexFiles
from tui_reader.search.whoosh.codec import postings_at
from tui_reader.search.whoosh.whoosh_engine import WhooshEngine

if TYPE_CHECKING:
    from pathlib import Path

BUILT, NEW = Stamp("shelf", 2), Stamp("shelf", 3)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with an index of two segments."""
    directory = tmp_path_factory.mktemp("sound") / "index"
    engine = filled(WhooshEngine(directory))
    write(engine, [paper("A Zeppelin", id=50)])
    engine.close()
    return directory


def damaged(sound: Path, directory: Path, chance: random.Random) -> None:
    """A copy of an index with something wrong in one of its files."""
    shutil.copytree(sound, directory, dirs_exist_ok=True)
    path = chance.choice(sorted(path for path in directory.rglob("*") if path.is_file() and path.stat().st_size))
    content = bytearray(path.read_bytes())
    kind = chance.choice(["flip", "flip", "cut", "empty", "zeros", "gone"])
    at = chance.randrange(len(content))
    if kind == "flip":
        content[at] ^= 1 << chance.randrange(8)
    elif kind == "zeros":
        content[at : at + 64] = bytes(len(content[at : at + 64]))
    path.write_bytes(b"" if kind == "empty" else bytes(content[:at]) if kind == "cut" else bytes(content))
    if kind == "gone":
        path.unlink()


@pytest.mark.parametrize("seed", range(40))
def test_random_damage(sound: Path, tmp_path: Path, seed: int) -> None:
    """Whatever byte is wrong: no stamp, `IndexUnusableError` from search and update, and a new start heals it."""
    damaged(sound, tmp_path / "index", random.Random(seed))
    engine = WhooshEngine(tmp_path / "index")
    if engine.stamp() == BUILT:
        # Zeros where there were zeros.
        assert found(engine, "decoding") == found(WhooshEngine(sound), "decoding")
        return

    assert engine.stamp() is None
    with pytest.raises(IndexUnusableError):
        found(engine, "decoding")
    with pytest.raises(IndexUnusableError):
        engine.update(Batch(BUILT, NEW, [paper("New", id=60)]))

    filled(engine)

    assert engine.stamp() == Stamp("shelf", 1)
    assert found(engine, "relational") == [8]


# Whoosh leaves files to the garbage collector when it stumbles over damage.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("seed", range(60))
def test_damage_that_the_checksums_do_not_see(
    sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Even if damaged bytes reach Whoosh, whatever it raises is `IndexUnusableError`."""
    damaged(sound, tmp_path / "index", random.Random(seed))
    monkeypatch.setattr(IndexFiles, "_verify", lambda *_: None)
    engine = WhooshEngine(tmp_path / "index")
    for text in ("decoding", '"state space"', "s*", "zepelin~", "tag:m*", "title:space", "year:2000.. -models"):
        try:
            found(engine, text)
        except IndexUnusableError:
            break
    with contextlib.suppress(IndexUnusableError):
        engine.update(Batch(BUILT, NEW, [PAPERS[0], paper("New", id=60)]))

    filled(engine)

    assert found(engine, "relational") == [8]


@pytest.mark.parametrize("length", [0, 5, 7, 9, 11])
def test_a_list_that_the_file_cuts_off(length: int) -> None:
    """A list of two documents of which the file has only the beginning is none; the whole one is read."""

    class File:
        def __init__(self, content: bytes) -> None:
            self.content = content

        def get(self, start: int, count: int) -> bytes:
            return self.content[start : start + count]

    header = struct.pack("<IIB", 2, 4, 1)
    body = array("H", [1, 2, 500, 600]).tobytes() + b"\1\2\1\2"

    assert list(postings_at(File(header + body), 0).documents) == [1, 2]
    with pytest.raises(ValueError, match="cut off"):
        postings_at(File(header + body[:length]), 0)


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '"x"', '{"schema": 1}', '{"schema": 0, "files": {}}', "null"])
def test_a_stamp_that_says_nothing(tmp_path: Path, content: str) -> None:
    """A stamp file of another kind or schema is as good as none."""
    engine = filled(WhooshEngine(tmp_path / "index"))
    (tmp_path / "index" / "stamp.json").write_text(content)

    assert engine.stamp() is None
    with pytest.raises(IndexUnusableError):
        found(engine, "a")


def test_an_index_of_another_schema(tmp_path: Path) -> None:
    """An index of a newer or older version of the reader is not read."""
    engine = filled(WhooshEngine(tmp_path / "index"))
    stamp = tmp_path / "index" / "stamp.json"
    stamp.write_text(json.dumps(json.loads(stamp.read_text()) | {"schema": 999}))

    assert engine.stamp() is None


def test_an_index_that_is_deleted_under_an_open_engine(tmp_path: Path) -> None:
    """The index may be deleted at any time; the engine says that there is none, and builds another."""
    engine = filled(WhooshEngine(tmp_path / "index"))
    found(engine, "a")
    shutil.rmtree(tmp_path / "index")

    with pytest.raises(IndexUnusableError):
        found(engine, "a")

    assert found(filled(engine), "relational") == [8]
