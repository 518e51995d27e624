"""Index files that are cut while an engine has them open: no signal ends the process."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.search.shelf import filled, found
from tui_reader.search.engine import IndexUnusableError
from tui_reader.search.whoosh import segment_writer
from tui_reader.search.whoosh.whoosh_engine import WhooshEngine

ASK_AFTER_A_CUT = '''
import sys
import time
from pathlib import Path

from tests.search import test_conformance
from tests.search.conftest import ENGINES
from tests.search.shelf import filled, found
from tui_reader.search.engine import IndexUnusableError
from tui_reader.search.similarity import of_text
from tui_reader.search.whoosh import segment_writer

name, root = sys.argv[1], Path(sys.argv[2])
segment_writer._IN_ONE_FILE = int(sys.argv[3])
make = next(each for each in ENGINES if each.__name__ == name)
filled(make(root), test_conformance.CORPUS).close()


def is_settled():
    """Whether tantivy opens nothing in the background: after `Index.open` a thread of its own opens the index again."""
    try:
        stats = [path.read_text() for path in Path("/proc/self/task").glob("*/stat")][1:]
    except (FileNotFoundError, ProcessLookupError):
        return False  # a thread ended between its listing and its reading
    return all(stat.rpartition(") ")[2].startswith("S") and "watch-callbacks" not in stat for stat in stats)


files = [path for path in root.rglob("*") if path.is_file() and path.stat().st_size]
assert any(path.stat().st_size > 8192 for path in files)
for path in files:
    content = path.read_bytes()
    for left in (0, len(content) // 2, len(content) - 1):
        engine = make(root)
        found(engine, "attention")
        while not all(is_settled() for _ in range(3)):
            time.sleep(0.001)
        with path.open("r+b") as file:
            file.truncate(left)
        asks = [lambda text=text: found(engine, text, typing=True) for text in (*test_conformance.TABLE, "lear", "s")]
        asks += [lambda: engine.alike("atention"), lambda: engine.similar(of_text("attention in neural networks"))]
        answers = 0
        for ask in asks:
            try:
                ask()
                answers += 1
            except IndexUnusableError:
                pass
        print(path.name, left, answers, "of", len(asks))
        engine.close()
        path.write_bytes(content)
'''


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="threads are listed by /proc")
@pytest.mark.parametrize(
    ("engine", "in_one_file"), [("WhooshEngine", 1), ("WhooshEngine", 1_000), ("TantivyEngine", 1)]
)
def test_a_file_that_is_cut_under_an_open_engine(tmp_path: Path, engine: str, in_one_file: int) -> None:
    """Whichever file of an index is cut, wherever: every question is answered, or with `IndexUnusableError`."""
    done = subprocess.run(
        [sys.executable, "-c", ASK_AFTER_A_CUT, engine, str(tmp_path / "index"), str(in_one_file)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are listed by /proc")
def test_an_index_that_vanishes_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the stamp cannot be read any more, the files of the index that was open are closed."""
    monkeypatch.setattr(segment_writer, "_IN_ONE_FILE", 1)
    directory = tmp_path / "index"
    engine = filled(WhooshEngine(directory))
    found(engine, "a")
    assert opened_below(directory)
    shutil.rmtree(directory)

    with pytest.raises(IndexUnusableError):
        found(engine, "a")

    assert opened_below(directory) == []


def opened_below(directory: Path) -> list[str]:
    """The files in a directory that this process has open."""
    opened = []
    for descriptor in Path("/proc/self/fd").iterdir():
        try:
            target = str(descriptor.readlink())
        except FileNotFoundError:
            continue  # the descriptor of this very listing
        if target.startswith(str(directory)):
            opened.append(target)
    return opened
