"""A library of an older program: all that is in it is there afterwards, or it is as it was."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tui_reader.errors import ReaderError
from tui_reader.model.papers import Details
from tui_reader.model.results import SavedSearch
from tui_reader.store import database as database_module
from tui_reader.store.annotations import Annotations
from tui_reader.store.database import Database
from tui_reader.store.format_choices import FormatChoice, FormatChoices
from tui_reader.store.highlights import Highlights
from tui_reader.store.journal import Journal
from tui_reader.store.note_files import NoteFile, NoteFiles
from tui_reader.store.notes import Notes
from tui_reader.store.papers import PaperReader
from tui_reader.store.provenance import Provenance
from tui_reader.store.queries import Queries
from tui_reader.store.schema import MIGRATIONS


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A library as the first release left it: two papers, one of them with everything a reader can add."""
    path = tmp_path / "library.sqlite3"
    connection = sqlite3.connect(path)
    connection.executescript(MIGRATIONS[0])
    for number in (1, 2):
        connection.execute(
            """INSERT INTO papers VALUES (?, ?, ?, 'Text.', '[["King", "Ada"]]', 2020, 'ICML', NULL, NULL, NULL, '[]',
                                          ?, 5, 1)""",
            (number, f"king2020p{number}", f"P{number}", f"p{number}"),
        )
    connection.executescript("""
        INSERT INTO bookmarks VALUES (2, 7); INSERT INTO readings VALUES (2, 8); INSERT INTO tags VALUES (2, 'ml');
        INSERT INTO notes VALUES (2, 'Mine', 9); INSERT INTO settings VALUES ('theme', 'x');
        UPDATE library SET revision = 4; PRAGMA user_version = 1;
    """)
    connection.close()
    return path


@pytest.fixture
def second(old: Path) -> Path:
    """The same library after its second release: with a queue, a search and a history."""
    connection = sqlite3.connect(old)
    connection.executescript(MIGRATIONS[1])
    connection.executescript("""
        INSERT INTO queue VALUES (1, 7.5); INSERT INTO searches VALUES (1, 'later', 'is:queued', '', 2, 5);
        INSERT INTO history VALUES (1, 'trees', 6); PRAGMA user_version = 2;
    """)
    connection.close()
    return old


def test_everything_is_there_afterwards(old: Path) -> None:
    name = sqlite3.connect(old).execute("SELECT name FROM library").fetchone()[0]
    database = Database(old)
    shelf = PaperReader(database)
    [_, one] = shelf.papers([1, 2])

    assert (one.bookmarked, one.read, one.queued, one.tags, one.note) == (True, True, False, ("ml",), "Mine")
    assert (shelf.count(), shelf.identity()) == (2, (name, 4))
    assert list(shelf.ids("read")) == [2, 1]
    assert shelf.facets().venues == (("ICML", 2),)
    assert Queries(database).saved() == []
    database.close()


def test_a_migrated_library_is_as_a_new_one(old: Path, tmp_path: Path) -> None:
    """The same tables, indexes and triggers."""
    query = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"
    migrated, new = Database(old), Database(tmp_path / "new.sqlite3")

    assert migrated.connection.execute(query).fetchall() == new.connection.execute(query).fetchall()
    migrated.close()
    new.close()


def test_a_migration_that_fails_changes_nothing(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk in the middle, say: the old program can go on with it, and the new one later."""
    before = list(sqlite3.connect(old).iterdump())
    broken = (*MIGRATIONS[:-1], f"{MIGRATIONS[-1]}\nINSERT INTO nowhere VALUES (1);\n")
    monkeypatch.setattr(database_module, "MIGRATIONS", broken)
    with pytest.raises(ReaderError):
        Database(old)

    connection = sqlite3.connect(old)
    assert list(connection.iterdump()) == before
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    connection.close()


def test_two_programs_migrate_at_once(old: Path) -> None:
    """One of them does it, the other waits and sees that it is done."""
    code = "import pathlib, sys; from tui_reader.store.database import Database; Database(pathlib.Path(sys.argv[1]))"
    both = [
        subprocess.Popen([sys.executable, "-c", code, str(old)], stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]

    assert [(one.communicate()[1], one.returncode) for one in both] == [("", 0), ("", 0)]
    database = Database(old)
    assert PaperReader(database).count() == 2
    database.close()


def test_a_library_of_the_second_release_can_be_changed_and_that_undone(second: Path) -> None:
    """Nothing was done yet that could be undone; what is done from now on can be."""
    database = Database(second)
    shelf, journal = PaperReader(database), Journal(database)
    before = shelf.papers([1, 2])
    assert ([one.queued for one in before], [one.highlights for one in before]) == ([True, False], [0, 0])
    assert Queries(database).saved() == [SavedSearch("later", "is:queued", None, 2)]
    assert Queries(database).history() == ["trees"]
    assert journal.undo() is None

    Annotations(database).set_bookmarked([1, 2], bookmarked=False)
    Notes(database).write(2, "Ours")
    Highlights(database).add(1, 0, 4)
    assert [version.text for version in Notes(database).versions(2)] == ["Ours", "Mine"]
    while journal.undo():
        pass
    assert shelf.papers([1, 2]) == before
    database.close()


def test_what_was_remembered_in_settings_has_tables(second: Path) -> None:
    """The files of the mirror, one of them left alone, and the formats; everything else is as it was."""
    connection = sqlite3.connect(second)
    connection.executescript(MIGRATIONS[2])
    settings = {
        "mirror 1": "a.md",
        "mirror 2": "b%0A.md\n",
        "mirror 3": "",
        "mirror-behind": "yes",
        "format.preferred": "bibtex\napa",
        "format.used": 'apa:in-text:html\nris\nmy "own\\new" style',
    }
    connection.executemany("INSERT INTO settings VALUES (?, ?)", settings.items())
    connection.execute("PRAGMA user_version = 3")
    connection.commit()
    connection.close()
    database = Database(second)
    files, formats = NoteFiles(database), FormatChoices(database)

    assert files.names() == {1: "a.md", 2: "b%0A.md"}
    assert [files.get(1), files.get(2), files.get(3)] == [NoteFile("a.md"), NoteFile("b%0A.md", is_left=True), None]
    assert formats.default() == FormatChoice("bibtex", "apa")
    assert formats.used() == ["apa:in-text:html", "ris", 'my "own\\new" style']
    query = "SELECT * FROM settings ORDER BY name"
    assert database.connection.execute(query).fetchall() == [("mirror-behind", "yes"), ("theme", "x")]
    formats.use("ris")
    assert formats.used()[:2] == ["ris", "apa:in-text:html"]
    database.close()


@pytest.fixture
def third(tmp_path: Path) -> Path:
    """A library that the program of commit 4747eae made and changed, with two of the bundled papers."""
    path = tmp_path / "library.sqlite3"
    connection = sqlite3.connect(path)
    connection.executescript((Path(__file__).parent / "fixtures" / "library-3.sql").read_text("utf-8"))
    connection.close()
    return path


def test_a_library_without_the_whole_record_gets_it(third: Path) -> None:
    """All that was there is there, identifiers are found in every spelling, and no fact is made up."""
    database = Database(third)
    reader = PaperReader(database)
    trees, bushes, c = reader.papers([210, 211, 212])

    assert reader.count() == 5
    assert (
        trees.key,
        trees.doi,
        trees.url,
        trees.bookmarked,
        trees.read,
        trees.tags,
        trees.note,
        trees.highlights,
    ) == (*("mine2020", "10.1000/abc", "https://a.example/", True, True, ("forest", "ml/a"), "From the file", 1),)
    assert (trees.kind, trees.details, trees.rating) == (None, Details(), 0)
    assert [name.name for name in trees.authors] == ["Ada Lovelace", "Jan van den Berg"]
    assert trees.bookmarked_at == bushes.bookmarked_at > 0
    assert [version.text for version in Notes(database).versions(211)] == ["Mine now", "Mine, **bold**\n\nand more"]
    assert [reader.with_identifier(text) for text in ("10.1000/ABC", "math/0309136", "arXiv:2301.00001")] == [
        *([210], [211], [212]),
    ]
    assert c.arxiv == "2301.00001"
    assert {(fact.field, fact.source) for fact in Provenance(database).of(210)} >= {("doi", ""), ("venue", "")}
    database.close()


def test_what_was_done_before_the_whole_record_is_undone_and_done_again(third: Path) -> None:
    """The journal of an older program goes on, down to the import that brought the papers and back."""
    database = Database(third)
    reader, journal = PaperReader(database), Journal(database)
    before = reader.papers([1, 2, 210, 211, 212])
    taken = journal.latest()
    assert journal.redo() is not None
    while journal.undo():
        pass
    assert [one.id for one in reader.papers([1, 2, 210, 211, 212])] == [1, 2]
    assert reader.with_identifier("10.1000/abc") == []
    for _ in taken:
        journal.redo()

    assert reader.papers([1, 2, 210, 211, 212]) == before
    assert reader.with_identifier("10.1000/abc") == [210]
    database.close()


@pytest.fixture
def fifth(tmp_path: Path) -> Path:
    """A library that the program of commit 32cd7bf made of a BibTeX file, and changed."""
    path = tmp_path / "library.sqlite3"
    connection = sqlite3.connect(path)
    connection.executescript((Path(__file__).parent / "fixtures" / "library-5.sql").read_text("utf-8"))
    connection.close()
    return path


def test_a_library_with_the_whole_record_keeps_it(fifth: Path) -> None:
    """Details, ratings and identifiers are there, are found and filtered by, and change with the paper."""
    database = Database(fifth)
    reader, journal = PaperReader(database), Journal(database)
    trees, bushes, c = reader.papers([1, 2, 3])

    assert (trees.kind, trees.rating, trees.note, trees.tags) == ("article", 4, "My note", ("forest", "ml"))
    assert (trees.doi, trees.details.publisher, trees.details.pages) == ("10.1000/ABC", "Leaf", "5-9")
    assert (trees.details.editors[0].name, trees.details.extra) == ("Eve Smith", (("mystery", "kept"),))
    assert bushes.details.categories == ("math.GT",)
    assert c.details == Details()
    names = ("10.1000/abc", "pmid:123456", "math/0309136", "2301.00001")
    assert [reader.with_identifier(text) for text in names] == [[1], [1], [2], [3]]
    query = "SELECT field, value, paper FROM labels ORDER BY field, value"
    assert database.connection.execute(query).fetchall() == [
        ("category", "math.gt", 2),
        ("editor", "smith", 1),
        ("keyword", "forests", 1),
        ("keyword", "leaves", 1),
    ]
    assert {(fact.field, fact.source) for fact in Provenance(database).of(1)} >= {("doi", ""), ("venue", "")}
    while journal.undo():
        pass
    assert reader.count() == 0
    assert (
        database.connection.execute("SELECT * FROM identifiers UNION SELECT value, paper FROM labels").fetchall() == []
    )
    while journal.redo():
        pass
    assert reader.papers([1, 2]) == [trees, replace(bushes, bookmarked=False, bookmarked_at=0.0)]
    database.close()


def test_formats_that_cannot_be_read_are_forgotten(second: Path) -> None:
    """A list that is empty, or has no line feed where one belongs, keeps no library from being opened."""
    connection = sqlite3.connect(second)
    connection.executescript(MIGRATIONS[2])
    connection.executescript("""
        INSERT INTO settings VALUES ('format.used', ''), ('format.preferred', 'apa'), ('mirror x', 'y');
        PRAGMA user_version = 3;
    """)
    connection.close()
    database = Database(second)

    assert FormatChoices(database).used() == []
    assert FormatChoices(database).default() is None
    assert NoteFiles(database).names() == {}
    database.close()
