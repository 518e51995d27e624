"""The program that `pyperclip_process` runs: answers questions about the clipboard, one JSON line each.

A question is a line `[LENGTH, PRIMARY]` on standard input, for a text with that many bytes of UTF-8 behind it. The
answer is the name of pyperclip's function that took the text and gave it back, or "" when none did. `TEST` in the place
of the length puts back what the clipboard holds; `READ` asks for it, and the answer is "=" and the text. A first line,
"ready", says that the process is there. Nothing of the package is imported: it is run by its path.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO, TextIO

TEST, READ = -1, -2
MOST_READ = 1_000_000
"""Characters of the clipboard's text that are given back."""

_PAUSES_SECONDS = (0.002, 0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0)
_SOMETHING = "tui-reader"
"""What is put on an empty clipboard to see whether it works."""

_running: list[subprocess.Popen[Any]] = []
"""The tool that pyperclip started last."""


class Tool(subprocess.Popen):  # type: ignore[type-arg]  # pyperclip chooses bytes or text
    """A tool in a session of its own: one that hangs is ended without the one that holds the text before it."""

    def __init__(self, *command: Any, **options: Any) -> None:  # noqa: ANN401 Popen's own parameters
        super().__init__(*command, start_new_session=True, **options)
        _running[:] = [self]


def main() -> None:
    """Answers until standard input ends."""
    subprocess.Popen = Tool  # type: ignore[misc]  # pyperclip starts its tools with it
    signal.signal(signal.SIGTERM, _stop)
    questions, answers = _own_streams()
    import pyperclip

    copy, paste = pyperclip.determine_clipboard()
    _answer(answers, "ready")
    for line in questions:
        length, primary = json.loads(line)
        if length == READ:
            _answer(answers, f"={paste()[:MOST_READ]}")
            continue
        text = (paste() or _SOMETHING) if length == TEST else questions.read(length).decode("utf-8")
        _answer(answers, copy.__name__ if _take(copy, paste, text, primary=primary) else "")


def _own_streams() -> tuple[BinaryIO, TextIO]:
    """The pipes to whoever asks; /dev/null takes their place.

    xclip and wl-copy live on in the background with every stream that they inherit. Duplicates are not inherited.
    """
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "w", encoding="ascii")
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    return questions, answers


def _stop(*_: object) -> None:
    for tool in _running:
        if tool.poll() is None:
            os.killpg(tool.pid, signal.SIGKILL)
    os._exit(1)


def _answer(answers: TextIO, words: str) -> None:
    answers.write(f"{json.dumps(words)}\n")
    answers.flush()


def _take(copy: Callable[..., object], paste: Callable[..., str], text: str, *, primary: bool) -> bool:
    """Whether the clipboard took a text, and the primary selection where it is wanted and known to pyperclip."""
    if not _took(copy, paste, text):
        return False
    knows_primary = "primary" in copy.__code__.co_varnames  # a function of pyperclip's, not any callable
    return not (primary and knows_primary) or _took(copy, paste, text, primary=True)


def _took(copy: Callable[..., object], paste: Callable[..., str], text: str, **where: bool) -> bool:
    copy(text, **where)
    for pause in _PAUSES_SECONDS:
        if _same(paste(**where), text):  # xclip goes to the background before it owns the clipboard
            return True
        time.sleep(pause)
    return False


def _same(one: str, other: str) -> bool:
    return one.replace("\r\n", "\n") == other.replace("\r\n", "\n")


if __name__ == "__main__":
    main()
