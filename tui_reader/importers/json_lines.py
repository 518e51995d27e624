"""JSON Lines (https://jsonlines.org): one JSON object a line, each a paper.

The fields are those of `fields`. Every line stands for itself: what is wrong with one never reaches the next.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tui_reader.importers.json_records import items_of
from tui_reader.importers.records import Format, Item, Problem, Source
from tui_reader.importers.text_repair import is_storable

if TYPE_CHECKING:
    from collections.abc import Iterator


def read(source: Source) -> Iterator[Item]:
    """The papers, and a problem for every line that is none and every field that could not be used."""
    decode = json.JSONDecoder().decode
    for number, line in enumerate(source.lines, 1):
        text = line.removeprefix("\ufeff") if number == 1 else line
        if not text or text.isspace():
            continue
        try:
            value = decode(text)
        except json.JSONDecodeError as error:
            yield Problem(number, f"not JSON: {error.msg} at column {error.colno}", raw=text)
        except RecursionError:
            yield Problem(number, "JSON that is nested too deeply", raw=text)
        except ValueError:  # int() refuses more than 4,300 digits
            yield Problem(number, "a number with too many digits", raw=text)
        else:
            yield from items_of(value, number, suspect="\\u" in text or not is_storable(text), raw=text.strip)


def looks_like(beginning: str) -> bool:
    """Whether the first line is an object, whole or (when it is a long one) as far as it can be seen."""
    first, end, _ = beginning.removeprefix("\ufeff").lstrip().partition("\n")
    if not first.startswith("{") or first.strip() == "{":
        return False
    if not end:
        return '"' in first or first.rstrip().endswith("}")
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


FORMAT = Format("jsonl", "JSON Lines", (".jsonl", ".ndjson"), looks_like, read)
