"""Where two papers differ: what a reader needs to see to decide whether they are the same one."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.model.papers import Details, Paper

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEFT_OUT = ("details", "sources", "id", "added", "highlights")
"""Of `Paper`: what is shown in another way, or says nothing about the paper."""

_STATE = ("key", "bookmarked", "read", "queued", "tags", "note", "rating")
"""What the reader added to a paper."""


class Difference(NamedTuple):
    """A field in which two papers are not alike; empty texts are values that are not there."""

    field: str
    one: str
    other: str


def differences(one: Paper, other: Paper) -> list[Difference]:
    """The fields of two papers that differ, facts before what the reader added; those that one has alone come last."""
    found = [Difference(name, left, right) for name, left, right in _pairs(one, other) if left != right]
    return sorted(found, key=lambda each: (each.field in _STATE, not each.one or not each.other))


def _pairs(one: Paper, other: Paper) -> Iterator[tuple[str, str, str]]:
    for field in fields(Paper):
        if field.name not in _LEFT_OUT and not field.name.endswith("_at"):
            yield field.name, _words(getattr(one, field.name)), _words(getattr(other, field.name))
    for field in fields(Details):
        left, right = _words(getattr(one.details, field.name)), _words(getattr(other.details, field.name))
        yield field.name, left, right


def _words(value: object) -> str:
    """A value of a field as text."""
    match value:
        case None | False | 0:
            return ""
        case True:
            return "yes"
        case str() | int() | float():
            return str(value)
        case tuple():
            return "; ".join(_part(part) for part in value)
        case _:
            return str(value)


def _part(part: object) -> str:
    """One of several values: a person by name, a pair as "scheme value"."""
    name = getattr(part, "name", None)
    if name is not None and not isinstance(part, tuple):
        return str(name)
    return " ".join(map(str, part)) if isinstance(part, tuple) else str(part)
