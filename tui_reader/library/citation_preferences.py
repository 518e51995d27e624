"""The user's preferences for citations: the default format, the formats used last, and where a copy goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.store.format_choices import FormatChoice
from tui_reader.system.clipboard import Wish

if TYPE_CHECKING:
    from tui_reader.library.library import Library


def preferred(library: Library) -> str:
    """The name of the format that `y` copies in and `cite` prints.

    It is the format made the default on the screen, unless the configuration has been changed to another one since.
    """
    choice = library.formats.default()
    configured = library.config.format
    return choice.chosen if choice is not None and choice.configured == configured else configured


class Remembered(NamedTuple):
    """What is known of how the user cites."""

    preferred: str
    """The name of the format that `y` copies in."""
    used: list[str]
    """The names of the formats that were chosen last, the latest first."""


def remembered(library: Library) -> Remembered:
    """The preferred format and those used last, in one look at the library."""
    return Remembered(preferred(library), used(library))


def prefer(library: Library, name: str) -> None:
    """Makes a format the default."""
    library.formats.choose_default(FormatChoice(library.config.format, name))


def used(library: Library) -> list[str]:
    """The names of the formats used last, the latest first."""
    return library.formats.used()


def remember_used(library: Library, name: str) -> None:
    """Makes a format the one used last."""
    library.formats.use(name)


def wish(library: Library) -> Wish:
    """The clipboards that a copy goes to, as the configuration says."""
    return Wish(library.config.clipboard, library.config.primary_selection)
