"""bookmark, tag and note: what changes papers."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.cli.conftest import Call
    from tui_reader.library.library import Library
    from tui_reader.model.papers import Paper

KEY = "spector2023accelerating"
OTHER = "wang2019cspnet"

pytestmark = pytest.mark.usefixtures("library")


def test_bookmark_marks_and_remove_takes_the_mark_away(call: Call, library: Library) -> None:
    marked = call("bookmark", KEY, OTHER)

    assert (marked.code, marked.out) == (0, "")
    assert library.find(KEY).bookmarked
    assert library.find(OTHER).bookmarked

    assert call("bookmark", KEY, "--remove").code == 0
    assert not library.find(KEY).bookmarked
    assert library.find(OTHER).bookmarked


def test_an_unknown_key_among_several_bookmarks_none(call: Call, library: Library) -> None:
    assert call("bookmark", KEY, "nobody1900").code == 1
    assert not library.find(KEY).bookmarked


@pytest.mark.parametrize("arguments", [["bookmark", "--remove"], ["bookmark", KEY, "--json"], ["tag", "--add", "x"]])
def test_what_makes_no_sense_is_wrong_usage(call: Call, arguments: list[str]) -> None:
    assert call(*arguments).code == 2


def test_tag_adds_removes_and_lists(call: Call) -> None:
    added = call("tag", KEY, OTHER, "--add", "To Cite", "--add", "#fast")
    removed = call("tag", KEY, "--remove", "fast")

    assert (added.code, added.out) == (0, f"{KEY}\tfast to-cite\n{OTHER}\tfast to-cite\n")
    assert removed.out == f"{KEY}\tto-cite\n"
    assert call("tag", KEY, OTHER, "--json").json == [
        {"key": KEY, "tags": ["to-cite"]},
        {"key": OTHER, "tags": ["fast", "to-cite"]},
    ]


def test_a_tag_is_found_by_the_next_search(call: Call) -> None:
    call("tag", KEY, "--add", "zeitgeist")

    assert call("search", "tag:zeitgeist").out.startswith(KEY)


def test_a_paper_without_a_note_exits_1(call: Call) -> None:
    result = call("note", KEY)

    assert (result.code, result.out) == (1, "")
    assert KEY in result.err


def test_append_makes_paragraphs(call: Call) -> None:
    call("note", KEY, "--append", "one")
    call("note", KEY, "--append", "two")

    assert call("note", KEY).out == "one\n\ntwo\n"


def test_an_appended_note_is_found_by_the_next_search(call: Call) -> None:
    call("note", KEY, "--append", "reminds me of quokkas")

    assert call("search", "quokka").out.startswith(KEY)


def test_append_goes_after_what_another_window_wrote_meanwhile(
    call: Call, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui_reader.library.library import Library as Anywhere

    find = Anywhere.find
    calls: list[str] = []

    def interrupted(self: Library, key: str) -> object:
        paper = find(self, key)
        calls.append(key)
        if len(calls) == 1:
            library.write_note(paper.id, "from the screen")
        return paper

    monkeypatch.setattr(Anywhere, "find", interrupted)
    call("note", KEY, "--append", "from the shell")

    assert find(library, KEY).note == "from the screen\n\nfrom the shell"


def test_append_of_nothing_is_wrong_usage(call: Call) -> None:
    assert call("note", KEY, "--append", " ").code == 2


def test_stdin_replaces_the_note(call: Call, library: Library) -> None:
    call("note", KEY, "--append", "old")

    assert call("note", KEY, "--stdin", stdin="# new\n\nüber 王\n").code == 0
    assert library.find(KEY).note == "# new\n\nüber 王"


def test_empty_standard_input_leaves_the_note(call: Call, library: Library) -> None:
    """A pipeline that failed before us must not cost a note."""
    call("note", KEY, "--append", "precious")

    result = call("note", KEY, "--stdin", stdin="\n")

    assert result.code == 3
    assert library.find(KEY).note == "precious"


def test_standard_input_that_is_no_text_leaves_the_note(call: Call, library: Library) -> None:
    call("note", KEY, "--append", "precious")

    assert call("note", KEY, "--stdin", stdin=b"\xff\xfe\x00").code == 3
    assert library.find(KEY).note == "precious"


def test_remove_takes_the_note_away(call: Call, library: Library) -> None:
    call("note", KEY, "--append", "old")

    assert call("note", KEY, "--remove").code == 0
    assert library.find(KEY).note == ""


def test_two_ways_to_change_a_note_at_once_are_wrong_usage(call: Call) -> None:
    assert call("note", KEY, "--append", "x", "--edit").code == 2


# In an editor


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes a few lines of Python the user's editor; `path` is the file that it is to edit."""

    def install(source: str) -> None:
        script = tmp_path / "editor.py"
        script.write_text(f"import os, pathlib, sys\npath = pathlib.Path(sys.argv[-1])\n{source}\n")
        monkeypatch.setenv("VISUAL", shlex.join([sys.executable, str(script), "--wait"]))
        monkeypatch.setenv("TMPDIR", str(tmp_path))
        monkeypatch.setattr("tempfile.tempdir", None)

    return install


def test_edit_saves_what_the_editor_wrote(call: Call, library: Library, editor: Callable[[str], None]) -> None:
    call("note", KEY, "--append", "one")
    editor("path.write_text(path.read_text() + 'two\\n')")

    assert call("note", KEY, "--edit").code == 0
    assert library.find(KEY).note == "one\ntwo"


def test_the_draft_is_private_has_the_paper_s_name_and_is_removed(
    call: Call, tmp_path: Path, editor: Callable[[str], None]
) -> None:
    editor(f"pathlib.Path({str(tmp_path / 'seen')!r}).write_text(f'{{path}} {{path.parent.stat().st_mode & 0o777:o}}')")

    call("note", KEY, "--edit")

    path, mode = (tmp_path / "seen").read_text().split()
    assert mode == "700"
    assert Path(path).name == f"{KEY}.md"
    assert not Path(path).parent.exists()


def test_an_editor_that_changes_nothing_changes_nothing(call: Call, editor: Callable[[str], None]) -> None:
    call("note", KEY, "--append", "one")
    editor("path.write_bytes(path.read_bytes())")

    result = call("note", KEY, "--edit")

    assert result.code == 0
    assert "unchanged" in result.err


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("path.write_text('half'); sys.exit(1)", "ended with code 1"),
        ("path.write_text('half'); os.kill(os.getpid(), 9)", "ended by signal 9"),
        ("path.unlink()", "left no file"),
        ("path.write_bytes(b'\\xff\\xfe')", "not text in UTF-8"),
    ],
)
def test_an_editor_that_fails_leaves_the_note_and_says_so(
    call: Call, library: Library, editor: Callable[[str], None], source: str, said: str
) -> None:
    call("note", KEY, "--append", "precious")
    editor(source)

    result = call("note", KEY, "--edit")

    assert result.code == 3
    assert said in result.err
    assert library.find(KEY).note == "precious"


def test_what_was_typed_before_an_editor_failed_is_kept_in_a_file(call: Call, editor: Callable[[str], None]) -> None:
    editor("path.write_text('half a thought'); sys.exit(1)")

    hint = call("note", KEY, "--edit").err.splitlines()[-1]

    path = Path(hint.removeprefix("What you wrote is in ").removesuffix("."))
    assert path.read_text() == "half a thought"


@pytest.mark.parametrize(
    ("mine", "note", "versions"),
    [("mine", "mine", ["theirs"]), ("first\n\nmine\n", "first\n\ntheirs\n\nmine", [])],
)
def test_a_note_that_changed_elsewhere_while_it_was_edited_keeps_both_texts(  # noqa: PLR0913, PLR0917 fixtures
    call: Call,
    library: Library,
    editor: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
    mine: str,
    note: str,
    versions: list[str],
) -> None:
    """Where the changes touch theirs is a version, else both are in the note; either is said."""
    paper = library.find(KEY).id
    theirs = "theirs"
    if not versions:
        library.write_note(paper, "first")
        theirs = "first\n\ntheirs"
    editor(f"path.write_text({mine!r})")
    from tui_reader.system import editor as module

    run = module._run

    def slowly(command: list[str]) -> int:
        library.write_note(paper, theirs)
        return run(command)

    monkeypatch.setattr(module, "_run", slowly)
    result = call("note", KEY, "--edit")

    assert result.code == 0
    assert library.find(KEY).note == note
    assert set(versions) <= {version.text for version in library.notes.versions(paper)}
    assert "changed elsewhere" in result.err


def test_standard_input_replaces_the_note_that_was_there_when_it_began(
    call: Call, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another window wrote while it was read is kept, and said."""
    from tui_reader.cli import note as module

    paper = library.find(KEY).id
    library.write_note(paper, "one")
    replace = module._replace

    def slowly(opened: Library, about: Paper) -> int:
        library.write_note(paper, "theirs")
        return replace(opened, about)

    monkeypatch.setattr(module, "_replace", slowly)
    result = call("note", KEY, "--stdin", stdin="mine")

    assert library.find(KEY).note == "mine"
    assert [version.text for version in library.notes.versions(paper)] == ["mine", "theirs", "one"]
    assert "changed elsewhere" in result.err


def test_an_editor_that_does_not_exist_is_named(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "no-such-editor --wait")

    result = call("note", KEY, "--edit")

    assert result.code == 3
    assert "no-such-editor" in result.err


def test_undo_says_what_and_redo_does_it_again(call: Call, library: Library) -> None:
    """Step by step, newest first; what is listed is not done."""
    call("bookmark", KEY, OTHER)
    call("tag", KEY, "--add", "ml")
    listed = call("undo", "--list")

    assert [line.partition("\t")[2] for line in listed.out.splitlines()] == [f"tagged {KEY} ml", "bookmarked 2 papers"]
    assert call("undo").err == f"undone: tagged {KEY} ml\n"
    assert library.find(KEY).tags == ()
    assert [step["words"] for step in call("undo", "--redo", "--list", "--json").json] == [f"tagged {KEY} ml"]
    assert call("undo").err == "undone: bookmarked 2 papers\n"
    assert call("undo", "--redo").err == "redone: bookmarked 2 papers\n"
    assert library.find(OTHER).bookmarked


@pytest.mark.parametrize("arguments", [["undo"], ["undo", "--redo"], ["undo", "--list"], ["undo", "--redo", "--list"]])
def test_nothing_to_undo_is_nothing_found(call: Call, arguments: list[str]) -> None:
    nothing = call(*arguments)

    assert (nothing.code, nothing.out) == (1, "")
    assert nothing.err == f"There is nothing to {'redo' if '--redo' in arguments else 'undo'}.\n"


def test_an_undone_import_is_found_no_more(call: Call, json_lines: Callable[[Sequence[Any]], str]) -> None:
    """By no search, in a listing or in numbers; done again, its papers are found under their old keys."""
    call("import", json_lines([{"title": "Of Quokkas", "authors": ["Ada Lovelace"], "year": 2020}]))
    assert call("search", "quokkas").out.startswith("lovelace2020quokkas")

    assert "imported 1 paper from " in call("undo").err
    assert call("search", "quokkas").code == 1
    assert call("show", "lovelace2020quokkas").code == 1
    call("undo", "--redo")
    assert call("search", "quokkas").out.startswith("lovelace2020quokkas")


def test_a_tag_is_renamed_and_deleted_with_those_below(call: Call) -> None:
    call("tag", KEY, "--add", "ml", "--add", "ml/inference", "--add", "mlops")
    call("tag", OTHER, "--add", "ai/inference")

    renamed = call("tag", "--rename", "ML", "ai")
    assert (renamed.code, renamed.err) == (0, "ml is ai now; that changed 1 paper.\n")
    assert call("tag").out == "ai\t2\nai/inference\t2\nmlops\t1\n"
    assert call("tag", "--delete", "ai").err == "ai is gone; that changed 2 papers.\n"
    assert call("tag").out == "mlops\t1\n"
    assert call("tag", "--delete", "ai").code == call("tag", "--rename", "ai", "b").code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["undo", "--json"],
        ["tag", "--rename", "()", "a"],
        ["tag", "--delete", ""],
        ["tag", KEY, "--delete", "a"],
        ["tag", "--rename", "a", "b", "--delete", "c"],
    ],
)
def test_a_step_that_makes_no_sense_is_wrong_usage(call: Call, arguments: list[str]) -> None:
    assert call(*arguments).code == 2


def test_highlights_are_listed_and_shown(call: Call, library: Library) -> None:
    """Passage, colour, comment and time."""
    abstract = library.find(KEY).abstract
    made = library.highlights.add(library.find(KEY).id, 0, 20, "blue", "Why?")

    [shown] = call("show", KEY, "--json").json["highlights"]
    assert [one["highlights"] for one in call("search", "has:highlight", "--json").json] == [[shown]]
    assert shown.pop("at").endswith("Z")
    assert shown == {"id": made.id, "exact": abstract[:20].strip(), "start": 0, "colour": "blue", "comment": "Why?"}
    assert f"Highlights\n“{abstract[:20].strip()}”  blue\n  Why?\n" in call("show", KEY).out
