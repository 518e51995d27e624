"""Which record is which paper, which may be, and which never is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.builders import paper, taken
from tui_reader.model.papers import Details, Paper
from tui_reader.store.journal import Journal
from tui_reader.store.papers import PaperReader
from tui_reader.store.possible_duplicates import PossibleDuplicates

if TYPE_CHECKING:
    from tui_reader.store.database import Database

LONG = "A Long Title About Trees and Bushes"


def with_ids(*ids: tuple[str, str], **facts: object) -> Paper:
    return paper(details=Details(ids=ids), **facts)  # type: ignore[arg-type]


def bare(title: str, *authors: str, **facts: object) -> Paper:
    """A paper without an abstract, which would tell it from another one."""
    return replace(paper(title, *authors, **facts), abstract="")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (paper("A", doi="10.1000/X"), paper("B", "Bob Smith", doi="10.1000/x")),
        (paper("A", arxiv="2301.00001"), paper("B", doi="10.48550/arXiv.2301.00001")),
        (paper("A", arxiv="math/0309136"), paper("B", arxiv="math.GT/0309136")),
        (with_ids(("pmid", "7"), title="A"), with_ids(("pmid", "7"), title="B")),
        (with_ids(("openreview", "rJl")), with_ids(("openreview", "rJl"), title="B")),
        (paper("On Trees!", year=2020), paper("on trees", year=2020)),
        (paper("On Trees", "Ada König", year=2020), paper("On Trees", "A. Konig", year=2020)),
        (paper("On Trees", doi="10.1000/x", year=2020), paper("On Trees", arxiv="2301.00001", year=2020)),
        (paper("FlashDecoding++", year=2023), paper("FlashDecoding", year=2023)),
        (bare(LONG, year=2020), bare(LONG)),
        (paper("On Trees", year=2020), paper("On Trees")),  # one abstract
        (paper("???"), paper("???")),
        (paper("Editorial", year=2020), paper("Editorial", year=2020)),  # all of it is equal
    ],
)
def test_the_same_paper(database: Database, one: Paper, other: Paper) -> None:
    """An identifier agrees, or title, an author's family name and the year do."""
    with database.writing() as connection:
        taken(connection, [one, other])

    assert PaperReader(database).count() == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (paper(LONG, year=2020), paper(LONG, year=2022)),
        (paper(LONG, "Ada König", year=2020), paper(LONG, "Bob Smith", year=2020)),
        (paper("On Trees"), paper("On Graphs")),
        (paper("Programming in C", year=2020), paper("Programming in C++", year=2020)),
        (paper("C#", year=2020), paper("C++", year=2020)),
        (paper("C", year=2020), replace(paper("C", year=2020), abstract="Other.")),
        (paper("Editorial", year=2020, venue="A"), paper("Editorial", year=2020, venue="B")),
        (paper("???"), paper("!!!")),
        (with_ids(("isbn", "9780262510875"), title="One"), with_ids(("isbn", "9780262510875"), title="Two")),
    ],
)
def test_two_papers(database: Database, one: Paper, other: Paper) -> None:
    """The title tells them apart, or does not say enough; chapters of a book share its ISBN."""
    with database.writing() as connection:
        taken(connection, [one, other])

    assert PaperReader(database).count() == 2
    assert PossibleDuplicates(database).all() == []


def test_editorials_with_identifiers_of_their_own_stay_apart(database: Database) -> None:
    editorials = [paper("Editorial", year=2020, doi=f"10.1000/{number}") for number in range(3)]
    with database.writing() as connection:
        taken(connection, editorials)
        again = taken(connection, editorials)

    assert PaperReader(database).count() == 3
    assert PossibleDuplicates(database).all() == []
    assert [outcome.what for outcome in again if not isinstance(outcome, Exception)] == ["unchanged"] * 3


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (
            paper("On Trees", year=2020, doi="10.1000/a"),
            paper("On Trees", year=2020, doi="10.1000/b"),
            "same title, author and year; different DOI",
        ),
        (
            paper("On Trees", doi="10.1000/a", arxiv="2301.00001"),
            paper("On Bushes", doi="10.1000/a", arxiv="2301.00002"),
            "same DOI, different arXiv id",
        ),
        (
            paper("On Trees", year=2020, arxiv="2001.00001"),
            paper("On Trees", year=2021, doi="10.1000/a", venue="ICML"),
            "same title and author, 2020 and 2021; one is a preprint",
        ),
        (bare("On Trees", year=2020), bare("On Trees"), "same title; one has no year"),
    ],
)
def test_what_is_likely_waits_for_the_reader(database: Database, one: Paper, other: Paper, reason: str) -> None:
    """Both papers are there, the pair is listed with its reason, once, and an undo of the import takes it along."""
    with database.writing() as connection:
        taken(connection, [one])
        [outcome] = taken(connection, [other])
        taken(connection, [other])
    reader, duplicates = PaperReader(database), PossibleDuplicates(database)

    assert reader.count() == 2
    assert not isinstance(outcome, Exception)
    assert outcome.duplicates == 1
    assert [(pair.paper, pair.other, pair.reason) for pair in duplicates.all()] == [(1, 2, reason)]


def test_papers_are_kept_apart_for_good(database: Database) -> None:
    """Also after the next import; undoing the decision asks again."""
    pair = [paper("On Trees", year=2020, doi="10.1000/a"), paper("On Trees", year=2020, doi="10.1000/b")]
    with database.writing() as connection:
        taken(connection, pair)
    duplicates = PossibleDuplicates(database)
    duplicates.keep_apart(2, 1)
    with database.writing() as connection:
        taken(connection, pair)

    assert (duplicates.all(), len(duplicates.all(apart=True))) == ([], 1)
    Journal(database).undo()
    assert (len(duplicates.all()), duplicates.all(apart=True)) == (1, [])


def test_a_record_with_identifiers_of_two_papers_completes_one(database: Database) -> None:
    """It says that both are one, which the reader decides; until then both have the identifier."""
    with database.writing() as connection:
        taken(connection, [paper("Preprint", arxiv="2301.00001"), paper("Published", "Bob Smith", doi="10.1000/x")])
        taken(connection, [paper("Either", doi="10.1000/x", arxiv="2301.00001")])
    reader, duplicates = PaperReader(database), PossibleDuplicates(database)

    assert [(one.doi, one.arxiv) for one in reader.papers([1, 2])] == [
        (None, "2301.00001"),
        ("10.1000/x", "2301.00001"),
    ]
    assert [pair.reason for pair in duplicates.all()] == ["one record has identifiers of both"]


@pytest.mark.parametrize(
    "text",
    ["10.1000/X", "https://doi.org/10.1000/x", "[10.1000/x]", "<https://doi.org/10.1000/x>", "doi:10.1000/x", "PMID:7"],
)
def test_an_identifier_is_found_however_it_is_pasted(database: Database, text: str) -> None:
    with database.writing() as connection:
        taken(connection, [with_ids(("pmid", "7"), doi="10.1000/x"), paper("Other", doi="10.1000/y")])

    assert PaperReader(database).with_identifier(text) == [1]
