"""In which facts two papers differ, to be read side by side."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.model.papers import Details
from tui_reader.texts.names import Person

if TYPE_CHECKING:
    from tui_reader.model.papers import Paper

_FACTS = ("title", "authors", "year", "venue", "kind", "doi", "arxiv", "url", "abstract")
_STATE = ("note", "tags", "rating", "highlights")


class Difference(NamedTuple):
    """A field in which two papers differ; an empty text means that a paper lacks it."""

    field: str
    """Of `Paper` or `Details`."""
    one: str
    other: str


def differences(one: Paper, other: Paper) -> list[Difference]:
    """The fields in which two papers differ, in the order in which papers are shown."""
    pairs = [(name, getattr(one, name), getattr(other, name)) for name in (*_FACTS, *_STATE)]
    details = [
        (field.name, getattr(one.details, field.name), getattr(other.details, field.name)) for field in fields(Details)
    ]
    pairs[len(_FACTS) : len(_FACTS)] = details
    texts = ((name, _text(mine), _text(theirs)) for name, mine, theirs in pairs)
    return [Difference(name, mine, theirs) for name, mine, theirs in texts if mine != theirs]


def _text(value: object) -> str:
    if isinstance(value, Person):
        return value.name
    if isinstance(value, tuple):
        between = ":" if len(value) == 2 and all(isinstance(part, str) for part in value) else "; "  # noqa: PLR2004 - a pair
        return between.join(map(_text, value))
    return "" if value in (None, 0, False) else str(value)
