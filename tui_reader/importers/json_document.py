"""One JSON document: a list of papers (what `tui-reader search --json` prints), or a single one (`show --json`).

The fields are those of `fields`. A list is read element by element, whatever its lines are, so that its length costs no
memory. The papers before a mistake go in; those after it cannot be found.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from tui_reader.importers import json_lines
from tui_reader.importers.facts import LONGEST_RAW
from tui_reader.importers.json_records import items_of
from tui_reader.importers.json_text import BETWEEN, COLON, SPACE, JsonText, JsonValue
from tui_reader.importers.records import Format, Item, Problem, Source

if TYPE_CHECKING:
    from collections.abc import Iterator


_CSL = re.compile(
    r'"(?:container-title|citation-key|title-short|container-title-short|collection-title|publisher-place|event-place'
    r'|number-of-pages|date-parts|non-dropping-particle|citation-label|original-date)"\s*:'
)
_CSL_TYPE = re.compile(
    r'"type"\s*:\s*"(?:article(?:-journal|-magazine|-newspaper)?|paper-conference|chapter|book|thesis|report|webpage'
    r'|post(?:-weblog)?|dataset|manuscript|document|entry(?:-\w+)?|speech|software|patent|preprint|review(?:-book)?)"'
)

_LISTS: Final = ("papers", "records", "results")
"""What an object around a list of papers calls it."""


def read(source: Source) -> Iterator[Item]:
    """The papers of the list, each at the line where its object begins."""
    for found, line in _found(source, _LISTS):
        if isinstance(found, Problem):
            yield found
        else:
            yield from items_of(found.value, line, raw=found.raw)


def values_of(source: Source, lists: tuple[str, ...] = ()) -> Iterator[tuple[object, int]]:
    """The values of a list, or the one value that the document is, each with its line; problems among them.

    Of an object that has a list under one of the names in `lists`, they are the values of that list.
    """
    for found, line in _found(source, lists):
        yield (found if isinstance(found, Problem) else found.value), line


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


def _found(source: Source, lists: tuple[str, ...]) -> Iterator[tuple[JsonValue | Problem, int]]:
    text = JsonText(source.pieces if source.pieces is not None else _with_ends(source.lines))
    text.skip(SPACE)
    if text.is_at_end():
        return
    if text.next() == "[":
        yield from _elements(text)
    elif text.next() == "{" and lists:
        yield from _members(text, lists)
    else:
        yield text.value()
    if text.is_broken:
        return
    text.skip(SPACE)
    if not text.is_at_end():
        yield Problem(text.line, "text after the end of the document"), text.line


def _elements(text: JsonText) -> Iterator[tuple[JsonValue | Problem, int]]:
    """The elements of a list that begins here."""
    text.advance(1)
    while True:
        text.skip(BETWEEN)
        if text.is_at_end():
            text.is_broken = True
            line = max(text.line - text.ends_with_break, 1)
            yield Problem(line, "the list of papers is not closed: is the file complete?", refused=False), line
            return
        if text.next() == "]":
            text.advance(1)
            return
        yield text.value()
        if text.is_broken:
            return


def _members(text: JsonText, lists: tuple[str, ...]) -> Iterator[tuple[JsonValue | Problem, int]]:
    """The elements of a list that an object has under a name, or the object when it has none."""
    line, others, is_listed = text.line, {}, False
    text.advance(1)
    while True:
        text.skip(BETWEEN)
        if not text.is_at_end() and text.next() == "}":
            text.advance(1)
            break
        name, at = text.value()
        if isinstance(name, Problem):
            yield name, at
            return
        text.skip(COLON)
        if str(name.value) in lists and not text.is_at_end() and text.next() == "[":
            is_listed = True
            yield from _elements(text)
        else:
            value, at = text.value()
            if isinstance(value, Problem):
                yield value, at
                return
            others[str(name.value)] = value.value
        if text.is_broken:
            return
    if not is_listed:
        yield JsonValue(others, json.dumps(others, ensure_ascii=False, indent=1)[:LONGEST_RAW]), line


def _with_ends(lines: Iterator[str]) -> Iterator[str]:
    return (line if line.endswith("\n") else f"{line}\n" for line in lines)
