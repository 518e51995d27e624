"""`tui-reader doctor`: tries what depends on the machine, and says what it found."""

from __future__ import annotations

import os
import platform
import sys
from typing import TYPE_CHECKING

import click

from tui_reader import __version__
from tui_reader.cli.exit_codes import DONE, NOTHING_FOUND
from tui_reader.store.schema import MIGRATIONS
from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tui_reader.system.clipboard import Method

NAMES: dict[Method, str] = {"desktop": "desktop", "tmux": "tmux", "osc52": "terminal", "file": "file"}


@click.command
def command() -> int:
    """Say where everything is, and try the clipboard.

    The version of the program and the schema of the library are part of every report of a problem. The clipboard
    gets back what it held; one that holds no text gets the word tui-reader. Ends with 1 when a text could only be
    saved to a file.
    """
    from tui_reader.cli import session

    with session.library() as library:
        config, home, papers = library.config, library.home, library.count()
        exports = library.exports.write() if library.exports else {}
        if library.exports:
            library.exports.problems.clear()  # they are among the findings
    sys.stdout.write(f"✓ tui-reader {__version__}, Python {platform.python_version()}, {sys.platform}\n")
    sys.stdout.write(f"✓ library: {home.database}, schema {len(MIGRATIONS)}, {papers:,} papers\n")
    sys.stdout.write(f"✓ index: {home.index}\n")
    exists = os.path.exists(home.config_file)  # noqa: PTH110 Path.exists raises where a directory may not be entered
    sys.stdout.write(f"✓ settings: {home.config_file}{'' if exists else ' (not there)'}\n")
    for path, problem in exports.items():
        sys.stdout.write(f"{'✗' if problem else '✓'} export: {problem.message if problem else one_line(str(path))}\n")
    found = dict(_findings(os.environ))
    taker: Method = next((name for name in found if found[name][0] and config.clipboard in ("auto", name)), "file")
    for name, (works, words) in found.items():
        sys.stdout.write(f"{'✓' if works else '✗'} {NAMES[name]}: {words}\n")
    sys.stdout.write(f"✓ file: {home.data / 'copied.txt'}, when nobody else takes a text\n")
    chosen = "" if config.clipboard == "auto" else f" (clipboard = {config.clipboard!r} in {home.config_file})"
    sys.stdout.write(f"A text that is copied here goes to the {NAMES[taker]}{chosen}.\n")
    return DONE if taker != "file" else NOTHING_FOUND


def _findings(environment: Mapping[str, str]) -> Iterator[tuple[Method, tuple[bool, str]]]:
    """Who could take a text, in the order in which they are asked: whether they would, and what is known of that."""
    yield "desktop", _desktop(environment)
    yield "tmux", _tmux(environment)
    yield "osc52", _terminal(environment)


def _desktop(environment: Mapping[str, str]) -> tuple[bool, str]:
    from tui_reader.system import pyperclip_process

    if pyperclip_process.is_remote(environment):
        return False, "not asked, because this is a remote session (SSH)"
    if not pyperclip_process.has_display(environment):
        return False, "there is no display (DISPLAY, WAYLAND_DISPLAY)"
    tool = pyperclip_process.take(None, environment)
    if tool is None:
        return False, "no tool took a text and gave it back within a second; install xclip or wl-clipboard"
    return True, f"{tool} took a text and gave it back"


def _tmux(environment: Mapping[str, str]) -> tuple[bool, str]:
    from tui_reader.system import clipboard

    if not environment.get("TMUX"):
        return False, "this is not inside tmux"
    if not clipboard.tmux_takes(environment):
        return False, "it did not take a text; version 3.2 or newer is needed"
    return True, "it took a text into a buffer of its own, and passes it on to its terminal if that may"


def _terminal(environment: Mapping[str, str]) -> tuple[bool, str]:
    from tui_reader.cli.copying import terminal
    from tui_reader.system import clipboard

    term = environment.get("TERM", "")
    with terminal() as screen:
        if screen is None:
            return False, "this process has none"
    if not clipboard.understands_osc_52(environment):
        return False, f"TERM is “{term}”, which knows no OSC 52"
    return True, "would be sent OSC 52, which no terminal answers: only pasting shows whether it obeys"
