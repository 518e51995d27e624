"""Profiles for more-like-this queries, and the words that explain why a paper was found.

A profile has the stems of titles and abstracts, each with a weight that grows with its occurrences and saturates; those
in titles count double. The profile of several papers is the mean of theirs, so that a long abstract does not outweigh a
short one. Single letters, digits, stop words and stock phrases are left out; engines leave out stems that are too rare
or too frequent in the collection.
"""

from __future__ import annotations

import heapq
from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from tui_reader.search.analysis import readings, stem, tokens, words
from tui_reader.texts.typeset import typeset

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tui_reader.model.papers import Paper

KEY_TERMS = 40
"""The number of terms that engines search for; more take longer and find the same papers."""
_MOST_STEMS = 200
"""The stems of a profile, those of greatest weight."""
_MOST_LETTERS = 20_000
"""Characters of a text that are read."""
_MOST_PAPERS = 100
"""Papers of a profile; of more, a sample at equal distances is taken."""
_TITLE = 2.0
"""The weight of an occurrence in a title."""
_SATURATION = 1.5
"""Occurrences that give half of the maximal weight."""
_TOLD = 5
"""Words shown as the reason; twice as many are considered, because parts of compounds are dropped."""
_CONSIDERED = 2 * _TOLD
_SHARE = 0.2
"""The share of the collection above which a stem is too frequent to tell papers apart ..."""
_ALWAYS_FEW = 10
"""... and a number of papers that is never too frequent, for small libraries."""
_PHRASES = """
    achieve across address advance allow also although among another approach art available based become beyond
    com compare consider contribute could current demonstrate despite due easily either enable enhance enough
    especially etc evaluate even existing extensive finally furthermore github give greatly hence however http
    https important improve include increasingly instead introduce investigate known main make many may method
    might moreover much must need new novel obtain often one outperform paper particular per perform performance
    possible present previous promising propose provide recent remain require respectively result several show
    significant significantly since stateoftheart still study such superior tackle therefore though thus toward
    two typically upon use various via well whereas whether wide widely within without work would www yet
"""
"""Stop words of abstracts of any subject. Document frequencies would exclude them in large libraries only."""
_SYLLABLES = "\u0e00"
"""The first character of the scripts that may write a word in one character."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Stems with weights from 0 to 1."""

    words: Mapping[str, float] = field(default_factory=dict)
    """Those to search for in titles and abstracts."""
    names: Mapping[str, float] = field(default_factory=dict)
    """Those to search for among authors; only from papers without an abstract."""
    least: int = 1
    """The least document frequency of a stem to search for: 2 if the papers of the profile are in the collection."""

    def __bool__(self) -> bool:
        """Whether it has any stem."""
        return bool(self.words or self.names)


@dataclass(frozen=True, slots=True)
class Nearest:
    """The papers most similar to a profile, best first."""

    ids: array[int] = field(default_factory=lambda: array("q"))
    scores: array[float] = field(default_factory=lambda: array("d"))
    """One for each id. Not comparable between two queries."""
    sought: Profile = field(default_factory=Profile)
    """The stems that were searched for, with the factors of their scores."""


def of_papers(papers: Sequence[Paper]) -> Profile:
    """The profile of papers."""
    weights: dict[str, float] = defaultdict(float)
    named: dict[str, float] = defaultdict(float)
    for paper in papers:
        _add(weights, ((paper.title, _TITLE), (paper.abstract, 1.0)), len(papers))
        if not words(_read(paper.abstract)):
            _add(named, ((author.name, 1.0) for author in paper.authors), len(papers))
    return Profile(_foremost(weights), _foremost(named), 2)


def spread(ids: Sequence[int]) -> Sequence[int]:
    """At most `_MOST_PAPERS` of the ids, at equal distances."""
    return ids[:: -(-len(ids) // _MOST_PAPERS) or 1]


def of_text(text: str) -> Profile:
    """The profile of a text, which may be anything that was pasted; false if it has no telling word."""
    weights: dict[str, float] = defaultdict(float)
    _add(weights, ((text, 1.0),), 1)
    return Profile(_foremost(weights))


def frequencies(profile: Profile, papers: int) -> range:
    """The document frequencies, in a collection of so many papers, of stems that are worth searching for."""
    return range(profile.least, max(int(papers * _SHARE), _ALWAYS_FEW) + 1)


def shared(paper: Paper, sought: Profile) -> tuple[str, ...]:
    """The words of a paper that it was found for, spelled as in the paper, those that scored most first.

    `sought` are the stems that were searched for. Parts of a compound that is listed are left out.
    """
    counted: dict[str, float] = defaultdict(float)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    texts = [(paper.abstract, 1.0, sought.words), (paper.title, _TITLE, sought.words)]
    texts += [(author.name, 1.0, sought.names) for author in paper.authors if sought.names]
    for text, weight, stems in texts:
        here: Counter[str] = Counter()
        # A stem has the first two letters of its words, so most words are skipped without stemming them.
        starts = {found[:2] for found in stems}
        read = _read(text)
        for token in tokens(read):
            if token.word[:2] in starts and (found := stem(token.word)) in stems:
                here[found] += 1
                # Titles are often capitalised: their spelling is used for words that the abstract lacks.
                if weight == 1 or found not in counted:
                    forms[found][read[token.start : token.end]] += 1
        for found, times in here.items():
            counted[found] += weight * times * stems[found]
    best = heapq.nlargest(_CONSIDERED, counted, counted.__getitem__)
    written = {found: _plainest(forms[found]) for found in best}
    parts = {stem(part) for form in written.values() if len(pieces := words(form)) > 1 for part in pieces}
    return tuple(form for found, form in written.items() if found not in parts)[:_TOLD]


def _plainest(forms: Counter[str]) -> str:
    """The most frequent spelling in lower case, which the start of a sentence did not change; else any."""
    return max(forms, key=lambda form: (not form[0].isupper(), forms[form]))


def _add(total: dict[str, float], texts: Iterable[tuple[str, float]], share: int) -> None:
    """Adds the saturated weights of one of `share` papers, given as texts with the weight of an occurrence."""
    counts: dict[str, float] = defaultdict(float)
    for text, weight in texts:
        sequences = readings(_read(text))
        apart = set(sequences[0]) if sequences else set()
        for number, sequence in enumerate(sequences):
            for word in sequence:
                if _telling(word) and not (number and word in apart):
                    counts[stem(word)] += weight
    for found, count in counts.items():
        total[found] += count / (count + _SATURATION) / share


def _read(text: str) -> str:
    """The beginning of a text, typeset, so that papers are not similar for their LaTeX macros."""
    return typeset(text[:_MOST_LETTERS]).text


def _foremost(weights: Mapping[str, float]) -> dict[str, float]:
    return {found: weights[found] for found in heapq.nlargest(_MOST_STEMS, weights, weights.__getitem__)}


def _telling(word: str) -> bool:
    """Whether a word may be in a profile."""
    return (len(word) > 1 or word >= _SYLLABLES) and not word.isdigit() and stem(word) not in _stop_words()


@cache
def _stop_words() -> frozenset[str]:
    """The stems of English stop words and of stock phrases of abstracts."""
    from whoosh.lang.stopwords import stoplists

    return frozenset(stem(word) for sequence in (*readings(_PHRASES), stoplists["en"]) for word in sequence)
