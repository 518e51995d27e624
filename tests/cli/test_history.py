"""note --history, --diff and --restore, new notes from a template, and mirror."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Call
    from tui_reader.library.library import Library
    from tui_reader.paths import Home

KEY = "spector2023accelerating"

pytestmark = pytest.mark.usefixtures("library")


def test_what_a_note_was_is_listed_compared_and_restored(call: Call, library: Library) -> None:
    """0 is the note as it is; what a restored version replaces is a version too."""
    for text in ("first\nline", "first\nlines", "first\nlines\nand more"):
        library.write_note(library.find(KEY).id, text)

    listed = [line.split("\t") for line in call("note", KEY, "--history").out.splitlines()]
    assert [(line[0], line[2], line[3]) for line in listed] == [
        ("0", "20", "first"), ("1", "11", "first"), ("2", "10", "first")
    ]  # fmt: skip

    assert call("note", KEY, "--diff").out.splitlines()[2:] == ["@@ -1,2 +1,3 @@", " first", " lines", "+and more"]
    assert call("note", KEY, "--diff", "2").out.splitlines()[2:] == [
        "@@ -1,2 +1,3 @@", " first", "-line", "+lines", "+and more"
    ]  # fmt: skip

    assert call("note", KEY, "--restore", "2").code == 0
    assert library.find(KEY).note == "first\nline"
    assert library.notes.versions(library.find(KEY).id)[1].text == "first\nlines\nand more"


def test_a_note_that_was_removed_comes_back(call: Call, library: Library) -> None:
    library.write_note(library.find(KEY).id, "a note")
    call("note", KEY, "--remove")

    assert call("note", KEY, "--history").out.startswith("1\t")
    assert "-a note" in call("note", KEY, "--diff").out
    assert call("note", KEY, "--restore", "1").code == 0
    assert library.find(KEY).note == "a note"


def test_a_version_that_is_not_there(call: Call, library: Library) -> None:
    assert call("note", KEY, "--history").code == 1
    assert call("note", KEY, "--diff").code == 1
    library.write_note(library.find(KEY).id, "one")
    library.write_note(library.find(KEY).id, "two")

    refused = call("note", KEY, "--restore", "3")
    assert refused.code == 1
    assert "1 to 1" in refused.err
    assert call("note", KEY, "--restore", "0").code == 2
    assert call("note", KEY, "--history", "--diff").code == 2
    assert library.find(KEY).note == "two"


def test_a_new_note_begins_as_its_template(
    call: Call, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the editor; what is nothing but the template is no note."""
    home.config.mkdir(parents=True, exist_ok=True)
    home.config_file.write_text('[notes]\ntemplate = "# {title}\\n"\n')
    seen = tmp_path / "seen"
    editor = tmp_path / "editor"
    editor.write_text(f'#!/bin/sh\ncp "$1" {seen}\n[ -e {tmp_path}/add ] && echo mine >> "$1"\ntrue\n')
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))

    assert "unchanged" in call("note", KEY, "--edit").err
    assert seen.read_text() == "# Accelerating LLM Inference with Staged Speculative Decoding\n"
    assert call("note", KEY).code == 1
    assert call("note", KEY, "--stdin", stdin=seen.read_text()).code == 0
    assert call("note", KEY).code == 1

    (tmp_path / "add").touch()
    call("note", KEY, "--edit")
    assert call("note", KEY).out.endswith("Decoding\nmine\n")


def test_mirror_writes_all_notes(call: Call, home: Home, library: Library, tmp_path: Path) -> None:
    """And says how many; without a directory in the configuration it says what to do."""
    library.write_note(library.find(KEY).id, "mine")
    assert call("mirror").code == 3

    home.config.mkdir(parents=True, exist_ok=True)
    home.config_file.write_text(f"[notes]\nmirror = '{tmp_path / 'made' / 'notes'}'\n")
    done = call("mirror")
    assert (done.code, done.out) == (0, "")
    assert "1 note is" in done.err
    path = tmp_path / "made" / "notes" / f"{KEY}.md"
    assert path.read_text().endswith("\nmine\n")

    call("tag", KEY, "--add", "later")
    assert "later" in path.read_text()
    path.write_text("my own")
    refused = call("note", KEY, "--append", "more")
    assert (refused.code, "not the mirror's" in refused.err) == (0, True)
    assert call("mirror").code == 1
    assert path.read_text() == "my own"
