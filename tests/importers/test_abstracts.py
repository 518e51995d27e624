from __future__ import annotations

from itertools import chain, islice, repeat
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importers.reading import notes, pairs, problems, refused
from tui_reader.importers import abstracts
from tui_reader.importers.abstracts import LONGEST_TITLE, looks_like
from tui_reader.importers.records import UNREADABLE, Item, Problem, Record, Source
from tui_reader.model.papers import Paper

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FURNITURE = ["Get trending papers in your email inbox once a day!", "Get trending papers in your email inbox!"]
LONG = "We show that a paper has an abstract, and that an abstract is longer than the title that it belongs to. " * 2

texts = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=80)


def read_lines(lines: Iterable[str]) -> Iterator[Item]:
    return abstracts.read(Source(iter(lines)))


def test_titles_and_abstracts_alternate() -> None:
    """The first line is a title, the second its abstract, the third the next title."""
    items = list(read_lines(["One\n", "About one.\n", "Two\n", "About two.\n"]))

    assert items == [Record(Paper("One", "About one."), 1), Record(Paper("Two", "About two."), 3)]


def test_furniture_is_no_paper() -> None:
    """What a page says about itself is passed over without a word, at the top and between papers."""
    items = list(read_lines([*FURNITURE, "One", "About one.", *FURNITURE, "Two", "About two."]))

    assert items == [Record(Paper("One", "About one."), 3), Record(Paper("Two", "About two."), 7)]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("SubscribeAccelerate Diffusion", "Accelerate Diffusion"),
        ("SubscribeiTransformer: Inverted", "iTransformer: Inverted"),
        ("Subscribe3D Gaussians", "3D Gaussians"),
        ("Subscribe“Why Should I Trust You?”", "“Why Should I Trust You?”"),
        ("Subscriber Churn in Networks", "Subscriber Churn in Networks"),
        ("Subscribers: A Survey", "Subscribers: A Survey"),
        ("Subscribe to Me: a Study", "Subscribe to Me: a Study"),
        ("Subscribed Topics", "Subscribed Topics"),
    ],
)
def test_only_a_glued_button_comes_off(line: str, title: str) -> None:
    """Right after furniture "Subscribe" is a button when no space follows it, and a word when it is one."""
    assert pairs(read_lines([*FURNITURE, line, LONG])) == [(title, LONG.strip())]


def test_a_title_elsewhere_keeps_its_first_word() -> None:
    """Without furniture before it, a title is what it says, whatever it begins with."""
    assert pairs(read_lines(["SubscribeNet", LONG])) == [("SubscribeNet", LONG.strip())]


def test_a_button_on_its_own_line_is_furniture() -> None:
    """ "Subscribe" alone after furniture is the button, not a title."""
    assert pairs(read_lines([*FURNITURE, "Subscribe", "One", LONG])) == [("One", LONG.strip())]


def test_a_last_title_without_abstract_goes_in() -> None:
    """A paper whose abstract is missing goes in, with a note at its line."""
    items = list(read_lines(["One", LONG, "Two"]))

    assert pairs(items) == [("One", LONG.strip()), ("Two", "")]
    assert items[-1] == Problem(3, "a title without an abstract", refused=False)


def test_an_implausible_title_is_noted() -> None:
    """A very long title goes in as it stands, with a note: a line may be missing before it."""
    items = list(read_lines(["x" * (LONGEST_TITLE + 1), "y" * 1000]))

    assert len(pairs(items)) == 1
    assert notes(items) == [(1, "a title of 401 characters: is a line missing before it?")]


def test_an_abstract_shorter_than_its_title_is_noted() -> None:
    """Two titles in a row look like this; nothing is reordered, and the note says where."""
    items = list(read_lines(["A rather long title", "Short", "About short."]))

    assert pairs(items) == [("A rather long title", "Short"), ("About short.", "")]
    assert notes(items)[0] == (1, "an abstract that is shorter than its title: is a line missing?")


def test_an_unreadable_abstract_does_not_shift_the_rest() -> None:
    """A refused line keeps its place: its title goes in without abstract, the next paper is whole."""
    items = list(read_lines(["One", UNREADABLE, "Two", LONG]))

    assert pairs(items) == [("One", ""), ("Two", LONG.strip())]


def test_an_unreadable_title_costs_its_own_paper_only() -> None:
    """Without its title an abstract cannot go in; the next paper is whole."""
    items = list(read_lines(["One", LONG, UNREADABLE, LONG, "Three", LONG]))

    assert pairs(items) == [("One", LONG.strip()), ("Three", LONG.strip())]
    assert refused(items) == [3]


def test_a_nul_becomes_visible() -> None:
    """A character that no database takes costs neither the paper nor silence."""
    items = list(read_lines(["One\0", LONG]))

    assert pairs(items) == [("One\ufffd", LONG.strip())]
    assert len(notes(items)) == 1


def test_a_million_lines_are_not_held() -> None:
    """The first papers are there although the document never ends."""
    endless = chain.from_iterable(repeat(("A title\n", LONG)))

    assert len(list(islice(read_lines(endless), 1000))) == 1000


@given(st.lists(texts))
def test_any_text_is_read_and_nothing_is_made_up(lines: list[str]) -> None:
    """No input raises, and every title and abstract is (part of) a line of the input, in its order."""
    kept = [text for pair in pairs(read_lines(lines)) for text in pair if text]

    rest = iter(lines)
    for text in kept:
        assert any(text.replace("\ufffd", "\0") in line or text in line for line in rest)


@given(st.lists(texts, max_size=12), st.sampled_from(["\n", "\r\n", " \t\n", ""]), st.data())
def test_line_ends_marks_and_blank_lines_mean_nothing(lines: list[str], end: str, data: st.DataObject) -> None:
    """CRLF, a byte order mark, trailing and blank lines give the same papers."""
    lines = [line for line in lines if "\ufeff" not in line]
    varied: list[str] = []
    for line in lines:
        varied += [end] * data.draw(st.integers(0, 2)) + [line + end]
    varied.append(end)
    varied[0] = "\ufeff" + varied[0]

    assert pairs(read_lines(varied)) == pairs(read_lines(lines))


@pytest.mark.parametrize(
    ("beginning", "expected"),
    [
        ("\n".join(FURNITURE), True),
        (f"A title\n{LONG}\nAnother\n{LONG[:-40]}", True),
        (f"A title\n\n{LONG}\n", True),
        ("", False),
        ("# Heading\n\nA line.\n", False),
        ("@article{key,\n  title = {A},\n}\n", False),
        (f"{LONG}\nA title\n", False),
    ],
)
def test_looks(beginning: str, *, expected: bool) -> None:
    """A document is told by its furniture, or by short and long lines in turn."""
    assert looks_like(beginning) is expected


def test_a_clean_document_has_no_problems() -> None:
    """Nothing is said about what is as it should be."""
    assert problems(read_lines([*FURNITURE, "SubscribeOne", LONG, "", "Two", LONG])) == []
