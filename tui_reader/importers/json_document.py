"""One JSON document: a list of papers (what `tui-reader search --json` prints), or a single one (`show --json`).

The fields are those of `fields`. A list is read element by element, whatever its lines are, so that its length costs no
memory. The papers before a mistake go in; those after it cannot be found.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tui_reader.importers import json_lines
from tui_reader.importers.json_records import items_of
from tui_reader.importers.records import Format, Item, Problem, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_ELEMENT: Final = 16 * 2**20
"""Characters of one paper."""

_BETWEEN = re.compile(r"[\s,]*")
_SPACE = re.compile(r"\s*")


def read(source: Source) -> Iterator[Item]:
    """The papers of the list, each at the line where its object begins."""
    text = _Text(source.pieces if source.pieces is not None else _with_ends(source.lines))
    text.skip(_SPACE)
    if text.is_at_end():
        return
    if text.next() != "[":
        yield from _element(text)
        yield from _after(text)
        return
    text.advance(1)
    while True:
        text.skip(_BETWEEN)
        if text.is_at_end():
            line = max(text.line - text.ends_with_break, 1)
            yield Problem(line, "the list of papers is not closed: is the file complete?", refused=False)
            return
        if text.next() == "]":
            text.advance(1)
            yield from _after(text)
            return
        yield from _element(text)
        if text.is_broken:
            return


def looks_like(beginning: str) -> bool:
    """Whether a list of objects begins, or an object that goes on after its first line."""
    start = beginning.removeprefix("\ufeff").lstrip()
    return (start.startswith("{") and not json_lines.looks_like(start)) or bool(re.match(r"\[\s*(?:\{|\]|$)", start))


FORMAT = Format("json", "JSON", (".json",), looks_like, read)


def _element(text: _Text) -> Iterator[Item]:
    line = text.line
    found = text.value()
    if isinstance(found, Problem):
        yield found
    else:
        yield from items_of(found.value, line, raw=lambda: found.text)


def _after(text: _Text) -> Iterator[Item]:
    """The problem that something follows the document."""
    if text.is_broken:
        return
    text.skip(_SPACE)
    if not text.is_at_end():
        yield Problem(text.line, "text after the end of the document")


def _with_ends(lines: Iterator[str]) -> Iterator[str]:
    return (line if line.endswith("\n") else f"{line}\n" for line in lines)


class _Value(NamedTuple):
    value: Any
    text: str


class _Text:
    """A text that is read piece by piece as far as it is needed."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces
        self._text = next(pieces, "").removeprefix("\ufeff")
        self._place = 0
        self._column = 0
        """How many characters of its line stood before `_text`."""
        self.line = 1
        """The line of the place that is read next."""
        self.is_broken = False
        """Whether nothing after this place can be read."""
        self.ends_with_break = False
        """Whether the last thing that was read is the end of a line."""
        self._decode = json.JSONDecoder().raw_decode

    def next(self) -> str:
        """The next character."""
        return self._text[self._place]

    def is_at_end(self) -> bool:
        """Whether nothing is left."""
        return self._place >= len(self._text) and not self._more()

    def advance(self, count: int) -> None:
        """Goes on by so many characters."""
        passed = self._text[self._place : self._place + count]
        self.line += passed.count("\n")
        self.ends_with_break = passed.endswith("\n")
        self._place += count

    def skip(self, pattern: re.Pattern[str]) -> None:
        """Passes over what matches."""
        while match := pattern.match(self._text, self._place):
            if match.end() > self._place:
                self.advance(match.end() - self._place)
            if self._place < len(self._text) or not self._more():
                return

    def value(self) -> _Value | Problem:
        """The value of JSON that begins here, and goes on behind it; or why there is none."""
        while True:
            try:
                value, end = self._decode(self._text, self._place)
            except json.JSONDecodeError as error:
                if len(self._text) - self._place < LONGEST_ELEMENT and self._more():
                    continue  # it may only have been cut off
                if self._text[-1].isspace() and error.pos < len(self._text):
                    self._text = self._text.rstrip()
                    continue  # the end of a file that was cut off is no part of a string
                return self._broken(error)
            except RecursionError:
                return self._broken("JSON that is nested too deeply; nothing after it could be read")
            except ValueError:  # int() refuses more than 4,300 digits
                return self._broken("a number with too many digits; nothing after it could be read")
            if end == len(self._text) and not isinstance(value, (dict, list)) and self._more():
                continue  # a number goes on as long as there are digits
            text = self._text[self._place : end]
            self.advance(end - self._place)
            self._forget()
            return _Value(value, text)

    def _broken(self, why: json.JSONDecodeError | str) -> Problem:
        self.is_broken = True
        if isinstance(why, str):
            return Problem(self.line, why)
        if len(self._text) - self._place >= LONGEST_ELEMENT:
            return Problem(self.line, f"not JSON, or a paper of more than {LONGEST_ELEMENT // 2**20} MiB, from here on")
        line = self.line + self._text.count("\n", self._place, why.pos)
        column = why.colno + (self._column if "\n" not in self._text[: why.pos] else 0)
        return Problem(line, f"not JSON from here on: {why.msg} at column {column}")

    def _more(self) -> bool:
        """Reads on, as much as is there already or a piece; whether there was anything."""
        pieces = []
        wanted = max(len(self._text) - self._place, 1)
        while wanted > 0 and (piece := next(self._pieces, "")):
            pieces.append(piece)
            wanted -= len(piece)
        self._text += "".join(pieces)
        return bool(pieces)

    def _forget(self) -> None:
        """Lets go of what was read."""
        if self._place > _KEPT:
            passed = self._text[: self._place]
            begin = passed.rfind("\n") + 1
            self._column = self._place - begin + (0 if begin else self._column)
            self._text, self._place = self._text[self._place :], 0


_KEPT = 2**16
"""Characters that were read and are kept: letting go of them one by one would copy the rest each time."""
