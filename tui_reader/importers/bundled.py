"""The papers that ship with the program: the document of abstracts, joined with the facts looked up for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui_reader.errors import ReaderError
from tui_reader.importers import abstracts, json_lines
from tui_reader.importers.bundled_files import ABSTRACTS, METADATA, REINSTALL
from tui_reader.importers.files import open_lines
from tui_reader.importers.records import Item, Problem, Record, Source
from tui_reader.model.papers import normal_title
from tui_reader.paths import shipped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tui_reader.importers.records import Reader

SOURCE = "the bundled metadata"
"""Where facts are from that the metadata gives no other source for."""

_OF_METADATA = ("confidence",)


def bundled_papers(directory: Path | None = None, *, with_keys: bool = True) -> Iterator[Item]:
    """The shipped papers in the order of their document, with every fact that was found and none besides.

    Some have citation keys, unless those are not wanted, that the usual rules would not make any more. A title of the
    one file that is not in the other is a problem. Raises `ReaderError` when a file is missing.
    """
    folder = directory or shipped("data")
    facts: dict[str, Record] = {}
    for item in _items(folder / METADATA, json_lines.read):
        if isinstance(item, Problem):
            yield replace(item, reason=f"{METADATA}: {item.reason}")
        elif facts.setdefault(item.paper.title, item) is not item:
            yield Problem(item.line, f"{METADATA}: a second entry for “{item.paper.title}”")
    for item in _items(folder / ABSTRACTS, abstracts.read):
        if isinstance(item, Problem):
            yield item
            continue
        title = item.paper.title
        found = facts.pop(title, None) or facts.pop(_alike(title, facts), None)
        if found is None:
            yield item
            yield Problem(item.line, f"{METADATA} has no facts about “{title}”", refused=False)
        else:
            details = replace(found.paper.details, extra=_of_papers(found.paper.details.extra))
            key = found.paper.key if with_keys else ""
            paper = replace(found.paper, key=key, title=title, abstract=item.paper.abstract, details=details)
            yield Record(paper, item.line, origins=found.origins)
    for left in facts.values():
        yield Problem(left.line, f"{METADATA}: no abstract for “{left.paper.title}”")


def _of_papers(extra: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The fields that are about the paper; the others are for whoever corrects the metadata."""
    return tuple((name, value) for name, value in extra if name not in _OF_METADATA)


def _alike(title: str, facts: dict[str, Record]) -> str:
    """The title among the facts that is the same but for its spelling."""
    wanted = normal_title(title)
    return next((other for other in facts if normal_title(other) == wanted), title)


def _items(path: Path, reader: Reader) -> Iterator[Item]:
    try:
        with open_lines(path) as text:
            yield from reader(Source(text.lines, path.name))
            yield from text.problems
    except ReaderError as error:
        raise ReaderError(error.message, REINSTALL) from error
