"""One JSON document: a list of papers (what `tui-reader search --json` prints), or a single one (`show --json`).

The fields are those of `json_records`. The document is held in memory, because JSON ends only where it ends: for
libraries of a million papers there is JSON Lines. The papers before a mistake go in; those after it cannot be found.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from tui_reader.importers import json_lines
from tui_reader.importers.json_records import items_of
from tui_reader.importers.records import Format, Item, Problem, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

_BETWEEN = re.compile(r"[\s,]*")
_CSL = re.compile(
    r'"(?:container-title|citation-key|title-short|container-title-short|collection-title|publisher-place|event-place'
    r'|number-of-pages|date-parts|non-dropping-particle|citation-label|original-date)"\s*:'
)
_CSL_TYPE = re.compile(
    r'"type"\s*:\s*"(?:article(?:-journal|-magazine|-newspaper)?|paper-conference|chapter|book|thesis|report|webpage'
    r'|post(?:-weblog)?|dataset|manuscript|document|entry(?:-\w+)?|speech|software|patent|preprint|review(?:-book)?)"'
)
_CLOSED = re.compile(r"\s*\]\s*")


def read(source: Source) -> Iterator[Item]:
    """The papers of the list, each at the line where its object begins."""
    for value, line in values_of(source):
        if isinstance(value, Problem):
            yield value
        else:
            yield from items_of(value, line)


def values_of(source: Source, lists: tuple[str, ...] = ()) -> Iterator[tuple[object, int]]:
    """The values of a list, or the one value that the document is, each with its line; problems among them.

    Of an object that has a list under one of the names in `lists`, they are the values of that list.
    """
    text = (
        "".join(line if line.endswith("\n") else f"{line}\n" for line in source.lines).removeprefix("\ufeff").rstrip()
    )
    if not text:
        return
    place = len(text) - len(text.lstrip())
    in_list = text.startswith("[", place)
    place += in_list
    decode = json.JSONDecoder().raw_decode
    line, counted = 1, 0
    while True:
        start = _skip(text, place)
        line, counted = line + text.count("\n", counted, start), start
        if start == len(text) or (in_list and text[start] == "]"):
            break
        try:
            value, place = decode(text, start)
        except json.JSONDecodeError as error:
            yield Problem(error.lineno, f"not JSON from here on: {error.msg} at column {error.colno}"), error.lineno
            return
        except RecursionError:
            yield Problem(line, "JSON that is nested too deeply; nothing after it could be read"), line
            return
        except ValueError:  # int() refuses more than 4,300 digits
            yield Problem(line, "a number with too many digits; nothing after it could be read"), line
            return
        yield from ((each, line) for each in _listed(value, lists))
        if not in_list:
            break
    for problem in _rest(text, place, in_list=in_list):
        yield problem, problem.line


def _listed(value: object, lists: tuple[str, ...]) -> list[object]:
    for name in lists if isinstance(value, dict) else ():
        if isinstance(each := value.get(name), list):  # type: ignore[attr-defined]  # it is a dict
            return each
    return [value]


def looks_like(beginning: str) -> bool:
    """Whether a list of objects begins, or an object that goes on after its first line."""
    start = beginning.removeprefix("\ufeff").lstrip()
    if is_csl(start):
        return False
    return (start.startswith("{") and not json_lines.looks_like(start)) or bool(re.match(r"\[\s*(?:\{|\]|$)", start))


def is_csl(beginning: str) -> bool:
    """Whether it is JSON whose objects have a type and other names of CSL, which has a format of its own."""
    start = beginning.removeprefix("\ufeff").lstrip()
    return start[:1] in {"[", "{"} and bool(_CSL_TYPE.search(start) and _CSL.search(start))


FORMAT = Format("json", "JSON", (".json",), looks_like, read)


def _skip(text: str, place: int) -> int:
    match = _BETWEEN.match(text, place)
    return match.end() if match else place


def _rest(text: str, place: int, *, in_list: bool) -> Iterator[Problem]:
    """The problem that the list is not closed, or that something follows the document."""
    closing = _CLOSED.match(text, _skip(text, place)) if in_list else None
    if in_list and not closing:
        yield Problem(text.count("\n") + 1, "the list of papers is not closed: is the file complete?", refused=False)
        return
    after = closing.end() if closing else place
    if text[after:].strip():
        yield Problem(text.count("\n", 0, after) + 1, "text after the end of the document")
