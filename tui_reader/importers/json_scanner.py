"""A JSON document that is read as far as its next record needs, so that its length costs no memory."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from tui_reader.importers.facts import LONGEST_RAW
from tui_reader.importers.records import UNREADABLE, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST: Final = 16 * 2**20
"""Characters of one record; a longer one is refused."""

WRAPPERS: Final = frozenset(
    (
        *("results", "items", "data", "notes", "result", "resultList", "hits", "hit", "collection", "papers", "works"),
        *("message", "recommendedPapers", "records", "documents", "docs", "entries", "articles", "publications"),
        "response",
    )
)
"""Names under which services put their records."""
TITLES: Final = frozenset(("title", "Title", "display_name", "DOI", "abstract"))
"""Names that a record has, and nothing that wraps records."""

_BLOCK: Final = 2**16
_WIDEST = 64
"""Characters of the widest indentation that is recognised."""
_CUT_OFF = "the document ends in its midst: is the file complete?"
_INSIDE = re.compile(r"\[\s*(\S)")
_SPACE = re.compile(r"[\s\0\x1e\ufeff]*")
_UNFINISHED = ("Unterminated string", "Invalid \\u", "Invalid \\escape")
_NEAR_END = 16
"""Characters of the longest token that is cut off without an error that says so: `-Infinity`, a number."""
_DEEPEST = 4
"""How many wrappers stand in each other at most: DBLP has `result`, `hits`, `hit`."""

Element = tuple[int, object]
"""The line at which a record begins, and the record; or a `Problem` in its place."""


def _integer(digits: str) -> float:
    """A number with more digits than int() reads (4,300) as the nearest float."""
    try:
        return int(digits)
    except ValueError:
        return float(digits)


_QUICK = json.JSONDecoder(strict=False)
_LENIENT = json.JSONDecoder(strict=False, parse_int=_integer)


def decoded(text: str) -> object:
    """The value that a whole text means; raises JSONDecodeError and RecursionError."""
    try:
        return _QUICK.decode(text)
    except json.JSONDecodeError:
        raise
    except ValueError:  # int() refuses more than 4,300 digits
        return _LENIENT.decode(text)


class _BrokenError(Exception):
    """Text that is no JSON; `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.reason)
        self.problem = problem


class JsonDocument:
    """A document that is read as far as its next record needs."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces
        self._text = ""
        self._before = ""
        self._place = 0
        self._line = 1
        self._counted = 0
        self._is_over = False

    def elements(self) -> Iterator[Element]:
        """The records of all values of the document: most have one."""
        while not self._is_over and (start := self._peek()):
            if start == "[":
                yield from self._list()
            elif start == "{":
                yield from self._object(0)
            else:
                yield from self._element()

    def _element(self) -> Iterator[Element]:
        """The value that comes next, or why there is none; the place is then at the next record that can be found."""
        line = self._at()
        indent = self._indent()
        try:
            yield line, self._value()
        except _BrokenError as error:
            yield line, error.problem
            self._find_again(indent)

    def _list(self) -> Iterator[Element]:
        """The elements of a list, whose "[" comes next."""
        self._place += 1
        while not self._is_over:
            start = self._peek(",")
            if start == "]":
                self._place += 1
                return
            if not start:
                problem = Problem(self._at(), "the list is not closed: is the file complete?", refused=False)
                yield self._at(), problem
                self._is_over = True
                return
            yield from self._element()

    def _object(self, depth: int) -> Iterator[Element]:
        """The records that an object wraps, or the object itself, whose "{" comes next."""
        line = self._at()
        indent = self._indent()
        self._place += 1
        fields: dict[str, object] = {}
        is_wrapper = False
        try:
            while (start := self._peek(",")) and start != "}":
                name = self._name()
                if name in WRAPPERS and depth < _DEEPEST and TITLES.isdisjoint(fields) and self._wraps():
                    is_wrapper = True
                    yield from self._list() if self._text[self._place] == "[" else self._object(depth + 1)
                    if self._is_over:
                        return
                else:
                    fields[name] = self._value()
        except _BrokenError as error:
            yield line, error.problem
            self._find_again(indent if not is_wrapper and not depth else None)
            return
        self._place += 1
        if not start:
            yield line, Problem(self._at(), _CUT_OFF, refused=not is_wrapper)
        elif not is_wrapper:
            yield line, fields

    def _name(self) -> str:
        line = self._at()
        name = self._value()
        if not isinstance(name, str) or self._peek() != ":":
            raise _BrokenError(Problem(line, "not JSON from here on: a name and its value expected"))
        self._place += 1
        if not self._peek():
            raise _BrokenError(Problem(line, _CUT_OFF))
        return name

    def _wraps(self) -> bool:
        """Whether the value that comes next is an object, a list of objects or an empty list."""
        while self._text.startswith("[", self._place):
            if match := _INSIDE.match(self._text, self._place):
                return match[1] in "{]"
            if not self._more():
                return True
        return self._text.startswith("{", self._place)

    def _value(self) -> object:
        """The value that comes next; raises `_BrokenError` when it is none, or too long."""
        decode = _QUICK.raw_decode
        while True:
            try:
                value, end = decode(self._text, self._place)
            except json.JSONDecodeError as error:
                may_go_on = error.msg.startswith(_UNFINISHED) or error.pos >= len(self._text) - _NEAR_END
                offset = error.pos - self._place
                if may_go_on and self._more():
                    continue
                raise _BrokenError(self._problem(error, offset)) from None
            except RecursionError:
                reason = "JSON that is nested too deeply; nothing after it could be read"
                raise _BrokenError(Problem(self._at(), reason)) from None
            except ValueError:
                decode = _LENIENT.raw_decode
                continue
            if end == len(self._text) and isinstance(value, (int, float)) and self._more():
                continue  # the number may go on
            self._place = end
            return value

    def _problem(self, error: json.JSONDecodeError, offset: int) -> Problem:
        raw = self._text[self._place : self._place + LONGEST_RAW]
        if len(self._text) - self._place >= LONGEST:
            return Problem(self._at(), "a record of more than 16 MiB; nothing after it could be read")
        place = self._place + offset
        if not self._text[place:].strip():
            return Problem(self._at(), _CUT_OFF, raw=raw)
        at = self._at() + self._text.count("\n", self._place, place)
        return Problem(at, f"not JSON from here on: {error.msg} at column {error.colno}", raw=raw)

    def _peek(self, separator: str = "") -> str:
        """The next character that is not white space (nor the separator), and the place there; empty at the end."""
        while True:
            match = _SPACE.match(self._text, self._place)
            self._place = match.end() if match else self._place
            if self._place < len(self._text):
                if self._text[self._place] != separator:
                    return self._text[self._place]
                self._place += 1
            elif not self._more():
                return ""

    def _more(self) -> bool:
        """Whether there was more text to read: as much again as is held, so that reading stays linear."""
        if len(self._text) - self._place >= LONGEST:
            return False
        self._line = self._at()
        self._before = (self._before + self._text[: self._place])[-_WIDEST:]
        self._text = self._text[self._place :]
        self._place = self._counted = 0
        parts = [self._text]
        wanted = max(len(self._text), _BLOCK)
        for piece in self._pieces:
            parts.append("\0\n" if piece is UNREADABLE else piece)
            wanted -= len(piece)
            if wanted <= 0:
                break
        self._text = "".join(parts)
        return len(parts) > 1

    def _at(self) -> int:
        """The line of the place."""
        self._line += self._text.count("\n", self._counted, self._place)
        self._counted = self._place
        return self._line

    def _indent(self) -> str | None:
        """The white space before the place on its line; None when something else stands there."""
        before = (self._before + self._text[max(0, self._place - _WIDEST) : self._place])[-_WIDEST:]
        indent = before[before.rfind("\n") + 1 :]
        return None if indent.strip() or len(indent) == _WIDEST else indent

    def _find_again(self, indent: str | None) -> None:
        """Goes to the next record that begins a line as the broken one did; without one, the document is over."""
        mark = f"\n{indent}{{"
        while indent is not None:
            if (found := self._text.find(mark, self._place)) >= 0:
                self._place = found + len(mark) - 1
                return
            self._place = max(self._place, len(self._text) - len(mark))
            if not self._more():
                break
        self._is_over = True
