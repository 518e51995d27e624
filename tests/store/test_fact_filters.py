"""Filters on facts and times, against what the papers say of themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import paper, taken
from tui_reader.model.papers import Details
from tui_reader.store import fact_filters
from tui_reader.store.filters import Filters
from tui_reader.store.papers import PaperReader
from tui_reader.texts.names import Person

if TYPE_CHECKING:
    from tui_reader.store.database import Database


@pytest.fixture
def library(database: Database) -> Database:
    """Three papers; the first has everything that a filter asks for."""
    details = Details(
        categories=("cs.LG", "stat.ML"),
        keywords=("Decision Trees",),
        editors=(Person.of("Le Cun", "Yann"),),
        files=("x",),
    )
    one = paper("One", kind="article", details=details, rating=4, read=True, read_at=50.0, added=10)
    two = paper("Two", kind="book", rating=2, doi="10.1000/x", added=20)
    with database.writing() as connection:
        taken(connection, [one, two, paper("Three", abstract="")], at=30)
    return database


def test_kinds_labels_ratings_and_times(library: Database) -> None:
    """A to Z and a to z are the same in labels, and a beginning is enough where that is asked for."""
    ask = library.connection

    assert fact_filters.of_kind(ask, "article") == {1}
    assert fact_filters.label_values(ask, "category") == ["cs.lg", "stat.ml"]
    assert fact_filters.labelled_any(ask, "category", ["cs.lg"]) == {1}
    assert fact_filters.labelled_any(ask, "category", ["cs."]) == set()
    assert fact_filters.labelled_any(ask, "keyword", ["decision trees"]) == {1}
    assert fact_filters.labelled_any(ask, "editor", ["le cun"]) == {1}
    assert (fact_filters.rated(ask, 3), fact_filters.rated(ask, 1, 3)) == ({1}, {2})
    assert fact_filters.added_between(ask, 20, None) == {2, 3}
    assert fact_filters.added_between(ask, None, 20) == {1}
    assert fact_filters.read_between(ask, 50, 51) == {1}


def test_what_papers_have(library: Database) -> None:
    reader = PaperReader(library)
    filters = Filters(library, reader)

    assert {flag: reader.flagged(flag) for flag in ("has:file", "has:abstract", "has:url")} == {
        "has:file": {1},
        "has:abstract": {1, 2},
        "has:url": {2},
    }
    assert filters.flagged("has:abstract").count(3) == 2
