"""Reads a source from left to right, and says what each piece of LaTeX in it reads as."""

from __future__ import annotations

import itertools
import re
from functools import cached_property

from tui_reader.texts import latex_rules as rules
from tui_reader.texts.maths import maths
from tui_reader.texts.source_map import Group, Replacement, read
from tui_reader.texts.symbols import ARGUMENTS, SILENT, accented, symbol

_MOST = 20_000
"""Characters of maths that are read in one source, so that a hostile one takes no more than a moment."""
_DEEPEST = 20
_EN_DASH = "--"
_ESCAPED_IN_ADDRESS = re.compile(r"\\([%#&_~{}])(?:\{\})?")


class Scanner:
    """What a source has of LaTeX: `replacements` in order, and `groups`, inner ones before outer ones."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.replacements: list[Replacement] = []
        self.groups: list[Group] = []
        self._room = _MOST
        self._depth = 0
        self._kept = 0
        """How many marks of LaTeX stayed as they were."""
        self._closing_quotes: set[int] = set()

    def scan(self, start: int, end: int) -> None:
        """Gathers the replacements of a part of the source."""
        self._depth += 1
        place = start
        while (mark := rules.MARK.search(self.source, place, end)) is not None:
            place = self._piece(mark, end)
        self._depth -= 1

    def _piece(self, mark: re.Match[str], end: int) -> int:
        """Deals with what may be LaTeX; the place to go on at."""
        start, after = mark.span()
        text: str | None = None
        match mark.group():
            case "\\":
                return self._macro(start, end)
            case "$":
                return self._formula(start, end)
            case "{":
                return self._braces(start, end)
            case "~" if rules.is_tie(self.source, start, in_latex=self._is_latex):
                text = " "
            case "--" | "---" as hyphens if rules.is_dash(self.source, start):
                text = "–" if hyphens == _EN_DASH else "—"
            case "``" if quoted := rules.QUOTED.match(self.source, start, end):
                self._closing_quotes.add(quoted.start("close"))
                text = "“"
            case "''" if start in self._closing_quotes:
                text = "”"
            case "^" | "_" if raised := rules.RAISED.match(self.source, start, end):
                after = raised.end()
                text = self._maths(start, after)
                text = text if text and text[0] not in "^_" else None
        return after if text is None else self._add(start, after, text)

    def _add(self, start: int, end: int, text: str) -> int:
        self.replacements.append(Replacement(start, end, text))
        return end

    def _keep(self, end: int) -> int:
        """Leaves LaTeX that cannot be read as it is."""
        self._kept += 1
        return end

    def _maths(self, start: int, end: int) -> str | None:
        self._room -= end - start
        return maths(self.source[start:end]) if self._room > 0 and end - start <= rules.LONGEST_FORMULA else None

    @cached_property
    def _is_latex(self) -> bool:
        return "\\" in self.source or "$" in self.source

    @cached_property
    def _has_escaped_quotes(self) -> bool:
        return rules.QUOTE_IN_QUOTES.search(self.source) is not None

    @cached_property
    def _closes(self) -> dict[int, int]:
        """For each brace that opens, where it is closed."""
        closes: dict[int, int] = {}
        open_: list[int] = []
        for brace in rules.BRACE.finditer(self.source):
            if brace.group() == "{":
                open_.append(brace.start())
            elif brace.group() == "}" and open_:
                closes[open_.pop()] = brace.start()
        return closes

    @cached_property
    def _next_dollar(self) -> dict[int, int]:
        """For each `$` that is not escaped, the one after it."""
        found = [dollar.start() for dollar in rules.DOLLAR.finditer(self.source) if dollar.group() == "$"]
        return dict(itertools.pairwise(found))

    def _formula(self, start: int, end: int) -> int:
        """A formula between `$` or `$$`."""
        close, size = self._next_dollar.get(start, end), 1
        if close == start + 1:
            close, size = self._next_dollar.get(close, end), 2
        inside, after = start + size, close + size
        if after > end or self.source[close:after] != "$" * size:
            return self._keep(inside)
        return self._read_formula(start, inside, close, after)

    def _read_formula(self, start: int, inside: int, close: int, after: int) -> int:
        body = self.source[inside:close]
        if not rules.is_formula(body, self.source[start - 1 : start], self.source[after : after + 1]):
            return self._keep(inside)
        plain = not any(mark in body for mark in "\\^_{}~'")
        text = " ".join(body.split()) if plain else self._maths(inside, close)
        return self._keep(after) if text is None else self._add(start, after, text)

    def _braces(self, start: int, end: int) -> int:
        """Braces: those of a font, of a name, and around accents and formulas go; all others stay."""
        close = self._closes.get(start, end)
        if close >= end or self._depth > _DEEPEST:
            return start + 1
        if font := rules.FONT.match(self.source, start, close):
            return self._text(start, font.end(), close)
        if rules.NAMED.match(self.source, start):
            return self._text(start, start + 1, close)
        first, kept = len(self.replacements), self._kept
        self.scan(start + 1, close)
        read = any(self.source[piece.start] in "\\$" for piece in self.replacements[first:])
        if read and self._kept == kept and self.source[start - 1 : start] != "$":
            self.replacements.insert(first, Replacement(start, start + 1, ""))
            self._add(close, close + 1, "")
            self.groups.append(Group(start, start + 1, close, close + 1))
        return close + 1

    def _text(self, start: int, inside: int, close: int, before: str = "", after: str = "") -> int:
        """Text in braces, which closes at `close`, and what is read instead of what stands around it."""
        self._add(start, inside, before)
        self.scan(inside, close)
        self._add(close, close + 1, after)
        self.groups.append(Group(start, inside, close, close + 1))
        return close + 1

    def _macro(self, start: int, end: int) -> int:
        for pattern in (rules.PATH, rules.REFERENCE, rules.CONTRACTION):
            if found := pattern.match(self.source, start, end):
                return self._keep(found.end())
        for pattern, text in rules.ESCAPES.items():
            if found := pattern.match(self.source, start, end):
                return self._add(start, found.end(), found.expand(text))
        if found := rules.ACCENT.match(self.source, start, end):
            return self._accent(found)
        if found := rules.LETTER.match(self.source, start, end):
            return self._add(start, found.end(), symbol(found[1]) or found.group())
        if named := rules.NAME.match(self.source, start, end):
            return self._named(named, end)
        return self._delimited(start, end)

    def _accent(self, found: re.Match[str]) -> int:
        letter = found["braced"] or found["bare"] or found["dotless"]
        text = accented(found["name"], letter)
        if text is None or (found["name"] == '"' and self._has_escaped_quotes):
            return self._keep(found.start() + 2)
        return self._add(found.start(), found.end(), text)

    def _delimited(self, start: int, end: int) -> int:
        r"""A formula between `\(` and `\)`, or `\[` and `\]`; a pattern of grep's has no other macros."""
        closing = {"\\(": "\\)", "\\[": "\\]"}.get(self.source[start : start + 2])
        close = self.source.find(closing, start, end) if closing else -1
        if closing is None:
            return self._keep(start + 1)
        if close < 0 or not any(mark in self.source[start + 2 : close] for mark in "\\^="):
            return self._keep(start + 2)
        return self._read_formula(start, start + 2, close, close + 2)

    def _named(self, named: re.Match[str], end: int) -> int:
        """A macro with a name, and its arguments."""
        name, start, after = named[1], named.start(), named.end()
        if self._depth <= _DEEPEST and (first := self._argument(after, end)):
            if name in rules.TEXT:
                return self._text(start, *first)
            if name in rules.ADDRESSES:
                return self._address(start, *first)
            if name == "footnote":
                spaced = self.source[start - 1 : start] in (" ", "~", "\n")
                return self._text(start, *first, "(" if spaced else " (", ")")
            if name == "href" and (second := self._argument(first[1] + 1, end)):
                return self._link(start, first, second)
            if name in rules.SCRIPTS and (text := maths(f"{rules.SCRIPTS[name]}{{{self.source[slice(*first)]}}}")):
                return self._add(start, first[1] + 1, text)
        return self._symbol(name, start, after, end)

    def _argument(self, place: int, end: int) -> tuple[int, int] | None:
        """Where the text of an argument in braces begins and ends; None when there is none at a place."""
        if self.source[place : place + 1] in (" ", "\n"):
            place += 1
        close = self._closes.get(place, end)
        return (place + 1, close) if close < end else None

    def _address(self, start: int, inside: int, close: int) -> int:
        address = _ESCAPED_IN_ADDRESS.sub(r"\1", self.source[inside:close])
        before = " " if self.source[start - 1 : start].isalnum() else ""
        if address != self.source[inside:close]:
            return self._add(start, close + 1, before + address)
        self._add(start, inside, before)
        self.groups.append(Group(start, inside, close, close + 1))
        return self._add(close, close + 1, "")

    def _link(self, start: int, first: tuple[int, int], second: tuple[int, int]) -> int:
        """A text that is a link, and the address after it if the text does not say it."""
        address = _ESCAPED_IN_ADDRESS.sub(r"\1", self.source[slice(*first)])
        inner = Scanner(self.source)
        inner._depth, inner._room = self._depth, self._room
        inner.scan(*second)
        text = read(self.source, inner.replacements, *second)
        return self._add(start, second[1] + 1, text if address in text else f"{text} ({address})")

    def _symbol(self, name: str, start: int, after: int, end: int) -> int:
        r"""A macro of maths outside formulas, with its arguments and scripts (`\mathbb{R}^d`)."""
        after_latex = self.replacements and self.replacements[-1].end == start
        in_a_word = rules.WORD_BEFORE.match(self.source, start) and not after_latex
        if len(name) == 1 or in_a_word:
            return self._keep(after)
        if glued := rules.GLUED.match(self.source, start, end):
            return self._add(start, glued.end(), "")
        if name in SILENT:
            return self._add(start, after + self.source[after : after + 1].isspace(), "")
        place = self._after_arguments(name, after, end)
        while place and (script := rules.ATTACHED.match(self.source, place, end)):
            place = script.end()
        text = self._maths(start, place) if place else None
        return self._add(start, place, text) if place and text and "\\" not in text else self._keep(after)

    def _after_arguments(self, name: str, place: int, end: int) -> int | None:
        """Where a macro ends with its arguments, of which one may be a macro too; None when one is missing."""
        wanted = ARGUMENTS.get(name, 0)
        for _ in range(_DEEPEST):
            if not wanted:
                return place
            wanted -= 1
            if argument := self._argument(place, end):
                place = argument[1] + 1
            elif name not in rules.TEXT and (single := rules.UNBRACED.match(self.source, place, end)):
                place = single.end()
                wanted += ARGUMENTS.get(single.group()[1:], 0) if single.group().startswith("\\") else 0
            else:
                return None
        return None
