"""A text that the reader pasted or typed, as something to import: the path of a file, or a list of papers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from tui_reader.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.importers.records import Item

LONGEST_PATH = 4_096
"""Characters; a longer text is no path."""


class GivenText(NamedTuple):
    """What a text is."""

    what: str
    """In words: "BibTeX", "a file"."""
    path: Path | None = None
    """The file, directory or archive that it names; `None` when the text itself is the list."""


def recognized(text: str) -> GivenText | None:
    """What a text is; `None` when there is no certain sign that it could be imported. It looks at the disk."""
    from tui_reader.importers.formats import read_text

    if (path := _path(text)) is not None:
        return GivenText("a directory" if path.is_dir() else "a file", path)
    try:
        return GivenText(read_text(text)[0].label)
    except ReaderError:
        return None


def items_of(text: str) -> Iterator[Item]:
    """The papers and problems of a list. Raises ReaderError when the text is none."""
    from tui_reader.importers.formats import read_text

    return read_text(text)[1]


def _path(text: str) -> Path | None:
    """The file that a line names as terminals write a dropped one: quoted, with escaped spaces, or as an address."""
    text = text.strip()
    if not text or len(text) > LONGEST_PATH or "\n" in text:
        return None
    if text.startswith("file://"):
        text = unquote(urlsplit(text).path)
    elif text[0] in "'\"" and text[-1] == text[0]:
        text = text[1:-1]
    for name in (text, re.sub(r"\\(.)", r"\1", text)):
        if not name.startswith(("/", "~", ".")) and "/" not in name and "." not in name:
            continue  # a word is no path, though a file may be called so
        try:
            path = Path(name).expanduser()
            if path.exists():
                return path
        except (OSError, ValueError, RuntimeError):  # a name that no file can have, or the home of nobody
            continue
    return None
