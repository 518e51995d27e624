"""Which papers of a snapshot match a query, and how well.

A word's score is BM25F: its weights in all parts of a paper are summed (`postings.WEIGHTS`, less in longer parts), then
saturate. All words that a prefix or a typing error stands for are scored as one word, those that are not
the word itself at half their weight. A phrase is scored like a word that occurs where the phrase does. Filters (flags,
years, tags and other exact values, `NOT`) decide and do not score.
"""

from __future__ import annotations

import heapq
import math
from itertools import compress
from typing import TYPE_CHECKING

from tui_reader.model.papers import normal_arxiv, normal_doi
from tui_reader.search.analysis import edits, readings, stem, within
from tui_reader.search.engine import SupersededError, Wanted
from tui_reader.search.postings import MASKS, SHORT, UNIT, occurrences, plain_value, term_of
from tui_reader.search.query_tree import And, Everything, Field, Flag, Match, Not, Or, Phrase, Query, Word, Years
from tui_reader.search.whoosh.whoosh_schema import BEGINNINGS, POOL, STARTS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from tui_reader.search.whoosh.whoosh_snapshot import Snapshot

Scores = dict[int, float]
Terms = list[tuple[str, float]]

SATURATION = 0.6 * UNIT
"""The weight of a word in a paper that is half of what any weight can come to."""
_OTHER_WORD = 0.5
_COMPLETIONS = 60
_IDENTIFIED = 10.0 * UNIT
_SEQUENCES_BETWEEN_QUESTIONS = 200


def matching(snapshot: Snapshot, query: Query, flags: Mapping[Flag, Collection[int]], wanted: Wanted) -> Scores:
    """The documents that match, with their scores.

    A word that is being typed stands for all words that begin like it, but at first only for those that are worth
    waiting for: up to two letters, for words of titles, venues, tags and keys and for family names (a list of their
    own); from three letters on, for the sixty most frequent ones. Only if nothing matches so, for all. So a word that
    is there is never lost between its letters, and the answer to a few letters is a good part of the truth.
    """
    search = _Search(snapshot, flags, wanted, complete=False)
    scores = search.scores(query)
    if not scores and search.bounded:
        scores = _Search(snapshot, flags, wanted, complete=True).scores(query)
    return scores


def rarity(papers: int, having: int) -> float:
    """How much a word says that so many of the papers have: the factor in BM25."""
    return math.log(1 + (papers - having + 0.5) / (having + 0.5))


def alike(snapshot: Snapshot, word: str, limit: int, wanted: Wanted) -> list[tuple[str, int]]:
    """Words of the pool within `edits` of a word, nearest first, each with the number of its papers."""
    found = []
    slips = edits(word)
    for other in snapshot.near(word, slips, wanted):
        if papers := len(snapshot.weights(POOL, [(term_of(other), 1.0)], wanted)):
            distance = next(distance for distance in range(slips + 1) if within(word, other, distance))
            found.append((distance, -papers, other))
    return [(other, -papers) for _, papers, other in sorted(found)[:limit]]


class _Search:
    """One walk through a query."""

    def __init__(
        self, snapshot: Snapshot, flags: Mapping[Flag, Collection[int]], wanted: Wanted, *, complete: bool
    ) -> None:
        self.snapshot = snapshot
        self.flags = flags
        self.wanted = wanted
        self.complete = complete
        self.bounded = False
        """Whether a word that is being typed did not stand for all that it could."""

    def scores(self, query: Query) -> Scores:
        """The documents that match."""
        if not self.wanted():
            raise SupersededError
        match query:
            case Word() if query.field and query.field.exact:
                return dict.fromkeys(self._valued(query.field, query.text, query.match), 0.0)
            case Word() | Phrase():
                return self._word(query)
            case And(parts):
                return self._all(parts)
            case Or(parts):
                return _summed(map(self.scores, parts))
            case _:
                return dict.fromkeys(self._filtered(query), 0.0)

    def _filtered(self, query: Query) -> Iterable[int]:
        """The documents that match a filter."""
        if isinstance(query, Flag) and query is not Flag.URL:
            document_of = self.snapshot.document_of
            return [document_of[paper] for paper in self.flags[query] if paper in document_of]
        return self._passing(query, self.snapshot.live)

    def _passing(self, query: Query, documents: Collection[int]) -> Iterable[int]:
        """Those of these documents that match a filter."""
        snapshot = self.snapshot
        match query:
            case Flag.URL:
                return compress(documents, map(snapshot.addresses.__getitem__, documents))
            case Flag():
                return set(self._filtered(query)).intersection(documents)
            case Years(first, last):
                years, low, high = snapshot.years, first or 1, 9999 if last is None else last
                return [document for document in documents if low <= years[document] <= high]
            case Not(part):
                left_out = self.scores(part)
                return [document for document in documents if document not in left_out]
            case _:
                return documents

    def _all(self, parts: Sequence[Query]) -> Scores:
        found: Scores | None = None
        for part in sorted(parts, key=_cost):
            if found is not None and isinstance(part, Not | Flag | Years | Everything):
                found = {document: found[document] for document in self._passing(part, found)}
            else:
                found = _common(found, self.scores(part))
            if not found:
                return {}
        return found or {}

    def _scored(self, weights: Scores) -> Scores:
        """Weights of one word as scores."""
        factor = rarity(self.snapshot.count, len(weights))
        return {document: factor * weight / (weight + SATURATION) for document, weight in weights.items()}

    def _word(self, word: Word | Phrase) -> Scores:
        snapshot, key = self.snapshot, (word, self.complete)
        if key in snapshot.remembered:
            self.bounded = self.bounded or key in snapshot.bounded
            return snapshot.remembered[key]
        was_bounded, self.bounded = self.bounded, False
        found = self._scored(_summed(self._readings(word)))
        snapshot.remember(key, found, bounded=self.bounded)
        self.bounded = was_bounded or self.bounded
        return found

    def _readings(self, word: Word | Phrase) -> Iterator[Scores]:
        sequences = readings(word.text)
        how = word.match if isinstance(word, Word) else Match.EXACT
        if how is Match.TYPED and not self.complete and [len(w) for w in sequences[0]] in ([1], [SHORT]):
            self.bounded = True
            yield self._begun(STARTS, sequences[0][0], how, word.field)
            return
        for words in sequences:
            yield self._phrase(words, how, word.field)
        if isinstance(word, Word) and word.field is None:
            for field, value in ((Field.ARXIV, normal_arxiv(word.text)), (Field.DOI, normal_doi(word.text))):
                if value:
                    yield dict.fromkeys(self._valued(field, value, Match.EXACT), _IDENTIFIED)

    def _begun(self, where: str, start: str, how: Match, field: Field | None) -> Scores:
        """The documents with words that begin with so few letters, and with the word that is no longer than that."""
        others = self._weights(where, [(start, _OTHER_WORD)], field)
        same = [(term_of(start), 1.0)] if how is Match.PREFIX else self._terms(start, Match.EXACT)
        return _summed((others, self._weights(POOL, same, field)))

    def _weights(self, where: str, terms: Terms, field: Field | None) -> Scores:
        return self.snapshot.weights(where, terms, self.wanted, MASKS[field] if field else 0)

    def _phrase(self, words: Sequence[str], how: Match, field: Field | None) -> Scores:
        """The documents that have the words one after another, the last one matched as said; weights as of one word."""
        *before, last = words
        if not before and len(last) <= SHORT and how in {Match.PREFIX, Match.TYPED}:
            return self._begun(BEGINNINGS, last, how, field)
        if not before:
            return self._weights(POOL, self._terms(last, how), field)
        # All words that begin with so few letters are too many to look at; whatever may follow is no mistake either.
        anything = how is Match.TYPED and len(last) <= SHORT
        stems = None if anything else {term.partition(" ")[0].encode() for term, _ in self._terms(last, how)}
        alone = words if how is Match.EXACT else before
        found = [self._weights(POOL, self._terms(word, Match.EXACT), field) for word in alone]
        first = f" {' '.join(map(stem, before))} ".encode()
        if stems is not None and len(stems) == 1:
            first, stems = first + stems.pop() + b" ", None
        weights: Scores = {}
        together = self.snapshot.sequences(set(found[0]).intersection(*found))
        for count, (document, sequence) in enumerate(together):
            if not count % _SEQUENCES_BETWEEN_QUESTIONS and not self.wanted():
                raise SupersededError
            if weight := occurrences(sequence, first, stems, field):
                weights[document] = weight * UNIT
        return weights

    def _terms(self, word: str, how: Match) -> Terms:
        """The terms of the pool that a word stands for."""
        if how is Match.PREFIX:
            return [(term_of(found), 1.0 if found == word else _OTHER_WORD) for found in self.snapshot.words(word)]
        same = dict.fromkeys(self.snapshot.terms(POOL, f"{stem(word)} "), 1.0)
        others: Iterable[str] = ()
        if how is Match.TYPED:
            others = self._completions(word)
        elif how is Match.FUZZY and (slips := edits(word)):
            others = self.snapshot.near(word, slips, self.wanted)
        return list((dict.fromkeys(map(term_of, others), _OTHER_WORD) | same).items())

    def _completions(self, start: str) -> Iterable[str]:
        counts = self.snapshot.words(start)
        if self.complete or len(counts) <= _COMPLETIONS:
            return counts
        self.bounded = True
        return heapq.nlargest(_COMPLETIONS, counts, counts.__getitem__)

    def _valued(self, field: Field, text: str, how: Match) -> Iterable[int]:
        """The documents with a value of an exact field."""
        normal = {Field.ARXIV: normal_arxiv, Field.DOI: normal_doi}.get(field)
        value = plain_value((normal(text) if normal else None) or text)
        terms = [value]
        if how in {Match.PREFIX, Match.TYPED}:
            terms = self.snapshot.terms(field, value)
        elif how is Match.FUZZY and (slips := edits(value)):
            terms = [term for term in self.snapshot.terms(field, "") if within(value, term, slips)]
        return self.snapshot.weights(field, [(term, 1.0) for term in terms], self.wanted)


def _cost(query: Query) -> int:
    """A rank that puts selective parts of an `And` first, and last what only decides about what was found."""
    match query:
        case Flag() | Years() | Everything():
            return 2
        case Not():
            return 3
        case Word(match=Match.TYPED):
            return 1
        case _:
            return 0


def _common(some: Scores | None, others: Scores) -> Scores:
    if some is None:
        return others
    few, many = sorted((some, others), key=len)
    return {document: score + many[document] for document, score in few.items() if document in many}


def _summed(found: Iterable[Scores]) -> Scores:
    total: Scores = {}
    for scores in found:
        if not total:
            total = scores
            continue
        total = dict(total)
        for document, score in scores.items():
            total[document] = total.get(document, 0.0) + score
    return total
