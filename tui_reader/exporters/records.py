"""What an exporter writes, and how: a paper at a time, so that a library of any size needs the memory of one page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TextIO, TypeVar, get_args

from tui_reader.citations.key_rules import unused
from tui_reader.texts.markup import plain_line
from tui_reader.texts.typeset import as_read

if TYPE_CHECKING:
    from tui_reader.model.annotations import Highlight
    from tui_reader.model.history import NoteVersion
    from tui_reader.model.imports import FactSource
    from tui_reader.model.papers import Paper

PAGE: Final = 256
"""Papers that are in memory at once."""

Part = Literal["abstract", "tags", "note", "file"]
"""What a format may carry of a paper beside its citation; the note has the highlights with it."""

PARTS: Final[tuple[Part, ...]] = get_args(Part)

_Each = TypeVar("_Each")


class Exported(NamedTuple):
    """A paper, with what the library has of it beside."""

    paper: Paper
    highlights: tuple[Highlight, ...] = ()
    note_versions: tuple[NoteVersion, ...] = ()
    """The newest first, beginning with the note as it is."""
    provenance: tuple[FactSource, ...] = ()


Write = Callable[[Iterable[Exported], TextIO, frozenset[Part]], None]
"""Writes papers, each once and in their order, with the parts that are wanted, to a stream."""


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file that papers can be written as."""

    name: str
    """The name that `--format` takes for it."""
    label: str
    """What a person calls it."""
    suffixes: tuple[str, ...]
    """File name endings that mean it, in lower case, with their dot; the first is given to new files."""
    write: Write
    parts: frozenset[Part] = frozenset()
    """What it carries unless something else is asked for."""
    needs: Literal["paper", "highlights", "everything"] = "paper"
    """What of `Exported` it writes; the rest need not be looked up."""
    is_bare: bool = False
    """Whether it has no place for parts."""
    one: Callable[[Exported, frozenset[Part]], str] | None = None
    """The text of a file that holds one paper; `None` for a format that has no such files."""

    def export(self, papers: Iterable[Exported], stream: TextIO, parts: frozenset[Part] | None = None) -> None:
        """Writes papers to a stream; `parts` says what they carry, `None` what is usual."""
        self.write(papers, stream, self.parts if parts is None else parts)


def pages(papers: Iterable[_Each], size: int = PAGE) -> Iterator[list[_Each]]:
    """The papers in lists of a size that memory holds easily."""
    each = iter(papers)
    while page := list(islice(each, size)):
        yield page


def with_own_keys(papers: Iterable[Exported]) -> Iterator[Exported]:
    """The papers with keys that no two of them share, and that are as they were wherever they can be."""
    taken: set[str] = set()
    for exported in papers:
        key = unused(exported.paper.key, taken.__contains__) if exported.paper.key in taken else exported.paper.key
        taken.add(key)
        yield exported if key == exported.paper.key else exported._replace(paper=replace(exported.paper, key=key))


def readable(text: str) -> str:
    """A text of one line as people read it: its LaTeX is typeset, its markup and control characters are gone."""
    return plain_line(as_read(text))
