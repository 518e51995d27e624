"""Papers as JSON: the fields that scripts depend on, in a text that harms no terminal."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING, Any

from tui_reader.texts.times import in_utc

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_reader.library.library import Library
    from tui_reader.model.annotations import Highlight
    from tui_reader.model.papers import Paper

_BEYOND_ASCII = re.compile(r"[^\x00-\x7e]")


def record(library: Library, paper: Paper, *, sources: bool = False) -> dict[str, Any]:
    """All that the library has of a paper, as `importers.fields` names it; with `sources` where each fact is from."""
    from tui_reader.importers.fields import object_of

    return object_of(
        paper,
        library.highlights.of(paper.id) if paper.highlights else (),
        library.notes.versions(paper.id),
        library.provenance.of(paper.id) if sources else (),
    )


def utc_time(at: float) -> str:
    """A time (seconds since 1970, UTC) as every record has it: `2026-11-25T01:47:00Z`."""
    return in_utc(at).strftime("%Y-%m-%dT%H:%M:%SZ")


def highlight_record(highlight: Highlight) -> dict[str, Any]:
    """What a reader marked, and how."""
    return {
        "id": highlight.id,
        "exact": highlight.anchor.exact,
        "start": highlight.anchor.start,
        "colour": highlight.colour,
        "comment": highlight.comment,
    }


def write_json(value: object) -> None:
    """One JSON document on standard output."""
    sys.stdout.write(f"{_json(value)}\n")


def write_json_list(values: Iterable[object]) -> None:
    """One JSON list on standard output, an element at a time, so that its length costs no memory."""
    between = "["
    for value in values:
        text = _json(value).replace("\n", "\n  ")
        sys.stdout.write(f"{between}\n  {text}")
        between = ","
    sys.stdout.write("[]\n" if between == "[" else "\n]\n")


def _json(value: object) -> str:
    """The value as JSON in which what cannot be seen is escaped: the same value, and nothing for a terminal to obey."""
    everything_readable = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    text = json.dumps(value, ensure_ascii=not everything_readable, indent=2)
    return _BEYOND_ASCII.sub(lambda match: match[0] if match[0].isprintable() else json.dumps(match[0])[1:-1], text)
