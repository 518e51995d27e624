"""Words that a word may be a slip of the finger for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.builders import paper
from tests.search.shelf import filled, write
from tui_reader.search.analysis import edits, within
from tui_reader.search.engine import Engine, SupersededError
from tui_reader.search.whoosh.vocabulary import Vocabulary
from tui_reader.search.whoosh.whoosh_engine import WhooshEngine

if TYPE_CHECKING:
    from pathlib import Path

LETTERS = st.text("abc", min_size=1, max_size=12)


@given(LETTERS, st.sets(LETTERS, max_size=30), st.integers(0, 2))
@example("abcabcab", {"bacabcabc", "abacbcab", "bcabcaba"}, 2)
def test_near_words_are_those_that_a_look_at_each_finds(word: str, words: set[str], slips: int) -> None:
    """The quick way finds the same words as comparing with every one."""
    vocabulary = Vocabulary.of((each, 1) for each in words)

    assert vocabulary.near(word, slips, lambda: True) == {each for each in words if within(word, each, slips)}


@given(LETTERS, LETTERS, st.integers(0, 3))
def test_distance(word: str, other: str, distance: int) -> None:
    """Slips are counted as the textbook counts them: optimal string alignment."""
    rows = {(i, j): i + j for i in range(len(word) + 1) for j in range(len(other) + 1) if not i or not j}
    for i, letter in enumerate(word, 1):
        for j, candidate in enumerate(other, 1):
            rows[i, j] = min(rows[i - 1, j] + 1, rows[i, j - 1] + 1, rows[i - 1, j - 1] + (letter != candidate))
            if i > 1 and j > 1 and word[i - 2 : i] == other[j - 2 : j][::-1]:
                rows[i, j] = min(rows[i, j], rows[i - 2, j - 2] + 1)

    assert within(word, other, distance) == (rows[len(word), len(other)] <= distance)


@given(st.sets(LETTERS, max_size=30), st.text("abc", max_size=3))
def test_words_that_begin_alike(words: set[str], start: str) -> None:
    """The words that begin like this, in order, with their counts."""
    vocabulary = Vocabulary.read(Vocabulary.of((each, len(each)) for each in words).packed())

    assert list(vocabulary.with_prefix(start)) == [
        (each, len(each)) for each in sorted(words) if each.startswith(start)
    ]


WORDS = ["attention", "attentive", "retention", "intention", "at", "ate", "tea", "diffusion", "difusion"]


@pytest.mark.parametrize("word", ["attnetion", "attention", "difusion", "te", "teh", "intentino", "zzz"])
def test_nearest_first(tmp_path: Path, word: str) -> None:
    """Nearest first, then what more papers have; each with the number of papers that are still there."""
    papers = [paper(" ".join(WORDS[n % 3 :: 2]), "X", id=n, abstract=WORDS[n % 9]) for n in range(1, 30)]
    engine = filled(WhooshEngine(tmp_path / "index"), papers)
    write(engine, [], removed=[3, 4, 5])
    left = [each for each in papers if each.id not in {3, 4, 5}]
    counts = {each: sum(each in f"{p.title} {p.abstract}".split() for p in left) for each in WORDS}
    near = [
        (next(slips for slips in range(3) if within(word, each, slips)), -count, each)
        for each, count in counts.items()
        if count and within(word, each, edits(word))
    ]

    assert list(engine.alike(word)) == [(each, -count) for _, count, each in sorted(near)]
    assert list(engine.alike(word, limit=1)) == list(engine.alike(word))[:1]


def test_it_can_be_given_up(engine: Engine) -> None:
    """Nobody waits for it: it stops."""
    filled(engine)

    with pytest.raises(SupersededError):
        engine.alike("attention", wanted=lambda: False)
