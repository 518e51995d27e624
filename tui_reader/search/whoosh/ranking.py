"""Evaluates a query against a snapshot: which papers match, with their BM25F scores.

BM25F: the weights of a word in all parts of a paper are summed (`postings.WEIGHTS`, normalised by length), then
saturate. All words that a prefix or a fuzzy word expands to are scored together as one word; those that differ from the
query's count half. A phrase is scored like a word that occurs where the phrase does. Filters (flags, years, exact
values, `NOT`) restrict the result and score 0.
"""

from __future__ import annotations

import heapq
from itertools import compress
from typing import TYPE_CHECKING

from tui_reader.model.papers import normal_arxiv, normal_doi
from tui_reader.search.analysis import edits, readings, stem, within
from tui_reader.search.engine import SupersededError, Wanted
from tui_reader.search.filters import IN_INDEX
from tui_reader.search.postings import MASKS, SHORT, UNIT, idf, occurrences, plain_value, term_of
from tui_reader.search.query_tree import (
    And,
    Everything,
    Field,
    Flag,
    Match,
    Not,
    Or,
    Phrase,
    Query,
    StoreFilter,
    Word,
    Years,
)
from tui_reader.search.whoosh.whoosh_schema import BEGINNINGS, POOL, STARTS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from tui_reader.search.whoosh.whoosh_snapshot import Snapshot

Scores = dict[int, float]
"""By document."""
Terms = list[tuple[str, float]]
"""Terms of a field, each with the factor of its weights."""

SATURATION = 0.6 * UNIT
"""k1 of BM25: a word of this weight scores half of the maximum."""
_OTHER_WORD = 0.5
"""The factor of words that a prefix or fuzzy word expands to."""
_COMPLETIONS = 60
"""Words that a word being typed expands to at first, the most frequent ones."""
_IDENTIFIED = 10.0 * UNIT
"""The weight of a word that is the paper's own arXiv id or DOI."""
_SEQUENCES_BETWEEN_QUESTIONS = 200


def matching(snapshot: Snapshot, query: Query, flags: Mapping[StoreFilter, Collection[int]], wanted: Wanted) -> Scores:
    """The documents that match, with their scores.

    A word that is being typed is a prefix, which is expanded in two steps to keep typing fast. First to a part of its
    completions: with one or two letters to the words in the field `STARTS` (titles, venues, tags, keys, family names),
    with more to the 60 most frequent ones. Only if no paper matches that, to all of them; so a word that is in a paper
    is found at each of its letters.
    """
    evaluation = _Evaluation(snapshot, flags, wanted, complete=False)
    scores = evaluation.scores(query)
    if not scores and evaluation.bounded:
        scores = _Evaluation(snapshot, flags, wanted, complete=True).scores(query)
    return scores


def alike(snapshot: Snapshot, word: str, limit: int, wanted: Wanted) -> list[tuple[str, int]]:
    """Words of the pool within `edits(word)`, nearest first, each with its document frequency."""
    found = []
    farthest = edits(word)
    for other in snapshot.near(word, farthest, wanted):
        if papers := len(snapshot.weights(POOL, [(term_of(other), 1.0)], wanted)):
            distance = next(distance for distance in range(farthest + 1) if within(word, other, distance))
            found.append((distance, -papers, other))
    return [(other, -papers) for _, papers, other in sorted(found)[:limit]]


class _Evaluation:
    """One evaluation of a query, from the leaves of its tree to the root."""

    def __init__(
        self, snapshot: Snapshot, flags: Mapping[StoreFilter, Collection[int]], wanted: Wanted, *, complete: bool
    ) -> None:
        self.snapshot = snapshot
        self.flags = flags
        self.wanted = wanted
        self.complete = complete
        self.bounded = False
        """Whether a word being typed was expanded to a part of its completions only."""

    def scores(self, query: Query) -> Scores:
        """The documents that match a node. Raises `SupersededError`."""
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
        if isinstance(query, StoreFilter) and query not in IN_INDEX:
            document_of = self.snapshot.document_of
            return [document_of[paper] for paper in self.flags[query] if paper in document_of]
        return self._passing(query, self.snapshot.live)

    def _passing(self, query: Query, documents: Collection[int]) -> Iterable[int]:
        """Those of these documents that match a filter."""
        snapshot = self.snapshot
        match query:
            case Flag.URL:
                return compress(documents, map(snapshot.has_url.__getitem__, documents))
            case _ if isinstance(query, StoreFilter):
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
            if found is not None and isinstance(part, Not | StoreFilter | Years | Everything):
                found = {document: found[document] for document in self._passing(part, found)}
            else:
                found = _common(found, self.scores(part))
            if not found:
                return {}
        return found or {}

    def _scored(self, weights: Scores) -> Scores:
        """The BM25 scores of one word from its weights."""
        factor = idf(self.snapshot.count, len(weights))
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
            yield self._with_short_prefix(STARTS, sequences[0][0], how, word.field)
            return
        for words in sequences:
            yield self._phrase(words, how, word.field)
        if isinstance(word, Word) and word.field is None:
            for field, value in ((Field.ARXIV, normal_arxiv(word.text)), (Field.DOI, normal_doi(word.text))):
                if value:
                    yield dict.fromkeys(self._valued(field, value, Match.EXACT), _IDENTIFIED)

    def _with_short_prefix(self, where: str, start: str, how: Match, field: Field | None) -> Scores:
        """The documents with a prefix of one or two letters, from its own posting list, and with exactly that word."""
        others = self._weights(where, [(start, _OTHER_WORD)], field)
        same = [(term_of(start), 1.0)] if how is Match.PREFIX else self._terms(start, Match.EXACT)
        return _summed((others, self._weights(POOL, same, field)))

    def _weights(self, where: str, terms: Terms, field: Field | None) -> Scores:
        return self.snapshot.weights(where, terms, self.wanted, MASKS[field] if field else 0)

    def _phrase(self, words: Sequence[str], how: Match, field: Field | None) -> Scores:
        """The documents that have the words next to each other, the last one matched by `how`, with their weights."""
        *before, last = words
        if not before and len(last) <= SHORT and how in {Match.PREFIX, Match.TYPED}:
            return self._with_short_prefix(BEGINNINGS, last, how, field)
        if not before:
            return self._weights(POOL, self._terms(last, how), field)
        # After other words, a last word of one or two letters is not looked at yet: too many words begin like it.
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
        """The terms of the pool that a word expands to."""
        if how is Match.PREFIX:
            return [(term_of(found), 1.0 if found == word else _OTHER_WORD) for found in self.snapshot.words(word)]
        same = dict.fromkeys(self.snapshot.terms(POOL, f"{stem(word)} "), 1.0)
        others: Iterable[str] = ()
        if how is Match.TYPED:
            others = self._completions(word)
        elif how is Match.FUZZY and (distance := edits(word)):
            others = self.snapshot.near(word, distance, self.wanted)
        return list((dict.fromkeys(map(term_of, others), _OTHER_WORD) | same).items())

    def _completions(self, start: str) -> Iterable[str]:
        counts = self.snapshot.words(start)
        if self.complete or len(counts) <= _COMPLETIONS:
            return counts
        self.bounded = True
        return heapq.nlargest(_COMPLETIONS, counts, counts.__getitem__)

    def _valued(self, field: Field, text: str, how: Match) -> Iterable[int]:
        """The documents with a matching value in an exact field."""
        normal = {Field.ARXIV: normal_arxiv, Field.DOI: normal_doi}.get(field)
        value = plain_value((normal(text) if normal else None) or text)
        terms = [value]
        if how in {Match.PREFIX, Match.TYPED}:
            terms = self.snapshot.terms(field, value)
        elif how is Match.FUZZY and (distance := edits(value)):
            terms = [term for term in self.snapshot.terms(field, "") if within(value, term, distance)]
        return self.snapshot.weights(field, [(term, 1.0) for term in terms], self.wanted)


def _cost(query: Query) -> int:
    """A sort key for the parts of an `And`: selective ones first, those that filter the documents found so far last."""
    match query:
        case _ if isinstance(query, StoreFilter | Years | Everything):
            return 2
        case Not():
            return 3
        case Word(match=Match.TYPED):
            return 1
        case _:
            return 0


def _common(some: Scores | None, others: Scores) -> Scores:
    """The documents in both, with the sums of their scores; None stands for all documents."""
    if some is None:
        return others
    few, many = sorted((some, others), key=len)
    return {document: score + many[document] for document, score in few.items() if document in many}


def _summed(found: Iterable[Scores]) -> Scores:
    """The documents in any, with the sums of their scores."""
    total: Scores = {}
    for scores in found:
        if not total:
            total = scores
            continue
        total = dict(total)
        for document, score in scores.items():
            total[document] = total.get(document, 0.0) + score
    return total
