"""Opens a paper's page in the desktop's browser."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

from tui_reader.errors import ReaderError


def open_page(address: str, *, otherwise: str = "y or Y, URL copies the address.") -> None:
    """Hands a web address to the desktop's browser; raises ReaderError where there is no desktop.

    `otherwise` is the next step of whoever has no browser here, in one sentence.

    Python's `webbrowser` runs in a process of its own that cannot write on the screen. Without a desktop it would start
    a browser in this very terminal, so then it is not asked.
    """
    desktop = sys.platform in ("darwin", "win32") or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")))
    if not desktop:
        raise ReaderError(f"There is no browser here for {address}", otherwise)
    try:
        process = subprocess.Popen(  # noqa: S603 the address is one argument, never a command
            [sys.executable, "-P", "-m", "webbrowser", address],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise ReaderError(f"No browser can be started: {error.strerror or error}.", otherwise) from error
    # The browser may run for hours, and a child that nobody waits for stays in the table of processes.
    threading.Thread(target=process.wait, name="browser", daemon=True).start()
