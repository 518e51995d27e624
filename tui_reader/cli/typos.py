"""What was probably meant by a name that does not exist: of a command, a format, a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.cli import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterable

_LEAST = 4
"""Letters of a command that can be mistyped; with fewer, every short word is near one."""


def mistyped_command(word: str) -> str | None:
    """The command of which a word is a slip of the fingers: a letter missing or doubled, or two neighbours swapped.

    Narrower than an edit distance of one, because the word may as well be the first of a query: "state space" is not
    about `stats`, nor "style transfer" about `styles`.
    """
    if len(word) < _LEAST:
        return None
    return next((name for name in COMMANDS if len(name) >= _LEAST and word in _slips(name)), None)


def close_to(name: str, names: Iterable[str]) -> list[str]:
    """Up to three of the names that are most like another one, the likest first."""
    from difflib import get_close_matches

    by_folded = {one.casefold(): one for one in names}
    return [by_folded[one] for one in get_close_matches(name.casefold(), by_folded, cutoff=0.7)]


def did_you_mean(names: list[str]) -> str:
    """The question whether one of the names was meant; empty when there is none."""
    return f"Did you mean {' or '.join(names)}?" if names else ""


def _slips(name: str) -> set[str]:
    places = range(len(name))
    missing = {name[:at] + name[at + 1 :] for at in places[1:-1]}
    doubled = {name[:at] + name[at] + name[at:] for at in places}
    swapped = {name[:at] + name[at + 1] + name[at] + name[at + 2 :] for at in places[:-1]}
    return {slip for slip in missing | doubled | swapped if slip not in COMMANDS}
