"""Citations in a real pseudo-terminal: what the terminal gets, and the picker inside a pipe."""

from __future__ import annotations

import base64
import re
import sys
from typing import TYPE_CHECKING

import pytest

from tests.citations.formats import named
from tui_reader.library.library import Library
from tui_reader.paths import Home

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.terminal.conftest import Terminal

FIRST = "gwilliam2025accelerate"


def test_the_terminal_gets_exactly_one_well_formed_sequence(spawn: Callable[..., Terminal], tmp_path: Path) -> None:
    """`y` writes OSC 52 once, with the Base64 of the entry and nothing else, and says that it was sent."""
    reader = spawn()
    reader.until_shown("209 papers")
    reader.press("y")
    reader.until_shown("sent BibTeX to the terminal (OSC 52)", f"@misc{{{FIRST},")
    reader.press("q")
    assert reader.end() == 0

    sequences = re.findall(rb"\x1b\]52;[^\x07\x1b]*(?:\x07|\x1b\\)", reader.raw)
    assert len(sequences) == reader.raw.count(b"\x1b]52") == 1
    match = re.fullmatch(rb"\x1b\]52;c;([A-Za-z0-9+/]+=*)\x07", sequences[0])
    assert match
    library = Library(Home.under(tmp_path / "home"))
    assert base64.b64decode(match[1], validate=True).decode() == named("bibtex").cite([library.find(FIRST)])
    library.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no /dev/tty")
@pytest.mark.parametrize("streams", ["", "</dev/null 2>/dev/null"], ids=["in a pipe", "with no stream left"])
def test_the_picker_prints_into_a_pipe_and_shows_on_the_terminal(
    spawn: Callable[..., Terminal], tmp_path: Path, streams: str
) -> None:
    """Enter prints what was asked for on the real standard output, from the full width of the terminal."""
    printed = tmp_path / "printed"
    picker = f"{sys.executable} -m tui_reader pick --format pandoc pointer networks {streams} | cat >{printed}"
    shell = spawn(command=["sh", "-c", picker], size=(120, 36))
    text = shell.until_shown("1 of 209", "Pointer Networks", "We introduce a new neural")
    assert max(map(len, text.split("\n"))) > 100
    shell.press("enter")
    shell.end()

    assert printed.read_text() == "[@vinyals2015pointer]\n"


def test_leaving_the_picker_prints_nothing(spawn: Callable[..., Terminal], tmp_path: Path) -> None:
    """And a script sees that by the exit code."""
    printed = tmp_path / "printed"
    shell = spawn(command=["sh", "-c", f"{sys.executable} -m tui_reader pick >{printed}"])
    shell.until_shown("209 papers")
    shell.press("q")

    assert shell.end() == 1
    assert printed.read_text() == ""
