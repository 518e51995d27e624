from __future__ import annotations

import pytest

from tui_reader.texts.counts import counted


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 papers"), (1, "1 paper"), (2, "2 papers"), (1_204, "1,204 papers")]
)
def test_one_is_singular_and_thousands_have_a_comma(count: int, words: str) -> None:
    assert counted(count, "paper") == words


def test_a_plural_may_be_given() -> None:
    assert [counted(count, "entry", "entries") for count in (1, 2)] == ["1 entry", "2 entries"]
    assert counted(2, "note is", "notes are") == "2 notes are"
