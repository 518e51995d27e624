"""Parts of an answer: windows, orders and counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import paper
from tests.search.queries import SPELLED, queries
from tests.search.shelf import filled, flagged
from tests.search.test_matching import VALUES, WORDS
from tui_reader.search.engine import Ranking, Window
from tui_reader.search.parser import parse
from tui_reader.search.query_tree import Everything, Match, Query
from tui_reader.search.whoosh.whoosh_engine import WhooshEngine

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.search.engine import Engine

DATED = [paper("Same", id=number, year=2000 + number % 3 or None, added=number // 4) for number in range(1, 41)]
DATED += [paper("Same", id=number, added=3) for number in range(41, 45)]


@pytest.fixture(scope="module")
def shelf(shared_engine: Engine) -> Engine:
    return filled(shared_engine)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    queries(WORDS, VALUES, matches=[*SPELLED, Match.TYPED]),
    st.sampled_from(get_args(Ranking)),
    st.integers(0, 12),
    st.integers(0, 12),
)
def test_windows_are_slices_of_the_whole(
    shelf: Engine, query: Query, ranking: Ranking, offset: int, limit: int
) -> None:
    """Whatever part of the hits is asked for is the same part of all hits, and the total is theirs."""
    whole = shelf.search(query, flagged, window=Window(ranking))

    part = shelf.search(query, flagged, window=Window(ranking, limit, offset))

    assert part.ids == whole.ids[offset : offset + limit]
    assert part.scores == whole.scores[offset : offset + limit]
    assert part.total == whole.total == len(whole.ids) == shelf.count(query, flagged)
    assert len(whole.scores) == (len(whole.ids) if ranking == "relevance" else 0)


@pytest.mark.parametrize("text", ["flow", "deep flow", "state space model", "flow OR deep", "-deep"])
@pytest.mark.parametrize("size", [7, 100, 150])
def test_windows_go_on_after_the_best(engine: Engine, text: str, size: int) -> None:
    """Pages of more hits than are looked at closely, put together, are the whole, and scores never rise."""
    words = ["flow", "deep", "state", "space", "model", "flow model", "deep flow", "state space"]
    titles = [f"{words[n % 8]} {words[n // 8 % 8]} {words[n // 64 % 8]}" for n in range(400)]
    filled(engine, [paper(title, id=number) for number, title in enumerate(titles, 1)])
    query = parse(text).query
    whole = engine.search(query, flagged)

    pages = [engine.search(query, flagged, window=Window(limit=size, offset=at)) for at in range(0, whole.total, size)]

    assert [number for page in pages for number in page.ids] == list(whole.ids)
    assert list(whole.scores) == sorted(whole.scores, reverse=True)
    assert whole.total > 20


def test_by_year(engine: Engine) -> None:
    """The newest year comes first, of one year the lower id, papers without a year last."""
    hits = filled(engine, DATED).search(parse("same").query, flagged, window=Window("year"))

    assert list(hits.ids) == [each.id for each in sorted(DATED, key=lambda each: (-(each.year or 0), each.id))]


def test_by_addition(engine: Engine) -> None:
    """What was added last comes first, of one moment the lower id."""
    hits = filled(engine, DATED).search(Everything(), flagged, window=Window("added", limit=10, offset=5))

    assert list(hits.ids) == [each.id for each in sorted(DATED, key=lambda each: (-each.added, each.id))][5:15]
    assert hits.total == len(DATED)


def test_nothing_is_asked_of_the_library_that_the_index_knows(engine: Engine) -> None:
    """Whether a paper has an address is answered without the database."""
    filled(engine, [paper("A", id=1, url="https://a.example"), paper("B", id=2), paper("C", id=3, doi="10.1000/c")])

    assert list(engine.search(parse("has:url").query, lambda _: [1 // 0]).ids) == [1, 3]
    assert engine.count(parse("-has:url").query, lambda _: [1 // 0]) == 1


def test_closest_title_first(tmp_path: Path) -> None:
    """Of papers with the same words, that comes first whose title has them next to each other, as they were typed."""
    titles = ["Space in which the State is", "The State of our Space", "A State Space for us all", *(["Other"] * 9)]
    papers = [paper(title, id=number, abstract="None.") for number, title in enumerate(titles, 1)]
    engine = filled(WhooshEngine(tmp_path / "index"), papers)

    assert engine.search(parse("state space").query, flagged).ids[0] == 3
    assert engine.search(parse("state spa", typing=True).query, flagged).ids[0] == 3
