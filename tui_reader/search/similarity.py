"""What papers are about, as engines compare it, and the words that two of them share.

A profile has the stems of titles and abstracts, each with how much it says: more when it is repeated, but less with
each time, and more in a title. The profile of several papers is the mean of theirs, so that a long abstract does not
drown a short one. Words of one letter, digits, stop words and set phrases say nothing; which words are
too frequent or too rare an engine knows.
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
"""How many terms are looked for; more take longer and find the same."""
_MOST_STEMS = 200
"""Of more, those that say most are compared: what many papers have in common, and what a long text repeats."""
_MOST_LETTERS = 20_000
"""Of a longer text the beginning speaks for all of it."""
_MOST_PAPERS = 100
"""Of more papers as many, evenly spread, speak for all of them."""
_TITLE = 2.0
_SATURATION = 1.5
_TOLD = 5
_CONSIDERED = 2 * _TOLD
_SHARE = 0.2
_ALWAYS_FEW = 10
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
"""What authors of any subject write; the share of papers that have it tells that in a large library only."""
_SYLLABLES = "\u0e00"
"""From here on a script may write a whole word in one character."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Stems, each with how much it says, from 0 to 1."""

    words: Mapping[str, float] = field(default_factory=dict)
    """To be looked for in titles and abstracts."""
    names: Mapping[str, float] = field(default_factory=dict)
    """To be looked for among authors; from papers that have no abstract to speak for them."""
    least: int = 1
    """As many papers have to have a stem: those that the profile was made of have it themselves."""

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.words or self.names)


@dataclass(frozen=True, slots=True)
class Nearest:
    """The papers that are most like a profile, the likest first."""

    ids: array[int] = field(default_factory=lambda: array("q"))
    scores: array[float] = field(default_factory=lambda: array("d"))
    """One a paper; comparable within one answer only."""
    sought: Profile = field(default_factory=Profile)
    """The stems that were looked for, each with how much it counted."""


def of_papers(papers: Sequence[Paper]) -> Profile:
    """What papers have in common."""
    said: dict[str, float] = defaultdict(float)
    named: dict[str, float] = defaultdict(float)
    for paper in papers:
        _add(said, ((paper.title, _TITLE), (paper.abstract, 1.0)), len(papers))
        if not words(_read(paper.abstract)):
            _add(named, ((author.name, 1.0) for author in paper.authors), len(papers))
    return Profile(_foremost(said), _foremost(named), 2)


def spread(ids: Sequence[int]) -> Sequence[int]:
    """Those of many papers that are to speak for all of them."""
    return ids[:: -(-len(ids) // _MOST_PAPERS) or 1]


def of_text(text: str) -> Profile:
    """What a text is about, which may be anything that was pasted."""
    said: dict[str, float] = defaultdict(float)
    _add(said, ((text, 1.0),), 1)
    return Profile(_foremost(said))


def frequencies(profile: Profile, papers: int) -> range:
    """Of so many papers, how many may have a stem that is worth looking for."""
    return range(profile.least, max(int(papers * _SHARE), _ALWAYS_FEW) + 1)


def shared(paper: Paper, sought: Profile) -> tuple[str, ...]:
    """Words of a paper for which it was found, as they are read there; first those that counted most.

    `sought` are the stems that were looked for, with how much each counted. A compound stands for its parts.
    """
    counted: dict[str, float] = defaultdict(float)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    texts = [(paper.abstract, 1.0, sought.words), (paper.title, _TITLE, sought.words)]
    texts += [(author.name, 1.0, sought.names) for author in paper.authors if sought.names]
    for text, weight, stems in texts:
        here: Counter[str] = Counter()
        # Most words are passed over unseen: a stem has the first letters of its words.
        starts = {found[:2] for found in stems}
        read = _read(text)
        for token in tokens(read):
            if token.word[:2] in starts and (found := stem(token.word)) in stems:
                here[found] += 1
                # A title has capitals that say nothing: its forms are only taken where the abstract has none.
                if weight == 1 or found not in counted:
                    forms[found][read[token.start : token.end]] += 1
        for found, times in here.items():
            counted[found] += weight * times * stems[found]
    best = heapq.nlargest(_CONSIDERED, counted, counted.__getitem__)
    written = {found: _plainest(forms[found]) for found in best}
    parts = {stem(part) for form in written.values() if len(pieces := words(form)) > 1 for part in pieces}
    return tuple(form for found, form in written.items() if found not in parts)[:_TOLD]


def _plainest(forms: Counter[str]) -> str:
    """The spelling of a word that most likely owes nothing to its place at the start of a sentence."""
    return max(forms, key=lambda form: (not form[0].isupper(), forms[form]))


def _add(total: dict[str, float], texts: Iterable[tuple[str, float]], share: int) -> None:
    """Adds what the texts of one paper say, each with its weight, of so many papers."""
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
    """The beginning of a text without its LaTeX, so that no two papers are alike for their macros."""
    return typeset(text[:_MOST_LETTERS]).text


def _foremost(said: Mapping[str, float]) -> dict[str, float]:
    return {found: said[found] for found in heapq.nlargest(_MOST_STEMS, said, said.__getitem__)}


def _telling(word: str) -> bool:
    """Whether a word may say what a text is about."""
    return (len(word) > 1 or word >= _SYLLABLES) and not word.isdigit() and stem(word) not in _stop_words()


@cache
def _stop_words() -> frozenset[str]:
    """The stems of words that say nothing."""
    from whoosh.lang.stopwords import stoplists

    return frozenset(stem(word) for sequence in (*readings(_PHRASES), stoplists["en"]) for word in sequence)
