"""How the user of a library cites: the format preferred, those used last, and who takes what is copied."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.system.clipboard import Wish

if TYPE_CHECKING:
    from tui_reader.library.library import Library

_PREFERRED, _USED = "format.preferred", "format.used"
MOST_USED = 5
"""How many formats are remembered as used last."""


def preferred(library: Library) -> str:
    """The name of the format that `y` copies in and `cite` prints.

    It is the one that was made the default on the screen, until another one stands in the configuration: the latest
    word counts.
    """
    configured, _, chosen = library.settings.get(_PREFERRED).partition("\n")
    return chosen if chosen and configured == library.config.format else library.config.format


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
    library.settings.put(_PREFERRED, f"{library.config.format}\n{name}")


def used(library: Library) -> list[str]:
    """The names of the formats that were chosen last, the latest first."""
    return library.settings.get(_USED).split()


def remember_used(library: Library, name: str) -> None:
    """Puts a format on top of those used last."""
    names = [name, *(other for other in used(library) if other != name)]
    library.settings.put(_USED, "\n".join(names[:MOST_USED]))


def wish(library: Library) -> Wish:
    """Who shall take what is copied."""
    return Wish(library.config.clipboard, library.config.primary_selection)
