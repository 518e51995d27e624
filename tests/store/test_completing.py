"""What a record adds to a paper that is there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.builders import paper
from tui_reader.importers.records import Quote, Record
from tui_reader.model.imports import Conflict, FactSource
from tui_reader.model.papers import Details, Link, Paper
from tui_reader.store.annotations import Annotations
from tui_reader.store.highlights import Highlights
from tui_reader.store.import_writer import Arriving, ImportWriter, Outcome
from tui_reader.store.notes import Notes
from tui_reader.store.papers import PaperReader
from tui_reader.store.provenance import Provenance
from tui_reader.store.ratings import Ratings

if TYPE_CHECKING:
    from tui_reader.store.database import Database

DOI = "10.1000/x"


def take(database: Database, *papers: Paper, source: str = "refs.bib", at: float = 1000, **more: Any) -> Outcome:
    """Takes papers in one after another; what became of the last."""
    records = [Record(one, line, **more) for line, one in enumerate(papers, 1)]
    with database.writing() as connection:
        *_, outcome = ImportWriter(Arriving(source, at)).take(connection, records)
    assert isinstance(outcome, Outcome)
    return outcome


def only(database: Database) -> Paper:
    [one] = PaperReader(database).papers([1])
    assert PaperReader(database).count() == 1
    return one


def test_what_is_empty_is_filled(database: Database) -> None:
    """Every field by itself; lists take what they do not have."""
    there = Details(volume="6", keywords=("trees",), ids=(("pmid", "1"),), extra=(("annote", "x"),))
    given = Details(
        pages="1-2", keywords=("Trees", "bushes"), ids=(("s2", "f"),), files=("a.pdf",), extra=(("mrnumber", "7"),)
    )
    take(database, paper(doi=DOI, details=there), paper(doi=DOI, year=2020, details=given, kind="article"))
    one = only(database)

    assert (one.year, one.kind) == (2020, "article")
    assert one.details == Details(
        volume="6",
        pages="1-2",
        keywords=("trees", "bushes"),
        ids=(("pmid", "1"), ("s2", "f")),
        files=("a.pdf",),
        extra=(("annote", "x"), ("mrnumber", "7")),
    )


@pytest.mark.parametrize(
    ("there", "given", "conflict"),
    [
        ({"year": 2020}, {"year": 2021}, Conflict("year", "2020", "2021")),
        ({"venue": "ICML"}, {"venue": "NeurIPS"}, Conflict("venue", "ICML", "NeurIPS")),
        ({"key": "lee2020"}, {"key": "Lee:20"}, Conflict("key", "lee2020", "Lee:20")),
        ({"details": Details(pages="1-2")}, {"details": Details(pages="7-9")}, Conflict("pages", "1-2", "7-9")),
        ({"kind": "article"}, {"kind": "book"}, Conflict("kind", "article", "book")),
    ],
)
def test_what_differs_stays_and_is_told(
    database: Database, there: dict[str, Any], given: dict[str, Any], conflict: Conflict
) -> None:
    """Both values are in the report."""
    outcome = take(database, paper(doi=DOI, **there), paper(doi=DOI, **given))

    assert (outcome.what, outcome.conflicts) == ("unchanged", (conflict,))
    assert getattr(only(database), next(iter(there))) == next(iter(there.values()))


@pytest.mark.parametrize(
    ("there", "given"),
    [
        ({"venue": "Proc. of ICML."}, {"venue": "Proc of ICML"}),
        ({"venue": "NeurIPS", "details": Details(booktitle="Advances")}, {"venue": "Advances"}),
        ({"details": Details(pages="1--2")}, {"details": Details(pages="1-2")}),
        ({"doi": "10.1000/ABC"}, {"doi": "10.1000/abc"}),
        ({"kind": "article"}, {"kind": "preprint"}),
        ({"url": "https://a.example/"}, {"url": "https://b.example/"}),
        ({"year": 2020, "details": Details(month=3)}, {"details": Details(month=7)}),
        ({"details": Details(language="en")}, {"details": Details(language="English")}),
    ],
)
def test_what_says_the_same_is_no_conflict(database: Database, there: dict[str, Any], given: dict[str, Any]) -> None:
    """Spelling, a preprint's facts beside the published ones, another address."""
    outcome = take(database, paper(arxiv="2301.00001", **there), paper(arxiv="2301.00001", **given))

    assert (outcome.what, outcome.conflicts) == ("unchanged", ())


def test_a_preprint_becomes_what_it_was_published_as(database: Database) -> None:
    """The DOI of arXiv is the arXiv id, so the publisher's takes its place."""
    take(
        database,
        paper(doi="10.48550/arXiv.2301.00001", kind="preprint"),
        paper(arxiv="2301.00001", doi="10.1109/X", kind="conference"),
    )

    one = only(database)
    assert (one.doi, one.arxiv, one.kind) == ("10.1109/X", "2301.00001", "conference")


def test_the_month_of_another_year_is_not_taken(database: Database) -> None:
    take(database, paper(doi=DOI, year=2021), paper(doi=DOI, year=2020, details=Details(month=5)))

    assert only(database).details.month == 0


def test_a_note_that_differs_becomes_a_version(database: Database) -> None:
    """The reader's own stays, and the record says so; the same note again is nothing new."""
    outcome = take(database, paper(doi=DOI, note="Mine"), paper(doi=DOI, note="Theirs"))
    assert (outcome.what, outcome.kept_note) == ("unchanged", True)
    take(database, paper(doi=DOI, note="Theirs"))

    assert only(database).note == "Mine"
    assert [version.text for version in Notes(database).versions(1)] == ["Mine", "Theirs"]


def test_older_versions_of_a_note_come_along(database: Database) -> None:
    take(database, paper(doi=DOI, note="Now"), note_versions=((5.0, "First"), (6.0, "Second")))

    versions = [(version.at, version.text) for version in Notes(database).versions(1)]
    assert versions == [(1000.0, "Now"), (6.0, "Second"), (5.0, "First")]


def test_marks_come_with_a_new_paper(database: Database) -> None:
    """With their times, as far as the file has them."""
    marked = paper(
        bookmarked=True, bookmarked_at=5.0, read=True, read_at=6.0, queued=True, rating=4, tags=("ml/a",), added=900
    )
    take(database, marked)

    one = only(database)
    assert (one.bookmarked_at, one.read_at, one.queued_at, one.rating, one.tags, one.added) == (
        *(5.0, 6.0, 1000.0, 4),
        ("ml/a",),
        900,
    )


def test_marks_that_are_there_stay(database: Database) -> None:
    take(database, paper(doi=DOI, rating=4, read=True, read_at=6.0))
    outcome = take(database, paper(doi=DOI, rating=1, read=True, read_at=7.0, bookmarked=True))

    one = only(database)
    assert (one.rating, one.read_at, one.bookmarked, outcome.what) == (4, 6.0, True, "completed")


def test_what_the_reader_took_away_does_not_come_back(database: Database) -> None:
    """Tags and marks; what the reader gives again counts as given."""
    file = paper(doi=DOI, tags=("ml", "ai", "nlp"), bookmarked=True, read=True, queued=True, rating=3)
    take(database, file)
    changes = Annotations(database)
    changes.change_tags([1], remove=["ml"])
    changes.rename_tag("ai", "ki")
    changes.delete_tag("nlp")
    changes.set_bookmarked([1], bookmarked=False)
    changes.set_read([1], read=False)
    changes.set_queued([1], queued=False)
    Ratings(database).set([1], 0)

    assert take(database, file).what == "unchanged"
    one = only(database)
    assert (one.tags, one.bookmarked, one.read, one.queued, one.rating) == (("ki",), False, False, False, 0)
    changes.change_tags([1], add=["ml"])
    assert database.connection.execute("SELECT count(*) FROM removed WHERE what = 'tag ml'").fetchone() == (0,)


def test_quotes_become_highlights(database: Database) -> None:
    """Once, however often they come; with their colour, if it is one of ours."""
    one = paper(abstract="Trees are tall. Bushes are not.", doi=DOI)
    quotes = (Quote("trees are  tall", "True.", "red", 5.0), Quote("Bushes"))
    take(database, one, quotes=quotes)
    outcome = take(database, one, quotes=quotes)

    found = [(mark.anchor.exact, mark.comment, mark.colour, mark.at) for mark in Highlights(database).of(1)]
    assert found == [("Trees are tall", "True.", "pink", 5.0), ("Bushes", "", "yellow", 1000.0)]
    assert outcome.what == "unchanged"


def test_a_quote_that_the_abstract_does_not_have_is_in_the_note(database: Database) -> None:
    """Where a note is there already, it is told."""
    one = paper(abstract="Trees are tall.", doi=DOI)
    take(database, replace(one, note="Good."), quotes=(Quote("From page 7", "Why?"),))
    assert only(database).note == "Good.\n\n> From page 7\n\nWhy?"

    outcome = take(database, one, quotes=(Quote("From page 8"),))
    assert outcome.remarks == ("a highlight is not in the abstract: “From page 8”",)
    assert "page 8" not in only(database).note


def test_citation_keys_of_the_source_stay(database: Database) -> None:
    """With a letter where another paper has it; one that cannot be a key is told."""
    outcome = take(database, paper("One", key="Lee:2020"), paper("Two", key="lee:2020"), paper("Three", key="ü b"))

    keys = [one.key for one in PaperReader(database).papers([1, 2, 3])]
    assert keys == ["Lee:2020", "lee:2020a", "lovelacethree"]
    assert outcome.remarks == ("“ü b” cannot be a citation key; it has another one",)


def test_each_fact_says_where_it_is_from(database: Database) -> None:
    """The import that brought the paper, the one that completed it, and what a record says of a single fact."""
    take(database, paper(doi=DOI), source="a.bib", origins=(("authors", "the publisher"),))
    take(database, paper(doi=DOI, year=2020, details=Details(links=(Link("pdf", "x"),))), source="b.bib", at=2000)
    found = Provenance(database).of(1)

    assert found == (
        FactSource("title", "a.bib", 1000),
        FactSource("abstract", "a.bib", 1000),
        FactSource("authors", "the publisher", 1000),
        FactSource("year", "b.bib", 2000),
        FactSource("doi", "a.bib", 1000),
        FactSource("links", "b.bib", 2000),
    )
    assert Provenance(database).of(2) == ()
