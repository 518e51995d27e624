"""The command line: arguments become one call of one function, and what it says becomes an exit code.

Results go to standard output, everything else to standard error. Exit codes: 0 done, 1 nothing found or some records
refused, 2 wrong usage, 3 could not, 130 interrupted. Nothing here loads `click` on the way to the reader: its import
costs as much as everything else that stands between the shell and the screen.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # importing it costs time before Ctrl-C is taken care of
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

COMMANDS = {
    "search": "tui_reader.cli.search",
    "similar": "tui_reader.cli.similar",
    "show": "tui_reader.cli.show",
    "open": "tui_reader.cli.open",
    "cite": "tui_reader.cli.cite",
    "styles": "tui_reader.cli.styles",
    "pick": "tui_reader.cli.pick",
    "key": "tui_reader.cli.key",
    "bookmark": "tui_reader.cli.bookmark",
    "read": "tui_reader.cli.read",
    "queue": "tui_reader.cli.queue",
    "tag": "tui_reader.cli.tag",
    "note": "tui_reader.cli.note",
    "mirror": "tui_reader.cli.mirror",
    "highlight": "tui_reader.cli.highlight",
    "highlights": "tui_reader.cli.highlights",
    "rate": "tui_reader.cli.rate",
    "add": "tui_reader.cli.add",
    "edit": "tui_reader.cli.edit",
    "attach": "tui_reader.cli.attach",
    "delete": "tui_reader.cli.delete",
    "duplicates": "tui_reader.cli.duplicates",
    "merge": "tui_reader.cli.merge",
    "undo": "tui_reader.cli.undo",
    "searches": "tui_reader.cli.searches",
    "facets": "tui_reader.cli.facets",
    "import": "tui_reader.cli.imports",
    "watch": "tui_reader.cli.watch",
    "export": "tui_reader.cli.export",
    "index": "tui_reader.cli.index",
    "stats": "tui_reader.cli.stats",
    "config": "tui_reader.cli.config",
    "doctor": "tui_reader.cli.doctor",
    "help": "tui_reader.cli.help",
    "completion": "tui_reader.cli.completion",
}
"""Every subcommand with the module that has it, as `command`, in the order of the help."""

COMPLETING = "_TUI_READER_COMPLETE"
"""The variable by which a shell asks what could come next."""


INTERRUPTED = 130
"""The exit code after Ctrl-C: 128 and SIGINT, as shells count it."""


def main() -> NoReturn:
    """Runs `tui-reader` with the arguments of this process, and leaves it."""
    try:
        run, arguments = _way(sys.argv[1:])
        from tui_reader.cli.exit_codes import exit_code

        code = exit_code(run, arguments)
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted before anything was done.\n")
        code = INTERRUPTED
    if code == INTERRUPTED:
        # Where Ctrl-C came in code that is compiled from text, as dataclasses are made, `python -m` remembers that and
        # ends the process by the signal although it was dealt with. Evaluating another text makes it forget.
        eval("None")  # noqa: S307 - a constant
    sys.exit(code)


def _way(arguments: list[str]) -> tuple[Callable[[list[str]], int], list[str]]:
    """The function that does what the arguments ask for, the reader or a subcommand, and what it is called with."""
    if wants_reader(arguments) and COMPLETING not in os.environ:
        from tui_reader.cli.reader import start

        return start, arguments[arguments[:1] == ["--"] :]
    from tui_reader.cli.group import run

    return run, arguments


def wants_reader(arguments: list[str]) -> bool:
    """Whether arguments ask for the screen: none, `-- QUERY…`, or words of which the first is no subcommand.

    A word that begins with one hyphen is part of a query (`-word` leaves papers out), except as the first. Of several
    words the first may be a mistyped command, which is then asked about.
    """
    if not arguments or arguments[0] == "--":
        return True
    if arguments[0].startswith("-") or arguments[0] in COMMANDS:
        return False
    if any(argument.startswith("--") for argument in arguments):
        return False
    if len(arguments) > 1:
        from tui_reader.cli.typos import mistyped_command

        return mistyped_command(arguments[0]) is None
    return True
