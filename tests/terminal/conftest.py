"""The installed program in a real pseudo-terminal, with an emulator that shows what a person would see."""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import TYPE_CHECKING, Any

import pexpect
import pyte
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

KEYS = {"enter": "\r", "escape": "\x1b", "backspace": "\x7f", "ctrl+r": "\x12", "ctrl+s": "\x13", "ctrl+c": "\x03"}
PATIENCE_SECONDS = 100.0
"""How long what has to come may take on a machine that does much else; what is measured has limits of its own."""
FRAME_SECONDS = 0.02
ESCAPE_SECONDS = 0.3


class Terminal:
    """One run of the program, from start to end."""

    def __init__(self, command: list[str], size: tuple[int, int], environment: dict[str, str]) -> None:
        columns, lines = size
        # They would overrule the size of the terminal.
        inherited = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        self.raw = b""
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self.process: Any = pexpect.spawn(
            command[0],
            command[1:],
            dimensions=(lines, columns),
            env=inherited | {"TERM": "xterm-256color"} | environment,
            timeout=PATIENCE_SECONDS,
        )

    def read(self) -> None:
        """Takes in what the program has written."""
        try:
            while True:
                new = self.process.read_nonblocking(65536, timeout=FRAME_SECONDS)
                self.raw += new
                self._stream.feed(new)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return

    @property
    def text(self) -> str:
        """The screen as text."""
        self.read()
        return "\n".join(line.rstrip() for line in self._screen.display)

    def cells(self, word: str) -> list[Any]:
        """The cells of the first letter of every place where a word is on the screen."""
        self.read()
        return [self._screen.buffer[y][line.index(word)] for y, line in enumerate(self._screen.display) if word in line]

    def press(self, *keys: str) -> None:
        """Sends keys by name, or letters."""
        for key in keys:
            self.process.send(KEYS.get(key, key))
            if key == "escape":
                # A terminal sends Alt-x as Escape and x: a person's pause tells the two apart.
                time.sleep(ESCAPE_SECONDS)

    def until(self, condition: Callable[[str], object], what: str) -> str:
        """The screen as soon as it is so; fails with the screen as it is when it never is."""
        ends = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < ends:
            text = self.text
            if condition(text):
                return text
        pytest.fail(f"waited {PATIENCE_SECONDS:.0f} seconds for {what}; the screen:\n{self.text}")

    def until_shown(self, *words: str) -> str:
        """The screen as soon as all words are on it."""
        return self.until(lambda text: all(word in text for word in words), " and ".join(words))

    def end(self) -> int:
        """The exit code, or minus the signal, as soon as the program has ended."""
        self.read()
        self.process.expect(pexpect.EOF)
        self.raw += self.process.before or b""
        self.process.close()
        return -self.process.signalstatus if self.process.signalstatus else int(self.process.exitstatus)

    def kill(self) -> None:
        """Ends the program as a power cut would."""
        self.process.kill(signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def spawn(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Starts the program with arguments, or a command that does; all runs have the same home and end with the test."""
    running: list[Terminal] = []

    def start(
        *arguments: str, size: tuple[int, int] = (120, 36), command: list[str] | None = None, **environment: str
    ) -> Terminal:
        home = {"TUI_READER_HOME": str(tmp_path / "home")}
        program = command or [sys.executable, "-m", "tui_reader", *arguments]
        running.append(Terminal(program, size, {**home, **environment}))
        return running[-1]

    yield start
    for terminal in running:
        terminal.process.close(force=True)
