"""Parses the text of a query into a `query_tree`, and never fails.

Text that does not parse is searched as words, and `Parsed.hint` says why. What has neither letter nor digit is left
out. While a query is being typed, an unfinished end (`a OR`, `author:`, `year:20`) restricts nothing.

    query  = { [ "OR" | "AND" ] { "NOT" | "-" } item }
    item   = [ name ":" ] "(" query ")"  |  [ name ":" ] quoted [ "*" | "~" ]  |  [ name ":" ] word [ "*" | "~" ]
    name   = a field of `query_tree.Field` or a filter of `filters.FILTERS`

AND binds tighter than OR and may be left out. A name before a parenthesis holds for everything inside that has no name
of its own: `title:(graph OR tree)`, `-author:(a b)`, `is:(read OR queued)`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tui_reader.model.papers import SCHEMES, arxiv_of_doi
from tui_reader.search.analysis import tokens, words
from tui_reader.search.filters import FILTERS, parse_filter, unknown_name
from tui_reader.search.identifier_text import identifier_in
from tui_reader.search.lexemes import LEXEME
from tui_reader.search.query_tree import Everything, Field, Match, Phrase, Query, Word, both, either, negated
from tui_reader.texts.typeset import typeset

_DEEPEST = 50  # parentheses inside each other; further ones are ignored
_BETWEEN_WORDS = re.compile(r"[\s():]+")
_FIELD = re.compile(r"([A-Za-z]+2?):(.*)", re.DOTALL)
# A word with a LaTeX accent (\"o, \'{e}, \c{c}) or letter (\ss, \oe, \aa, \l).
_ACCENTED = re.compile(r"(?<!\S)\S*\\(?:[\"'`^~=.]|[cuvHdbkr]\{|(?:ss|[ao]e|aa|[oli])(?![A-Za-z]))\S*", re.IGNORECASE)
_OPERATORS = {"OR": "or", "AND": "and", "NOT": "not"}
_MARKS = {"*": Match.PREFIX, "~": Match.FUZZY}
_FIELDS = {str(where): where for where in Field}


@dataclass(frozen=True, slots=True)
class Parsed:
    """The meaning of a text."""

    query: Query
    hint: str = ""
    """A sentence about the first thing that was not understood; empty when all is well."""


def parse(text: str, *, typing: bool = False) -> Parsed:
    r"""The meaning of a text. With `typing`, its last word may still grow, unless a space or a quotation mark ends it.

    LaTeX accents (`Erd\"os`) become letters first, as some contain quotation marks; the index has all other macros.
    """
    if "\\" in text:
        text = _ACCENTED.sub(lambda word: typeset(word.group()).text, text)
    if (identifier := identifier_in(text)) is not None:
        return Parsed(identifier)
    parser = _Parser(typing=typing)
    last = len(text) if typing else -1
    for lexeme in LEXEME.finditer(text):
        parser.take(lexeme, growing=lexeme.end() == last)
    return parser.finish()


@dataclass(slots=True)
class _Group:
    """The content of a parenthesis that is not closed yet; the first group is the whole query."""

    scope: str = ""
    """The field or filter that holds for words without a name of their own; empty for any field."""
    items: list[Query] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    """The number of items before each OR."""
    operators: list[str] = field(default_factory=list)
    """The operators read since the last item; they apply to the next one."""

    def add(self, item: Query) -> None:
        if "or" in self.operators:
            self.ends.append(len(self.items))
        odd = (self.operators.count("not") + self.operators.count("-")) % 2
        self.items.append(negated(item) if odd else item)
        self.operators.clear()

    def meaning(self) -> Query | None:
        starts, ends = [0, *self.ends], [*self.ends, len(self.items)]
        parts = [both(*self.items[start:end]) for start, end in zip(starts, ends, strict=True)]
        return either(*parts) if self.items else None


class _Parser:
    """Reads lexemes from left to right. Groups are on a stack: recursion would fail for thousands of parentheses."""

    def __init__(self, *, typing: bool) -> None:
        self.typing = typing
        self.hint = ""
        self.groups = [_Group()]
        self.too_deep = 0

    def take(self, lexeme: re.Match[str], *, growing: bool) -> None:
        # A negated prefix would exclude nearly everything while its first letters are typed.
        growing = growing and not {"not", "-"}.intersection(self.groups[-1].operators)
        if lexeme["open"]:
            self._open(lexeme["scope"] or "")
        elif lexeme["close"]:
            self._close()
        elif lexeme["minus"]:
            self.groups[-1].operators += ["-"] * len(lexeme["minus"])
        elif lexeme["word"] is None:
            self._add(self._quoted(lexeme, growing=growing))
        elif operator := _OPERATORS.get(lexeme["word"]):
            self._operator(operator)
        else:
            self._add(self._word(lexeme["word"], growing=growing))

    def finish(self) -> Parsed:
        if len(self.groups) > 1 or self.too_deep:
            self._note("A parenthesis is not closed.")
        while len(self.groups) > 1:
            self._leave()
        self._spell_operators(forgive=self.typing)
        query = self.groups[0].meaning()
        return Parsed(Everything() if query is None else query, self.hint)

    def _note(self, hint: str) -> None:
        self.hint = self.hint or hint

    def _add(self, item: Query | None) -> None:
        if item is not None:
            self.groups[-1].add(item)

    def _open(self, name: str) -> None:
        name = name.lower()
        if name and not _is_known(name):
            self._note(unknown_name(name, _FIELDS))
            self._add(self._in_scope(name, growing=False))
            name = ""
        if len(self.groups) > _DEEPEST:
            self.too_deep += 1
            self._note("These are too many parentheses.")
        else:
            self.groups.append(_Group(name or self.groups[-1].scope))

    def _close(self) -> None:
        if self.too_deep:
            self.too_deep -= 1
        elif len(self.groups) == 1:
            self._note("A parenthesis was never opened.")
        else:
            self._leave()

    def _leave(self) -> None:
        self._spell_operators(forgive=False)
        meaning = self.groups.pop().meaning()
        if meaning is None:
            self._note("Nothing stands between the parentheses.")
        self._add(meaning)

    def _operator(self, operator: str) -> None:
        group = self.groups[-1]
        if operator != "not":
            self._spell_operators(forgive=False)
            if not group.items:
                self._note(f"{operator.upper()} wants something before it; it is searched as a word.")
                self._add(self._spelled(operator))
                return
        group.operators.append(operator)

    def _spell_operators(self, *, forgive: bool) -> None:
        """Turns operators without an operand into words; with `forgive` they are dropped."""
        group = self.groups[-1]
        waiting = [operator for operator in group.operators if operator != "-"]
        group.operators.clear()
        if waiting:
            fate = "" if forgive else "; it is searched as a word"
            self._note(f"{waiting[0].upper()} wants something after it{fate}.")
        if not forgive:
            group.items += map(self._spelled, waiting)

    def _spelled(self, operator: str) -> Word:
        """An operator without an operand as a word."""
        return Word(operator, _FIELDS.get(self.groups[-1].scope))

    def _quoted(self, lexeme: re.Match[str], *, growing: bool) -> Query | None:
        name, inside, mark = (lexeme["quoted"] or self.groups[-1].scope).lower(), lexeme["inside"], lexeme["mark"]
        where = _FIELDS.get(name)
        growing = growing and not lexeme["end"]
        if not lexeme["end"]:
            self._note("A quotation mark is not closed.")
        if name in FILTERS:
            return self._filter(name, inside.strip() + mark, growing=growing)
        if where and where.exact:
            return self._exact(inside + mark, where, growing=growing)
        if mark:
            self._note(f"{mark} is understood after a single word only.")
        found = self._phrase(inside, where) if lexeme["end"] else self._words(inside, where, growing=growing)
        if name and not where:
            self._note(unknown_name(name, _FIELDS))
            return both(Word(name), found or Everything())
        return found

    def _phrase(self, inside: str, where: Field | None) -> Query | None:
        if text := _trimmed(inside):
            return Phrase(text, where)
        self._note("There is no letter or digit between the quotation marks.")
        return None

    def _words(self, text: str, where: Field | None, *, growing: bool) -> Query | None:
        raw = [word for word in _BETWEEN_WORDS.split(text) if word]
        growing = growing and not text[-1:].isspace()
        found = [self._plain(word, where, growing=growing and i == len(raw)) for i, word in enumerate(raw, 1)]
        return both(*filter(None, found)) if any(found) else None

    def _word(self, raw: str, *, growing: bool) -> Query | None:
        scope = _FIELDS.get(self.groups[-1].scope)
        bare = _from_first_letter(raw)
        if match := _FIELD.fullmatch(bare):
            name, value = match[1].lower(), match[2]
            # The values of an exact field may have colons: `key:(DBLP:conf/nips/V17)`.
            if _is_known(name) and not (scope and scope.exact and name in SCHEMES):
                return self._named(name, value, growing=growing)
            if not (scope and scope.exact):
                self._note(unknown_name(name, _FIELDS))
        return self._in_scope(raw, growing=growing)

    def _in_scope(self, raw: str, *, growing: bool) -> Query | None:
        """A word without a name, in the field or filter of the parenthesis around it."""
        if scope := self.groups[-1].scope:
            return self._named(scope, raw, growing=growing)
        return self._plain(_from_first_letter(raw), growing=growing)

    def _named(self, name: str, value: str, *, growing: bool) -> Query | None:
        """The meaning of `name:value` for a field or filter that exists."""
        if name in FILTERS:
            return self._filter(name, value, growing=growing)
        return self._in_field(_FIELDS[name], value, growing=growing)

    def _filter(self, name: str, value: str, *, growing: bool) -> Query | None:
        found = parse_filter(name, value, growing=growing)
        if found.query is None:
            self._note(found.hint)
        if found.query is not None or growing:
            return found.query
        return both(*map(Word, words(f"{name}:{value}")))

    def _in_field(self, where: Field, value: str, *, growing: bool) -> Query | None:
        if where.exact:
            return self._exact(value, where, growing=growing)
        if _trimmed(value):
            return self._plain(value, where, growing=growing)
        self._note(f"{where}: wants a word after it.")
        return None if growing else Word(str(where))

    def _exact(self, value: str, where: Field, *, growing: bool) -> Query | None:
        text = value.rstrip("*~")
        mark = value[len(text) :][:1]
        text = " ".join(text.lstrip("#").split()).rstrip("*~").rstrip()
        if where is Field.DOI and (arxiv := arxiv_of_doi(text)):
            return either(Word(text, where), Word(arxiv, Field.ARXIV))
        if text:
            return Word(text, where, _MARKS.get(mark, Match.TYPED if growing else Match.EXACT))
        self._note(f"{where}: wants a word after it.")
        return None if growing else Word(str(where))

    def _plain(self, raw: str, where: Field | None = None, *, growing: bool = False) -> Word | None:
        bare = raw.rstrip("*~")
        mark = raw[len(bare) :][:1]
        text = _trimmed(bare)
        if where is None:
            text = _OPERATORS.get(text, text)
        if not text:
            self._note(f"There is no letter or digit in \u201c{raw[:20]}\u201d; it is left out.")
            return None
        if "*" in text or "~" in text:
            self._note("* and ~ are understood at the end of a word only.")
        return Word(text, where, _MARKS.get(mark, Match.TYPED if growing else Match.EXACT))


def _is_known(name: str) -> bool:
    return name in FILTERS or name in _FIELDS


def _trimmed(text: str) -> str:
    """The text from its first to its last letter or digit, each run of white space as one space."""
    found = list(tokens(text))
    return " ".join(text[found[0].start : max(token.end for token in found)].split()) if found else ""


def _from_first_letter(text: str) -> str:
    first = next(tokens(text), None)
    return text[first.start :] if first else text
