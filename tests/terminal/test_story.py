"""What a person does on the first day and the next, in a real terminal, with the power going off in between."""

from __future__ import annotations

import json
import signal
from functools import partial
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.terminal.conftest import Terminal

STAGED = "Accelerating LLM Inference with Staged"


def with_key(terminal: Terminal, key: str, words: str, text: str) -> bool:
    """Presses a key until the words are on the screen."""
    terminal.press(key)
    return words in text


@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=["120x36", "80x24"])
def test_a_first_day_survives_the_power_going_off(spawn: Callable[..., Terminal], size: tuple[int, int]) -> None:
    """Find a paper, bookmark it, write a note; SIGKILL within a second of "saved"; all of it is there again."""
    reader = spawn(size=size)
    reader.until_shown("209 papers", "We propose Inner Loop Feedback")

    reader.press("/", *"speculative")
    screen = reader.until_shown("6 of 209", STAGED)
    rows = [line for line in screen.split("\n") if line.startswith(("▌", "   "))][:6:2]
    assert any(STAGED in row for row in rows)
    reader.until(lambda text: "algorithm, staged" in text, "its abstract")
    assert any(cell.bold for cell in reader.cells("speculative decoding"))

    reader.press("enter", "b")
    reader.until_shown("★ bookmarked")
    reader.press("n")
    reader.until_shown("Note · spector2023accelerating")
    reader.press(*"quokkas approve")
    reader.until(lambda text: "· saved" in text and "quokkas approve" in text, "the saved note")
    reader.kill()

    again = spawn(size=size)
    again.until_shown("209 papers")
    again.press("/", *"quokka")
    again.until_shown("1 of 209", STAGED, "★ bookmarked")
    again.press("enter", "enter")
    again.until_shown("J next paper")
    again.until(partial(with_key, again, "G", "quokkas approve"), "the note")
    again.press("q")
    assert again.end() == 0


@pytest.mark.parametrize(("signal_name", "code"), [("SIGTERM", 143), ("SIGHUP", 129)])
def test_a_closed_terminal_loses_nothing(spawn: Callable[..., Terminal], signal_name: str, code: int) -> None:
    """A hang-up in the middle of a word: the terminal is left as it was, and the half word is there again."""
    reader = spawn()
    reader.until_shown("209 papers")
    reader.press("n")
    reader.until_shown("Note ·")
    reader.press(*"half a wo")
    reader.until_shown("half a wo")
    reader.process.kill(getattr(signal, signal_name))

    assert reader.end() == code
    assert b"\x1b[?1049l" in reader.raw
    assert reader.raw.rindex(b"\x1b[?1003l") > reader.raw.rindex(b"\x1b[?1003h")

    again = spawn()
    again.until_shown("209 papers", "half a wo")


def test_two_readers_of_one_library(spawn: Callable[..., Terminal]) -> None:
    """Two instances at once: what one bookmarks and notes, the other finds; neither is disturbed."""
    one = spawn(size=(120, 50))
    one.until_shown("209 papers")
    two = spawn()
    two.until_shown("209 papers")

    one.press("b", "n")
    one.until_shown("Note ·")
    one.press(*"wombat")
    one.until_shown("· saved")
    two.press("j", "b")
    two.until_shown("★ bookmarked")
    two.press("B")
    two.until_shown("2 of 209")
    two.press("escape", "/", *"wombat")
    two.until_shown("1 of 209", "Gwilliam")
    one.press("escape")
    one.until_shown("★ bookmarked", "wombat")


def test_nothing_hostile_reaches_the_terminal(spawn: Callable[..., Terminal], tmp_path: Path) -> None:
    """Titles, abstracts, names and notes with escape sequences, C1 bytes and overrides are shown as harmless text."""
    evil = "\x1b]52;c;ZXZpbA==\x07\x1b[2J\x9b31m\x1bP\x00\u202eexe.gpj [bold]x[/] {$L_2$}"
    record = {"title": f"Evil {evil}", "abstract": evil, "authors": [evil], "venue": evil, "note": evil, "url": evil}
    file = tmp_path / "evil.jsonl"
    file.write_text(json.dumps(record), encoding="utf-8")
    importing = spawn("import", str(file))
    importing.end()

    reader = spawn("Evil")
    reader.until_shown("1 of 210", "[bold]x[/] {$L_2$}")
    reader.press("enter", "Y")
    reader.until_shown("esc leaves", "@article{l2evil")
    reader.press(*"apa")
    reader.until_shown("APA 7", "Evil ␛]52")
    reader.press("escape", "t")
    reader.until_shown("escape leaves all")
    reader.press("escape", "q")
    assert reader.end() == 0
    for payload in (b"\x1b]52", b"\x1b[2J\xc2", b"\xc2\x9b", b"\x1bP\x00", "\u202e".encode()):
        assert payload not in reader.raw


def test_keys_typed_before_the_first_frame_are_not_lost(spawn: Callable[..., Terminal]) -> None:
    """Whoever types `/speculative` at once finds it typed when the screen is there."""
    reader = spawn()
    reader.press("/", *"speculative")

    reader.until_shown("6 of 209")


def test_keys_that_come_in_one_packet_are_taken_in_turn(spawn: Callable[..., Terminal]) -> None:
    """Over a slow line keys come together: letters after `/` and `n` are text, and no command to the list."""
    reader = spawn(size=(120, 50))
    reader.until_shown("209 papers")
    reader.process.send("jn/bytes\x1b")
    reader.until_shown("/bytes", "✎")
    reader.process.send("/bytes")
    reader.until_shown("of 209 · relevance", "FlashDecoding++")


def test_a_damaged_index_is_built_again_quietly(spawn: Callable[..., Terminal], tmp_path: Path) -> None:
    """Whatever happened to the cache, the next start searches as ever and shows no error."""
    first = spawn()
    first.until_shown("209 papers")
    first.press("/", *"speculative")
    first.until_shown("6 of 209")
    first.press("escape", "q")
    first.end()
    for file in (tmp_path / "home" / "cache").rglob("*"):
        if file.is_file():
            file.write_bytes(b"\x00rubbish" * 100)

    again = spawn()
    again.until_shown("209 papers")
    again.press("/", *"speculative")
    again.until_shown("6 of 209", STAGED)


def test_a_file_that_is_no_library_is_left_alone(spawn: Callable[..., Terminal], tmp_path: Path) -> None:
    """The reader says what is wrong and what to do, ends with 3, and does not touch the file."""
    file = tmp_path / "home" / "data" / "library.sqlite3"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"this is not a database, but somebody's thesis" * 100)
    before = file.read_bytes()

    reader = spawn()
    assert reader.end() == 3
    assert b"is not a library" in reader.raw
    assert b"Move the file aside" in reader.raw
    assert file.read_bytes() == before
