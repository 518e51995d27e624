"""Hands text to the clipboard and says who took it.

Nothing here claims more than it knows: a tool is believed only after the text was read back, a terminal cannot be
asked, and when nobody takes the text it goes into a file. No process that is started here can write on the screen.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tui_reader.errors import ReaderError
from tui_reader.system import pyperclip_process
from tui_reader.system.atomic_write import atomic_write

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

Method = Literal["auto", "desktop", "tmux", "osc52", "file"]
"""The setting `clipboard`: "auto" tries the others in this order; the file takes what a chosen one does not."""

_PATIENCE_OF_TMUX = 1.0
_LONGEST_OSC_52 = 74_994
"""Bytes of text, which are 99,992 in Base64: common terminals take a sequence of 100,000 bytes at most."""
_SCREEN_CHUNK = 240
"""GNU Screen takes strings of at most 256 bytes in its older versions."""


@dataclass(frozen=True, slots=True)
class CopyResult:
    """The result of copying: which clipboard or file has the text."""

    method: str
    """The tool ("xclip", "pbcopy"), "tmux", "OSC 52" or "file"."""
    confirmed: bool
    """Whether a clipboard is known to hold the text."""
    path: Path | None = None
    """The file that holds the text, when nobody else took it."""

    def told(self, what: str = "") -> str:
        """What the user may be told, in words that fit a line: "copied BibTeX with xclip"."""
        what = f" {what}" if what else ""
        if self.path:
            return f"no clipboard here: saved{what} to {self.path}"
        if self.method == "tmux":
            return f"copied{what} to tmux's buffer"
        if self.confirmed:
            return f"copied{what} with {self.method}"
        return f"sent{what} to the terminal ({self.method})"


@dataclass(frozen=True, slots=True)
class Wish:
    """The user's settings for copying."""

    method: Method = "auto"
    primary: bool = False
    """Whether the selection that a middle click pastes gets the text as well, where there is one."""


AUTOMATIC = Wish()


def copy(
    text: str,
    *,
    save_to: Path,
    terminal: Callable[[str], None] | None = None,
    environment: Mapping[str, str] = os.environ,
    wish: Wish = AUTOMATIC,
) -> CopyResult:
    """Gives the text, exactly as it is, to the first of these that takes it, and says which one did.

    1. The clipboard of this machine, unless this is a remote session, where it would be the wrong one.
    2. tmux, which forwards the text to the clipboard of its terminal if it may.
    3. The terminal, by an OSC 52 sequence that `terminal` writes as it is; no terminal says whether it obeyed.
    4. The file `save_to`, which only its owner can read.

    With a `wish` for one of them only that one and the file. It may block for two seconds or so (longer under WSL) when
    a tool hangs, and may be called from any thread; `terminal` is called in the same thread. A `ReaderError` says that
    there is no text or that not even the file could be written.
    """
    if not text:
        raise ReaderError("There is nothing to copy.", "Choose a format that shows something that is known.")
    content = text.encode("utf-8", "replace")

    def wanted(method: Method) -> bool:
        return wish.method in ("auto", method)

    if wanted("desktop") and (tool := pyperclip_process.take(content, environment, primary=wish.primary)):
        return CopyResult(tool, confirmed=True)
    if wanted("tmux") and environment.get("TMUX") and _to_tmux(content, environment):
        return CopyResult("tmux", confirmed=True)
    if wanted("osc52") and terminal and fits_osc_52(content) and understands_osc_52(environment):
        terminal(_osc_52(content, environment, primary=wish.primary))
        return CopyResult("OSC 52", confirmed=False)
    return CopyResult("file", confirmed=False, path=_saved(content, save_to))


def paste(environment: Mapping[str, str] = os.environ) -> str:
    """The text on the clipboard of this machine or, where that cannot be read, in the newest buffer of tmux.

    It may block as `copy` does and be called from any thread. A `ReaderError` says that there is no text, or that
    nobody gives it: a terminal is not asked, because terminals keep their clipboard to themselves.
    """
    text = pyperclip_process.held(environment)
    if text is None and environment.get("TMUX"):
        text = _answer(["tmux", "save-buffer", "-"], b"", environment, _PATIENCE_OF_TMUX)
    if text is None:
        raise ReaderError(
            "No clipboard can be read here.", "tui-reader similar --stdin takes a text that is pasted in the terminal."
        )
    if not text.strip():
        # A tool that cannot reach its display says the same as one that finds nothing there.
        raise ReaderError("The clipboard has no text, or cannot be reached.", "Copy a text first.")
    return text


def understands_osc_52(environment: Mapping[str, str]) -> bool:
    """Whether it makes sense to send the terminal the sequence; the Linux console prints it."""
    if sys.platform == "win32":
        return True
    return environment.get("TERM", "") not in {"", "dumb", "linux"}


def fits_osc_52(content: bytes) -> bool:
    """Whether a terminal can take so much at once; a longer sequence is cut off or ends up on the screen."""
    return len(content) <= _LONGEST_OSC_52


def tmux_takes(environment: Mapping[str, str]) -> bool:
    """Whether tmux takes a text into a buffer of its own, which is taken away again."""
    name = "tui-reader-test"
    taken = _answer(["tmux", "load-buffer", "-b", name, "-"], b"test", environment, _PATIENCE_OF_TMUX)
    _answer(["tmux", "delete-buffer", "-b", name], b"", environment, _PATIENCE_OF_TMUX)
    return taken is not None


def _to_tmux(content: bytes, environment: Mapping[str, str]) -> bool:
    """Whether tmux took the text. Unlike OSC 52 this works with every setting of `set-clipboard`; tmux 3.2 or newer."""
    return _answer(["tmux", "load-buffer", "-w", "-"], content, environment, _PATIENCE_OF_TMUX) is not None


def _answer(command: Sequence[str], given: bytes, environment: Mapping[str, str], patience: float) -> str | None:
    """What a command prints when it is given these bytes; `None` when it fails or takes longer than `patience`.

    The command leads a session of its own: when it hangs, everything that it started is ended with it.
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


def _osc_52(content: bytes, environment: Mapping[str, str], *, primary: bool) -> str:
    """The sequence that sets the clipboard, in the wrapping that tmux or GNU Screen passes on to its terminal.

    The primary selection gets a sequence of its own: terminals that do not know both in one know each alone.
    """
    encoded = b64encode(content).decode("ascii")
    return "".join(
        _wrapped(f"\x1b]52;{selection};{encoded}\x07", environment) for selection in ("cp" if primary else "c")
    )


def _wrapped(sequence: str, environment: Mapping[str, str]) -> str:
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
        atomic_write(path, content)
    except OSError as error:
        raise ReaderError(
            f"No clipboard took the text, and it could not be saved to {path}: {error.strerror or error}.",
            "Install xclip or wl-clipboard, or make room for the file.",
        ) from error
    return path
