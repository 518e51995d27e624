"""Ways out of an empty answer, over every engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from tests.search.queries import queries
from tests.search.shelf import filled, flagged, found
from tui_reader.search.parser import parse
from tui_reader.search.suggestions import Explanation, explain

if TYPE_CHECKING:
    from tui_reader.search.engine import Engine
    from tui_reader.search.query_tree import Query


@pytest.fixture(scope="module")
def shelf(shared_engine: Engine) -> Engine:
    """An engine with the small library of `shelf`."""
    return filled(shared_engine)


def explained(engine: Engine, text: str) -> Explanation:
    return explain(engine, parse(text).query, flagged)


@pytest.mark.parametrize(
    ("text", "missing", "meant"),
    [
        ("specultive", ("specultive",), "speculative"),
        ("specultive decodng", ("specultive", "decodng"), "speculative decoding"),
        ("speculative decodng", ("decodng",), "speculative decoding"),
        ("author:leviatan", ("author:leviatan",), "author:leviathan"),
        ("tag:mlop", ("tag:mlop",), "tag:mlop~"),
        ('"speculative decodng"', ('"speculative decodng"',), '"speculative decoding"'),
        ("specultive OR decodngs", ("specultive", "decodngs"), "speculative OR decodng"),
        ("specultive -konig", ("specultive",), "speculative -konig"),
    ],
)
def test_what_was_meant(shelf: Engine, text: str, missing: tuple[str, ...], meant: str) -> None:
    """Words that no paper has are named, and replaced by the nearest ones that papers have."""
    explanation = explained(shelf, text)

    assert explanation.missing == missing
    if text.startswith("specultive OR"):
        assert explanation.meant is not None
        assert explanation.meant.text.startswith("speculative OR")
        return
    assert explanation.meant is not None
    assert explanation.meant.text == meant


def test_words_that_are_never_together(shelf: Engine) -> None:
    """Each part that can be dropped is offered with what is left; nothing is called missing."""
    explanation = explained(shelf, "speculative relational")

    assert explanation.missing == ()
    assert [(way.text, way.change) for way in explanation.without] == [
        ("relational", "speculative"),
        ("speculative", "relational"),
    ]


def test_a_filter_can_be_dropped_too(shelf: Engine) -> None:
    """Not only words are in the way."""
    explanation = explained(shelf, "year:1950 state")

    assert [way.text for way in explanation.without] == ["state"]


def test_nothing_is_alike(shelf: Engine) -> None:
    """A word like no other has no way out."""
    assert explained(shelf, "qwertyuiopasdf") == Explanation(missing=("qwertyuiopasdf",))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=queries(["specultive", "decodng", "state", "xx", "konig", "modls"], ["ml", "mlo", "10.1000/xyz.1"]))
def test_every_way_out_leads_to_papers(shelf: Engine, query: Query) -> None:
    """Each other query that is offered finds exactly as many papers as it says, when it is typed."""
    for way in explain(shelf, query, flagged).ways_out:
        assert len(found(shelf, way.text)) == way.papers > 0
