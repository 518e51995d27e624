"""The spans of a text that match a query, for highlighting, by the same analysis as indexing.

Of Whoosh only the Porter stemmer is imported, a module without dependencies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui_reader.search.analysis import Token, edits, readings, stem, tokens, within
from tui_reader.search.postings import plain_value
from tui_reader.search.query_tree import Field, Match, Phrase, Query, Word, terms
from tui_reader.texts.greek import with_names
from tui_reader.texts.typeset import Typeset, may_have_latex, typeset

if TYPE_CHECKING:
    from collections.abc import Sequence

Span = tuple[int, int]
"""Start and end offset in characters, the end exclusive."""


class _Sought(NamedTuple):
    """A word or a sequence of adjacent words of a query."""

    words: tuple[str, ...]
    match: Match
    """How the last word matches; the others match by their stem."""
    field: Field | None

    def ends_with(self, word: str) -> bool:
        """Whether a word of a text matches the last of these words."""
        last = self.words[-1]
        match self.match:
            case Match.PREFIX:
                return word.startswith(last)
            case Match.TYPED:
                return word.startswith(last) or stem(word) == stem(last)
            case Match.FUZZY:
                return stem(word) == stem(last) or within(last, word, edits(last))
            case _:
                return stem(word) == stem(last)


class Highlighter:
    """A query, prepared for matching many texts."""

    def __init__(self, query: Query) -> None:
        self._values: list[Word] = []
        self._words: list[_Sought] = []
        self._phrases: list[_Sought] = []
        self._known: dict[tuple[str, str | None], bool] = {}
        for term in terms(query):
            self._add(term)

    def _add(self, term: Word | Phrase) -> None:
        if isinstance(term, Word) and term.field and term.field.exact:
            self._values.append(term)
            return
        how = term.match if isinstance(term, Word) else Match.EXACT
        for words in readings(term.text):
            sought = _Sought(tuple(words), how, term.field)
            (self._words if len(words) == 1 else self._phrases).append(sought)

    def spans(self, text: str | Typeset, field: str | None = None) -> list[Span]:
        """The spans that match, ascending and disjoint; a phrase is one span.

        A LaTeX text is matched in its source and as typeset, and so is a `Typeset`, because the index has both. `field`
        is the field that the text is from; query words for another field are ignored.
        """
        if isinstance(text, Typeset):
            if text.text is text.source:
                return self._read(text.text, field)
            hidden = (text.shown(*span) for span in self._spans(text.source, field))
            return _merged([*self._read(text.text, field), *(span for span in hidden if span[0] < span[1])])
        if may_have_latex(text) and (typed := typeset(text)).text is not text:
            return _merged([*self._spans(text, field), *_back(typed, self._read(typed.text, field))])
        return self._read(text, field)

    def _read(self, text: str, field: str | None) -> list[Span]:
        """The matches in a text without LaTeX, also in the names of its Greek letters."""
        found = self._spans(text, field)
        if not text.isascii() and (named := with_names(text)).text is not text:
            return _merged([*found, *_back(named, self._spans(named.text, field))])
        return found

    def _spans(self, text: str, field: str | None) -> list[Span]:
        if self._values and any(_has_value(text, word) for word in self._values if word.field == field):
            return [(0, len(text))] if text else []
        phrases = [sought for sought in self._phrases if sought.field in {None, field}]
        if not phrases and not self._words:
            return []
        found = list(tokens(text))
        spans = [(token.start, token.end) for token in found if self._sought(token.word, field)]
        if phrases:
            for sequence in _sequences(found):
                stems = [stem(token.word) for token in sequence]
                spans += (span for sought in phrases for span in _phrase_spans(sequence, stems, sought))
        return _merged(spans)

    def _sought(self, word: str, field: str | None) -> bool:
        key = word, field
        known = self._known.get(key)
        if known is None:
            known = any(sought.field in {None, field} and sought.ends_with(word) for sought in self._words)
            self._known[key] = known
        return known


def _back(typed: Typeset, spans: list[Span]) -> list[Span]:
    """Spans of a typeset text as spans of its source."""
    return [typed.sourced(*span) for span in spans]


def _has_value(text: str, word: Word) -> bool:
    value, sought = plain_value(text), plain_value(word.text)
    match word.match:
        case Match.PREFIX | Match.TYPED:
            return value.startswith(sought)
        case Match.FUZZY:
            return within(value, sought, edits(sought))
        case _:
            return value == sought or (word.field is Field.TAG and value.startswith(f"{sought}/"))


def _sequences(found: Sequence[Token]) -> list[list[Token]]:
    """The words with compounds split and, if there are any, with compounds joined."""
    apart = [token for token in found if token.position == token.last]
    joined: list[Token] = []
    for token in found:
        if token.position != token.last:
            del joined[token.position - token.last - 1 :]
        joined.append(token)
    return [apart, joined] if len(joined) != len(apart) else [apart]


def _phrase_spans(sequence: Sequence[Token], stems: Sequence[str], sought: _Sought) -> list[Span]:
    first = [stem(word) for word in sought.words[:-1]]
    size = len(first)
    return [
        (sequence[at].start, sequence[at + size].end)
        for at in range(len(sequence) - size)
        if stems[at] == first[0] and stems[at : at + size] == first and sought.ends_with(sequence[at + size].word)
    ]


def _merged(spans: list[Span]) -> list[Span]:
    """The union of spans, ascending and disjoint."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
