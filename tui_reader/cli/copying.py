"""The clipboard as a subcommand uses it: with the terminal of this process, whatever its streams are."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from tui_reader.library.citation_preferences import wish
from tui_reader.system import clipboard

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from tui_reader.library.library import Library
    from tui_reader.system.clipboard import CopyResult


def copy_text(library: Library, text: str) -> CopyResult:
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
