"""Papers come in by chunks, and what comes of them is what would come of them one by one."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import paper, records
from tui_reader.errors import ReaderError
from tui_reader.model.papers import NO_DETAILS, Details, Paper
from tui_reader.store.import_rows import FACTS
from tui_reader.store.import_writer import Arriving, ImportWriter
from tui_reader.store.schema import MIGRATIONS
from tui_reader.texts.names import Person

if TYPE_CHECKING:
    from tui_reader.store.database import Database

NOW = 1_700_000_000

# Few values, so that most papers meet another in one way or another; some of them are not as they are kept.
NAMES = ("", "King", "Kïng", " King", "Müller", 'O"Hara', "a|b", "x\ty", "王", "\x1b[2J")
TITLES = ("On Trees", "on trees!", "On  Trees", "Graphs", "???", "The A", "Gr\x07aphs", "ÉTÉ")
PAPERS = st.builds(
    Paper,
    title=st.sampled_from(TITLES),
    abstract=st.sampled_from(("", "Long.", "Longer.")),
    authors=st.lists(st.builds(Person, st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=3).map(tuple),
    year=st.sampled_from((None, 2020, 2021)),
    venue=st.sampled_from((None, "", "ICML", " ICML ")),
    arxiv=st.sampled_from((None, None, "2301.00001", "2301.00002")),
    doi=st.sampled_from((None, None, "10.1/x", "10.1/y")),
    url=st.sampled_from((None, "https://a.example/")),
    sources=st.sampled_from(((), ("a", "b"), ("c",))),
    key=st.sampled_from(("", "", "mine2020", "king2020trees", "king2020treesa", "no key")),
    tags=st.sampled_from(((), ("ml",), ("ml", "ML", "x"), ("()",))),
    note=st.sampled_from(("", " ", "Mine", "Ours\x07")),
    kind=st.sampled_from((None, "preprint", "article")),
    details=st.sampled_from((NO_DETAILS, NO_DETAILS, Details(month=3, ids=(("pmid", "1"),)), Details(keywords=("a",)))),
    read=st.booleans(),
    rating=st.integers(0, 5),
)


def empty() -> sqlite3.Connection:
    """A library without papers that is on no disk."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for migration in MIGRATIONS:
        connection.executescript(migration)
    return connection


def contents(connection: sqlite3.Connection) -> dict[str, list[Any]]:
    """Everything in a library, less its random name, its revisions, and how JSON is spaced."""
    tables = (
        "bookmarks",
        "readings",
        "queue",
        "ratings",
        "tags",
        "notes",
        "identifiers",
        "labels",
        "duplicates",
        "removed",
    )
    found: dict[str, list[Any]] = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in tables}
    found["papers"] = connection.execute(f"SELECT id, key, same, {', '.join(FACTS)} FROM papers").fetchall()
    found["versions"] = connection.execute("SELECT paper, at, text FROM versions ORDER BY id").fetchall()
    shipped = connection.execute("SELECT paper, facts FROM shipped ORDER BY paper")
    found["shipped"] = [(number, json.loads(facts)) for number, facts in shipped]
    return found


def outcomes_of(connection: sqlite3.Connection, chunks: list[list[Paper]], *, shipped: bool) -> list[str]:
    writer = ImportWriter(Arriving("refs.jsonl", NOW, shipped=shipped))
    outcomes = [outcome for chunk in chunks for outcome in writer.take(connection, records(chunk))]
    return ["refused" if isinstance(outcome, ReaderError) else outcome.what for outcome in outcomes]


@settings(deadline=None, max_examples=150)
@given(
    imports=st.lists(st.tuples(st.booleans(), st.lists(st.lists(PAPERS, max_size=6), max_size=3)), max_size=3),
)
def test_chunks_are_as_good_as_one_by_one(imports: list[tuple[bool, list[list[Paper]]]]) -> None:
    """For any papers, however they are cut into chunks: same outcomes, same library, as if each were imported alone."""
    with contextlib.closing(empty()) as ours, contextlib.closing(empty()) as simple:
        for shipped, chunks in imports:
            outcomes = outcomes_of(ours, chunks, shipped=shipped)
            alone = [outcomes_of(simple, [[one]], shipped=shipped) for chunk in chunks for one in chunk]
            assert [[outcome] for outcome in outcomes] == alone
        assert contents(ours) == contents(simple)


@settings(deadline=None, max_examples=150)
@given(papers=st.lists(PAPERS, max_size=12), shipped=st.booleans())
def test_an_import_again_changes_nothing(papers: list[Paper], shipped: bool) -> None:  # noqa: FBT001 a parameter
    """Whatever became of the papers: afterwards each of them is there, in one paper or another.

    At the latest after the second time: a paper without a year, completed by a later record of its file, is not taken
    for the one of that year by its short title alone.
    """
    with contextlib.closing(empty()) as connection:
        outcomes_of(connection, [papers], shipped=shipped)
        outcomes_of(connection, [papers], shipped=False)
        before = contents(connection)
        again = outcomes_of(connection, [papers], shipped=False)

        assert {"added", "completed"}.isdisjoint(again)
        assert contents(connection) == before


@settings(deadline=None, max_examples=150)
@given(papers=st.lists(PAPERS, max_size=12))
def test_identifiers_that_contradict_keep_papers_apart(papers: list[Paper]) -> None:
    """No two records with different DOIs, or with different arXiv ids, are ever one paper."""
    with contextlib.closing(empty()) as connection:
        writer = ImportWriter(Arriving("", NOW))
        outcomes = writer.take(connection, records(papers))
        merged = [
            (one, outcome.paper)
            for one, outcome in zip(papers, outcomes, strict=True)
            if not isinstance(outcome, ReaderError)
        ]

        for field in ("doi", "arxiv"):
            found: dict[int, set[str]] = {}
            for one, number in merged:
                if value := getattr(one, field):
                    found.setdefault(number, set()).add(value)
            assert all(len(values) == 1 for values in found.values())


def test_a_record_completes_an_earlier_one_of_its_file(database: Database) -> None:
    """A later record is compared with the earlier one as that is by then: here by a DOI that it was given meanwhile."""
    first = paper("On Trees", arxiv="2301.00001")
    second = paper("On Trees", doi="10.1/x")
    third = paper("On Bushes", "Bob Smith", doi="10.1/x", year=2020)
    with database.writing() as connection:
        outcomes = outcomes_of(connection, [[first, second, third]], shipped=False)

    assert outcomes == ["added", "completed", "completed"]
    assert database.connection.execute("SELECT arxiv, doi, year FROM papers").fetchall() == [
        ("2301.00001", "10.1/x", 2020)
    ]


def test_a_hundred_papers_of_one_name_get_a_hundred_keys(database: Database) -> None:
    """Letters go on from one chunk to the next, and pass over a key that somebody has already."""
    same = [replace(paper(f"On Trees {number}", year=2020), doi=f"10.1/{number}") for number in range(60)]
    with database.writing() as connection:
        writer = ImportWriter(Arriving())
        for papers in ([replace(paper("Mine"), key="Lovelace2020treesC")], same[:30], same[30:]):
            writer.take(connection, records(papers))

    keys = [row[0] for row in database.connection.execute("SELECT key FROM papers WHERE id > 1 ORDER BY id")]
    assert keys[:4] == ["lovelace2020trees", "lovelace2020treesa", "lovelace2020treesb", "lovelace2020treesd"]
    assert keys[26:29] == ["lovelace2020treesaa", "lovelace2020treesab", "lovelace2020treesac"]
    assert len(set(keys)) == 60
