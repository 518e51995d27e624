"""Values of CSL-JSON: dates in all their forms, and the fields that Zotero keeps among the lines of a note."""

from __future__ import annotations

import re
from typing import Final

from tui_reader.importers.dates import Date, date_of
from tui_reader.texts.markdown import markdown_of

_NOTE_LINE = re.compile(r"\s*(?P<name>[A-Za-z_][\w .-]{0,40}?)\s*:\s*(?P<value>\S.*)")
_IN_NOTES: Final = frozenset(
    (
        *(
            "accessed",
            "ads bibcode",
            "archive",
            "archive_location",
            "arxiv",
            "citation key",
            "collection-title",
            "comment",
        ),
        *(
            "container-title",
            "doi",
            "edition",
            "eprint",
            "_eprint",
            "event",
            "event-date",
            "event-title",
            "genre",
            "isbn",
        ),
        *("issn", "issue", "issued", "mag id", "medium", "number", "number-of-pages", "openalex", "original-date"),
        *(
            "original-publisher",
            "original-title",
            "page",
            "pmcid",
            "pmid",
            "publisher",
            "publisher-place",
            "references",
        ),
        *("section", "status", "type", "url", "version", "volume", "volume-title"),
    )
)
"""What a line of a note may be called to be a field; other lines are the reader's words."""


def csl_date(value: object) -> Date:
    """The date of a variable of CSL: with parts (numbers or texts), raw, literal, or as a text."""
    if isinstance(value, str):
        return date_of(value)
    if not isinstance(value, dict):
        return Date()
    parts = value.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    if isinstance(first, list) and first:
        text = "-".join(
            str(part).strip() for part in first[:3] if isinstance(part, (str, int)) and not isinstance(part, bool)
        )
        if (date := date_of(text)).year:
            return date
    for name in ("raw", "literal", "date-time"):
        other = value.get(name)
        if isinstance(other, str) and (date := date_of(other)).year:
            return date
    return Date()


def note_lines(note: str) -> tuple[dict[str, str], str]:
    """The fields among the lines of a note, by their names in lower case, and the rest of it."""
    fields: dict[str, str] = {}
    rest: list[str] = []
    for line in note.splitlines():
        match = _NOTE_LINE.fullmatch(line)
        name = match["name"].casefold() if match else ""
        if match and (name in _IN_NOTES or name.startswith("tex.")) and name not in fields:
            fields[name] = match["value"].strip()
        else:
            rest.append(line)
    return fields, markdown_of("\n".join(rest))
