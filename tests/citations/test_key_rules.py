from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.citations.hostile import papers
from tui_reader.citations.key_rules import citation_key, keyed, unused
from tui_reader.model.papers import Paper
from tui_reader.texts.names import Person

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.mark.parametrize(
    ("title", "family", "year", "key"),
    [
        ("CSPNet: A New Backbone", "Wang", 2019, "wang2019cspnet"),
        ("FlashDecoding++: Faster Inference", "Hong", 2023, "hong2023flashdecoding"),
        ("A Survey on Inference", "Liu", 2024, "liu2024survey"),
        ("On the Turing Completeness of Networks", "Pérez", 2019, "perez2019turing"),
        ("Towards Distributed Neural Architectures", "Cowsik", 2025, "cowsik2025distributed"),
        ("Is Computational Complexity a Barrier?", "Walsh", 2010, "walsh2010computational"),
        ("LLM-SR: Discovery", "Shojaee", 2025, "shojaee2025llmsr"),
        ("Duo—LLM", "Alizadeh", None, "alizadehduo"),
        ("The Simulation of Graphs", "van den Berg", 2024, "vandenberg2024simulation"),
        ("Reverse mathematics", "König", 2012, "konig2012reverse"),
        ("A* Search", "Hart", 1968, "hart1968search"),
        ("R", "Hart", 1968, "hart1968r"),
        (r"The $\mathcal{O}$-Norm", "Łukasz", 2020, "lukasz2020onorm"),
        ("Report", "DeepSeek-AI", 2025, "deepseekai2025report"),
        ("On the", "Wang", 2019, "wang2019"),
        ("深度学习 Survey", "Wang", 2019, "wang2019survey"),
        ("Deep Learning for All", "王", 2019, "deeplearning2019"),
    ],
)
def test_author_year_and_first_significant_word(title: str, family: str, year: int | None, key: str) -> None:
    """A key is the first author's family name, the year and the first word that says something."""
    paper = Paper(title, authors=(Person.of(family), Person.of("Someone")), year=year)

    assert citation_key(paper) == key


@pytest.mark.parametrize(
    ("paper", "key"),
    [
        (Paper("LE-PDE++: Mamba for PDEs", year=2024), "lepdemamba2024"),
        (Paper("On Attention"), "attention"),
        (Paper("深度学习", authors=(Person.of("王"),), year=2023, arxiv="2301.00001"), "arxiv230100001"),
        (Paper("نقل التعلم", doi="10.1000/182"), "doi101000182"),
        (Paper("深度学习", year=2023), "paper2023"),
        (Paper(""), "paper"),
    ],
)
def test_without_a_latin_author_the_title_or_an_identifier_takes_its_place(paper: Paper, key: str) -> None:
    """A paper always has a key, made of facts that it has."""
    assert citation_key(paper) == key


@given(papers)
def test_a_key_needs_no_quoting_anywhere(paper: Paper) -> None:
    """Keys are lower-case letters and digits, at least one and at most sixty."""
    assert re.fullmatch(r"[a-z0-9]{1,60}", citation_key(paper))


def test_bundled_papers_have_keys_of_their_own(bundled: list[Paper]) -> None:
    """No two shipped papers need a letter to tell them apart."""
    assert len({citation_key(paper) for paper in bundled}) == len(bundled)


def test_taken_keys_get_letters() -> None:
    """After `key` come `keya` to `keyz`, then `keyaa`."""
    taken: set[str] = set()

    def handed_out() -> Iterator[str]:
        while True:
            key = unused("key", taken.__contains__)
            taken.add(key)
            yield key

    keys = list(islice(handed_out(), 29))

    assert [keys[0], keys[1], keys[26], keys[27], keys[28]] == ["key", "keya", "keyz", "keyaa", "keyab"]


def test_the_key_in_the_library_wins() -> None:
    """A paper is cited with the key that its owner gave it, in whatever case and form."""
    paper = Paper("Attention", key="Vaswani:2017")

    assert list(keyed([paper])) == ["Vaswani:2017"]


def test_the_same_paper_is_cited_once_and_different_ones_never_share_a_key() -> None:
    """Only a paper that is given twice is left out."""
    first = Paper("Attention", abstract="One")
    second = Paper("Attention", abstract="Another")
    in_library = Paper("Something else", key="attentiona")

    assert keyed([first, second, first, in_library, in_library]) == {
        "attention": first,
        "attentionb": second,
        "attentiona": in_library,
    }


@pytest.mark.parametrize("key", ["a b", "a,b", "a}b", "{a%b", "a\\b", "a\nb", "a=b#"])
def test_a_key_that_would_break_an_entry_loses_what_breaks_it(key: str) -> None:
    """What ends a BibTeX entry or an argument of a command is not part of a key."""
    assert list(keyed([Paper("", key=key)])) == ["ab"]


@given(st.lists(papers, max_size=5))
def test_every_different_paper_gets_a_key(some: list[Paper]) -> None:
    """However keys collide, no paper is dropped."""
    different = {paper.key or paper for paper in some}

    assert len(keyed(some)) == len(different)
