"""Passages that are found again after the abstract was corrected."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tui_reader.importers.bundled import bundled_papers
from tui_reader.importers.records import Record
from tui_reader.texts.anchors import WIDTH, Anchor, anchor
from tui_reader.texts.relocating import locate
from tui_reader.texts.sentences import sentences

ABSTRACTS = [item.paper.abstract for item in bundled_papers() if isinstance(item, Record)]
SENTENCES = [(text, *span) for text in ABSTRACTS for span in sentences(text) if text[slice(*span)].count(" ") > 5]
TEXT = (
    "We train a model. It is $O(n^2)$ in time. We train a model. "
    "The end \u2013 “at last” \u2013 is near, says König\u2019s proof."
)
OTHER_WORDS = st.lists(st.sampled_from(["zebra", "quince", "xylem", "jigsaw", "vortex", "kiwi"]), max_size=6).map(
    " ".join
)


def marked(passage: str, text: str = TEXT, nth: int = 0) -> Anchor:
    """The anchor of an occurrence of a passage."""
    start = [found.start() for found in re.finditer(re.escape(passage), text)][nth]
    return anchor(text, start, start + len(passage))


def found(sought: Anchor, text: str) -> str | None:
    span = locate(sought, text)
    return None if span is None else text[slice(*span)]


def test_an_anchor_is_the_passage_with_its_surroundings() -> None:
    """The passage without the white space around it, 32 characters of both sides, and the place."""
    text = "a" * 40 + " passage  " + "b" * 40

    assert anchor(text, 40, 50) == Anchor("passage", "a" * (WIDTH - 1) + " ", "  " + "b" * (WIDTH - 2), 41)
    assert anchor(text, -5, 3) == Anchor("aaa", "", text[3 : 3 + WIDTH], 0)
    assert anchor(text, 85, 200).suffix == ""
    assert anchor("  ", 0, 2).exact == ""


@given(st.text(alphabet="ab .\n$", max_size=60), st.integers(-3, 63), st.integers(-3, 63))
def test_in_the_same_text_it_is_where_it_was(text: str, start: int, end: int) -> None:
    sought = anchor(text, start, end)

    assert locate(sought, text) == ((sought.start, sought.end) if sought.exact else None)


@given(st.sampled_from(SENTENCES), st.data())
def test_edits_elsewhere_never_lose_or_move_it(sentence: tuple[str, int, int], data: st.DataObject) -> None:
    """Whatever is put in, taken out or put in its place before and after it."""
    text, start, end = sentence
    sought = anchor(text, start, end)
    before, after = text[:start], text[end:]
    for _ in range(data.draw(st.integers(1, 4))):
        side = data.draw(st.sampled_from(["before", "after"]))
        edited = before if side == "before" else after
        first = data.draw(st.integers(0, len(edited)))
        last = min(first + data.draw(st.integers(0, 80)), len(edited))
        edited = f"{edited[:first]} {data.draw(OTHER_WORDS)} {edited[last:]}"
        before, after = (edited, after) if side == "before" else (before, edited)

    assert locate(sought, f"{before} {sought.exact} {after}") == (len(before) + 1, len(before) + 1 + len(sought.exact))


@given(st.sampled_from(SENTENCES), st.data())
def test_edits_inside_still_find_it(sentence: tuple[str, int, int], data: st.DataObject) -> None:
    """With up to a sixth of the words exchanged, dropped or put in: the whole passage and nothing else."""
    text, start, end = sentence
    words = text[start:end].split(" ")
    inner = st.integers(1, len(words) - 2)
    for at in data.draw(st.sets(inner, max_size=len(words) // 6)):
        words[at] = data.draw(st.sampled_from(["", "zebra", f"rather {words[at]}"]))
    new = " ".join(words)

    span = locate(anchor(text, start, end), text[:start] + new + text[end:])

    assert span is not None
    assert abs(span[0] - start) <= 1
    assert abs(span[1] - (start + len(new))) <= 1


@given(st.sampled_from(SENTENCES), st.sampled_from(ABSTRACTS))
def test_in_another_abstract_it_is_gone(sentence: tuple[str, int, int], text: str) -> None:
    assume(sentence[0] != text)

    assert locate(anchor(*sentence), text) is None


@given(st.sampled_from(SENTENCES))
def test_a_sentence_that_was_taken_out_is_gone(sentence: tuple[str, int, int]) -> None:
    """Though all that stood around it is there."""
    text, start, end = sentence
    assume(text[start:end] not in text[:start] + text[end:])

    assert locate(anchor(text, start, end), text[:start] + text[end:]) is None


@given(st.text(max_size=40), st.text(max_size=8), st.text(max_size=8), st.integers(-9, 60), st.text(max_size=80))
def test_any_anchor_can_be_looked_for_in_any_text(exact: str, before: str, after: str, start: int, text: str) -> None:
    """What is found is a part of the text that is not empty."""
    span = locate(Anchor(exact, before, after, start), text)

    assert span is None or 0 <= span[0] < span[1] <= len(text)


@pytest.mark.parametrize(
    ("sought", "text", "expected"),
    [
        (marked("We train a model.", nth=1), "News. " + TEXT, 6 + TEXT.index("We train a model.", 9)),
        (marked("We train a model.", nth=0), "News. " + TEXT, 6),
        (marked("We train a model.", nth=1), TEXT.replace("We train", "We trained", 1), TEXT.index("We", 9) + 2),
    ],
    ids=["second of two", "first of two", "the other one changed"],
)
def test_of_several_occurrences_the_surroundings_choose(sought: Anchor, text: str, expected: int) -> None:
    span = locate(sought, text)

    assert span is not None
    assert span[0] == expected


@pytest.mark.parametrize(
    ("passage", "text", "expected"),
    [
        ("“at last” \u2013 is near", TEXT.translate({0x201C: '"', 0x201D: "\u2019\u2019", 0x2013: "---"}),
         '"at last\u2019\u2019 --- is near'),
        ("It is $O(n^2)$ in time.", TEXT.replace("$", ""), "It is O(n^2) in time."),
        ("It is $O(n^2)$", TEXT.replace("O(n^2)", "\\mathcal{O}(n^2)"), "It is $\\mathcal{O}(n^2)$"),
        ("$O(n^2)$", TEXT.replace(" time", "  Time"), "$O(n^2)$"),
        ("train a model", TEXT.upper(), "TRAIN A MODEL"),
        ("is near", TEXT.replace("is near", "is\n   near"), "is\n   near"),
        ("König\u2019s proof", TEXT.replace("ö", "o\u0308").replace("\u2019", "'"), "Ko\u0308nig's proof"),
        ("We train a model. The", TEXT.replace("a model. The", "a large language model. The"),
         "We train a large language model. The"),
        ("The end", TEXT.replace("The end", "The ending"), "The ending"),
    ],
)  # fmt: skip
def test_what_a_correction_does(passage: str, text: str, expected: str) -> None:
    """Quotation marks, dashes, LaTeX, case, line ends, accents, words put in, words that became longer."""
    assert found(marked(passage), text) == expected


@pytest.mark.parametrize(
    ("passage", "text"),
    [
        ("We", "We do something else entirely, and in other words."),
        ("train a model", TEXT.replace("train a model", "wait")),
        ("at last", ""),
        ("It is $O(n^2)$ in time.", TEXT.replace("It is $O(n^2)$ in time.", "Nothing can be said about its costs.")),
    ],
)
def test_what_is_gone(passage: str, text: str) -> None:
    """A short word in strange surroundings is not the marked one; a sentence put in its place is another."""
    assert found(marked(passage), text) is None
