"""The whole record of a paper goes into the library, and what its file says that its reader did."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.builders import paper
from tui_reader.importers.records import Quote, Record
from tui_reader.model.papers import NO_DETAILS, Details, Link, Paper, Version
from tui_reader.store.import_marks import colour_of
from tui_reader.texts.names import Person

if TYPE_CHECKING:
    from tui_reader.library.library import Library

DETAILS = Details(
    language="en",
    editors=(Person("Gogh", "Vincent", "van", "Jr."), Person("NASA", is_literal=True)),
    others=True,
    month=7,
    versions=(Version("v1", "2023-01"),),
    volume="3",
    ids=(("isbn", "978-3"), ("pmid", "77")),
    links=(Link("code", "https://a.example/x"),),
    files=("/tmp/a b.pdf",),
    keywords=("trees",),
    extra=(("x-rank", "A*"), ("x-rank", "B")),
)


def take(library: Library, *papers: Paper, **marks: Any) -> Paper:
    """The last paper of the library after an import."""
    library.take([Record(one, line, **marks) for line, one in enumerate(papers)])
    return library.papers([max(library.browse().ids)])[0]


def test_a_new_paper_gets_everything(library: Library) -> None:
    """Facts, key, state and times; the DOI in the case of its source."""
    given = paper(
        "New",
        doi="10.1000/ABC",
        kind="chapter",
        details=DETAILS,
        key="New:2020",
        added=1_600_000_000,
        bookmarked=True,
        bookmarked_at=1_600_000_001.5,
        read=True,
        read_at=1_600_000_002.0,
        queued=True,
        queued_at=1_600_000_003.0,
        rating=4,
        tags=("ml",),
        note="Mine",
    )
    assert take(library, given) == replace(given, id=210)


def test_undo_and_redo_bring_everything_back(library: Library) -> None:
    """Of a new paper and of one that was completed."""
    take(library, paper("Old", doi="10.1000/abc"))
    before = library.papers(range(1, 220))
    take(library, paper("Old", doi="10.1000/ABC", kind="book", details=DETAILS, rating=3), paper("New", rating=1))
    after = library.papers(range(1, 220))
    assert (after[-2].kind, after[-2].details, after[-2].rating, after[-1].rating) == ("book", DETAILS, 3, 1)
    library.journal.undo()
    assert library.papers(range(1, 220)) == before
    library.journal.redo()

    assert library.papers(range(1, 220)) == after


def test_a_paper_that_was_there_is_completed_field_by_field(library: Library) -> None:
    """Each detail, identifier and further field on its own; nothing is replaced."""
    old = Details(volume="1", ids=(("pmid", "77"),), extra=(("a", "1"),))
    take(library, paper("Old", kind="article", details=old))
    new = Details(volume="2", issue="5", ids=(("pmid", "77"), ("s2", "x")), extra=(("a", "2"), ("b", "3")))
    found = take(library, paper("Old", kind="book", details=new))

    assert (found.kind, found.details) == (
        "article",
        Details(volume="1", issue="5", ids=(("pmid", "77"), ("s2", "x")), extra=(("a", "1"), ("b", "3"))),
    )


@pytest.mark.parametrize("scheme", ["acl", "dblp", "openalex", "openreview", "pmcid", "pmid", "s2"])
def test_an_identifier_makes_papers_the_same(library: Library, scheme: str) -> None:
    """Whatever the title."""
    take(library, paper("One", details=Details(ids=((scheme, "Ab1"),))))
    take(library, paper("Other", "Bob Smith", details=Details(ids=((scheme, "Ab1"),))))

    assert library.count() == 210


@pytest.mark.parametrize("scheme", ["isbn", "issn"])
def test_a_book_or_journal_is_no_paper(library: Library, scheme: str) -> None:
    """Many papers have its number."""
    take(library, paper("One", details=Details(ids=((scheme, "1"),))))
    take(library, paper("Other", "Bob Smith", details=Details(ids=((scheme, "1"),))))

    assert library.count() == 211


def test_dois_are_compared_without_case(library: Library) -> None:
    """In an import and where a paper is asked for; the first spelling stays."""
    take(library, paper("One", doi="10.1000/ABC"))
    found = take(library, paper("Other", "Bob Smith", doi="10.1000/abc", year=2020))

    assert (library.count(), found.doi, found.year) == (210, "10.1000/ABC", 2020)
    assert library.find("https://doi.org/10.1000/aBc").id == 210


def test_state_of_a_paper_that_was_there_stays(library: Library) -> None:
    """Only what it lacks is taken from the file."""
    take(library, paper("Old", rating=2, read=True, read_at=5.0))
    report = library.take([Record(paper("Old", rating=5, read=True, read_at=9.0, bookmarked=True, added=3), 1)])
    found = library.papers([210])[0]

    assert (report.completed, found.rating, found.read_at, found.bookmarked) == (1, 2, 5.0, True)
    assert found.added > 3
    again = library.take([Record(paper("Old", rating=5, read=True, bookmarked=True), 1)])
    assert (again.completed, again.unchanged) == (0, 1)


def test_a_passage_of_the_abstract_becomes_a_highlight(library: Library) -> None:
    """With its colour, comment and time; once, however often it is imported."""
    quote = Quote("BIG  trees", "So true", "#2ea8e5", 77.0)
    found = take(library, paper("New", abstract="On big trees and more."), quotes=(quote,))
    [highlight] = library.highlights.of(found.id)

    assert (highlight.anchor.exact, highlight.colour, highlight.comment, highlight.at) == (
        "big trees",
        "blue",
        "So true",
        77.0,
    )
    report = library.take([Record(paper("New", abstract="On big trees and more."), 1, (quote,))])
    assert (report.unchanged, len(library.highlights.of(found.id))) == (1, 1)


def test_earlier_notes_become_versions(library: Library) -> None:
    """The oldest first; each once."""
    versions = ((5.0, "first"), (6.0, "second"))
    for _ in range(2):
        take(library, paper("New", note="now"), note_versions=versions)

    assert [(one.at, one.text) for one in library.notes.versions(210)][1:] == [(6.0, "second"), (5.0, "first")]


def test_state_reaches_the_dry_run(library: Library) -> None:
    """It says what an import would do, and does nothing."""
    take(library, paper("Old", rating=3))
    items = [Record(paper("Old", rating=3), 1), Record(paper("Old", bookmarked=True), 2)]
    tried = library.take(items, dry_run=True)

    assert not library.papers([210])[0].bookmarked
    assert tried == library.take(items)
    assert (tried.completed, tried.unchanged) == (1, 1)


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("green", "green"),
        ("", "yellow"),
        ("#ffd400", "yellow"),
        ("#FF6666", "pink"),
        ("5fb236", "green"),
        ("#a28ae5", "pink"),
        ("#aaaaaa", "yellow"),
        ("Orange", "yellow"),
        ("mauve-ish", "yellow"),
    ],
)
def test_colours_of_other_programs(text: str, colour: str) -> None:
    """The nearest of ours: the first ones are Zotero's."""
    assert colour_of(text) == colour


def test_a_paper_without_more_than_its_facts(library: Library) -> None:
    found = take(library, paper("New"))

    assert (found.kind, found.details, found.rating) == (None, NO_DETAILS, 0)
