"""Headlines as sentences: `Training with Bayesian Networks` becomes `Training with Bayesian networks`.

Which words are names no rule can tell from the headline alone. The paper's abstract is asked, and after it all the
abstracts that the program ships. A word is a name if it has a capital there in the middle of a sentence and stands
nowhere in lower case; one word before a colon is what the authors call their work.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from tui_reader.citations.latex import has_own_capitals
from tui_reader.paths import shipped

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAMES = frozenset(
    "african american asian australian bayes bayesian boltzmann boolean british bregman brownian cantor cartesian "  # noqa: SIM905 - prose
    "cauchy chebyshev chinese chomsky dirichlet english euclid euclidean euler european fibonacci fisher fourier "
    "frobenius french galois gauss gaussian german gibbs gödel hamilton hamiltonian hebbian hermite hessian "
    "hilbert hoare hopfield indian italian jacobian japanese kalman kolmogorov korean kripke kronecker lagrange "
    "lagrangian langevin laplace laplacian latin lebesgue levenshtein lipschitz lyapunov markov markovian monte "
    "carlo nash newton newtonian peano petri planck poisson pythagoras ramsey riemann riemannian rademacher "
    "russian schrödinger shannon shapley sobolev spanish stein stokes navier turing vietnamese neumann "
    "wasserstein wiener zipf python java haskell rust linux twitter wikipedia wikidata youtube github internet "
    "coq isabelle agda prolog lisp january february april june july august september october november december "
    "africa america asia europe".split()
)
_SOMETIMES_NAMES = frozenset(("church", "horn", "lean", "lie", "scheme", "transformer"))
"""Names that are words as well; the paper's abstract says which."""
_WORD = re.compile(r"[^\W_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}][^\W_]+)?")
_LOWER = re.compile(r"(?<![^\W_])[a-z]{2,}(?![^\W_])")
_BEGINS = re.compile(r"(?:^|[:.?!\N{EM DASH}]\s+|\s[\N{EN DASH}-]\s+)[\W_]*$")
_NAMED = re.compile(r"[^\s:]+(?=:\s)")
_POSSESSIVE = re.compile(r"['\N{RIGHT SINGLE QUOTATION MARK}]s$")
_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "r", "er")
_HEADLINE_SHARE = 0.6
_SHORT = 3


def sentence_case(title: str, abstract: str) -> str:
    """The title as a sentence, as far as abstracts tell; one that is no headline, or that has none, stays as it is."""
    words = list(_WORD.finditer(title))
    if not abstract or title.isupper() or not _is_headline(match.group() for match in words[1:]):
        return title
    said, names = _words_in_lower_case(abstract), _words_with_capitals(abstract)
    parts: list[str] = []
    last = named.end() if (named := _NAMED.match(title)) else 0
    words = [match for match in words if match.start() >= last]
    parts.append(title[:last])
    for match in words:
        word = match.group()
        parts.append(title[last : match.start()])
        begins = _BEGINS.search(title, 0, match.start())
        parts.append(word.lower() if not begins and _is_no_name(word, said, names) else word)
        last = match.end()
    return "".join([*parts, title[last:]])


def _is_headline(words: Iterable[str]) -> bool:
    long = [word for word in words if len(word) > _SHORT and not has_own_capitals(word)]
    return bool(long) and sum(word[0].isupper() for word in long) > len(long) * _HEADLINE_SHARE


def _is_no_name(word: str, said: frozenset[str], names: frozenset[str]) -> bool:
    if word == "A":
        return True
    base = _POSSESSIVE.sub("", word).lower()
    if has_own_capitals(word) or base in _NAMES:
        return False
    if base in _SOMETIMES_NAMES:
        return base in said
    return base not in names or _known(base, said) or _known(base, _dictionary())


def _known(base: str, words: frozenset[str]) -> bool:
    """Whether a word is there, or another form of it."""
    if base in words:
        return True
    stems = [base.removesuffix(ending) for ending in _ENDINGS if base.endswith(ending)]
    return any(stem in words or f"{stem}e" in words for stem in stems) or any(
        f"{base}{end}" in words for end in _ENDINGS
    )


def _words_in_lower_case(text: str) -> frozenset[str]:
    return frozenset(_LOWER.findall(text))


def _words_with_capitals(abstract: str) -> frozenset[str]:
    """The words that have a capital where no sentence begins."""
    found = (match for match in _WORD.finditer(abstract) if match.group()[0].isupper())
    inside = (match for match in found if not _BEGINS.search(abstract, max(0, match.start() - 4), match.start()))
    return frozenset(_POSSESSIVE.sub("", match.group()).lower() for match in inside)


@cache
def _dictionary() -> frozenset[str]:
    """The words of the field that are no names: all in lower case in the abstracts that the program ships."""
    try:
        return _words_in_lower_case((shipped("data") / "abstracts.txt").read_text(encoding="utf-8"))
    except OSError:
        return frozenset()
