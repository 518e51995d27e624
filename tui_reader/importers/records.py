"""What an importer yields: papers and problems, each with the line it stands on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tui_reader.model.papers import Paper


@dataclass(frozen=True, slots=True)
class Record:
    """A paper that can go into a library."""

    paper: Paper
    line: int
    """Where it begins in its file; the first line is 1."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be used, or was used in another way than it was meant."""

    line: int
    """Where it stands in its file; the first line is 1, and 0 means the file as a whole."""
    reason: str
    """What is wrong, in words that stand after "line 12: "."""
    refused: bool = True
    """Whether a record was left out; False is a note about one that went in."""


Item = Record | Problem
Reader = Callable[[Iterable[str]], Iterator[Item]]
"""Turns the lines of a file (with or without their ends) into items, one at a time, in the order of the file."""


class _Unreadable(str):
    """A class of its own, because every plain empty string may be the same object."""

    __slots__ = ()


UNREADABLE: Final[str] = _Unreadable()
"""Stands for a line that was refused (too long, or cut off by damage), so that the lines after it keep their numbers.

It is empty: a reader to which blank lines mean nothing need not know it. The file's own problems say what happened.
"""


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file that can be imported."""

    name: str
    """What `--format` takes."""
    label: str
    """What a person calls it."""
    suffixes: tuple[str, ...]
    """File name endings that mean it, in lower case, with their dot."""
    looks_like: Callable[[str], bool]
    """Whether the beginning of a file (up to 4,096 characters) is of this kind."""
    read: Reader
