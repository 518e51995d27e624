from __future__ import annotations

import pytest
from hypothesis import given

from tests.citations.hostile import papers
from tui_reader.citations.plain import plain
from tui_reader.model.papers import Paper
from tui_reader.texts.names import Person

ANN, JAN = Person.of("Lee", "Ann"), Person.of("König", "Jan")


@pytest.mark.parametrize(
    ("paper", "expected"),
    [
        (
            Paper("Trees", authors=(ANN, JAN), year=2019, venue="Nature", doi="10.1/x", arxiv="1234.56789"),
            "Ann Lee and Jan König. “Trees”. Nature, 2019. https://doi.org/10.1/x",
        ),
        (Paper("Why Trees?", authors=(ANN,), arxiv="1234.56789"), "Ann Lee. “Why Trees?” arXiv:1234.56789"),
        (Paper("Trees", venue="Nature", url="https://a.org"), "“Trees”. Nature. https://a.org"),
        (Paper("Trees", authors=(Person.of("Alami", "C."),), year=2019), "C. Alami. “Trees”. 2019."),
        (Paper("Trees", authors=(Person.of("Alami C."),)), "Alami C. “Trees”."),
        (Paper("Two\n lines\x1b[2J", abstract="x"), "“Two lines␛[2J”."),
        (Paper(""), ""),
    ],
)
def test_a_reference_says_what_is_known(paper: Paper, expected: str) -> None:
    """A missing fact leaves no punctuation behind, and no sentence ends twice."""
    assert plain([paper]) == expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (1, "A0"),
        (3, "A0, A1 and A2"),
        (8, "A0, A1, A2, A3, A4, A5, A6 and A7"),
        (9, "A0, A1, A2, A3, A4, A5 et al."),
    ],
)
def test_long_lists_of_authors_are_cut(count: int, expected: str) -> None:
    """Eight authors are named; of more, the first six."""
    authors = tuple(Person.of(f"A{number}") for number in range(count))

    assert plain([Paper("T", authors=authors)]).removesuffix(" “T”.").removesuffix(".") == expected.removesuffix(".")


def test_one_line_a_paper() -> None:
    """Papers are cited in the order given."""
    assert plain([Paper("Two"), Paper("One")]) == "“Two”.\n“One”."


@given(papers)
def test_no_control_character_and_no_line_break_comes_through(paper: Paper) -> None:
    """A reference is one line that cannot command a terminal."""
    assert not any(ord(letter) < 0x20 or 0x7F <= ord(letter) < 0xA0 for letter in plain([paper]))
