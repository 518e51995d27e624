"""Hands text to the clipboard and says who took it.

Nothing here claims more than it knows: a tool is believed only after the text was read back, a terminal cannot be
asked, and when nobody takes the text it goes into a file. No process that is started here can write on the screen.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_PATIENCE = 1.5
"""Seconds for a local tool to take the text and to give it back."""
_PATIENCE_OF_WINDOWS = 6.0
"""The same under WSL, where reading back starts a PowerShell."""
_PATIENCE_OF_TMUX = 1.0
_LONGEST_OSC_52 = 74_994
"""Bytes of text, which are 99,992 in Base64: common terminals take a sequence of 100,000 bytes at most."""
_SCREEN_CHUNK = 240
"""GNU Screen takes strings of at most 256 bytes in its older versions."""

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

# pyperclip runs in a process of its own, because with a dead display it raises nothing, lets the tool print over the
# screen or waits for ever. xclip and wl-copy live on in the background with every stream that they inherit: they get
# /dev/null, and the pipe to here is a duplicate, which Python does not pass on.
_CHILD = """
import os, sys, time
report = os.fdopen(os.dup(1), "w")
null = os.open(os.devnull, os.O_RDWR)
os.dup2(null, 1)
os.dup2(null, 2)
text = sys.stdin.buffer.read().decode("utf-8")
import pyperclip
copy, paste = pyperclip.determine_clipboard()
copy(text)
for pause in (0.01, 0.02, 0.04, 0.08, 0.16, 0):  # xclip goes to the background before it owns the clipboard
    if paste().replace("\\r\\n", "\\n") == text.replace("\\r\\n", "\\n"):
        report.write(copy.__name__)
        break
    time.sleep(pause)
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Who has the text now."""

    method: str
    """The tool ("xclip", "pbcopy"), "tmux", "OSC 52" or "file"."""
    confirmed: bool
    """Whether a clipboard is known to hold the text."""
    path: Path | None = None
    """The file that holds the text, when nobody else took it."""

    def told(self) -> str:
        """What the user may be told, in words that fit a line: "copied with xclip"."""
        if self.path:
            return f"no clipboard here: saved to {self.path}"
        if self.method == "tmux":
            return "copied to tmux's buffer"
        if self.confirmed:
            return f"copied with {self.method}"
        return f"sent to the terminal ({self.method})"


def copy(
    text: str,
    *,
    save_to: Path,
    terminal: Callable[[str], None] | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Outcome:
    """Gives the text, exactly as it is, to the first of these that takes it, and says which one did.

    1. The clipboard of this machine, unless this is a remote session, where it would be the wrong one.
    2. tmux, which forwards the text to the clipboard of its terminal if it may.
    3. The terminal, by an OSC 52 sequence that `terminal` writes as it is; no terminal says whether it obeyed.
    4. The file `save_to`, which only its owner can read.

    It may block for two seconds or so (longer under WSL) when a tool hangs, and may be called from any thread;
    `terminal` is called in the same thread. A `ReaderError` says that there is no text or that not even the file could
    be written.
    """
    if not text:
        raise ReaderError("There is nothing to copy.", "Choose a format that shows something that is known.")
    content = text.encode("utf-8", "replace")
    if tool := _local(content, environment):
        return Outcome(tool, confirmed=True)
    if environment.get("TMUX") and _to_tmux(content, environment):
        return Outcome("tmux", confirmed=True)
    if terminal and _understands_osc_52(environment) and len(content) <= _LONGEST_OSC_52:
        terminal(_osc_52(content, environment))
        return Outcome("OSC 52", confirmed=False)
    return Outcome("file", confirmed=False, path=_saved(content, save_to))


def _local(content: bytes, environment: Mapping[str, str]) -> str | None:
    """The name of the tool that put the text on this machine's clipboard; `None` when none did."""
    if not sys.executable or not _has_display(environment):
        return None
    if any(environment.get(name) for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")):
        return None
    patience = _PATIENCE_OF_WINDOWS if _is_wsl(environment) else _PATIENCE
    if sys.platform == "darwin":  # pbcopy takes bytes for MacRoman unless the locale says UTF-8
        environment = {**environment, "LC_ALL": "en_US.UTF-8"}
    # -P: a pyperclip.py in the current directory is not the one that is meant
    answer = _answer([sys.executable, "-P", "-c", _CHILD], content, environment, patience)
    return _TOOLS.get(answer) if answer else None


def _has_display(environment: Mapping[str, str]) -> bool:
    """Whether this machine can have a clipboard at all; asked first because finding out by trying takes time."""
    if sys.platform in {"win32", "darwin", "cygwin"} or _is_wsl(environment):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def _is_wsl(environment: Mapping[str, str]) -> bool:
    return bool(environment.get("WSL_DISTRO_NAME"))


def _to_tmux(content: bytes, environment: Mapping[str, str]) -> bool:
    """Whether tmux took the text. Unlike OSC 52 this works with every setting of `set-clipboard`; tmux 3.2 or newer."""
    return _answer(["tmux", "load-buffer", "-w", "-"], content, environment, _PATIENCE_OF_TMUX) is not None


def _answer(command: Sequence[str], given: bytes, environment: Mapping[str, str], patience: float) -> str | None:
    """What a command prints when it is given these bytes; `None` when it fails or takes longer than `patience`.

    The command leads a session of its own: what it leaves in the background outlives the reader and its terminal, and
    when it hangs, everything that it started is ended with it.
    """
    try:
        process = subprocess.Popen(  # noqa: S603 - the commands are ours
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=dict(environment),
            start_new_session=True,
        )
    except OSError:
        return None
    with process:
        try:
            printed, _ = process.communicate(given, timeout=patience)
        except subprocess.TimeoutExpired:
            _end(process)
            return None
    return printed.decode("utf-8", "replace") if process.returncode == 0 else None


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
        return
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _understands_osc_52(environment: Mapping[str, str]) -> bool:
    if sys.platform == "win32":
        return True
    return environment.get("TERM", "") not in {"", "dumb", "linux"}


def _osc_52(content: bytes, environment: Mapping[str, str]) -> str:
    """The sequence that sets the clipboard, in the wrapping that tmux or GNU Screen passes on to its terminal."""
    sequence = f"\x1b]52;c;{b64encode(content).decode('ascii')}\x07"
    if environment.get("TMUX"):
        doubled = sequence.replace("\x1b", "\x1b\x1b")
        return f"\x1bPtmux;{doubled}\x1b\\"
    if environment.get("STY"):
        chunks = (sequence[start : start + _SCREEN_CHUNK] for start in range(0, len(sequence), _SCREEN_CHUNK))
        return "".join(f"\x1bP{chunk}\x1b\\" for chunk in chunks)
    return sequence


def _saved(content: bytes, path: Path) -> Path:
    """The file that holds the text now, all of it or what was there before."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)  # with mode 0600
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
            Path(draft).replace(path)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ReaderError(
            f"No clipboard took the text, and it could not be saved to {path}: {error.strerror or error}.",
            "Install xclip or wl-clipboard, or make room for the file.",
        ) from error
    return path
