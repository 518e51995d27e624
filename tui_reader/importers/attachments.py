"""Paths of papers' files that a list gives relative to where it lies itself, as JabRef and Zotero write them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_reader.importers.entries import Entry
    from tui_reader.importers.records import Record


def with_paths_from(record: Record, entry: Entry) -> Record:
    """The record of an entry with the relative paths made absolute that lead from its directory to a file.

    Other paths stay as they are: their directory is a setting of the program that wrote them.
    """
    files = record.paper.details.files
    if not files or not entry.file_name:
        return record
    directory = Path(entry.name).absolute().parent
    found = tuple(dict.fromkeys(_path_from(directory, file) for file in files))
    if found == files:
        return record
    paper = record.paper
    return replace(record, paper=replace(paper, details=replace(paper.details, files=found)))


def _path_from(directory: Path, file: str) -> str:
    try:
        path = directory / file
        return file if Path(file).is_absolute() or not path.is_file() else str(path)
    except (OSError, ValueError):  # too long a name, or one with a null character
        return file
