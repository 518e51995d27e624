"""The clipboard as a subcommand uses it: with the terminal of this process, whatever its streams are."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from tui_reader import clipboard
from tui_reader.citing import wish

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from tui_reader.clipboard import Outcome
    from tui_reader.library import Library


def copy_text(library: Library, text: str) -> Outcome:
    """Copies a text as the user's configuration says."""
    with terminal() as screen:

        def send(sequence: str) -> None:
            if screen is not None:
                screen.write(sequence)
                screen.flush()

        return clipboard.copy(
            text, save_to=library.home.data / "copied.txt", terminal=send if screen else None, wish=wish(library)
        )


@contextlib.contextmanager
def terminal() -> Iterator[TextIO | None]:
    """The terminal of this process; `None` when there is none."""
    try:
        screen = open("/dev/tty", "w", encoding="ascii")  # noqa: PTH123, SIM115 Path.open takes it no better
    except OSError:
        yield None
        return
    with screen:
        yield screen
