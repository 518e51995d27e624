"""What papers and texts are about, and the words that two papers share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import paper
from tests.search.test_conformance import CORPUS
from tui_reader.search.analysis import stem, tokens
from tui_reader.search.similarity import Profile, of_papers, of_text, shared, spread
from tui_reader.texts.typeset import typeset

if TYPE_CHECKING:
    from tui_reader.model.papers import Paper

ANYTHING = st.text(st.characters(), max_size=300)
"""Lone surrogates too."""


PROSE = "We propose a novel approach, which significantly outperforms all previous methods: https://github.com/"


def said(text: str) -> set[str]:
    return set(of_text(text).words)


@pytest.mark.parametrize(
    "text", ["", " \n", "the of and", "a b c x y z", "12 2023 3.14", "…!?—", "\x00\x1b\x9b\u202e", "\ud800", PROSE]
)
def test_what_says_nothing(text: str) -> None:
    """Words of one letter, digits, stop words and what authors of any subject write; and what is no word at all."""
    assert not of_text(text)


def test_compounds_are_compared_as_one_word_and_as_their_parts() -> None:
    """However somebody else spells it."""
    assert said("state-space") == {"state", "space", stem("statespace")}


def test_a_script_that_writes_words_in_one_character_says_something() -> None:
    """A word of one letter is a word there."""
    assert said("注意力") >= set("注意力")


@given(ANYTHING)
def test_any_text_has_a_profile(text: str) -> None:
    """Every stem is that of a word of the text, and says something, but never more than all."""
    found = of_text(text)

    assert set(found.words) <= {stem(token.word) for token in tokens(typeset(text).text)}
    assert all(0 < weight < 1 for weight in found.words.values())
    assert bool(found) == bool(found.words)


def test_of_a_huge_text_the_beginning_speaks() -> None:
    """What is pasted may be a book."""
    found = said("quokka " + "filler words " * 5_000 + " zeppelin")

    assert "quokka" in found
    assert "zeppelin" not in found
    assert len(said(" ".join(f"word{n}x" for n in range(2_000)))) == 200


def test_a_word_of_the_title_says_more_than_one_of_the_abstract_and_repetition_less_each_time() -> None:
    """As a reader would weigh them."""
    found = of_papers([paper("Quokka", abstract="A zebra. A lynx, a lynx; a puma, a puma, a puma, a puma.")]).words

    assert found["zebra"] < found["quokka"]
    assert found["zebra"] < found["lynx"] < found["puma"]
    assert found["puma"] - found["lynx"] < 2 * (found["lynx"] - found["zebra"])


def test_several_papers_count_the_same_however_long_they_are() -> None:
    """The profile of several is the mean of theirs."""
    short, long = paper("Quokka", abstract="One lynx."), paper("Zebra", abstract="A puma. " * 500)
    both = of_papers([short, long]).words

    assert both["quokka"] == both["zebra"]
    assert both == {
        word: (of_papers([short]).words.get(word, 0) + of_papers([long]).words.get(word, 0)) / 2 for word in both
    }


def test_authors_speak_for_papers_without_an_abstract_only() -> None:
    """Names say little where there are words that say more."""
    assert of_papers([paper("Quokkas", "Ada Lovelace")]).names == {}
    assert set(of_papers([paper("Quokkas", "Ada Lovelace", abstract="")]).names) == {stem("ada"), stem("lovelace")}


def test_some_of_many_papers_speak_for_all() -> None:
    """Evenly spread, so the first are no more heard than the last."""
    assert list(spread(range(100))) == list(range(100))
    assert list(spread(range(1_000))) == list(range(0, 1_000, 10))
    assert list(spread([])) == []


def test_shared_words_are_whole_and_as_they_are_written() -> None:
    """A reader sees no stems, and capitals only where they mean something."""
    found = paper("Diffusion for GANs", abstract="Diffusing GANs. We carry diffusion. Carrying what König says.")

    assert shared(found, of_text("diffusion diffused gans carries konig")) == ("diffusion", "GANs", "carry", "König")


def test_a_compound_stands_for_its_parts() -> None:
    """Nobody needs to be told "vision-language", "vision" and "language"."""
    found = paper("Vision-Language Models", abstract="A vision-language model. Robots.")

    assert shared(found, of_text("visionlanguage, vision, language, robot")) == ("vision-language", "Robots")


def test_names_are_shared_by_authors_and_words_by_texts() -> None:
    """The name of an author in an abstract is a word."""
    found = paper("On Bayes", "Ada Lovelace", abstract="Lovelace wrote this.")

    assert shared(found, Profile(names={"lovelac": 1.0, "bay": 1.0})) == ("Lovelace",)
    assert shared(paper("Bayes", "Ada Lovelace", abstract=""), of_text("lovelace")) == ()


@given(st.sampled_from(CORPUS), st.sampled_from(CORPUS))
def test_shared_words_are_in_both(one: Paper, other: Paper) -> None:
    """At most five, each written in the one, with a stem that the other has."""
    like = of_papers([other])
    found = shared(one, like)

    assert len(found) == len(set(found)) <= 5
    for term in found:
        assert any(
            term in typeset(text).text for text in (one.title, one.abstract, *(author.name for author in one.authors))
        )
        assert {stem(token.word) for token in tokens(term)} & (set(like.words) | set(like.names))


@given(ANYTHING, ANYTHING, ANYTHING)
def test_any_paper_shares_what_it_has(title: str, abstract: str, name: str) -> None:
    """Whatever was imported: no error, and a paper that says something shares it with itself."""
    one = paper(title, abstract=abstract)
    like = of_papers([one])

    assert bool(shared(one, like)) == bool(like)
    assert all(term in f"{typeset(title).text} {typeset(abstract).text}" for term in shared(one, of_text(name)))


def test_latex_is_compared_as_it_is_read() -> None:
    """Nobody's paper is like another for its macros, and an accent is the same however it is written."""
    one = paper(r"The {GAN} of Erd\H{o}s", abstract=r"$\mathcal{O}(n^2)$ by \emph{diffusion} in \textbf{graphs}.")

    assert not {"mathcal", "emph", "textbf"} & set(of_papers([one]).words)
    assert set(shared(one, of_text("erdos, diffusion, mathcal, GAN"))) == {"GAN", "Erdős", "diffusion"}
