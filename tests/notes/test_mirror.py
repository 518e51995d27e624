"""The notes as files: what is in them, which files are touched, and what happens when the directory takes none."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from queue import Queue
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import paper
from tui_reader.errors import ReaderError
from tui_reader.library.library import Library
from tui_reader.model.annotations import Highlight
from tui_reader.notes import mirror as mirror_module
from tui_reader.notes.front_matter import document, is_marked, is_untouched
from tui_reader.notes.mirror import file_name
from tui_reader.paths import Home, notes_directory
from tui_reader.texts.anchors import Anchor

if TYPE_CHECKING:
    from collections.abc import Iterator


KEY = "spector2023accelerating"
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """The directory of the mirror; it is there."""
    path = tmp_path / "notes"
    path.mkdir()
    return path


@pytest.fixture
def mirrored(home: Home, notes: Path, library: Library) -> Iterator[Library]:
    """A library that is mirrored; `settled` waits for it."""
    library.close()
    home.config.mkdir(parents=True, exist_ok=True)
    home.config_file.write_text(f"[notes]\nmirror = '{notes}'\n")
    opened = Library(home)
    yield opened
    opened.close()


def settled(library: Library) -> Library:
    """The library opened anew: closing waited for the files."""
    library.close()
    if library.mirror:
        assert library.mirror.problems == []
    return Library(library.home)


def files(notes: Path) -> list[str]:
    return sorted(path.name for path in notes.iterdir())


def read(path: Path) -> tuple[dict[str, Any], str]:
    """The front matter and the text below it."""
    _, front, text = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(front), text


def test_a_note_is_a_file_with_front_matter(mirrored: Library, notes: Path) -> None:
    """Title, authors, year, key, tags, highlights with comment and colour, and the note below."""
    about = mirrored.find(KEY)
    mirrored.write_note(about.id, "# Mine\n\nIt is good.")
    mirrored.tag([about.id], add=["ml/inference", "to-cite"])
    mirrored.highlights.add(about.id, 0, 20, colour="green", comment='why: "this"\nand that')
    settled(mirrored).close()

    front, text = read(notes / f"{KEY}.md")
    assert text == "\n# Mine\n\nIt is good.\n"
    assert front["title"] == about.title
    assert front["authors"] == [author.name for author in about.authors]
    assert (front["year"], front["key"]) == (about.year, KEY)
    assert front["tags"] == ["ml/inference", "to-cite"]
    assert front["highlights"] == [
        {"quote": about.abstract[:20].strip(), "comment": 'why: "this"\nand that', "colour": "green"}
    ]
    assert files(notes) == [f"{KEY}.md"]


@given(TEXT, TEXT, TEXT, st.lists(TEXT, max_size=3), TEXT)
def test_any_fact_is_valid_yaml(title: str, note: str, comment: str, authors: list[str], quote: str) -> None:
    """What comes out is what went in, and the file knows that it is untouched."""
    about = replace(paper(title, *authors), tags=("a/b",), key="k", note=note)
    content = document(about, [Highlight(1, 1, Anchor(quote), "pink", comment)])

    _, front, text = content.decode().split("---\n", 2)
    facts = yaml.safe_load(front)
    assert facts["title"] == " ".join(facts["title"].split())
    assert facts["highlights"][0].get("comment", "") == comment
    assert text.startswith(f"\n{note}")
    assert is_untouched(content)
    assert is_untouched(content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    assert is_marked(content + b"x")
    assert not is_untouched(content + b"x")
    assert not is_marked(content[4:])


def test_a_file_follows_its_key_and_goes_with_its_note(mirrored: Library, notes: Path) -> None:
    about = mirrored.find(KEY)
    mirrored.write_note(about.id, "a")
    library = settled(mirrored)
    library.keys.rename(about.id, "Other:2023/x")
    library = settled(library)
    assert files(notes) == ["Other%3A2023%2Fx.md"]

    library.journal.undo()
    library = settled(library)
    assert files(notes) == [f"{KEY}.md"]

    library.write_note(about.id, "")
    library = settled(library)
    assert files(notes) == []

    library.journal.undo()
    settled(library).close()
    assert read(notes / f"{KEY}.md")[1] == "\na\n"


def test_keys_that_change_places_keep_both_files(mirrored: Library, notes: Path) -> None:
    one, two = mirrored.find(KEY), mirrored.find("wang2019cspnet")
    mirrored.write_note(one.id, "one")
    mirrored.write_note(two.id, "two")
    library = settled(mirrored)
    for number, key in ((one.id, "between"), (two.id, one.key), (one.id, two.key)):
        library.keys.rename(number, key)
    settled(library).close()

    assert read(notes / f"{one.key}.md")[1] == "\ntwo\n"
    assert read(notes / f"{two.key}.md")[1] == "\none\n"
    assert len(files(notes)) == 2


@pytest.mark.parametrize("content", ["mine", "---\ntitle: mine\n---\n\ntext\n"])
def test_a_file_of_the_users_own_is_never_touched(mirrored: Library, notes: Path, content: str) -> None:
    """It is told once; what the user then makes room for is written."""
    (notes / f"{KEY}.md").write_text(content)
    about = mirrored.find(KEY)
    assert mirrored.mirror is not None
    mirrored.write_note(about.id, "a")
    mirrored.close()
    assert (notes / f"{KEY}.md").read_text() == content
    assert len(mirrored.mirror.problems) == 1
    assert f"{KEY}.md" in mirrored.mirror.problems[0].message

    library = Library(mirrored.home)
    library.write_note(about.id, "b")
    library = settled(library)
    assert library.mirror is not None
    assert len(library.mirror.write_all().problems) == 1

    library.write_note(about.id, "")
    library = settled(library)
    assert (notes / f"{KEY}.md").read_text() == content

    (notes / f"{KEY}.md").unlink()
    library.write_note(about.id, "c")
    settled(library).close()
    assert read(notes / f"{KEY}.md")[1] == "\nc\n"


def test_a_file_that_was_edited_is_left(mirrored: Library, notes: Path) -> None:
    """Whether the note changes, gets another key, or goes."""
    about = mirrored.find(KEY)
    mirrored.write_note(about.id, "a")
    library = settled(mirrored)
    path = notes / f"{KEY}.md"
    path.write_text(edited := path.read_text() + "and mine\n")
    for change in ("write", "rename", "remove"):
        if change == "write":
            library.write_note(about.id, "b")
        elif change == "rename":
            library.keys.rename(about.id, "another")
        else:
            library.write_note(about.id, "")
        library.close()
        assert library.mirror is not None
        assert len(library.mirror.problems) == (change == "write")
        library = Library(library.home)
    library.close()

    assert path.read_text() == edited
    assert files(notes) == [f"{KEY}.md"]


def test_a_directory_that_is_gone_loses_nothing(mirrored: Library, notes: Path) -> None:
    """It is told once, the note is saved, and `write_all` makes up for it."""
    notes.rmdir()
    about = mirrored.find(KEY)
    for text in "abc":
        assert mirrored.write_note(about.id, text)
    mirrored.close()
    assert mirrored.mirror is not None
    assert len(mirrored.mirror.problems) == 1
    assert str(notes) in mirrored.mirror.problems[0].message

    library = Library(mirrored.home)
    assert library.find(KEY).note == "c"
    assert library.mirror is not None
    assert library.mirror.write_all().notes == 1
    library.close()
    assert read(notes / f"{KEY}.md")[1] == "\nc\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_leaves_the_file_as_it_was(mirrored: Library, notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing half-written is there, under no name."""
    about = mirrored.find(KEY)
    mirrored.write_note(about.id, "a")
    library = settled(mirrored)
    monkeypatch.setattr(os, "fsync", _disk_is_full)
    library.write_note(about.id, "b")
    library.close()

    assert library.mirror is not None
    assert len(library.mirror.problems) == 1
    assert files(notes) == [f"{KEY}.md"]
    assert read(notes / f"{KEY}.md")[1] == "\na\n"


def test_a_lock_that_cannot_be_had_is_told_and_made_up_for(mirrored: Library, notes: Path) -> None:
    """The thread goes on, and follows again when the lock can be had."""
    lock = mirrored.home.data / "mirror.lock"
    lock.unlink(missing_ok=True)
    lock.mkdir()
    one, two = mirrored.find(KEY), mirrored.find("wang2019cspnet")
    heard: Queue[ReaderError] = Queue()
    assert mirrored.mirror is not None
    mirrored.mirror.told = heard.put
    mirrored.write_note(one.id, "one")
    assert str(lock) in heard.get(timeout=10).message
    lock.rmdir()
    mirrored.write_note(two.id, "two")
    settled(mirrored).close()

    assert files(notes) == [f"{one.key}.md", f"{two.key}.md"]


def test_a_defect_is_told_and_ends_no_thread(mirrored: Library, notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is raised, the next change is followed, and what was missed with it."""
    one, two = mirrored.find(KEY), mirrored.find("wang2019cspnet")
    heard: Queue[ReaderError] = Queue()
    assert mirrored.mirror is not None
    mirrored.mirror.told = heard.put
    with monkeypatch.context() as broken:
        broken.setattr(mirror_module, "document", lambda *_: 1 / 0)
        mirrored.write_note(one.id, "one")
        assert "ZeroDivisionError" in heard.get(timeout=10).message
    mirrored.write_note(two.id, "two")
    settled(mirrored).close()

    assert files(notes) == [f"{one.key}.md", f"{two.key}.md"]


def _disk_is_full(_file: int) -> None:
    os.write(os.open("/dev/full", os.O_WRONLY), b"x")


def test_what_a_killed_program_left_is_cleared(mirrored: Library, notes: Path) -> None:
    """But nothing that another one may be writing, and nothing else."""
    for name in (".tui-reader-0.tmp", ".tui-reader-1.tmp", ".mine.tmp"):
        (notes / name).touch()
    os.utime(notes / ".tui-reader-0.tmp", (0, 0))
    os.utime(notes / ".mine.tmp", (0, 0))
    assert mirrored.mirror is not None

    mirrored.mirror.write_all()

    assert files(notes) == [".mine.tmp", ".tui-reader-1.tmp"]


def test_what_failed_is_made_up_for_with_the_next_change(mirrored: Library, notes: Path) -> None:
    notes.rmdir()
    one, two = mirrored.find(KEY), mirrored.find("wang2019cspnet")
    heard = threading.Event()
    assert mirrored.mirror is not None
    mirrored.mirror.told = lambda _: heard.set()
    mirrored.write_note(one.id, "one")
    assert heard.wait(10)
    notes.mkdir()
    mirrored.write_note(two.id, "two")
    settled(mirrored).close()

    assert files(notes) == [f"{one.key}.md", f"{two.key}.md"]


def test_what_failed_is_made_up_for_in_a_later_session(mirrored: Library, notes: Path) -> None:
    notes.rmdir()
    one, two = mirrored.find(KEY), mirrored.find("wang2019cspnet")
    mirrored.write_note(one.id, "one")
    mirrored.close()
    notes.mkdir()
    library = Library(mirrored.home)
    library.write_note(two.id, "two")
    library = settled(library)
    assert files(notes) == [f"{one.key}.md", f"{two.key}.md"]

    (notes / f"{one.key}.md").unlink()
    library.write_note(two.id, "and no more than that is done from then on")
    settled(library).close()
    assert files(notes) == [f"{two.key}.md"]


def test_the_end_does_not_wait_for_ever(mirrored: Library, notes: Path) -> None:
    """What is not written then is told, and written in a later session."""
    begun, let_go = threading.Event(), threading.Event()
    heard: list[ReaderError] = []

    def slow(_file: int) -> None:
        begun.set()
        let_go.wait(10)

    def told(problem: ReaderError) -> None:
        heard.append(problem)
        let_go.set()

    ids = [mirrored.find(key).id for key in (KEY, "wang2019cspnet")]
    assert mirrored.mirror is not None
    mirrored.mirror.told = told
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mirror_module, "PATIENCE_SECONDS", 0.05)
        patch.setattr(os, "fsync", slow)
        with mirrored.journal.joined("wrote two notes"):
            for number in ids:
                mirrored.write_note(number, "a")
        assert begun.wait(10)
        mirrored.close()
    assert len(heard) == 1
    assert len(files(notes)) < 2

    library = Library(mirrored.home)
    library.tag([ids[0]], add=["x"])
    settled(library).close()
    assert [name for name in files(notes) if not name.startswith(".")] == [f"{KEY}.md", "wang2019cspnet.md"]


STEPS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from([1, 2]),
        st.sampled_from(["write", "empty", "tag", "mark", "rename", "undo", "redo", "delete tag"]),
        st.sampled_from(["one", "Two", "two:2"]),
    ),
    max_size=12,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_two_windows_do_the_files_are_as_the_notes(
    home: Home, library: Library, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, int, str, str]]
) -> None:
    """Each note has its file, no file is of no note, and each is as the library is in the end."""
    library.close()
    notes = tmp_path_factory.mktemp("notes")
    own = Home.under(tmp_path_factory.mktemp("home"))
    shutil.copytree(home.data, own.data)
    own.config.mkdir()
    own.config_file.write_text(f"[notes]\nmirror = '{notes}'\n")
    windows = [Library(own), Library(own)]
    for window, number, what, word in steps:
        one = windows[window]
        match what:
            case "write" | "empty":
                one.write_note(number, word if what == "write" else "")
            case "tag":
                one.tag([number], add=[word])
            case "delete tag":
                one.delete_tag(word)
            case "mark":
                one.highlights.add(number, 0, len(word) + 9, comment=word)
            case "rename":
                with contextlib.suppress(ReaderError):  # the other one may have that key
                    one.keys.rename(number, word)
            case "undo":
                one.journal.undo()
            case _:
                one.journal.redo()
    for one in windows:
        one.close()
        assert one.mirror is not None
        assert one.mirror.problems == []

    after = Library(own)
    noted = [paper for paper in after.papers([1, 2]) if paper.note]
    wanted = {file_name(paper.key): document(paper, after.highlights.of(paper.id)) for paper in noted}
    after.close()
    assert {path.name: path.read_bytes() for path in notes.iterdir()} == wanted


def test_an_import_is_followed(mirrored: Library, notes: Path, tmp_path: Path) -> None:
    """A fact that an import brings stands in the file, and leaves it when the import is undone."""
    bare = tmp_path / "a.jsonl"
    bare.write_text('{"title": "On Bare Things", "authors": ["Ada Bare"], "year": 2001}\n')
    mirrored.import_file(bare)
    about = mirrored.find("bare2001bare")
    mirrored.write_note(about.id, "a")
    bare.write_text('{"title": "On Bare Things", "authors": ["Ada Bare"], "year": 2001, "venue": "Here"}\n')
    mirrored.import_file(bare)
    library = settled(mirrored)
    assert read(notes / "bare2001bare.md")[0]["venue"] == "Here"

    library.journal.undo()
    settled(library).close()
    assert "venue" not in read(notes / "bare2001bare.md")[0]


@given(st.from_regex(r"[A-Za-z0-9._:/+-]{1,12}", fullmatch=True) | st.text(max_size=12))
def test_no_key_leaves_the_directory(key: str) -> None:
    """A name is one name on every system, and hidden on none."""
    name = file_name(key)

    assert Path(name).name == name
    assert not set(name) & set('<>:"/\\|?*\0')
    assert name == ".md" or not name.startswith(".")


def test_names_that_are_devices_on_windows() -> None:
    assert [file_name(key) for key in ("con", "COM1.x", "console", "../x")] == [
        "%63on.md",
        "%43OM1.x.md",
        "console.md",
        "%2E.%2Fx.md",
    ]


@given(st.text("abAB:/.%C", max_size=5), st.text("abAB:/.%C", max_size=5))
def test_two_keys_have_two_files(one: str, other: str) -> None:
    assert (file_name(one) == file_name(other)) == (one == other)


def test_the_directory_begins_at_the_root_or_at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    if sys.platform != "win32":
        assert notes_directory("~/notes") == tmp_path / "notes"
    for wrong in ("notes", "./notes", "~nobody-of-this-name/x"):
        with pytest.raises(ReaderError, match=r"notes\.mirror cannot be"):
            notes_directory(wrong)


def test_without_a_mirror_nothing_is_loaded(library: Library) -> None:
    """Nor is a thread started."""
    code = (
        "import sys, threading; from tui_reader.library.library import Library; from tui_reader.paths import Home\n"
        "library = Library(Home.of_user()); library.write_note(1, 'a')\n"
        "print('tui_reader.notes.mirror' in sys.modules, 'tui_reader.texts.note_templates' in sys.modules, "
        "threading.active_count())"
    )
    assert library.mirror is None

    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert printed.split() == ["False", "False", "1"]
