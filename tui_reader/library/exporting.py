"""Papers out of the library: to a stream, to one file, or to a directory with a file a paper."""

from __future__ import annotations

import io
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.errors import ReaderError
from tui_reader.exporters.file_names import FileNames
from tui_reader.exporters.records import PAGE, Exported, with_own_keys
from tui_reader.system.atomic_write import SHARED, atomic_stream, atomic_write
from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from typing import TextIO

    from tui_reader.exporters.records import Format, Part
    from tui_reader.library.library import Library


class Wish(NamedTuple):
    """What is to be exported, and as what."""

    ids: Sequence[int]
    format: Format
    parts: frozenset[Part] | None = None
    """What the format carries of each paper; `None` for what is usual."""
    progress: Callable[[int], None] = lambda _done: None
    """Is told how many papers have been written."""


def to_stream(library: Library, wish: Wish, stream: TextIO) -> None:
    """Writes the papers to a stream, a page at a time."""
    wish.format.export(_exported(library, wish), stream, wish.parts)


def to_file(library: Library, wish: Wish, path: Path) -> None:
    """Writes the papers as the whole of a file, in UTF-8; when it fails or is interrupted, the file is as it was.

    What is no regular file (a pipe, a device) is written to as it is. Raises ReaderError.
    """
    with _explained(path):
        # A link stays one: what it leads to is replaced.
        target = path.resolve()
        if target.exists() and not stat.S_ISREG(target.stat().st_mode):
            if target.is_dir():
                raise ReaderError(f"{_shown(path)} is a directory.", "Name a file in it.")
            with target.open("w", encoding="utf-8", newline="\n") as stream:
                to_stream(library, wish, stream)
            return
        with atomic_stream(target, mode=SHARED) as raw:
            text = io.TextIOWrapper(raw, encoding="utf-8", errors="replace", newline="")
            to_stream(library, wish, text)
            text.detach()


def to_directory(library: Library, wish: Wish, directory: Path, *, force: bool = False) -> int:
    """Writes a file a paper into a directory, which is made if there is none; how many files were written.

    Names are made from citation keys. Without `force` nothing is written when one of the files is there already.
    Raises ReaderError.
    """
    if (text_of := wish.format.one) is None:
        raise ReaderError(f"{wish.format.label} has no file for each paper.", "Markdown has: --format markdown.")
    with _explained(directory):
        directory.mkdir(parents=True, exist_ok=True)
        suffix = wish.format.suffixes[0]
        if not force:
            names, there = FileNames(), {entry.name.casefold() for entry in directory.iterdir()}
            for exported in with_own_keys(_exported(library, wish._replace(progress=lambda _done: None))):
                name = names.give(exported.paper.key or exported.paper.title, suffix)
                if name.casefold() in there:
                    raise ReaderError(
                        f"{_shown(directory / name)} exists; nothing was written.", "--force replaces it."
                    )
        names, parts = FileNames(), wish.format.parts if wish.parts is None else wish.parts
        written = 0
        for exported in with_own_keys(_exported(library, wish)):
            name = names.give(exported.paper.key or exported.paper.title, suffix)
            atomic_write(directory / name, text_of(exported, parts).encode(errors="replace"), mode=SHARED)
            written += 1
    return written


def _exported(library: Library, wish: Wish) -> Iterator[Exported]:
    """The papers with what the format needs of them, read a page at a time."""
    needs, done = wish.format.needs, 0
    for start in range(0, len(wish.ids), PAGE):
        page = wish.ids[start : start + PAGE]
        marked = library.highlights.of_each(page) if needs != "paper" else {}
        versions = library.notes.versions_of_each(page) if needs == "everything" else {}
        sources = library.provenance.of_each(page) if needs == "everything" else {}
        for paper in library.papers(page):
            number = paper.id
            yield Exported(
                paper, tuple(marked.get(number, ())), tuple(versions.get(number, ())), sources.get(number, ())
            )
        done += len(page)
        wish.progress(done)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turns the errors of the file system into a ReaderError that names the path."""
    try:
        yield
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        reason = error.strerror or str(error)
        raise ReaderError(f"{_shown(path)} could not be written: {reason}.", "Choose another place.") from None


def _shown(path: Path) -> str:
    return one_line(str(path))
