"""A text of JSON that is read piece by piece, value by value, so that its length costs no memory."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tui_reader.importers.records import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_ELEMENT: Final = 16 * 2**20
"""Characters of one value."""

SPACE: Final = re.compile(r"\s*")
BETWEEN: Final = re.compile(r"[\s,]*")
COLON: Final = re.compile(r"[\s:]*")


class JsonValue(NamedTuple):
    """A value of JSON."""

    value: Any
    text: str
    """As it stands in its file; empty where it was put together."""

    def raw(self) -> str:
        """The text of the value as it stands in its file."""
        return self.text


class JsonText:
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
        """The character at this place, which must not be the end."""
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

    def value(self) -> tuple[JsonValue | Problem, int]:
        """The value of JSON that begins here with its line, and goes on behind it; or why there is none."""
        line = self.line
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
            return JsonValue(value, text), line

    def _broken(self, why: json.JSONDecodeError | str) -> tuple[Problem, int]:
        self.is_broken = True
        if isinstance(why, str):
            return Problem(self.line, why), self.line
        if len(self._text) - self._place >= LONGEST_ELEMENT:
            reason = f"not JSON, or a paper of more than {LONGEST_ELEMENT // 2**20} MiB, from here on"
            return Problem(self.line, reason), self.line
        line = self.line + self._text.count("\n", self._place, why.pos)
        column = why.colno + (self._column if "\n" not in self._text[: why.pos] else 0)
        return Problem(line, f"not JSON from here on: {why.msg} at column {column}"), line

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
