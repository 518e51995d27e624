"""Opens a paper's file: with the user's own program, or with what the desktop has for such files."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

from tui_reader.errors import NotFoundError, ReaderError

if TYPE_CHECKING:
    from pathlib import Path

_SETTING = 'Name a program in config.toml: [open] file = "zathura {}".'


def open_file(path: Path, command: str = "") -> None:
    """Starts the program that shows a file, and does not wait for it.

    `command` is that of the user, in which `{}` stands for the file; empty means the desktop's. Raises NotFoundError
    when the file is not there, and ReaderError when nothing can open it.
    """
    try:
        is_there = path.exists()
    except OSError:
        is_there = False
    if not is_there:
        raise NotFoundError(f"The file {path} is not there.", "Put it back, or attach the file where it is now.")
    program = command_for(command, str(path)) if command else _desktop(path)
    try:
        process = subprocess.Popen(  # noqa: S603 the user's own program or the desktop's; the path is one argument
            program,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ReaderError(f"{program[0]} does not start: {reason}.", _SETTING) from error
    # It may run for hours, and a child that nobody waits for stays in the table of processes.
    threading.Thread(target=process.wait, name="file", daemon=True).start()


def command_for(command: str, path: str) -> list[str]:
    """The words of a command with `{}` as the path, which comes last where there is no `{}`.

    Raises ReaderError when it is no command.
    """
    try:
        words = shlex.split(command, posix=sys.platform != "win32")
    except ValueError as error:
        raise ReaderError(f"{command!r} is no command: {error}.", 'Write it as in "zathura {}".') from error
    if not words:
        raise ReaderError("An empty text is no command.", 'Write it as in "zathura {}".')
    filled = [words[0], *(word.replace("{}", path) for word in words[1:])]
    return filled if filled != words or not path else [*words, path]


def _desktop(path: Path) -> list[str]:
    absolute = str(path.absolute())
    if sys.platform == "darwin":
        return ["open", absolute]
    if sys.platform == "win32":
        return ["explorer", absolute]
    if not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY"))):
        raise ReaderError(f"There is no desktop here to open {path} with.", _SETTING)
    return ["xdg-open", absolute]
