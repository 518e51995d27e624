"""Headlines as sentences: `Training with Bayesian Networks` becomes `Training with Bayesian networks`.

Which words are names no rule can tell from the headline alone. The abstract is asked: a word that stands there in lower
case is no name, one that always has a capital in the middle of a sentence is. Without an abstract the title stays.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.citations.latex import has_own_capitals

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
_WORD = re.compile(r"[^\W_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}][^\W_]+)?")
_BEGINS = re.compile(r"(?:^|[:.?!\N{EM DASH}]\s+|\s[\N{EN DASH}-]\s+)[\W_]*$")
_POSSESSIVE = re.compile(r"['\N{RIGHT SINGLE QUOTATION MARK}]s$")
_HEADLINE_SHARE = 0.6
_SHORT = 3


def sentence_case(title: str, abstract: str) -> str:
    """The title as a sentence, as far as the abstract tells; one that is no headline stays as it is."""
    words = list(_WORD.finditer(title))
    if not abstract or title.isupper() or not _is_headline(match.group() for match in words[1:]):
        return title
    lower, names = _evidence(abstract)
    parts: list[str] = []
    last = 0
    for match in words:
        word = match.group()
        parts.append(title[last : match.start()])
        keeps = has_own_capitals(word) or _BEGINS.search(title, 0, match.start()) or _is_name(word, lower, names)
        parts.append(word if keeps else word.lower())
        last = match.end()
    return "".join([*parts, title[last:]])


def _is_headline(words: Iterable[str]) -> bool:
    long = [word for word in words if len(word) > _SHORT and not has_own_capitals(word)]
    return bool(long) and sum(word[0].isupper() for word in long) > len(long) * _HEADLINE_SHARE


def _is_name(word: str, lower: set[str], names: set[str]) -> bool:
    base = _POSSESSIVE.sub("", word).lower()
    if base in _NAMES:
        return True
    return base in names and base not in lower


def _evidence(abstract: str) -> tuple[set[str], set[str]]:
    """The words that the abstract has in lower case, and those that have a capital where no sentence begins."""
    lower: set[str] = set()
    names: set[str] = set()
    for match in _WORD.finditer(abstract):
        word = match.group()
        base = _POSSESSIVE.sub("", word).lower()
        if word[0].islower():
            lower.add(base)
        elif not _BEGINS.search(abstract, max(0, match.start() - 4), match.start()):
            names.add(base)
    return lower, names
