"""Fields of a paper in JSON whose values are lists or objects: how each is read, leniently, and how it is written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tui_reader.importers.field_values import sort_of, time
from tui_reader.importers.records import Quote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tui_reader.importers.field_values import Notes


def pairs_of(
    first: str, second: str, made: Callable[[str, str], Any]
) -> Callable[[Any, str, Notes], tuple[Any, ...] | None]:
    """Reads a list of objects with two texts."""

    def read(value: object, name: str, notes: Notes) -> tuple[Any, ...] | None:
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            notes.append(f"{name} left empty: it is not a list of objects")
            return None
        found = ((one.get(first), one.get(second)) for one in value)
        return tuple(
            made(one.strip(), other.strip())
            for one, other in found
            if isinstance(one, str) and isinstance(other, str) and (one.strip() or other.strip())
        )

    return read


def objects(value: Iterable[Any]) -> list[dict[str, str]]:
    """A list of NamedTuples as objects."""
    return [one._asdict() for one in value]


def ids(value: object, name: str, notes: Notes) -> tuple[tuple[str, str], ...] | None:
    """Identifiers by scheme: an object with a text or a list of texts for each."""
    if not isinstance(value, dict):
        notes.append(f"{name} left empty: it is {sort_of(value)}, not an object")
        return None
    found = []
    for scheme, given in value.items():
        for one in given if isinstance(given, list) else [given]:
            plain = str(one) if isinstance(one, int) and not isinstance(one, bool) else one
            if isinstance(plain, str) and plain.strip():
                found.append((scheme.strip().lower(), plain.strip()))
    return tuple(sorted(found))


def id_object(value: Iterable[tuple[str, str]]) -> dict[str, str | list[str]]:
    """Identifiers by scheme; a list where there are several."""
    written: dict[str, str | list[str]] = {}
    for scheme, one in value:
        before = written.get(scheme)
        written[scheme] = one if before is None else [*(before if isinstance(before, list) else [before]), one]
    return written


def extra(value: object, name: str, notes: Notes) -> tuple[tuple[str, str], ...] | None:
    """Fields of the source: a list of objects with name and value, or one object."""
    if isinstance(value, dict):
        return tuple((field, as_text(one)) for field, one in value.items())
    read = pairs_of("name", "value", lambda field, one: (field, one))
    return read(value, name, notes)


def extra_objects(value: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """Fields of the source with name and value."""
    return [{"name": field, "value": one} for field, one in value]


def as_text(value: object) -> str:
    """A value of JSON as a text: itself, or as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


# What a record carries beside its paper


def quotes(value: object, _name: str, _notes: Notes) -> tuple[Quote, ...] | None:
    """Highlights; a number, which older exports have in their place, says nothing."""
    if not isinstance(value, list):
        return None
    found = []
    for one in value:
        if isinstance(one, dict) and isinstance(exact := one.get("exact"), str) and exact.strip():
            comment, colour, start = one.get("comment"), one.get("colour"), one.get("start")
            found.append(
                Quote(
                    exact,
                    comment if isinstance(comment, str) else "",
                    colour if isinstance(colour, str) else "",
                    time(one["at"], "at", []) or 0.0 if one.get("at") else 0.0,
                    start if isinstance(start, int) and not isinstance(start, bool) else -1,
                )
            )
    return tuple(found)


def note_versions(value: object, _name: str, _notes: Notes) -> tuple[tuple[float, str], ...] | None:
    """What a note was, with the times."""
    if not isinstance(value, list):
        return None
    return tuple(
        (time(one["at"], "at", []) or 0.0 if one.get("at") else 0.0, one["text"])
        for one in value
        if isinstance(one, dict) and isinstance(one.get("text"), str)
    )


def origins(value: object, _name: str, _notes: Notes) -> tuple[tuple[str, str], ...] | None:
    """Where facts are from, by field; a source without a name counts where it has a time."""
    if not isinstance(value, dict):
        return None
    found = ((field, *_origin(one)) for field, one in value.items())
    return tuple((field, source) for field, source, at in found if source or at)


def origin_times(value: object) -> tuple[tuple[str, float], ...]:
    """Since when facts are from there, by field."""
    if not isinstance(value, dict):
        return ()
    found = ((field, _origin(one)[1]) for field, one in value.items())
    return tuple((field, at) for field, at in found if at)


def _origin(value: object) -> tuple[str, float]:
    """A source, and since when; empty and 0 for what is not known."""
    if not isinstance(value, dict):
        return value if isinstance(value, str) else "", 0.0
    source, at = value.get("source"), value.get("at")
    return source if isinstance(source, str) else "", time(at, "at", []) or 0.0 if at else 0.0
