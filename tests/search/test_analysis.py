"""What counts as a word, and which words are alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.search.analysis import edits, readings, stem, tokens, within, words

LETTERS = st.text(alphabet="ab-' 注ガkö\u0301ßﬁ½²한हि🙂\u00ad\u200d_.\0\ud800", max_size=30)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Deep Learning", ["deep", "learning"]),
        ("König Ko\u0308nig KÖNIG", ["konig", "konig", "konig"]),
        ("Łukasz Øystein", ["lukasz", "oystein"]),
        ("ﬁne straße R²", ["fine", "strasse", "r2"]),
        ("infor\u00admation", ["information"]),
        ("注意力 model", ["注", "意", "力", "model"]),
        ("GPT模型", ["gpt", "模", "型"]),
        ("हिन्दी", ["हिनदी"]),
        ("snake_case 3.5 a/b", ["snake", "case", "3", "5", "a", "b"]),
        ("a--b - c", ["a", "b", "c"]),
        ("🙂 \0 \ud800 --", []),
        ("x" * 100, ["x" * 64]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    """Letters and digits without case and accents; scripts without spaces one character at a time."""
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("state-space model", [["state", "space", "model"], ["statespace", "model"]]),
        ("O'Brien\N{RIGHT SINGLE QUOTATION MARK}s", [["o", "brien", "s"], ["obriens"]]),
        ("plain words", [["plain", "words"]]),
        ("pre- and post-", [["pre", "and", "post"]]),
        ("", []),
    ],
)
def test_compounds_have_two_readings(text: str, expected: list[list[str]]) -> None:
    """Hyphens and apostrophes are read as spaces and as nothing."""
    assert readings(text) == expected


@given(LETTERS)
def test_tokens_and_readings_are_the_same_words(text: str) -> None:
    """What is highlighted is what is indexed: both ways through a text give the same words, in their places."""
    found = list(tokens(text))
    apart = [token.word for token in found if token.position == token.last]

    assert apart == words(text)
    assert [token.position for token in found if token.position == token.last] == list(range(len(apart)))
    assert {token.word for token in found} == {word for sequence in readings(text) for word in sequence}
    assert all(0 <= token.start < token.end <= len(text) for token in found)


@given(st.from_regex(r"[a-z]{1,20}", fullmatch=True))
def test_a_stem_begins_like_its_word(word: str) -> None:
    """The first two letters of a stem are the word's; the beginning of a word finds its stem."""
    assert stem(word)[:2] == word[:2]


@pytest.mark.parametrize(
    ("word", "other"), [("models", "modeling"), ("quantize", "quantization"), ("use", "using"), ("decode", "decoding")]
)
def test_inflections_are_alike(word: str, other: str) -> None:
    """English words of one stem are the same word."""
    assert stem(word) == stem(other)


@pytest.mark.parametrize(
    ("word", "other", "distance"),
    [("attention", "attnetion", 1), ("cat", "cats", 1), ("cat", "car", 1), ("cat", "ac", 2), ("same", "same", 0)],
)
def test_slips(word: str, other: str, distance: int) -> None:
    """A slip is a letter too many, too few, another one, or two neighbours swapped."""
    assert within(word, other, distance)
    assert not distance or not within(word, other, distance - 1)


def test_longer_words_forgive_more() -> None:
    """Two letters none, three one, eight two."""
    assert [edits("x" * size) for size in (2, 3, 7, 8)] == [0, 1, 1, 2]
