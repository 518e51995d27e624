"""A program in a pseudo-terminal, and the moment at which something is on its screen.

What the program writes is taken in by a thread that notes when, so that the emulator, which is slower than the program,
delays no measurement: a condition became true when the bytes that made it true were read.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import queue
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from functools import cache
from typing import TYPE_CHECKING, Self

import pyte
from pyte.screens import Char

from tests.benchmarks import smallest
from tests.benchmarks.measure import Memory

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

COLUMNS, LINES = 120, 36
PATIENCE_SECONDS = 30.0
ESCAPE, CLEAR, QUIT = "\x1b", "\x15", "\x11"
"""The keys Escape, Ctrl-U and Ctrl-Q."""

SWITCH_INTERVAL_SECONDS = 0.0005

_COLOUR = re.compile(rb"\x1b\[[0-9;:]*m")
_BEGUN = re.compile(rb"\x1b(\[[0-9;:]*)?\Z")


def reader(python: str) -> list[str]:
    """The reader that is installed for a Python; a terminal does not run in the checkout, so a wheel is measured."""
    return [python, "-m", "tui_reader"]


def smallest_app(python: str, what: str) -> list[str]:
    """The smallest app that does one thing."""
    return [python, smallest.__file__, what]


class Screen(pyte.Screen):
    """What is on a screen, without colours, which are three quarters of an emulator's work."""

    def __init__(self, columns: int, lines: int) -> None:
        super().__init__(columns, lines)
        self._stream = pyte.ByteStream(self)
        self._rest = b""
        """The beginning of a sequence whose end has not been written yet."""

    def take(self, new: bytes) -> None:
        """Shows what was written."""
        text = _COLOUR.sub(b"", self._rest + new)
        begun = _BEGUN.search(text)
        end = begun.start() if begun else len(text)
        self._rest = text[end:]
        self._stream.feed(text[:end])

    def line(self, y: int, start: int = 0, end: int | None = None) -> str:
        """A part of a line."""
        row = self.buffer[y]
        return "".join(row[x].data for x in range(start, end or self.columns)).rstrip()

    def draw(self, data: str) -> None:
        """Puts text where the cursor is, plain text at once instead of letter by letter."""
        start, end = self.cursor.x, self.cursor.x + len(data)
        if end > self.columns or not (data.isascii() and data.isprintable()):
            super().draw(data)
            return
        self.dirty.add(self.cursor.y)
        self.buffer[self.cursor.y].update(zip(range(start, end), map(_cell, data), strict=True))
        self.cursor.x = end


@cache
def _cell(letter: str) -> Char:
    return Char(letter)


class Terminal:
    """One run of a program, from start to end; a context manager that ends it."""

    def __init__(self, command: list[str], home: Path) -> None:
        sys.setswitchinterval(SWITCH_INTERVAL_SECONDS)
        environment = {**os.environ, "TUI_READER_HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        for name in ("PYTHONDONTWRITEBYTECODE", "COLUMNS", "LINES"):
            environment.pop(name, None)
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True, cwd=home
        )
        os.close(slave)
        self.screen = Screen(COLUMNS, LINES)
        self._written: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()
        self._ended = threading.Event()
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def __enter__(self) -> Self:
        """The running program."""
        return self

    def __exit__(self, *_: object) -> None:
        """Ends the program however it is."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self._ended.set()
        self._reading.join()
        os.close(self._master)

    def press(self, keys: str) -> float:
        """Sends keys; when they were sent."""
        now = time.perf_counter()
        os.write(self._master, keys.encode())
        return now

    def until(self, condition: Callable[[], bool], what: str) -> float:
        """When the screen became so, as it is noticed from now on; ends the benchmark when it never does."""
        return self.until_each({what: condition})[what]

    def until_each(self, conditions: dict[str, Callable[[], bool]]) -> dict[str, float]:
        """When each of some things was first so, as it is noticed from now on, as soon as all of them have been."""
        noticed: dict[str, float] = {}
        ends = time.perf_counter() + PATIENCE_SECONDS
        while (left := ends - time.perf_counter()) > 0:
            with contextlib.suppress(queue.Empty):
                when, new = self._written.get(timeout=left)
                self.screen.take(new)
                for what, condition in conditions.items():
                    if what not in noticed and condition():
                        noticed[what] = when
                if len(noticed) == len(conditions):
                    return noticed
        shown = "\n".join(self.screen.line(y) for y in range(LINES))
        missing = " and ".join(conditions.keys() - noticed.keys())
        raise SystemExit(f"waited {PATIENCE_SECONDS:.0f} seconds for {missing}; the screen:\n{shown}")

    def pause(self, seconds: float) -> None:
        """Takes in what is written for a while."""
        ends = time.perf_counter() + seconds
        while (left := ends - time.perf_counter()) > 0:
            with contextlib.suppress(queue.Empty):
                self.screen.take(self._written.get(timeout=left)[1])

    def until_shown(self, text: str) -> float:
        """When a text is anywhere on the screen."""
        return self.until(lambda: any(text in self.screen.line(y) for y in range(LINES)), text)

    def memory(self) -> Memory | None:
        """What the program holds now."""
        return Memory.of(self.process.pid)

    def exited(self) -> float:
        """When the program ended, as it is noticed from now on; a program that never does is killed."""
        # Popen.wait with a timeout looks every 50 ms only.
        watchdog = threading.Timer(PATIENCE_SECONDS, self.process.kill)
        watchdog.start()
        self.process.wait()
        watchdog.cancel()
        return time.perf_counter()

    def _read(self) -> None:
        while not self._ended.is_set():
            if not select.select([self._master], [], [], 0.1)[0]:
                continue
            try:
                new = os.read(self._master, 1 << 16)
            except OSError:
                return
            self._written.put((time.perf_counter(), new))
