"""How far texts are apart, and what makes no difference between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.texts.approximate import beginnings, comparable, distance, ends

SHORT = st.text(alphabet="abc ", max_size=12)


def table(pattern: str, text: str, *, anywhere: bool) -> list[int]:
    """The last row of the table of edit distances, by the definition."""
    column = list(range(len(pattern) + 1))
    last = []
    for read, letter in enumerate(text, start=1):
        following = [0 if anywhere else read]
        for at, known in enumerate(pattern):
            following.append(min(column[at] + (known != letter), column[at + 1] + 1, following[at] + 1))
        column = following
        last.append(column[-1])
    return last


@given(SHORT, SHORT)
def test_the_bits_count_what_the_definition_counts(pattern: str, text: str) -> None:
    """The distances are those of the table, wherever a passage may begin."""
    whole = [len(pattern), *table(pattern, text, anywhere=False)]

    assert distance(pattern, text) == whole[-1]
    assert beginnings(pattern, text) == whole
    assert ends(pattern, text)[1:] == table(pattern, text, anywhere=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“smart” — quotes", '"smart" - quotes'),
        ("König\u2019s", "Ko\u0308nig's"),
        ("$\\mathcal{O}(n)$", "mathcalO(n)"),
        ("two\n  lines", "Two lines"),
        ("ﬁne", "fine"),
        ("Thm.~3", "Thm. 3"),
        (" edges ", "edges"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_what_makes_no_difference(one: str, other: str) -> None:
    """Case, accents, white space, quotation marks, dashes, ligatures, and what LaTeX puts around letters."""
    assert comparable(one).text == comparable(other).text


@given(st.text())
def test_every_folded_letter_knows_where_it_comes_from(text: str) -> None:
    """The offsets rise and lie in the text; a letter folded by itself is what stands in the whole."""
    result = comparable(text)

    assert len(result.offsets) == len(result.text) + 1
    assert list(result.offsets) == sorted(result.offsets)
    assert result.offsets[-1] == len(text)
    for letter, at in zip(result.text, result.offsets, strict=False):
        assert letter == " " or letter in comparable(text[at]).text
