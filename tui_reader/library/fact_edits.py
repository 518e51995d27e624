"""Facts of a paper changed field by field, or as one JSON object, by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tui_reader.errors import NotFoundError, ReaderError
from tui_reader.library.fact_form import FIELDS, filled, with_changes
from tui_reader.store.details_json import DEFAULTS

if TYPE_CHECKING:
    from tui_reader.model.papers import Paper

_TEXTS = tuple(name for name, empty in DEFAULTS.items() if empty == "")
_STATE = frozenset(
    (
        *(
            "id",
            "key",
            "added",
            "bookmarked",
            "bookmarked_at",
            "read",
            "read_at",
            "queued",
            "queued_at",
            "rating",
            "tags",
        ),
        *("note", "note_versions", "highlights", "provenance", "author_parts", "editor_parts", "sources"),
    )
)
"""What of a paper's JSON object is no fact, or stands there a second time."""

NAMES: tuple[str, ...] = tuple(dict.fromkeys((*(one.name for one in FIELDS), "year", *_TEXTS)))
"""The fields that can be set."""


def with_field(paper: Paper, name: str, text: str) -> Paper:
    """The paper with a fact as a text says; the empty text takes it away.

    Raises NotFoundError when there is no such field, and ReaderError for a text that cannot be the fact.
    """
    if name in ("year", "month", "day"):
        name = "date"
    try:
        if any(one.name == name for one in FIELDS):
            return filled(paper, {name: text})
    except ReaderError as error:
        raise ReaderError(f"{name}: {error.message}", error.hint) from None
    if name not in _TEXTS:
        raise NotFoundError(f"There is no field {name!r} to set.", f"There are {', '.join(NAMES)}.")
    changed: dict[str, Any] = {name: " ".join(text.split())}
    return replace(paper, details=replace(paper.details, **changed))


def as_json(paper: Paper) -> str:
    """The facts of a paper as a JSON object to be edited."""
    from tui_reader.importers.fields import object_of

    facts = {name: value for name, value in object_of(paper).items() if name not in _STATE}
    return json.dumps(facts, ensure_ascii=False, indent=2)


def edited_json(paper: Paper, written: str, text: str) -> Paper:
    """The paper with what differs between the object as it was written and as it is now.

    Raises ReaderError when the text is no such object, or a field of it cannot be used.
    """
    return with_changes(paper, _read(written, lenient=True), _read(text))


def _read(text: str, *, lenient: bool = False) -> Paper:
    from tui_reader.importers.json_records import items_of
    from tui_reader.importers.records import Problem, Record

    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReaderError(f"What was edited is no JSON: {error}.", "Correct it.") from None
    items = items_of(value, 1)
    problems = [one.reason for one in items if isinstance(one, Problem) and (one.refused or not lenient)]
    papers = [one.paper for one in items if isinstance(one, Record)]
    if problems or not papers:
        raise ReaderError(f"What was edited cannot be used: {'; '.join(problems)}.", "Correct it.")
    return papers[0]
