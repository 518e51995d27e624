"""Reading what services answer in JSON: an object, a list, an answer around a list, or JSON Lines of any size."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from tui_reader.importers.aside import notes_on_file
from tui_reader.importers.facts import LONGEST_RAW, record_items
from tui_reader.importers.json_records import items_of
from tui_reader.importers.json_stream import elements, unwrapped
from tui_reader.importers.records import Item, Problem
from tui_reader.importers.services.table import recognised
from tui_reader.importers.services.values import Fields, as_text
from tui_reader.importers.text_repair import REPAIRED, is_storable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.importers.records import Source
    from tui_reader.importers.services.service import Service

_ERRORS = ("error", "message", "detail", "errors")
_EMPTY_ANSWER = frozenset(("@total", "@sent"))
_NAMES = ("id", "DOI", "doi", "paperId", "corpusid", "paper_id", "pmid", "key")
_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}:,]|[^\s\[\]{}:,"]+')
_DEEPEST = 40


def read(source: Source, service: Service) -> Iterator[Item]:
    """The papers of the records; one that is of another service, or of none, is read as what it is."""
    left_out: Counter[str] = Counter()
    pieces = getattr(source, "pieces", None) or source.lines
    likely = service
    is_empty = True
    for line, value in elements(pieces):
        is_empty = False
        if isinstance(value, Problem):
            yield value
        elif value is None:
            yield Problem(
                line, "null in a record's place: the service did not know what it was asked for", refused=False
            )
        elif not isinstance(value, dict):
            yield Problem(line, "a value where an object was expected", raw=as_text(value)[:LONGEST_RAW])
        else:
            record = value["_source"] if isinstance(value.get("_source"), dict) else value
            likely = recognised(record, likely) or likely
            yield from _items(record, line, likely, source.name, left_out)
    yield from notes_on_file(left_out, is_empty=is_empty)


def _items(record: dict[str, object], line: int, service: Service, name: str, left_out: Counter[str]) -> Iterator[Item]:
    if not service.knows(record):
        yield from _of_none(record, line)
        return
    fields = Fields(service.record(record))
    paper = service.paper(fields, name)
    if not paper.title:
        called = next((str(found) for each in _NAMES if (found := service.record(record).get(each))), "")
        yield Problem(line, "no title", record=called[:80], raw=as_text(record)[:LONGEST_RAW])
        return
    paper = replace(paper, details=replace(paper.details, extra=(*paper.details.extra, *fields.rest())))
    left_out.update(fields.left_out)
    yield from record_items(paper, line, [] if _is_storable(record) else [REPAIRED])


def _is_storable(record: dict[str, object]) -> bool:
    """Whether all texts of the record can be stored; JSON can carry a NUL or half of a surrogate pair."""
    try:
        text = json.dumps(record, ensure_ascii=False)
    except RecursionError:
        return True
    return "\\u0000" not in text and is_storable(text)


def _of_none(record: dict[str, object], line: int) -> Iterator[Item]:
    """A record of no service: as this program writes them, an error in words, or nothing to read."""
    if "title" in record:
        yield from items_of(record, line)
    elif message := next((record[name] for name in _ERRORS if isinstance(record.get(name), str)), None):
        yield Problem(
            line, f"the service answered with an error: {str(message)[:200]}", raw=as_text(record)[:LONGEST_RAW]
        )
    elif not record.keys() & _EMPTY_ANSWER:
        yield from items_of(record, line)


@lru_cache(maxsize=2)
def service_of(beginning: str) -> Service | None:
    """The service of the first record that can be seen of a file; `None` for a record of none."""
    for value in unwrapped(_seen(beginning.lstrip("\ufeff \t\r\n"))):
        if isinstance(value, dict):
            record = value["_source"] if isinstance(value.get("_source"), dict) else value
            return recognised(record)
    return None


def _seen(text: str) -> object:
    """The first value of a text, as far as it goes: what is cut off ends there. No value is more than its names."""
    root: list[object] = []
    stack: list[list[object] | dict[str, object]] = [root]
    name: str | None = None
    for word in _WORD.findall(text):
        top = stack[-1]
        if word in {"}", "]"}:
            stack.pop()
            if len(stack) <= 1:
                break
        elif isinstance(top, dict) and name is None:
            name = word[1:-1] if word not in {":", ","} else None
        elif word not in {":", ","}:
            value: object = {} if word == "{" else [] if word == "[" else word.strip('"')
            if isinstance(top, dict):
                top[name or ""] = value
            else:
                top.append(value)
            name = None
            if isinstance(value, (dict, list)):
                stack.append(value)
            if len(stack) in {1, _DEEPEST}:
                break
    return root[0] if root else None
