"""Three-way merge of notes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.texts import merging
from tui_reader.texts.merging import Edit, edits, merge, moved

TEXT = st.text(alphabet="ab \né", max_size=30)


def applied(text: str, changes: list[Edit]) -> str:
    """The text with edits made, the last one first so that offsets hold."""
    for start, end, new in reversed(changes):
        text = text[:start] + new + text[end:]
    return text


@given(TEXT, TEXT)
def test_edits_turn_one_text_into_the_other(before: str, after: str) -> None:
    """Also where the texts have too many lines to be compared."""
    assert applied(before, edits(before, after)) == after


@given(TEXT, TEXT)
def test_who_changed_nothing_gets_what_the_other_wrote(base: str, changed: str) -> None:
    """On either side, and when both changed the same."""
    assert merge(base, changed, base) == merge(base, base, changed) == merge(base, changed, changed) == changed


@given(TEXT, TEXT, TEXT)
def test_a_merge_has_every_insertion_of_both(base: str, ours: str, theirs: str) -> None:
    """Whatever is merged: no letter that either inserted is missing."""
    merged = merge(base, ours, theirs)

    if merged is not None:
        inserted = [edit.text for edit in (*edits(base, ours), *edits(base, theirs))]
        assert [text for text in inserted if text not in merged] == []


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        ("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n", "A\nb\nC\n"),
        ("one two three", "One two three", "one two Three", "One two Three"),
        ("typed", "typed on", "typed\n\nappended", "typed on\n\nappended"),
        ("typed", "typd", "typed\n\nappended", "typd\n\nappended"),
        ("typed", "typed\n\nmine", "typed\n\ntheirs", "typed\n\ntheirs\n\nmine"),
        ("a\n", "a\nmine\n", "a\ntheirs\n", "a\ntheirs\nmine\n"),
        ("b", "mine\nb", "B", "mine\nB"),
        ("a b", "a c", "a d", None),
        ("", "mine", "theirs", None),
        ("word", "wordy", "words", None),
        ("a\nb\n", "a\nB\n", "a\n", None),
    ],
)
def test_changes_that_do_not_touch_are_both_made(base: str, ours: str, theirs: str, merged: str | None) -> None:
    """Whole lines above or below a change do not touch it; changes of the same letters, or next to each other, do."""
    assert merge(base, ours, theirs) == merged


@given(TEXT, TEXT, st.integers(0, 30))
def test_a_place_stays_within_the_text(before: str, after: str, offset: int) -> None:
    """Wherever the cursor was, there is a place for it."""
    assert 0 <= moved(min(offset, len(before)), before, after) <= len(after)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("typed|", "typed|\n\nappended", "typed"),
        ("a\n|", "a\nabove\n|", "a\nabove\n"),
        ("a\nb|", "above\na\nb|", "above\na\nb"),
        ("long word|", "long|", "long"),
    ],
)
def test_the_cursor_stays_behind_the_same_letters(before: str, after: str, expected: str) -> None:
    """Typing goes on where it was, whatever came above or below."""
    place = moved(before.index("|"), before.replace("|", ""), after.replace("|", ""))

    assert after.replace("|", "")[:place] == expected


def test_very_many_lines_are_one_edit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A merge never takes seconds."""
    monkeypatch.setattr(merging, "MOST_COMPARISONS", 5)

    assert edits("a\nb\nc\nd", "A\nb\nC\nd") == [Edit(0, 5, "A\nb\nC")]
