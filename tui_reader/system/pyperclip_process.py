"""The clipboard of this machine, through pyperclip in a process of its own.

A tool is believed only after the text was read back from it. pyperclip runs apart, because with a dead display it
raises nothing, lets the tool print over the screen or waits for ever; the process stays for the next text, which is
then there in a moment, and ends with the reader.
"""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from tui_reader.system import pyperclip_program

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PATIENCE_SECONDS = 1.0
"""For a tool to take the text and to give it back, when the process is already there."""
PATIENCE_OF_WINDOWS_SECONDS = 6.0
"""The same under WSL, where reading back starts a PowerShell."""
START_SECONDS = 1.0
"""For the process to start."""

_END_SECONDS = 0.5

_TOOLS = {
    "copy_xclip": "xclip",
    "copy_xsel": "xsel",
    "copy_wl": "wl-copy",
    "copy_klipper": "Klipper",
    "copy_qt": "Qt",
    "copy_osx_pbcopy": "pbcopy",
    "copy_osx_pyobjc": "the macOS clipboard",
    "copy_windows": "the Windows clipboard",
    "copy_wsl": "clip.exe",
    "copy_dev_clipboard": "/dev/clipboard",
}
"""What pyperclip's own functions are called in the sentence "copied with …"."""


class Desktop:
    """The process, for one environment; it is started when it is first asked, and again after it failed."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = dict(environment)
        self._process: subprocess.Popen[bytes] | None = None

    def take(self, content: bytes | None, *, primary: bool = False) -> str | None:
        """The name of the tool that has the text now, `None` when none has it.

        No text asks for what the clipboard holds, and puts the same text there again: a test that changes nothing.
        """
        answer = self._asked(
            pyperclip_program.TEST if content is None else len(content), content or b"", primary=primary
        )
        return None if answer is None else _TOOLS.get(answer)

    def held(self) -> str | None:
        """The text that the clipboard holds, its first million characters; `None` when no tool gives it."""
        answer = self._asked(pyperclip_program.READ, b"")
        return None if answer is None else answer.removeprefix("=")

    def _asked(self, length: int, content: bytes, *, primary: bool = False) -> str | None:
        answers: list[str] = []
        ready = threading.Event()
        asking = threading.Thread(target=self._ask, args=([length, primary], content, answers, ready), daemon=True)
        asking.start()
        ready.wait(START_SECONDS)
        asking.join(self._patience)
        if asking.is_alive() or not answers:
            self.end()
            return None
        return answers[0]

    def end(self) -> None:
        """Ends the process, and with it a tool that hangs; a tool that holds a text in the background stays."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()

    @property
    def _patience(self) -> float:
        return PATIENCE_OF_WINDOWS_SECONDS if self.environment.get("WSL_DISTRO_NAME") else PATIENCE_SECONDS

    def _ask(self, question: list[int], content: bytes, answers: list[str], ready: threading.Event) -> None:
        # Whatever ends early leaves no answer: no program, a closed pipe, half a line.
        with suppress(OSError, ValueError):
            # `end` may take the process away at any time, from another thread.
            process = self._process
            if process is None:
                process = self._process = _started(self.environment)
                self._answer(process)
            ready.set()
            if process.stdin is None:
                return
            process.stdin.write(json.dumps(question).encode() + b"\n" + content)
            process.stdin.flush()
            answers.append(self._answer(process))
        ready.set()

    @staticmethod
    def _answer(process: subprocess.Popen[bytes]) -> str:
        line = process.stdout.readline() if process.stdout is not None else b""
        return str(json.loads(line))


def _started(environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    if sys.platform == "darwin":  # pbcopy takes bytes for MacRoman unless the locale says UTF-8
        environment = {**environment, "LC_ALL": "en_US.UTF-8"}
    # -P: a pyperclip.py in the current directory is not the one that is meant. A session of its own: what a tool leaves
    # in the background outlives the reader and its terminal.
    return subprocess.Popen(  # noqa: S603 the program is ours
        [sys.executable, "-P", pyperclip_program.__file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=dict(environment),
        start_new_session=True,
    )


_lock = threading.Lock()
_desktops: list[Desktop] = []


def take(content: bytes | None, environment: Mapping[str, str], *, primary: bool = False) -> str | None:
    """The name of the tool that put the text on this machine's clipboard; `None` when there is none or none did it.

    Where a compositor does not answer, the X server beside it is asked. May be called from any thread.
    """
    return _first(environment, lambda desktop: desktop.take(content, primary=primary))


def held(environment: Mapping[str, str]) -> str | None:
    """The text that this machine's clipboard holds; `None` when there is none, or no tool gives it. As for `take`."""
    return _first(environment, Desktop.held)


def _first(environment: Mapping[str, str], answer: Callable[[Desktop], str | None]) -> str | None:
    """What the first desktop that answers says."""
    if not sys.executable or is_remote(environment) or not has_display(environment):
        return None
    with _lock:
        said = answer(_of(environment))
        if said is None and environment.get("WAYLAND_DISPLAY") and environment.get("DISPLAY"):
            said = answer(_of({name: value for name, value in environment.items() if name != "WAYLAND_DISPLAY"}))
        return said


def has_display(environment: Mapping[str, str]) -> bool:
    """Whether this machine can have a clipboard at all; asked first because finding out by trying takes time."""
    if sys.platform in {"win32", "darwin", "cygwin"} or environment.get("WSL_DISTRO_NAME"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def is_remote(environment: Mapping[str, str]) -> bool:
    """Whether whoever sits here sits elsewhere: this machine's clipboard would be the wrong one."""
    return any(environment.get(name) for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"))


@atexit.register
def end() -> None:
    """Ends the processes of all environments."""
    for desktop in _desktops:
        desktop.end()
    _desktops.clear()


def _of(environment: Mapping[str, str]) -> Desktop:
    for desktop in _desktops:
        if desktop.environment == environment:
            return desktop
    end()
    _desktops.append(Desktop(environment))
    return _desktops[-1]
