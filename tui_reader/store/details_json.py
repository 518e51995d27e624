"""Details of papers as the database keeps them: one JSON object with the fields that are not empty, in their order.

Persons are as in `authors_json.authors_json`, and everything that is a tuple is a list. All text is made printable.
"""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from tui_reader.model.papers import NO_DETAILS, Details, Link, Version
from tui_reader.store.authors_json import authors_json, person
from tui_reader.texts.printable import printable

NOTHING = "{}"
"""Details without any fact."""

_NAMES = tuple(field.name for field in fields(Details))
_NAMED = ("ids", "extra")
"""The fields that are lists of (name, value), of which each name is filled by itself."""

_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def encode(details: Details) -> str:
    """The details as JSON."""
    if details is NO_DETAILS:
        return NOTHING
    values = {name: _plain(value) for name in _NAMES if name != "editors" and (value := getattr(details, name))}
    if details.editors:
        values["editors"] = json.loads(authors_json(details.editors))
    return _text(values)


def decode(text: str) -> Details:
    """The details in a text of `encode`; fields that a newer program has written are passed over."""
    return NO_DETAILS if text == NOTHING else details_of(json.loads(text))


def details_of(values: dict[str, Any]) -> Details:
    """The details in an object of `encode`."""
    if not values:
        return NO_DETAILS
    given: dict[str, Any] = {name: _value(name, values[name]) for name in _NAMES if name in values}
    return Details(**given)


def completed(old: str, new: str, before: str = NOTHING) -> str:
    """Details with every field of others that they lack; identifiers and further fields each by its name.

    A field that is as it was in `before` is replaced too.
    """
    if new in (NOTHING, old):
        return old
    ours, theirs, was = json.loads(old), json.loads(new), json.loads(before)
    for name, value in theirs.items():
        known, replaceable = ours.get(name), was.get(name)
        if name in _NAMED:
            kept = [pair for pair in known or () if pair not in (replaceable or ())]
            stale = [pair for pair in known or () if pair not in kept and pair[0] not in {one for one, _ in value}]
            there = {one for one, _ in kept}
            joined = kept + stale + [pair for pair in value if pair[0] not in there]
            ours[name] = sorted(joined) if name == "ids" else joined
        elif known is None or known == replaceable:
            ours[name] = value
    return _text(ours)


def _text(values: dict[str, Any]) -> str:
    return _encoded({name: values[name] for name in (*_NAMES, *(values.keys() - _NAMES)) if name in values})


def _plain(value: object) -> object:
    if isinstance(value, str):
        return printable(value)
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def _value(name: str, value: list[Any]) -> object:
    match name:
        case "editors":
            return tuple(map(person, value))
        case "versions":
            return tuple(Version(*one) for one in value)
        case "links":
            return tuple(Link(*one) for one in value)
        case "ids" | "extra":
            return tuple((one, text) for one, text in value)
    return tuple(value) if isinstance(value, list) else value
