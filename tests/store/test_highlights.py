"""Highlights in the store: what is kept of a passage, in which order they come, what can be wrong with one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.builders import paper, taken
from tui_reader.errors import NotFoundError, ReaderError
from tui_reader.store.highlights import Highlights
from tui_reader.store.papers import PaperReader
from tui_reader.texts.anchors import Anchor

if TYPE_CHECKING:
    from tui_reader.store.database import Database

ABSTRACT = "We read papers. Königsberg has seven bridges. It is  good."


@pytest.fixture
def highlights(database: Database) -> Highlights:
    """Of a library of two papers."""
    with database.writing() as connection:
        taken(connection, [paper("One", abstract=ABSTRACT), paper("Two", abstract="Short.")])
    return Highlights(database)


def test_what_was_marked_is_there(highlights: Highlights, database: Database) -> None:
    """With its surroundings, its colour and its comment, also for who opens the library later."""
    made = highlights.add(1, 15, 45, "pink", " Euler! \ud800\n")

    assert made.anchor == Anchor("Königsberg has seven bridges.", "We read papers. ", " It is  good.", 16)
    assert (made.paper, made.colour, made.comment) == (1, "pink", "Euler! ?")
    assert Highlights(database).of(1) == [made]
    assert (Highlights(database).of(2), Highlights(database).count()) == ([], 1)
    assert [one.highlights for one in PaperReader(database).papers([1, 2])] == [1, 0]


def test_a_passage_is_marked_once(highlights: Highlights) -> None:
    """Marking it again gives it the other colour and, if there is one, the other comment."""
    first = highlights.add(1, 0, 15, comment="Why?")
    again = highlights.add(1, 0, 15, "blue")

    assert (again.id, again.colour, again.comment) == (first.id, "blue", "Why?")
    assert highlights.add(1, 0, 15, "blue", "So.").comment == "So."
    assert highlights.count() == 1


def test_they_come_in_the_order_of_the_abstract_and_of_time(highlights: Highlights) -> None:
    """Of a paper by place; of the library the newest first, by colour, by words of passage or comment, so many."""
    last, first, other = highlights.add(1, 46, 58), highlights.add(1, 0, 15, "blue"), highlights.add(2, 0, 6)
    highlights.change(first.id, comment="KÖNIG")
    first = highlights.of(1)[0]
    bridges = highlights.add(1, 16, 45)

    assert highlights.of(1) == [first, bridges, last]
    assert highlights.all() == [bridges, other, first, last]
    assert highlights.all("konig") == [bridges, first]
    assert highlights.all(colour="blue") == [first]
    assert highlights.all("konig", "yellow", 5) == [bridges]
    assert highlights.all(limit=2) == [bridges, other]


def test_what_is_changed_leaves_the_rest(highlights: Highlights) -> None:
    made = highlights.add(1, 0, 15, "blue", "Why?")
    highlights.change(made.id, span=(3, 14))
    highlights.change(made.id, colour="green")
    [one] = highlights.of(1)
    assert (one.anchor.exact, one.colour, one.comment, one.at) == ("read papers", "green", "Why?", made.at)

    highlights.change(made.id, comment="")
    assert highlights.of(1)[0].comment == ""
    highlights.remove([made.id, 99])
    assert highlights.all() == []


def test_no_number_is_given_twice(highlights: Highlights) -> None:
    """Whoever still shows a highlight that is gone never changes another one."""
    first = highlights.add(1, 0, 15)
    highlights.remove([first.id])

    assert highlights.add(1, 0, 15).id != first.id


@pytest.mark.parametrize(
    ("how", "error"), [((1, 15, 16), ReaderError), ((1, 9, 3), ReaderError), ((9, 0, 5), NotFoundError)]
)
def test_nothing_cannot_be_marked(highlights: Highlights, how: tuple[int, int, int], error: type[Exception]) -> None:
    with pytest.raises(error):
        highlights.add(*how)
    assert highlights.count() == 0


def test_a_highlight_that_is_gone_or_a_colour_that_is_none_is_said(highlights: Highlights) -> None:
    red: Any = "red"
    with pytest.raises(NotFoundError, match="9"):
        highlights.change(9, colour="blue")
    with pytest.raises(ReaderError, match="red"):
        highlights.add(1, 0, 15, red)
    assert highlights.count() == 0
