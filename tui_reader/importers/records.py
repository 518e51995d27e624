"""What an importer reads, and what it yields: papers and problems, each with the line it stands on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from tui_reader.model.papers import Paper


class Quote(NamedTuple):
    """A passage that the file marks as a highlight; the store looks for it in the abstract."""

    text: str
    comment: str = ""
    colour: str = ""
    """As the file names it; empty when it does not."""
    at: float = 0.0
    """When it was made, in seconds since 1970, UTC; 0 when the file does not say."""
    start: int = -1
    """Where it begins in the abstract, in characters; -1 when the file does not say. The nearest place is taken."""


@dataclass(frozen=True, slots=True)
class Record:
    """A paper that can go into a library, with what its file says that its reader did with it.

    The state of the paper (`bookmarked`, `read`, `read_at`, `queued`, `rating`, `tags`, `note`, `added`, `key`) is what
    the file carries; its defaults mean that the file says nothing of them.
    """

    paper: Paper
    line: int
    """Where it begins in its file; the first line is 1."""
    quotes: tuple[Quote, ...] = ()
    """Highlights."""
    note_versions: tuple[tuple[float, str], ...] = ()
    """What its note was, the oldest first: (seconds since 1970, UTC; text)."""
    origins: tuple[tuple[str, str], ...] = ()
    """Where single facts are from, when that is not the file: (a field of `Paper` or `Details`, the source)."""
    origin_times: tuple[tuple[str, float], ...] = ()
    """Since when, where the file says so: (the field, seconds since 1970, UTC)."""
    note_at: float = 0.0
    """When its note was written, in seconds since 1970, UTC; 0 when the file does not say."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be used, or was used in another way than it was meant."""

    line: int
    """Where it stands in its file; the first line is 1, and 0 means the file as a whole."""
    reason: str
    """What is wrong, in words that stand after "line 12: "."""
    refused: bool = True
    """Whether a record was left out; False is a note about one that went in."""
    record: str = ""
    """What the record is called, as far as it is known: its key, title or identifier."""
    raw: str = ""
    """The text of a refused record as it stands in its file, so that it can be written out; empty for none."""


Item = Record | Problem


class Source(NamedTuple):
    """A file that is being read."""

    lines: Iterator[str]
    """Each line once, with its end; see `UNREADABLE`."""
    name: str = ""
    """The name of the file without directories and packing (`.gz`), or empty for standard input."""
    pieces: Iterator[str] | None = None
    """The same text in pieces of a bounded size, whatever its lines are: for formats to which lines mean nothing. It is
    read instead of `lines`, never beside them."""


Reader = Callable[[Source], Iterator[Item]]
"""Turns a file into items, one at a time, in the order of the file; bad input becomes problems, never an exception."""


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
    """Whether the beginning of a file (up to 16,384 characters) is of this kind; certain signs only."""
    read: Reader
