"""Translates a query tree into a tantivy query.

It matches the same papers as `whoosh.ranking`, and scores by the same rules: BM25F over all parts, words that a prefix
or fuzzy word expands to at half their weight, filters without a score.
"""

from __future__ import annotations

import re
from itertools import pairwise
from os.path import commonprefix
from typing import TYPE_CHECKING

from tantivy import FieldType, Occur
from tantivy import Query as Asked

from tui_reader.model.papers import normal_arxiv, normal_doi
from tui_reader.search.analysis import edits, readings, stem
from tui_reader.search.engine import SupersededError, Wanted
from tui_reader.search.postings import SHORT, WEIGHTS, Part, idf, plain_value
from tui_reader.search.query_tree import And, Field, Flag, Match, Not, Or, Phrase, Query, StoreFilter, Word, Years
from tui_reader.search.tantivy.tantivy_schema import ID, POOL, STARTS, URL, WORDS, YEAR, stems_of, value_of, words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from tui_reader.search.tantivy.tantivy_snapshot import TantivySnapshot

_OTHER_WORD = 0.5
"""The factor of words that a prefix or fuzzy word expands to."""
_COMPLETIONS = 60
"""Words that a prefix expands to as single terms, the most frequent ones; more become a regular expression."""
_IDENTIFIED = 10.0
"""The score of a word that is the paper's own arXiv id or DOI."""
_IN_TITLE = 0.25
"""The factor of the additional score of query words, and of pairs of neighbouring ones, in titles."""
_ALTERNATIVES = 200
"""Words in one regular expression; tantivy refuses automata that are too large."""
_LONG_PREFIX = 20
"""Characters from which a prefix of an exact value is expanded to values: its automaton would be large."""


class Translation:
    """The translation of one query.

    As in `whoosh.ranking.matching`, a word being typed is expanded to all its completions only if `complete`.
    """

    def __init__(
        self, snapshot: TantivySnapshot, flags: Mapping[StoreFilter, Collection[int]], wanted: Wanted, *, complete: bool
    ) -> None:
        self._snapshot = snapshot
        self._schema = snapshot.schema
        self._flags = flags
        self._wanted = wanted
        self._complete = complete
        self.bounded = False
        """Whether a word being typed was expanded to a part of its completions only."""
        self._title_terms: dict[str, Asked] = {}

    def whole(self, query: Query) -> Asked:
        """The query; titles with query words, and with adjacent ones in the query's order, add to the score."""
        asked = self.of(query)
        titled = [(Occur.Should, term) for term in self._title_terms.values()]
        for pair in pairwise(self._title_terms):
            close = Asked.phrase_query(self._schema, stems_of(Part.TITLE), list(pair))
            titled.append((Occur.Should, Asked.boost_query(close, _IN_TITLE)))
        return Asked.boolean_query([(Occur.Must, asked), *titled]) if titled else asked

    def of(self, query: Query) -> Asked:
        """The query for a node of the tree. Raises `SupersededError`."""
        if not self._wanted():
            raise SupersededError
        match query:
            case Word() if query.field and query.field.exact:
                return _filter(self._valued(query.field, query.text, query.match))
            case Word():
                return self._word(query)
            case Phrase(text, field):
                return _any([self._words(words, Match.EXACT, field) for words in readings(text)])
            case And(parts):
                return self._all(parts)
            case Or(parts):
                return _any(list(map(self.of, parts)))
            case _:
                return _filter(self._filtered(query))

    def _filtered(self, query: Query) -> Asked:
        match query:
            case Flag.URL:
                return Asked.term_query(self._schema, URL, 1)
            case _ if isinstance(query, StoreFilter):
                ids = [number for number in self._flags[query] if number > 0]
                return Asked.term_set_query(self._schema, ID, ids) if ids else Asked.empty_query()
            case Years(first, last):
                low, high = max(first or 1, 1), 9999 if last is None else last
                if low > high:
                    return Asked.empty_query()
                return Asked.range_query(self._schema, YEAR, FieldType.Unsigned, low, high)
            case Not(part):
                return self._all((Not(part),))
            case _:
                return Asked.all_query()

    def _all(self, parts: Sequence[Query]) -> Asked:
        clauses = [
            (Occur.MustNot, self.of(part.part)) if isinstance(part, Not) else (Occur.Must, self.of(part))
            for part in parts
        ]
        if all(isinstance(part, Not) for part in parts):
            clauses.append((Occur.Must, _filter(Asked.all_query())))
        return Asked.boolean_query(clauses)

    def _word(self, word: Word) -> Asked:
        sequences = readings(word.text)
        if word.match is Match.TYPED and not self._complete and word.field is None:
            start = sequences[0][0] if sequences else ""
            if [len(each) for each in next(iter(sequences), [])] in ([1], [SHORT]):
                return self._short(start)
        found = [self._words(words, word.match, word.field) for words in sequences]
        if word.field is None:
            found += (
                Asked.const_score_query(self._valued(field, value, Match.EXACT), _IDENTIFIED)
                for field, value in ((Field.ARXIV, normal_arxiv(word.text)), (Field.DOI, normal_doi(word.text)))
                if value
            )
        return _any(found)

    def _short(self, start: str) -> Asked:
        self.bounded = True
        return _any([self._term(STARTS, start, _OTHER_WORD), self._term(POOL, stem(start))])

    def _words(self, words: Sequence[str], how: Match, field: Field | None) -> Asked:
        """Matches the words next to each other, the last one by `how`."""
        *before, last = words
        if not before:
            return self._single(last, how, field)
        stems = list(map(stem, before))
        # After other words, a last word of one or two letters is not looked at yet: too many words begin like it.
        if how is Match.TYPED and len(last) <= SHORT:
            return self._phrases(stems, None, field)
        return self._phrases(stems, self._last_stems(last, how, field), field)

    def _phrases(self, before: list[str], last: Collection[str] | None, field: Field | None) -> Asked:
        found = []
        for part in Part if field is None else (Part[field.name],):
            found += [Asked.boost_query(asked, WEIGHTS[part]) for asked in self._phrase(part, before, last)]
        return _any(found)

    def _phrase(self, part: Part, before: list[str], last: Collection[str] | None) -> Iterable[Asked]:
        name = stems_of(part)
        words: list[str | tuple[int, str]] = [*before, *(last if last and len(last) == 1 else ())]
        if len(words) > len(before) or (last is None and before[1:]):
            yield Asked.phrase_query(self._schema, name, words)
        elif last is None:
            yield self._term(name, before[0])
        else:
            ends = sorted(last)
            for first in range(0, len(ends), _ALTERNATIVES):
                choice = ends[first : first + _ALTERNATIVES]
                # The automaton is built for each search; it is smaller without the common prefix in each alternative.
                same = commonprefix(choice)  # noqa: RUF071 - character by character is what it is for
                rests = "|".join(end[len(same) :] for end in choice)
                yield Asked.regex_phrase_query(self._schema, name, [*before, f"{same}({rests})"])

    def _last_stems(self, word: str, how: Match, field: Field | None) -> set[str]:
        name = WORDS if field is None else words_of(Part[field.name])
        same = {stem(word)}
        match how:
            case Match.PREFIX:
                return {stem(each) for each, _ in self._snapshot.with_prefix(name, word)}
            case Match.TYPED:
                return same | {stem(each) for each, _ in self._completions(name, word)}
            case Match.FUZZY:
                return same | {stem(each) for each, _ in self._snapshot.near(name, word, self._wanted)}
            case _:
                return same

    def _single(self, word: str, how: Match, field: Field | None) -> Asked:
        stems, words = (POOL, WORDS)
        if field is not None:
            stems, words = stems_of(Part[field.name]), words_of(Part[field.name])
        same = self._term(stems, stem(word))
        if field is None:
            self._title_terms[stem(word)] = self._term(stems_of(Part.TITLE), stem(word), _IN_TITLE)
        match how:
            case Match.PREFIX:
                return self._with_prefix(words, word, self._snapshot.with_prefix(words, word, _COMPLETIONS + 1))
            case Match.TYPED if self._complete or len(word) <= SHORT:
                return _any(
                    [same, self._with_prefix(words, word, self._snapshot.with_prefix(words, word, _COMPLETIONS + 1))]
                )
            case Match.TYPED:
                return _any([same, *self._completed(words, word, self._completions(words, word))])
            case Match.FUZZY if distance := edits(word):
                return _any([same, *self._fuzzy_words(word, distance, field, words)])
            case _:
                return same

    def _fuzzy_words(self, word: str, distance: int, field: Field | None, words: str) -> Iterable[Asked]:
        yield self._fuzzy(words, word, distance, _OTHER_WORD)
        if field is None:
            yield self._fuzzy(words_of(Part.TITLE), word, distance, _OTHER_WORD * WEIGHTS[Part.TITLE])

    def _fuzzy(self, name: str, word: str, distance: int, score: float) -> Asked:
        return Asked.const_score_query(Asked.fuzzy_term_query(self._schema, name, word, distance), score)

    def _with_prefix(self, name: str, start: str, found: Sequence[tuple[str, int]]) -> Asked:
        """Matches words with a prefix, of which `found` are the most frequent ones."""
        if len(found) <= _COMPLETIONS:
            return _any(list(self._completed(name, start, found)))
        others = Asked.const_score_query(Asked.regex_query(self._schema, name, f"{_literally(start)}.*"), _OTHER_WORD)
        return _any([self._term(name, start), others])

    def _completions(self, name: str, start: str) -> Sequence[tuple[str, int]]:
        if self._complete:
            return self._snapshot.with_prefix(name, start)
        found = self._snapshot.with_prefix(name, start, _COMPLETIONS + 1)
        self.bounded = self.bounded or len(found) > _COMPLETIONS
        return found[:_COMPLETIONS]

    def _completed(self, name: str, start: str, found: Sequence[tuple[str, int]]) -> Iterable[Asked]:
        """Queries for the completions of a prefix, each scored with the idf of the most frequent one, as one word."""
        if not found:
            return
        papers = self._snapshot.papers
        least = idf(papers, found[0][1])
        for word, frequency in found:
            share = 1.0 if word == start else _OTHER_WORD
            yield self._term(name, word, share * least / idf(papers, frequency))

    def _term(self, name: str, word: str, boost: float = 1.0) -> Asked:
        asked = Asked.term_query(self._schema, name, word, "freq")
        return asked if boost == 1 else Asked.boost_query(asked, boost)

    def _valued(self, field: Field, text: str, how: Match) -> Asked:
        """Matches the values of an exact field."""
        normal = {Field.ARXIV: normal_arxiv, Field.DOI: normal_doi}.get(field)
        value = plain_value((normal(text) if normal else None) or text)
        name = value_of(field)
        if how in {Match.PREFIX, Match.TYPED}:
            if len(value) < _LONG_PREFIX:
                return Asked.regex_query(self._schema, name, f"{_literally(value)}.*")
            values = [each for each, _ in self._snapshot.with_prefix(name, value)]
            return Asked.term_set_query(self._schema, name, values) if values else Asked.empty_query()
        if how is Match.FUZZY and (distance := edits(value)):
            return Asked.fuzzy_term_query(self._schema, name, value, distance)
        return Asked.term_query(self._schema, name, value, "basic")


def _any(asked: list[Asked]) -> Asked:
    if len(asked) == 1:
        return asked[0]
    return Asked.boolean_query([(Occur.Should, each) for each in asked]) if asked else Asked.empty_query()


def _filter(asked: Asked) -> Asked:
    return Asked.const_score_query(asked, 0.0)


def _literally(text: str) -> str:
    """A regular expression in Rust's syntax that matches exactly the text."""
    return re.sub("[^0-9A-Za-z\x80-\U0010ffff]", lambda found: f"\\x{{{ord(found.group()):x}}}", text)
