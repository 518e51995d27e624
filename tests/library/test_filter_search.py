"""Queries without words: the database answers them, whether there is an index or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import paper
from tui_reader.importers.records import Record
from tui_reader.library import search_service
from tui_reader.library.library import Library
from tui_reader.model.results import Order, Sorting
from tui_reader.search.engine import IndexUnusableError, SupersededError
from tui_reader.search.query_tree import And, Everything, Flag, Not, Or, Query, Years, both, either, negated, to_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.model.papers import Paper
    from tui_reader.paths import Home

YEARS = st.none() | st.integers(2015, 2026)
LEAVES = st.sampled_from(list(Flag)) | st.builds(Years, YEARS, YEARS).filter(
    lambda one: one != Years(None, None) and (one.first or 0) <= (one.last or 9999)
)
QUERIES = st.recursive(
    LEAVES,
    lambda inner: st.builds(negated, inner) | st.builds(both, inner, inner) | st.builds(either, inner, inner, inner),
    max_leaves=6,
)


def matches(one: Paper, query: Query) -> bool:
    """Whether a paper matches, as the manual says it."""
    match query:
        case And(parts):
            return all(matches(one, part) for part in parts)
        case Or(parts):
            return any(matches(one, part) for part in parts)
        case Not(part):
            return not matches(one, part)
        case Years(first, last):
            return one.year is not None and (first or 0) <= one.year <= (last or 9999)
        case Everything():
            return True
        case _:
            return {
                Flag.BOOKMARKED: one.bookmarked,
                Flag.READ: one.read,
                Flag.UNREAD: not one.read,
                Flag.QUEUED: one.queued,
                Flag.NOTE: bool(one.note),
                Flag.HIGHLIGHT: bool(one.highlights),
                Flag.URL: bool(one.url or one.doi or one.arxiv),
                Flag.FILE: bool(one.details.files),
                Flag.ABSTRACT: bool(one.abstract),
            }[Flag(str(query))]


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library without an index, with papers of every kind."""
    from tui_reader.paths import Home

    library = Library(Home.under(tmp_path_factory.mktemp("marked")))
    library.take([Record(paper("No Year"), 1), Record(paper("Old", year=2016, url="https://example.org"), 2)])
    for number in range(1, 212):
        library.bookmark([number] if number % 3 == 0 else [])
        library.mark_read([number] if number % 4 else [])
        library.queue([number] if number % 5 == 0 else [])
    library.write_note(3, "a note")
    library.highlights.add(7, 0, 9)
    yield library
    library.close()


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=QUERIES, order=st.sampled_from(get_args(Order)), limit=st.none() | st.integers(0, 30))
def test_filters_leave_the_papers_that_they_name(
    marked: Library, query: Query, order: Order, limit: int | None
) -> None:
    """Flags and years, negated and joined, in every order, as many as are asked for."""
    everything = list(marked.browse(order).ids)
    expected = [one.id for one in marked.papers(everything) if matches(one, query)]
    answer = marked.search(to_text(query), Sorting.by(order), limit=limit)

    assert list(answer.ids) == expected[:limit]
    assert (answer.total, answer.of, answer.sort, answer.stale) == (len(expected), 211, order, False)


def test_no_index_is_made_or_missed(marked: Library) -> None:
    """For filters; words need one."""
    assert not marked.needs_index("is:bookmarked -(year:2020 OR is:read)")
    assert not marked.needs_index(" ")
    assert marked.search("is:bookmarked").total == 70
    assert marked.needs_index("is:bookmarked trees")
    with pytest.raises(IndexUnusableError):
        marked.search("trees")
    assert not marked.home.index.exists()


def test_an_empty_answer_is_explained_without_an_index(marked: Library) -> None:
    """What each filter costs is counted."""
    answer = marked.search("is:bookmarked year:1990")
    ways = marked.explain(answer).without

    assert answer.total == 0
    assert [(way.text, way.papers) for way in ways] == [("is:bookmarked", 70)]


def test_nobody_waits_for_an_answer_that_is_not_wanted(marked: Library) -> None:
    """A newer query has come."""
    with pytest.raises(SupersededError):
        marked.search("is:bookmarked", wanted=lambda: False)


def test_years_of_a_large_library_are_left_to_its_index(
    library: Library, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When that has all papers; the answer is the same, and so it is while the index is behind."""
    year = next(one.year for one in library.papers(library.browse().ids) if one.year)
    before = library.search(f"year:{year}")
    monkeypatch.setattr(search_service, "LARGE", 1)
    large = Library(home)
    large.refresh_index()
    current = large.search(f"year:{year}")
    large.write_note(1, "a note")
    behind = large.search(f"year:{year}")
    large.close()

    assert list(current.ids) == list(behind.ids) == list(before.ids)
    assert behind.stale is False
