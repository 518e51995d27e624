"""`Details` as the column `papers.details` keeps them: a JSON object with what is there, `""` when nothing is.

Its names are those of the fields. People are as in `people_json`; pairs (`ids`, `links`, `versions`, `extra`) are lists
of two texts. The statements of `provenance_tables` read `ids`, `categories`, `keywords`, `editors` and `files` from it.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from typing import Any

from tui_reader.model.papers import NO_DETAILS, Details, Link, Version
from tui_reader.store.people_json import people_lists, person
from tui_reader.texts.printable import one_line, printable

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

DEFAULTS: dict[str, Any] = {one.name: one.default for one in fields(Details) if one.default is not MISSING}
"""The empty value of each field, in the order of the fields."""

_TEXTS = tuple(name for name, empty in DEFAULTS.items() if empty == "")
_LISTS = ("files", "categories", "keywords")
_PAIRS = ("versions", "ids", "links", "extra")
_LONG = ("comment",)
"""Texts that may have several lines."""


def tidy_values(details: Details) -> dict[str, Any]:
    """The values that are there, as JSON has them, without what could harm a terminal."""
    found: dict[str, Any] = {}
    for name in DEFAULTS:
        if value := _tidy(name, getattr(details, name)):
            found[name] = value
    return found


def _tidy(name: str, value: Any) -> Any:  # noqa: ANN401 - the values of all fields
    if not value or isinstance(value, (bool, int)):
        return value
    if isinstance(value, str):
        return printable(value).strip() if name in _LONG else one_line(value)
    if name == "editors":
        return people_lists(value)
    if name in _LISTS:
        return list(dict.fromkeys(filter(None, map(one_line, value))))
    if name == "extra":
        return [[one_line(field), printable(text)] for field, text in value if one_line(field)]
    pairs = [[one_line(first), one_line(second)] for first, second in value]
    return sorted(pairs) if name == "ids" else pairs


def encoded_values(values: dict[str, Any]) -> str:
    """Values of `tidy_values` as the database keeps them."""
    return _encode(values) if values else ""


def decoded_values(text: str | None) -> dict[str, Any]:
    """The values in a text of the column."""
    return dict(json.loads(text)) if text else {}


def details_of(values: dict[str, Any]) -> Details:
    """The details with these values; names that no field has, of a later version perhaps, are passed over."""
    if not values:
        return NO_DETAILS
    found: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, list):
            found[name] = _READ[name](value) if name in _READ else tuple(value)
        else:
            found[name] = value
    try:
        return Details(**found)
    except TypeError:
        return Details(**{name: value for name, value in found.items() if name in DEFAULTS})


_READ: dict[str, Any] = {
    "editors": lambda value: tuple(map(person, value)),
    "versions": lambda value: tuple(Version(*pair) for pair in value),
    "links": lambda value: tuple(Link(*pair) for pair in value),
    "ids": lambda value: tuple(map(tuple, value)),
    "extra": lambda value: tuple(map(tuple, value)),
}
