"""Completion of the paths of files that are being typed."""

from __future__ import annotations

import os
from itertools import islice
from typing import NamedTuple

from tui_reader.paths import typed_path

MOST_LOOKED_AT = 20_000
"""Entries of a directory; the rest of a larger one is passed over."""


class PathMatch(NamedTuple):
    """A path that goes on as it was begun."""

    path: str
    """As it is typed: `~` stays, a directory ends with a slash."""
    is_directory: bool
    changed: float
    """When it was changed, in seconds since 1970, UTC."""


def completions(typed: str, limit: int = 50) -> list[PathMatch]:
    """The paths that begin with what is typed: the newest files first, then directories by name.

    Hidden ones come only when their dot is typed. Upper and lower case are alike. A directory that cannot be read has
    no paths in it.
    """
    head, _, begun = typed.rpartition("/")
    head = f"{head}/" if "/" in typed else ""
    if typed == "~":
        return [PathMatch("~/", is_directory=True, changed=0.0)]
    found: list[PathMatch] = []
    try:
        with os.scandir(typed_path(head or ".")) as entries:
            for entry in islice(entries, MOST_LOOKED_AT):
                if entry.name.startswith(".") and not begun.startswith("."):
                    continue
                if entry.name.casefold().startswith(begun.casefold()) and (match := _match(head, entry)) is not None:
                    found.append(match)
    except (OSError, ValueError):  # not there, not allowed, a name that cannot be
        return []
    return sorted(found, key=_order)[:limit]


def common(matches: list[PathMatch], typed: str) -> str:
    """What all the paths begin with; what is typed when that is no longer."""
    shared = os.path.commonprefix([match.path for match in matches])  # noqa: RUF071 letters are completed, not directories
    return shared if len(shared) > len(typed) else typed


def _match(head: str, entry: os.DirEntry[str]) -> PathMatch | None:
    try:
        is_directory = entry.is_dir()
        changed = entry.stat().st_mtime
    except OSError:  # a link to nothing
        return None
    return PathMatch(f"{head}{entry.name}{'/' if is_directory else ''}", is_directory, changed)


def _order(match: PathMatch) -> tuple[bool, float, str]:
    return match.is_directory, 0.0 if match.is_directory else -match.changed, match.path.casefold()
