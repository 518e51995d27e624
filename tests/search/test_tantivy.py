"""What is tantivy's own: its files, their damage, a process that is killed in the middle."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import random
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import paper
from tests.search.shelf import PAPERS, filled, flagged, found, write
from tui_reader.search.analysis import within
from tui_reader.search.engine import Batch, IndexBusyError, IndexUnusableError, Stamp, Window
from tui_reader.search.parser import parse
from tui_reader.search.tantivy.tantivy_engine import TantivyEngine

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path

BUILT, NEW = Stamp("shelf", 2), Stamp("shelf", 3)
ASKED = ["decoding", '"state space"', "s*", "zepelin~", "tag:m*", "title:space", "year:2000.. -models", "state-sp*"]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with an index of two segments, in one of which a paper is deleted."""
    directory = tmp_path_factory.mktemp("sound") / "index"
    engine = filled(TantivyEngine(directory))
    write(engine, [paper("A Zeppelin", id=50)], removed=[4])
    engine.close()
    return directory


def in_force(directory: Path) -> Path:
    """The directory of the index that counts."""
    (only,) = (path for path in directory.iterdir() if path.is_dir())
    return only


@pytest.mark.parametrize("kind", ["cut", "empty", "gone"])
def test_a_file_that_is_not_whole(sound: Path, tmp_path: Path, kind: str) -> None:
    """Whichever file is cut off, emptied or lost: no stamp, `IndexUnusableError`, and a new start heals it."""
    for name in {path.suffix: path.name for path in in_force(sound).iterdir()}.values():
        shutil.rmtree(tmp_path / "index", ignore_errors=True)
        shutil.copytree(sound, tmp_path / "index")
        path = in_force(tmp_path / "index") / name
        path.write_bytes(path.read_bytes()[:-1] if kind == "cut" else b"")
        if kind == "gone":
            path.unlink()
        engine = TantivyEngine(tmp_path / "index")

        assert engine.stamp() is None
        with pytest.raises(IndexUnusableError):
            found(engine, "decoding")
        with pytest.raises(IndexUnusableError):
            engine.update(Batch(BUILT, NEW, [paper("New", id=60)]))

        assert found(filled(engine), "relational") == [8]


@pytest.mark.parametrize("content", [b"", b"{", b"{}", b"null", b'{"segments": 5}', bytes(600)])
def test_a_list_of_segments_that_says_nothing(sound: Path, tmp_path: Path, content: bytes) -> None:
    """Of tantivy's own list of segments every byte counts."""
    shutil.copytree(sound, tmp_path / "index")
    (in_force(tmp_path / "index") / "meta.json").write_bytes(content)
    engine = TantivyEngine(tmp_path / "index")

    assert engine.stamp() is None
    with pytest.raises(IndexUnusableError):
        found(engine, "decoding")


def ask_a_damaged_index(sound: Path, directory: Path, seed: int) -> None:
    """Overwrites bytes of one file without changing its size, and asks for everything."""
    chance = random.Random(seed)
    shutil.copytree(sound, directory)
    path = chance.choice(sorted(path for path in in_force(directory).iterdir() if path.suffix != ".json"))
    content = bytearray(path.read_bytes())
    for _ in range(chance.choice([1, 1, 8, 64])):
        content[chance.randrange(len(content))] = chance.randrange(256)
    path.write_bytes(content)
    engine = TantivyEngine(directory)
    for text in ASKED:
        for window in (Window(), Window("year", 3)):
            with contextlib.suppress(IndexUnusableError):
                engine.search(parse(text).query, flagged, window=window)
    with contextlib.suppress(IndexUnusableError, IndexBusyError):
        engine.alike("modle")
    with contextlib.suppress(IndexUnusableError, IndexBusyError, OSError):
        engine.update(Batch(BUILT, NEW, [PAPERS[0], paper("New", id=60)]))
    assert found(filled(engine), "relational") == [8]


def ask_damaged_indexes(sound: Path, directory: Path, seeds: range) -> None:
    """One after another."""
    for seed in seeds:
        ask_a_damaged_index(sound, directory / str(seed), seed)


@pytest.mark.parametrize("first", range(0, 40, 10))
def test_damage_that_sizes_do_not_show(sound: Path, tmp_path: Path, first: int) -> None:
    """Whatever tantivy makes of damaged bytes, a panic too, the engine says `IndexUnusableError` or answers."""
    process = multiprocessing.get_context("spawn").Process(
        target=ask_damaged_indexes, args=(sound, tmp_path, range(first, first + 10))
    )
    process.start()
    process.join(100)

    assert process.exitcode == 0


def write_until_killed(directory: Path, told: Connection) -> None:
    """Updates without end, and says each revision that is in force."""
    engine = TantivyEngine(directory)
    while True:
        stamp = engine.stamp()
        assert stamp
        after = Stamp("shelf", stamp.revision + 1)
        papers = [paper(f"Zeppelin number{after.revision}", id=number) for number in range(100, 140)]
        engine.update(Batch(stamp, after, papers))
        told.send(after.revision)


@pytest.mark.parametrize("seed", range(4))
def test_a_process_that_is_killed_while_it_writes(tmp_path: Path, seed: int) -> None:
    """What was in force stays, whole; nothing half is seen; the next write works and clears up."""
    engine = filled(TantivyEngine(tmp_path / "index"))
    context = multiprocessing.get_context("spawn")
    hears, told = context.Pipe(duplex=False)
    writer = context.Process(target=write_until_killed, args=(tmp_path / "index", told))
    writer.start()
    told.close()
    revision = hears.recv()
    writer.join(0.03 * seed)
    writer.kill()
    writer.join(20)
    with contextlib.suppress(EOFError):
        while True:
            revision = hears.recv()
    stamp = engine.stamp()

    assert stamp
    assert stamp.revision in {revision, revision + 1}
    assert set(found(engine, "zeppelin")) == set(range(100, 140))
    assert set(found(engine, f"number{stamp.revision}")) == set(range(100, 140))

    write(engine, [paper("A Balloon", id=70)])

    assert found(engine, "balloon") == [70]
    assert in_force(tmp_path / "index").is_dir()


def test_files_do_not_pile_up(tmp_path: Path) -> None:
    """However many notes are written, there are few files, and each paper is there once."""
    engine = filled(TantivyEngine(tmp_path / "index"))
    for number in range(20):
        write(engine, [PAPERS[number % len(PAPERS)]])

    assert sorted(found(engine, "-absent")) == [each.id for each in PAPERS]
    assert len(list(in_force(tmp_path / "index").iterdir())) < 90


def test_a_file_system_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where files cannot be linked they are copied."""

    def refused(*_: object) -> None:
        raise PermissionError

    engine = filled(TantivyEngine(tmp_path / "index"))
    monkeypatch.setattr(os, "link", refused)
    write(engine, [paper("A Zeppelin", id=50)])

    assert found(engine, "zeppelin") == [50]
    assert found(engine, "relational") == [8]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit to set")
def test_a_directory_that_takes_no_more(tmp_path: Path) -> None:
    """A full disk, here a limit to the size of files, is an `OSError`; the index stays and is searched on."""
    import resource

    many = [paper(f"Zeppelin {number} word{number}", id=100 + number) for number in range(300)]
    engine = filled(TantivyEngine(tmp_path / "index"))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        for limit in (8_000, 300):
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
            with pytest.raises(OSError, match="File too large"):
                write(engine, many)
        with pytest.raises(OSError, match="File too large"):
            engine.start("shelf")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert found(engine, "relational") == [8]

    write(engine, many)

    assert len(found(engine, "zeppelin")) == 300


def test_without_tantivy_there_is_only_an_error_when_it_is_used() -> None:
    """The engine can be imported and asked for its stamp where tantivy is not installed."""
    code = (
        "import sys, pathlib\n"
        "sys.modules['tantivy'] = None\n"
        "from tui_reader.search.tantivy.tantivy_engine import TantivyEngine\n"
        "engine = TantivyEngine(pathlib.Path('nowhere'))\n"
        "print(engine.stamp())\n"
        "engine.close()"
    )

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert said == "None\n"


def test_another_engine_sees_what_one_wrote(tmp_path: Path) -> None:
    """Two engines over one directory have the same index, after an update and after a new start."""
    reader, writer = TantivyEngine(tmp_path / "index"), filled(TantivyEngine(tmp_path / "index"))

    assert found(reader, "zeppelin") == []

    write(writer, [paper("A Zeppelin", id=50)])

    assert reader.stamp() == BUILT
    assert found(reader, "zeppelin") == [50]

    filled(writer, [paper("A Zeppelin", id=51)])

    assert found(reader, "zeppelin") == [51]


def test_a_first_build_that_is_killed_and_goes_on(tmp_path: Path) -> None:
    """A batch that is made again after its stamp was lost is in the index once."""
    engine = TantivyEngine(tmp_path / "index")
    stamp = engine.start("shelf")
    middle = Stamp("shelf", 0, target_revision=1, indexed_through=5)
    engine.update(Batch(stamp, middle, PAPERS[:5]))
    engine.update(Batch(middle, Stamp("shelf", 1), PAPERS[3:]))

    assert sorted(found(engine, "-absent")) == [each.id for each in PAPERS]


LETTERS = st.text("abcü", min_size=3, max_size=10)


@settings(max_examples=30, deadline=None)
@given(st.sets(LETTERS, min_size=20, max_size=60), st.lists(LETTERS, min_size=5, max_size=10))
def test_slips_are_what_the_analysis_says(values: set[str], sought: list[str]) -> None:
    """tantivy's automaton forgives what `within` does: swaps of neighbours as one slip, and no more."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("word", stored=True, tokenizer_name="raw")
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer(15_000_000, 1)
    for value in values:
        writer.add_document(tantivy.Document(word=value))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    for word in sought:
        for slips in (1, 2):
            hits = searcher.search(tantivy.Query.fuzzy_term_query(schema, "word", word, slips), 100).hits
            alike = {searcher.doc(address)["word"][0] for _, address in hits}
            assert alike == {value for value in values if within(word, value, slips)}


def test_the_title_in_which_words_follow_each_other(tmp_path: Path) -> None:
    """Of papers with the same words that one comes first whose title has them one after the other."""
    titles = ["The State of our Space", "Space in which the State is", "A State Space for us all", *(["Other"] * 9)]
    papers = [paper(title, id=number, abstract="None.") for number, title in enumerate(titles, 1)]

    assert found(filled(TantivyEngine(tmp_path / "index"), papers), "state space")[0] == 3
