"""Saved searches and the history: what is kept, under which name and key, and for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui_reader.errors import NotFoundError, ReaderError
from tui_reader.model.results import SavedSearch
from tui_reader.store import queries as searches_module
from tui_reader.store.queries import Queries

if TYPE_CHECKING:
    from tui_reader.store.database import Database


@pytest.fixture
def searches(database: Database) -> Queries:
    return Queries(database)


def test_a_name_is_had_by_one_search(searches: Queries) -> None:
    """Saving under a name replaces what it named, whatever the case, and takes the new spelling."""
    searches.save(SavedSearch("Trees", "tree", "year", 2))
    searches.save(SavedSearch("TREES", "bush"))

    assert searches.saved() == [SavedSearch("TREES", "bush")]


def test_a_digit_moves_to_the_search_that_was_given_it_last(searches: Queries) -> None:
    searches.save(SavedSearch("one", "a", digit=1))
    searches.save(SavedSearch("two", "b", digit=1))
    searches.save(SavedSearch("two", "c", digit=1))

    assert searches.saved() == [SavedSearch("two", "c", digit=1), SavedSearch("one", "a")]


@pytest.mark.parametrize("search", [SavedSearch("", "a"), SavedSearch("\n", "a"), SavedSearch("5", "a")])
def test_a_name_has_to_be_one(searches: Queries, search: SavedSearch) -> None:
    with pytest.raises(ReaderError):
        searches.save(search)
    assert searches.saved() == []


@pytest.mark.parametrize("digit", [0, 10, -1])
def test_there_are_nine_keys(searches: Queries, digit: int) -> None:
    searches.save(SavedSearch("x", "kept"))
    with pytest.raises(ReaderError, match=str(digit)):
        searches.save(SavedSearch("x", "a", digit=digit))
    assert searches.saved() == [SavedSearch("x", "kept")]


def test_what_is_not_there_is_not_found(searches: Queries) -> None:
    for ask in (searches.named, searches.remove):
        with pytest.raises(NotFoundError, match="nothing"):
            ask("nothing")


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(queries=st.lists(st.sampled_from("abc ") | st.text(max_size=3), max_size=8))
def test_the_history_has_each_query_once_and_the_latest_first(searches: Queries, queries: list[str]) -> None:
    """Whatever was typed, lone halves of surrogate pairs included; white space alone is no query."""
    for query in queries:
        searches.use(query)
    used = [query.encode("utf-8", "replace").decode().strip() for query in reversed(queries)]
    expected = list(dict.fromkeys(query for query in used if query))

    assert searches.history(100)[: len(expected)] == expected


def test_the_history_is_bounded(searches: Queries, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searches_module, "LONGEST_HISTORY", 3)
    for query in "abcdbe":
        searches.use(query)

    assert searches.history(100) == ["e", "b", "d"]
    assert searches.history(1) == ["e"]
