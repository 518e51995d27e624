"""What a screen can do that has no key of its own: it is found in the palette."""

from __future__ import annotations

from typing import NamedTuple


class Unbound(NamedTuple):
    """A command of a screen; screens list theirs in `UNBOUND`."""

    action: str
    label: str
    meaning: str
