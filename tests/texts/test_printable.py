from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.texts.printable import one_line, printable

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
any_text = st.text(st.characters()) | st.text(st.sampled_from("a\x1b\0\r\n\t\x85\u2028\ud800" + BIDI))


@given(any_text)
def test_nothing_harmful_comes_out(text: str) -> None:
    """No C0 or C1 control but newline and tab, no bidi control and no surrogate reaches a terminal."""
    shown = printable(text)

    assert [letter for letter in shown if unicodedata.category(letter) in {"Cc", "Cs"} and letter not in "\n\t"] == []
    assert set(shown).isdisjoint(BIDI)


@given(any_text)
def test_twice_is_once(text: str) -> None:
    """What is printable stays as it is."""
    assert printable(printable(text)) == printable(text)


@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"])))
def test_clean_text_is_the_same_object(text: str) -> None:
    """Text without harmful characters is not even copied."""
    assert printable(text) is text


@pytest.mark.parametrize(
    "text",
    [
        "👩\u200d🔬",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "❤\ufe0f",
        "a\u0301",
        "שלום",
        "[bold]x[/]",
        "a\tb\nc",
    ],
)
def test_what_scripts_and_emoji_need_is_kept(text: str) -> None:
    """Joiners, variation selectors, accents and right-to-left letters are text."""
    assert printable(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]52;c;eA==\x07", "␛]52;c;eA==␇"),
        ("a\0b\x7f", "a␀b␡"),
        ("\x9b31m", "\ufffd31m"),
        ("exe\u202ecod", "exe\ufffdcod"),
        ("\ud800", "\ufffd"),
        ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("\ufeffa", "\ufffda"),
        ("a\U000e0041", "a\ufffd"),
    ],
)
def test_harm_is_shown_and_not_obeyed(text: str, shown: str) -> None:
    """A control character becomes its picture, a line end a newline, and anything else harmful a mark."""
    assert printable(text) == shown


@given(any_text)
def test_one_line_is_one_line(text: str) -> None:
    """No white space but single spaces is left."""
    assert one_line(text) == " ".join(printable(text).split())
    assert "\n" not in one_line(text)
