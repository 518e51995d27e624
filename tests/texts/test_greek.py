"""Greek letters by their names, in their places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.texts.greek import with_names


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("\N{GREEK SMALL LETTER EPSILON}-greedy", "epsilon-greedy"),
        ("(\N{GREEK LUNATE EPSILON SYMBOL}, \N{GREEK SMALL LETTER DELTA})", "(epsilon, delta)"),
        ("2\N{GREEK SMALL LETTER PI}r", "2 pi r"),
        ("\N{GREEK CAPITAL LETTER OMEGA}(n)", "omega(n)"),
        ("\N{GREEK SMALL LETTER KAPPA}_N", "kappa_N"),
        ("\N{GREEK PHI SYMBOL}", "phi"),
        ("λόγος", "λόγος"),
        ("no letter, ö", "no letter, ö"),
    ],
)
def test_single_letters_have_names(text: str, named: str) -> None:
    """Those of formulas, in all their forms; words of the Greek language stay."""
    assert with_names(text).text == named


@given(st.text(st.sampled_from("a βγΩϵ-_1ό\u0301"), max_size=12))
def test_a_name_comes_from_its_letter(text: str) -> None:
    """Each word of the text with names leads back to characters of the text."""
    named = with_names(text)
    for place in range(len(named.text)):
        start, end = named.sourced(place, place + 1)

        assert 0 <= start < end <= len(text)
        assert named.shown(start, end)[0] <= place < named.shown(start, end)[1]
