"""One JSON object as a paper: what every format that is made of JSON objects shares.

The fields are those of `fields`. A paper needs a title and nothing else. Any other field that is not what it should be
stays empty, and a note says which and why, so that one wrong field never costs a paper. Fields of other names are kept
as they are, as `Details.extra`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_reader.importers.field_values import sort_of
from tui_reader.importers.fields import record_of
from tui_reader.importers.records import Item, Problem
from tui_reader.importers.text_repair import REPAIRED, storable

if TYPE_CHECKING:
    from collections.abc import Callable

_SHOWN = 80


def items_of(value: object, line: int, *, suspect: bool = True, raw: Callable[[], str] = lambda: "") -> list[Item]:
    """The paper that a JSON value means and the notes on it, or the one problem that kept it out.

    `suspect` is whether the text it was parsed from may stand for characters that cannot be stored; `raw` gives that
    text.
    """
    if not isinstance(value, dict):
        return [_refused(value, line, f"{sort_of(value)} where an object was expected", raw)]
    title = value.get("title")
    if not isinstance(title, str) or not title.strip():
        found = "no title" if title is None else "an empty title" if title == "" else None
        found = found or ("an empty title" if isinstance(title, str) else f"its title is {sort_of(title)}")
        return [_refused(value, line, found, raw)]
    notes: list[str] = []
    fields: dict[str, Any] = value
    if suspect and (repaired := _storable(value)) != value:
        fields = repaired
        notes.append(REPAIRED)
    record = record_of(fields, line, notes)
    if not notes:
        return [record]
    called = record.paper.key or record.paper.title[:_SHOWN]
    return [record, *(Problem(line, note, refused=False, record=called) for note in notes)]


def _refused(value: object, line: int, reason: str, raw: Callable[[], str]) -> Problem:
    called = ""
    if isinstance(value, dict):
        called = next((one for name in ("key", "doi", "arxiv", "url") if isinstance(one := value.get(name), str)), "")
    return Problem(line, reason, record=called[:_SHOWN], raw=raw())


def _storable(value: Any) -> Any:  # noqa: ANN401 - a value of JSON
    """The value with every character that cannot be stored as `�`."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [_storable(one) for one in value]
    if isinstance(value, dict):
        return {storable(name): _storable(one) for name, one in value.items()}
    return value
