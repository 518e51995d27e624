"""The records of a JSON file of any size, one at a time: JSON Lines, an array, an object, or an answer of a service.

Only one record is held in memory. An answer wraps its records (`{"meta": …, "results": […]}`, Crossref's
`{"message": {"items": […]}}`); what wraps is told by its name and by having no title of its own. Every line of JSON
Lines stands for itself; in a document, records after a mistake are found again where they begin a line like that one.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tui_reader.importers.facts import LONGEST_RAW
from tui_reader.importers.json_scanner import TITLES, WRAPPERS, JsonDocument, decoded
from tui_reader.importers.records import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui_reader.importers.json_scanner import Element

_BLANK = 2**16
"""So many blank lines at the beginning are no document."""


def elements(pieces: Iterable[str]) -> Iterator[Element]:
    """The records of a file whose text comes in lines or in pieces of any length."""
    first: list[str] = []
    rest = iter(pieces)
    lines = _is_lines(first, rest)
    whole = _chained(first, rest)
    return _of_lines(whole) if lines else JsonDocument(whole).elements()


def unwrapped(value: object) -> Iterator[object]:
    """The records in a value that is in memory: those of a list, of an answer of a service, or the value itself."""
    if isinstance(value, list):
        yield from value
    elif isinstance(value, dict) and (name := _wrapper(value)):
        yield from unwrapped(value[name])
    else:
        yield value


def _wrapper(value: dict[str, object]) -> str:
    if not TITLES.isdisjoint(value):
        return ""
    for name in value.keys() & WRAPPERS:
        inner = value[name]
        if isinstance(inner, dict) or (isinstance(inner, list) and (not inner or isinstance(inner[0], dict))):
            return name
    return ""


def _chained(first: list[str], rest: Iterator[str]) -> Iterator[str]:
    yield from first
    yield from rest


def _is_lines(seen: list[str], rest: Iterator[str]) -> bool:
    """Whether the first line is an object by itself, and the next one begins another; what was read goes to `seen`."""
    is_second = False
    for piece in rest:
        seen.append(piece)
        if len(seen) == _BLANK:  # nothing but blank lines
            return True
        if text := piece.strip().removeprefix("\ufeff"):
            if is_second or not (text.startswith("{") and text.endswith("}")):
                return is_second and text.startswith("{")
            is_second = True
    return False


def _of_lines(lines: Iterator[str]) -> Iterator[Element]:
    for number, line in enumerate(lines, 1):
        text = line.strip("\ufeff \t\r\n\x1e")
        if not text:
            continue
        try:
            value = decoded(text)
        except json.JSONDecodeError as error:
            yield number, Problem(number, f"not JSON: {error.msg} at column {error.colno}", raw=text[:LONGEST_RAW])
        except RecursionError:
            yield number, Problem(number, "JSON that is nested too deeply", raw=text[:LONGEST_RAW])
        else:
            for record in unwrapped(value):
                yield number, record
