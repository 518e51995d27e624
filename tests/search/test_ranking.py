"""In which order papers come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders import paper
from tests.search.shelf import filled, flagged, found
from tui_reader.search.parser import parse

if TYPE_CHECKING:
    from tui_reader.search.engine import Engine

FILLER = "Nothing of interest is said in this text about any subject at all. "


def test_title_over_author_over_abstract(engine: Engine) -> None:
    """The same word counts most in a title and least in an abstract."""
    papers = [
        paper("Something Else Entirely", "Nobody Known", id=1, abstract=f"Kalman. {FILLER}"),
        paper("Something Else Entirely", "R. Kalman", id=2, abstract=f"Filters. {FILLER}"),
        paper("Something Kalman Entirely", "Nobody Known", id=3, abstract=f"Filters. {FILLER}"),
    ]

    assert found(filled(engine, papers), "kalman") == [3, 2, 1]


def test_a_rare_word_counts_more_than_a_common_one(engine: Engine) -> None:
    """Of two words in the same place the one that fewer papers have decides."""
    papers = [paper("Common", id=number, abstract=FILLER) for number in range(1, 20)]
    papers += [paper("Unusual", id=20, abstract=FILLER), paper("Common", id=21, abstract=FILLER)]

    assert found(filled(engine, papers), "common OR unusual")[0] == 20


def test_the_word_itself_over_words_that_begin_like_it(engine: Engine) -> None:
    """While a word is typed, papers with exactly this word come before papers with a longer one."""
    papers = [paper("Gangs", id=1, abstract=FILLER), paper("Gan", id=2, abstract=FILLER)]

    assert found(filled(engine, papers), "gan", typing=True) == [2, 1]
    assert found(filled(engine, papers), "gan*") == [2, 1]


def test_equals_come_by_id(engine: Engine) -> None:
    """Papers that match equally well come in the order of their ids, however they came into the index."""
    filled(engine, [paper("Same", id=number) for number in (5, 3, 9, 1)])

    assert found(engine, "same") == [1, 3, 5, 9]
    assert found(engine, "") == [1, 3, 5, 9]


def test_filters_do_not_score(engine: Engine) -> None:
    """Flags, years and tags decide which papers come and leave their order alone."""
    papers = [
        paper("Same Same", id=1, tags=("a",)),
        paper("Same", id=2, year=2020),
        paper("Same", id=3, tags=("a",), year=2020),
    ]
    filled(engine, papers)

    assert found(engine, "same tag:a") == [1, 3]
    assert list(engine.search(parse("is:bookmarked year:2020").query, flagged).scores) == [0.0]


def test_best_first(engine: Engine) -> None:
    """Scores fall from the first hit to the last."""
    filled(engine, [paper("word " * number, id=number, abstract=FILLER) for number in range(1, 30)])

    scores = list(engine.search(parse("word").query, flagged).scores)

    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) > 1
