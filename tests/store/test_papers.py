"""Ids in order, what an index lacks, and counts: the same for every way a statement may take."""

from __future__ import annotations

import contextlib
from collections import Counter
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import paper, taken
from tui_reader.model.papers import Details
from tui_reader.model.results import Facets, Order
from tui_reader.store import changes, id_filter
from tui_reader.store.annotations import Annotations
from tui_reader.store.highlights import Highlights
from tui_reader.store.notes import Notes
from tui_reader.store.papers import PaperReader

if TYPE_CHECKING:
    from tui_reader.model.papers import Paper
    from tui_reader.store.changes import Changes
    from tui_reader.store.database import Database

ORDERS: tuple[Order, ...] = get_args(Order)
HERE = range(1, 31)


@pytest.fixture
def shelf(database: Database) -> PaperReader:
    """Thirty papers of two imports, some of them read, bookmarked, queued, tagged, noted and highlighted."""
    for start, now in ((0, 1000), (20, 2000)):
        with database.writing() as connection:
            taken(connection, [numbered(number) for number in range(start, 30 if start else 20)], now)
    annotations = Annotations(database)
    for number in (7, 25, 3):
        annotations.set_read([number], read=True)
    annotations.set_bookmarked([1, 2, 25], bookmarked=True)
    annotations.set_queued([4], queued=True)
    annotations.change_tags(range(1, 11), ["ml"])
    annotations.change_tags([10, 20], ["ai"])
    Notes(database).write(30, "a note")
    for start, end in ((0, 8), (9, 14)):
        Highlights(database).add(7, start, end)
    return PaperReader(database)


def numbered(number: int) -> Paper:
    year = None if number % 7 == 0 else 2000 + number * 5 % 4
    return paper(f"{'QWERTY'[number % 6]} {number}", year=year, venue=(None, "ICML", "ACL")[number % 3])


def by_hand(shelf: PaperReader, order: Order) -> list[int]:
    """All ids in an order, from what the papers say of themselves."""
    papers = shelf.papers(HERE)
    if order == "read":
        read = [3, 25, 7]
        return read + [number for number in by_hand(shelf, "added") if number not in read]
    keys = {
        "added": lambda one: (-one.added, one.id),
        "year": lambda one: (-(one.year or -1), one.id),
        "title": lambda one: (one.title.replace(" ", "").lower(), one.id),
    }
    return [one.id for one in sorted(papers, key=keys[order])]


@pytest.fixture(params=["by list", "by bitmap"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways to tell a statement of ids, whatever their number."""
    monkeypatch.setattr(id_filter, "LOOKUP_COST", 0 if request.param == "by list" else 10**9)
    return str(request.param)


@pytest.mark.parametrize("order", ORDERS)
def test_ids_come_in_order_and_by_page(shelf: PaperReader, order: Order) -> None:
    """All of them, the first few, and some further on."""
    expected = by_hand(shelf, order)

    assert list(shelf.ids(order)) == expected
    assert list(shelf.ids(order, 4)) == expected[:4]
    assert list(shelf.ids(order, 4, 20)) == expected[20:24]


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ids=st.sets(st.integers(-2, 40)), limit=st.none() | st.integers(0, 40), order=st.sampled_from(ORDERS))
@pytest.mark.usefixtures("way")
def test_some_ids_are_sorted_as_all_are(shelf: PaperReader, ids: set[int], limit: int | None, order: Order) -> None:
    """An order of some ids is that of all less the others; ids without a paper are left out."""
    expected = [number for number in by_hand(shelf, order) if number in ids]

    assert list(shelf.sorted(ids, order, limit)) == expected[:limit]


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ids=st.sets(st.integers(-2, 40)))
@pytest.mark.usefixtures("way")
def test_facets_count_what_the_papers_say(shelf: PaperReader, ids: set[int]) -> None:
    """Of any ids, each count is the number of papers that say so of themselves."""
    papers = shelf.papers(sorted(ids & set(HERE)))
    years = Counter(one.year for one in papers if one.year)
    venues = Counter(one.venue for one in papers if one.venue)
    tags = Counter(tag for one in papers for tag in one.tags)
    authors = Counter(name for one in papers for name in {author.name for author in one.authors})

    assert shelf.facets(ids) == Facets(
        total=len(papers),
        bookmarked=sum(one.bookmarked for one in papers),
        unread=sum(not one.read for one in papers),
        queued=sum(one.queued for one in papers),
        noted=sum(bool(one.note) for one in papers),
        highlighted=sum(bool(one.highlights) for one in papers),
        tags=tuple(sorted(tags.items(), key=lambda pair: (-pair[1], pair[0]))),
        years=tuple(sorted(years.items(), reverse=True)),
        venues=tuple(sorted(venues.items(), key=lambda pair: (-pair[1], pair[0]))),
        authors=tuple(sorted(authors.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


def test_facets_count_kinds_and_categories(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of all papers and of some, by a list and by a bitmap; a category of arXiv is spelled as arXiv spells it."""
    one = paper("One", kind="article", details=Details(categories=("cs.LG", "stat.ML", "cond-mat.str-el")))
    two = paper("Two", kind="article", details=Details(categories=("cs.lg",)))
    with database.writing() as connection:
        taken(connection, [one, two, paper("Three", kind="book")])
    shelf = PaperReader(database)
    for cost in (1, 10**9):
        monkeypatch.setattr(id_filter, "LOOKUP_COST", cost)

        for found in (shelf.facets(), shelf.facets([1, 2, 3])):
            assert found.kinds == (("article", 2), ("book", 1))
            assert found.categories == (("cs.LG", 2), ("cond-mat.str-el", 1), ("stat.ML", 1))
        assert shelf.facets([3]).categories == ()
        assert shelf.facets([2]).kinds == (("article", 1),)


def test_facets_of_all_are_those_of_every_id(shelf: PaperReader) -> None:
    assert shelf.facets() == shelf.facets(HERE)


def test_a_nested_tag_counts_for_its_parents(shelf: PaperReader, database: Database) -> None:
    """A paper with `ml/a` and `ml/b` is one paper of `ml`, of all papers and of some."""
    Annotations(database).change_tags([1, 2], ["area/a"])
    Annotations(database).change_tags([2, 3], ["area/b/c", "areas"])

    for facets in (shelf.facets(), shelf.facets([1, 2, 3, 4])):
        tags = dict(facets.tags)
        assert {tag: tags[tag] for tag in tags if tag.startswith("area")} == {
            "area": 3,
            "area/a": 2,
            "area/b": 2,
            "area/b/c": 2,
            "areas": 2,
        }


@pytest.mark.parametrize("few", [0, 1_000])
def test_what_changed_is_found_by_either_index(shelf: PaperReader, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    """After a revision, above an id and up to another, by id, at most so many."""
    monkeypatch.setattr(changes, "FEW", few)
    _, now = shelf.identity()

    def ids(changes: Changes) -> list[int]:
        assert [one.id for one in changes.papers] == changes.ids
        return changes.ids

    assert ids(shelf.changed(0, (0, None), 5)) == [1, 2, 3, 4, 5]
    assert ids(shelf.changed(0, (28, None), 5)) == [29, 30]
    assert ids(shelf.changed(1, (0, None), 100)) == [*range(1, 11), *range(20, 31)]
    assert ids(shelf.changed(now, (0, None), 5)) == []
    assert ids(shelf.changed(2, (0, 20), 100)) == [*range(1, 11), 20]
    assert ids(shelf.changed(2, (3, 20), 4)) == [4, 5, 6, 7]
    assert ids(shelf.changed(2, (3, 3), 4)) == []
    assert [shelf.changed_count(*where) for where in ((0, 0), (0, 10), (1, 0), (1, 10), (now, 0))] == [
        *(30, 20, 21, 11, 0),
    ]


def test_the_count_follows_what_comes_and_goes(shelf: PaperReader, database: Database) -> None:
    """Also when an import is taken back, and when papers are deleted by whatever means."""
    assert shelf.count() == 30
    with contextlib.suppress(ZeroDivisionError), database.writing() as connection:
        taken(connection, [paper("New")])
        raise ZeroDivisionError
    assert shelf.count() == 30
    with database.writing() as connection:
        connection.execute("DELETE FROM papers WHERE id > 20")
    assert shelf.count() == 20
    assert shelf.facets(HERE).total == 20


def test_a_paper_that_goes_leaves_no_mark(shelf: PaperReader, database: Database) -> None:
    with database.writing() as connection:
        connection.execute("DELETE FROM papers WHERE id = 4")

    assert shelf.flagged("is:queued") == set()
    assert shelf.flagged("has:highlight") == {7}
