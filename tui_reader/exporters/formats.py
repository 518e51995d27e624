"""The kinds of file that papers can be exported as: a format is one module with a `FORMAT`, and one row here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_reader.errors import ReaderError
from tui_reader.exporters import citing, html, jsonl, markdown, org, tables
from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from tui_reader.exporters.records import Format

FORMATS: Final[tuple[Format, ...]] = (
    jsonl.FORMAT,
    *citing.FORMATS,
    tables.FORMAT,
    markdown.FORMAT,
    html.FORMAT,
    org.FORMAT,
)
"""In the order in which they are offered; of two with the same ending the first is meant by it."""


def by_name(name: str) -> Format:
    """The format with that name; raises `ReaderError` naming those that exist."""
    for one in FORMATS:
        if one.name == name.strip().casefold():
            return one
    raise ReaderError(f"There is no export format {one_line(name)!r}.", f"The formats are {_names()}.")


def of_file(name: str) -> Format:
    """The format that the ending of a file's name means; raises `ReaderError` when it means none."""
    for one in FORMATS:
        if one.suffixes and name.casefold().endswith(one.suffixes):
            return one
    raise ReaderError(
        f"The name {one_line(name)} does not say which format is meant.",
        f"Say which with --format; the formats are {_names()}.",
    )


def _names() -> str:
    *most, last = (one.name for one in FORMATS)
    return f"{', '.join(most)} and {last}"
