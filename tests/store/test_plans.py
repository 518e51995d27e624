"""How SQLite answers: nothing that is asked of a whole library reads its papers, or sorts them."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, get_args

import pytest

from tests.builders import paper, taken
from tui_reader.model.results import Order
from tui_reader.store import changes, fact_filters, id_filter
from tui_reader.store.annotations import Annotations
from tui_reader.store.filters import Filters
from tui_reader.store.highlights import Highlights
from tui_reader.store.id_filter import IdSet
from tui_reader.store.journal import Journal
from tui_reader.store.notes import Notes
from tui_reader.store.papers import PaperReader
from tui_reader.store.provenance import Provenance

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from tui_reader.store.database import Database


@pytest.fixture
def plans(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Callable[[PaperReader], object]], list[str]]:
    """Asks a shelf of forty papers, and gives the steps of the plans of all statements that this took."""
    monkeypatch.setattr(id_filter, "LOOKUP_COST", 10**9)
    with database.writing() as connection:
        taken(connection, [paper(f"Paper {number}", year=2000 + number) for number in range(40)])
    Annotations(database).set_read([3], read=True)
    shelf = PaperReader(database)

    def ask(question: Callable[[PaperReader], object]) -> list[str]:
        statements: list[str] = []
        database.connection.set_trace_callback(statements.append)
        question(shelf)
        database.connection.set_trace_callback(None)
        selects = [one for one in statements if one.lstrip().startswith(("SELECT", "WITH"))]
        assert selects
        return [row[3] for one in selects for row in database.connection.execute(f"EXPLAIN QUERY PLAN {one}")]

    return ask


def reads_papers(step: str) -> bool:
    """Whether a step goes through the rows of the papers, which hold their abstracts."""
    return bool(re.search(r"\bSCAN (papers|p)\b(?!.*COVERING INDEX)", step))


@pytest.mark.parametrize("order", get_args(Order))
def test_a_page_of_an_order_is_a_walk_along_an_index(
    plans: Callable[[Callable[[PaperReader], object]], list[str]], order: Order
) -> None:
    """Of all papers and of many given ones: no sorting, so that the first page never waits for the rest."""
    for steps in (
        plans(lambda shelf: shelf.ids(order, 10)),
        plans(lambda shelf: shelf.sorted(range(1, 30), order, 10)),
    ):
        assert not any(map(reads_papers, steps)), steps
        assert not any("TEMP B-TREE" in step for step in steps), steps
        assert any("COVERING INDEX" in step for step in steps), steps


def test_the_count_reads_one_row(plans: Callable[[Callable[[PaperReader], object]], list[str]]) -> None:
    assert plans(lambda shelf: shelf.count()) == ["SCAN library"]


def test_facets_read_indexes_only(plans: Callable[[Callable[[PaperReader], object]], list[str]]) -> None:
    """Of all papers and of a large result; what is sorted are the values with their counts."""
    for steps in (plans(lambda shelf: shelf.facets()), plans(lambda shelf: shelf.facets(range(1, 30)))):
        assert not any(map(reads_papers, steps)), steps
        assert not any("GROUP BY" in step for step in steps), steps


@pytest.mark.parametrize("order", get_args(Order))
def test_filters_read_indexes_only(
    database: Database, plans: Callable[[Callable[[PaperReader], object]], list[str]], order: Order
) -> None:
    """A range of years, and a page of what a flag leaves or leaves out: no paper is read, nothing is sorted."""
    filters = Filters(database, PaperReader(database))
    for papers in (IdSet(set(range(1, 30))), IdSet({3}, complement=True)):
        steps = plans(lambda _: filters.in_years(2010, None))
        steps += plans(lambda _: filters.flagged("is:bookmarked"))
        steps += plans(partial(lambda some, _: filters.sorted(some, order, 10), papers))

        assert not any(map(reads_papers, steps)), steps
        assert not any("TEMP B-TREE" in step for step in steps), steps


def test_one_changed_paper_is_looked_up(plans: Callable[[Callable[[PaperReader], object]], list[str]]) -> None:
    """A saved note does not cost a walk through the library."""
    steps = plans(lambda shelf: (shelf.changed(1, (0, None), 10), shelf.changed(1, (0, 30), 10)))

    assert not any(step.startswith("SCAN papers") for step in steps), steps
    assert "SEARCH papers USING INDEX papers_by_revision (revision>?)" in [
        step.replace("COVERING INDEX", "INDEX").replace(" AND rowid>? AND rowid<?", "") for step in steps
    ]


def test_a_first_build_walks_along_the_ids(
    plans: Callable[[Callable[[PaperReader], object]], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each step begins where the last one ended, and sorts nothing."""
    monkeypatch.setattr(changes, "FEW", 5)
    steps = plans(lambda shelf: shelf.changed(0, (20, None), 10))

    assert not any("TEMP B-TREE" in step for step in steps), steps
    assert any("papers_revisions (id>? AND id<?)" in step for step in steps), steps


def test_highlights_notes_and_steps_are_looked_up(
    database: Database, plans: Callable[[Callable[[PaperReader], object]], list[str]]
) -> None:
    """Those of a paper by its id; all of the library, newest first, without sorting."""
    highlights, notes, journal = Highlights(database), Notes(database), Journal(database)
    highlights.add(1, 0, 9)

    assert plans(lambda _: highlights.of(1)) == ["SEARCH highlights USING INDEX highlights_by_paper (paper=?)"]
    assert plans(lambda _: highlights.all()) == ["SCAN highlights USING INDEX highlights_by_at"]
    assert not any(step.startswith("SCAN versions") for step in plans(lambda _: notes.versions(1)))
    assert not any("TEMP B-TREE" in step for step in plans(lambda _: journal.latest(5)))


@pytest.mark.parametrize(
    "question",
    [
        lambda connection: fact_filters.of_kind(connection, "article"),
        lambda connection: fact_filters.identified_from(connection, "pmid:23"),
        lambda connection: fact_filters.rated(connection, 3),
        lambda connection: fact_filters.added_between(connection, 5, None),
        lambda connection: fact_filters.read_between(connection, None, 5),
    ],
)
def test_filters_on_facts_are_searches_of_an_index(
    database: Database,
    plans: Callable[[Callable[[PaperReader], object]], list[str]],
    question: Callable[[sqlite3.Connection], object],
) -> None:
    """They cost what they leave; the rows of papers are not touched."""
    steps = plans(lambda _: question(database.connection))

    assert [step for step in steps if not re.fullmatch(r"SEARCH \w+ USING (COVERING INDEX|PRIMARY KEY).*", step)] == []


def test_labels_are_looked_up_one_after_the_other(
    database: Database, plans: Callable[[Callable[[PaperReader], object]], list[str]]
) -> None:
    """All labels of a kind, and the papers that have one of some: searches of the index, never a walk along it."""
    steps = plans(lambda _: fact_filters.label_values(database.connection, "category"))
    steps += plans(lambda _: fact_filters.labelled_any(database.connection, "keyword", ["a", "b"]))
    steps += plans(lambda _: fact_filters.identified(database.connection, ["pmid:1", "doi:2"]))

    assert not [step for step in steps if re.search(r"SCAN (labels|papers|identifiers)\b", step)], steps
    assert any(step.startswith("SEARCH labels USING PRIMARY KEY (field=? AND value>?)") for step in steps), steps


def test_flags_on_facts_are_read_from_indexes(
    plans: Callable[[Callable[[PaperReader], object]], list[str]],
) -> None:
    steps = plans(
        lambda reader: (reader.flagged("has:file"), reader.lacking("has:abstract"), reader.lacking("has:url"))
    )

    assert not [
        step for step in steps if "SCAN" in step and "USING INDEX papers_without" not in step.replace("COVERING ", "")
    ]


def test_identifiers_are_looked_up(
    database: Database, plans: Callable[[Callable[[PaperReader], object]], list[str]]
) -> None:
    steps = plans(lambda reader: (reader.with_identifier("10.1000/x"), Provenance(database).of(1)))

    assert not [step for step in steps if re.search(r"SCAN (papers|identifiers|fact_origins|origins)\b", step)], steps


def test_an_undo_looks_up_what_it_puts_back(
    database: Database, plans: Callable[[Callable[[PaperReader], object]], list[str]]
) -> None:
    """Neither the papers nor the changes of other steps are gone through."""
    Annotations(database).change_tags([1, 2], ["ml"])
    Notes(database).write(3, "Text")
    steps = plans(lambda _: (Journal(database).undo(), Journal(database).undo()))

    assert not [step for step in steps if "SCAN" in step and re.search(r"\b(papers|changes|notes|tags)\b", step)], steps


@pytest.mark.parametrize(
    "query",
    [
        "SELECT title FROM papers WHERE key = ? COLLATE NOCASE AND id <> ? LIMIT 1",
        "SELECT 1 FROM papers WHERE key = ? COLLATE NOCASE AND id <> ?",
    ],
)
def test_a_key_in_any_case_is_looked_up(database: Database, query: str) -> None:
    """Whether another paper has a key is asked of an index, not of every row."""
    with database.reading() as connection:
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}", ("x", 1))]

    assert [step.replace("COVERING ", "") for step in plan] == [
        "SEARCH papers USING INDEX papers_by_key_nocase (key=?)"
    ]
