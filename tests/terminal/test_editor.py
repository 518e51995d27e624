"""The user's own editor, in the place of the screen: whatever it does, the reader comes back and nothing is lost."""

from __future__ import annotations

import os
import re
import shutil
import signal
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tui_reader.library.library import Library
from tui_reader.paths import Home

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.terminal.conftest import Terminal

FIRST = "gwilliam2025accelerate"


@pytest.fixture
def editor(tmp_path: Path) -> Callable[[str], str]:
    """Makes a shell script the user's editor; `$1` is the file that it is to edit. The command."""

    def install(script: str) -> str:
        file = tmp_path / "an editor.sh"
        file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        file.chmod(0o700)
        return f"'{file}'"

    return install


def note(tmp_path: Path) -> str:
    """The note on disk."""
    library = Library(Home.under(tmp_path / "home"))
    try:
        return library.find(FIRST).note
    finally:
        library.close()


def modes(terminal: Terminal) -> list[Any]:
    """How the terminal treats what is typed."""
    import termios

    return termios.tcgetattr(terminal.process.fileno())[:4]


def test_the_editor_has_the_terminal_and_the_note_what_it_wrote(
    spawn: Callable[..., Terminal], editor: Callable[[str], str], tmp_path: Path
) -> None:
    """The editor sees a usual terminal and the text; afterwards the screen is there again, with the new note."""
    command = editor('stty -a | tr ";" "\\n" > "$0.modes"; echo EDITING; read line; printf "%s" "$line" >> "$1"')
    reader = spawn(VISUAL=command)
    reader.until_shown("209 papers")
    reader.press("N")
    reader.until_shown("EDITING")
    assert reader.raw.count(b"\x1b[?1049h") == reader.raw[: reader.raw.index(b"EDITING")].count(b"\x1b[?1049l") == 1
    reader.press(*"a wombat", "enter")

    screen = reader.until_shown("209 papers", "Note ──", "a wombat", f"Saved the note of {FIRST}")
    assert "EDITING" not in screen
    assert note(tmp_path) == "a wombat"
    assert " icanon" in (tmp_path / "an editor.sh.modes").read_text()
    reader.press("j")
    reader.until(lambda text: "▌★" in text or "▌●" in text, "the list, which takes keys")
    reader.press("q")
    assert reader.end() == 0


def test_what_is_being_typed_goes_to_the_editor_and_comes_back(
    spawn: Callable[..., Terminal], editor: Callable[[str], str], tmp_path: Path
) -> None:
    """From the middle of a note: the editor has every letter of it, and writing goes on with what the editor made."""
    reader = spawn(VISUAL=editor('printf "%s, by vi" "$(cat "$1")" > "$1"'))
    reader.until_shown("209 papers")
    reader.press("n")
    reader.until_shown("Note ·")
    reader.press(*"typed", "\x05")
    reader.until_shown("typed, by vi", "· saved", "Saved the note")
    reader.press(*" and more", "ctrl+s")
    reader.until_shown("typed, by vi and more", "· saved")
    reader.press("escape", "q")
    assert reader.end() == 0
    assert note(tmp_path) == "typed, by vi and more"


WORST = {
    "fails": ('echo half >> "$1"; exit 3', "ended with code 3", "What you wrote is in"),
    "is killed": ('echo half >> "$1"; kill -9 $$', "ended by signal 9", "What you wrote is in"),
    "leaves a swap file": ('echo typed > "$(dirname "$1")/.x.swp"; kill -9 $$', "by signal 9", "kept of it is in"),
    "leaves it raw": ('stty raw -echo; printf "\\033[?25l\\033(0\\033[5;9r"; kill -9 $$', "by signal 9", ""),
    "deletes": ('rm "$1"', "left no file", ""),
    "deletes all": ('rm -r "$(dirname "$1")"; exit 1', "ended with code 1", ""),
    "writes no text": ("printf '\\377\\376x' > \"$1\"", "not text in UTF-8", "What you wrote is in"),
    "changes nothing": ("exit 0", "is unchanged", ""),
}
"""What an editor does, what the reader says, and how it begins to say where something is."""


@pytest.mark.parametrize("keys", [("N",), ("n", "\x05")], ids=["N", "n, ctrl+e"])
def test_a_new_note_begins_with_the_template(
    spawn: Callable[..., Terminal], editor: Callable[[str], str], tmp_path: Path, keys: tuple[str, ...]
) -> None:
    """From the list and from the note editor: what is added to the template is the note, with it."""
    config = tmp_path / "home" / "config" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('[notes]\ntemplate = "# {key}"\n', encoding="utf-8")
    reader = spawn(VISUAL=editor('printf "%s: good" "$(cat "$1")" > "$1"'))
    reader.until_shown("209 papers")
    for key in keys[:-1]:
        reader.press(key)
        reader.until_shown("Note ·")
    reader.press(keys[-1])

    reader.until_shown(f"{FIRST}: good")
    reader.until(lambda _: note(tmp_path) == f"# {FIRST}: good", "the note")


@pytest.mark.parametrize("worst", WORST)
def test_an_editor_that_does_its_worst(
    spawn: Callable[..., Terminal], editor: Callable[[str], str], tmp_path: Path, worst: str
) -> None:
    """The note is as it was, the reader says what happened, and what was written is in a file that it names."""
    script, told, kept = WORST[worst]
    library = Library(Home.under(tmp_path / "home"))
    library.write_note(library.find(FIRST).id, "precious")
    library.close()
    (tmp_path / "tmp").mkdir()
    reader = spawn(VISUAL=editor(script), TMPDIR=str(tmp_path / "tmp"))
    reader.until_shown("209 papers", "precious")
    before = modes(reader)
    reader.press("N")
    screen = reader.until(lambda text: told in text and kept in text and "209 papers" in text, f"{told} and {kept}")

    assert modes(reader) == before
    assert note(tmp_path) == "precious"
    left = list((tmp_path / "tmp").glob("tui-reader-*"))
    assert bool(left) == bool(kept)
    if kept:
        assert left[0].name in re.sub(r"\s+", "", screen)
        assert stat.S_IMODE(left[0].stat().st_mode) == 0o700
    reader.press("/", *"speculative")
    reader.until_shown("6 of 209")
    reader.press("escape", "escape", "q")
    assert reader.end() == 0


def test_the_shell_gets_its_terminal_back_after_an_editor_that_was_left_raw(
    spawn: Callable[..., Terminal], editor: Callable[[str], str]
) -> None:
    """The modes in which the reader was started, and not those of the editor, are what it leaves."""
    wrapped = f"stty -a > /dev/null; {sys.executable} -m tui_reader; stty -a | tr ';' '\\n'; echo DONE; read line"
    reader = spawn(command=["/bin/sh", "-c", wrapped], VISUAL=editor("stty raw -echo; kill -9 $$"))
    reader.until_shown("209 papers")
    reader.press("N")
    reader.until_shown("ended by signal 9", "209 papers")
    reader.press("q")
    reader.until_shown("DONE")

    after = reader.raw[reader.raw.rindex(b"\x1b[?1049l") :].decode("utf-8", "replace").split()
    assert {"icanon", "echo", "isig", "icrnl"} <= set(after)


def test_an_editor_in_a_picker_has_the_terminal(
    spawn: Callable[..., Terminal], editor: Callable[[str], str], tmp_path: Path
) -> None:
    """Where a script waits for what is picked, the editor is seen all the same, and nothing of it is picked."""
    script = f'picked=$({sys.executable} -m tui_reader pick); echo "picked: $picked"'
    command = editor('test -t 1 && echo ON A TERMINAL; printf "picking" > "$1"')
    reader = spawn(command=["/bin/sh", "-c", script], VISUAL=command)
    reader.until_shown("209 papers")
    reader.press("N")
    reader.until_shown("Saved the note of")
    assert b"ON A TERMINAL" in reader.raw
    reader.press("enter")
    reader.until_shown(f"picked: {FIRST}")
    assert note(tmp_path) == "picking"


def test_no_editor_at_all(spawn: Callable[..., Terminal]) -> None:
    """The reader names what does not start and says what to set."""
    reader = spawn(VISUAL="no-such-editor --wait")
    reader.until_shown("209 papers")
    reader.press("N")

    reader.until_shown("no-such-editor does not start", "Set $VISUAL or $EDITOR", "209 papers")


def test_a_note_that_another_window_changed_meanwhile_keeps_both_texts(
    spawn: Callable[..., Terminal], editor: Callable[[str], str], tmp_path: Path
) -> None:
    """Mine is the note, theirs is a version of it, and that is said."""
    mine = editor('echo EDITING; read line; printf mine > "$1"')
    reader = spawn(VISUAL=mine)
    reader.until_shown("209 papers")
    reader.press("N")
    reader.until_shown("EDITING")
    library = Library(Home.under(tmp_path / "home"))
    library.write_note(library.find(FIRST).id, "theirs")
    library.close()
    reader.press("enter")

    reader.until_shown("changed elsewhere", "kept as a version", "mine")
    library = Library(Home.under(tmp_path / "home"))
    assert [version.text for version in library.notes.versions(library.find(FIRST).id)] == ["mine", "theirs"]
    library.close()


def test_a_hang_up_while_the_editor_runs(
    spawn: Callable[..., Terminal], editor: Callable[[str], str], tmp_path: Path
) -> None:
    """What the editor leaves is the note when the reader, which was told to go, goes."""
    reader = spawn(VISUAL=editor('echo EDITING; read line; printf "the last word" > "$1"'))
    reader.until_shown("209 papers")
    reader.press("N")
    reader.until_shown("EDITING")
    reader.process.kill(signal.SIGTERM)
    reader.press("enter")

    assert reader.end() == 143
    assert note(tmp_path) == "the last word"


def test_vim_that_was_killed(spawn: Callable[..., Terminal], tmp_path: Path) -> None:
    """A real full-screen editor: what it has not written is in the swap file, which is kept."""
    vim = shutil.which("vim")
    if vim is None:
        pytest.skip("needs vim")
    (tmp_path / "tmp").mkdir()
    reader = spawn(
        VISUAL=f"env TERM=vt220 {vim} -u NONE --cmd 'set shortmess+=F updatecount=1'", TMPDIR=str(tmp_path / "tmp")
    )
    reader.until_shown("209 papers")
    reader.press("N")
    reader.until_shown("~")
    reader.press("i", *"a thought that is not written")
    reader.until_shown("not written")
    [swap] = (tmp_path / "tmp").glob("tui-reader-*/.*.swp")
    for process in Path("/proc").glob("[0-9]*"):
        if process.name.isdecimal() and str(swap.parent) in _command(process):
            os.kill(int(process.name), signal.SIGKILL)
    reader.until_shown("ended by signal 9", "209 papers")

    assert swap.exists()


def _command(process: Path) -> str:
    try:
        return (process / "cmdline").read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""
