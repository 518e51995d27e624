"""Papers added, edited, deleted and merged by hand."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import paper
from tui_reader.errors import NotFoundError, ReaderError
from tui_reader.importers.records import Record
from tui_reader.library.library import Library
from tui_reader.model.history import Losses
from tui_reader.model.papers import Details
from tui_reader.paths import Home

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLES = (
    *("papers", "bookmarks", "readings", "queue", "ratings", "tags", "notes", "highlights", "removed", "shipped"),
    *("fact_origins", "identifiers", "labels", "duplicates", "aliases", "deleted"),
)


def contents(library: Library) -> dict[str, list[Any]]:
    """All that a library has, but for what an index is told of changes."""
    found = {}
    for table in TABLES:
        info = library._database.connection.execute(f"PRAGMA table_info({table})")
        columns = [column[1] for column in info if column[1] != "revision"]
        rows = library._database.connection.execute(f"SELECT {', '.join(columns)} FROM {table}")
        found[table] = sorted(rows, key=repr)
    return found


def test_a_paper_by_hand_has_a_key_and_a_source(library: Library) -> None:
    """Its key is made as an import makes it; its facts are from the reader's hand."""
    number = library.edits.add(paper("On Trees", "Ann Lee", year=2020))
    added = library.papers([number])[0]

    assert (added.key, added.title, added.year) == ("lee2020trees", "On Trees", 2020)
    assert {one.source for one in library.provenance.of(number)} == {"by hand"}
    assert library.journal.latest(1)[0].words == "added lee2020trees by hand"


def test_a_paper_that_is_there_is_completed(library: Library) -> None:
    """Two papers of one DOI would be two of one."""
    first = library.edits.add(paper("On Trees", doi="10.1000/x"))
    second = library.edits.add(paper("On Trees", doi="10.1000/X", year=2020))

    assert (second, library.papers([first])[0].year) == (first, 2020)


def test_a_paper_without_title_is_refused(library: Library) -> None:
    """Nothing could be shown of it."""
    with pytest.raises(ReaderError, match="needs a title"):
        library.edits.add(paper(" "))


def test_an_edited_paper_keeps_what_the_reader_added(library: Library) -> None:
    """Facts are replaced, emptied ones too; key, marks and note stay."""
    number = library.edits.add(paper("On Trees", year=2020, venue="ICML", tags=("ml",), note="Good."))
    before = library.papers([number])[0]
    library.edits.change(number, replace(before, title="On Bushes", venue=None, details=Details(volume="3")))
    after = library.papers([number])[0]

    assert (after.title, after.venue, after.details.volume) == ("On Bushes", None, "3")
    assert (after.key, after.tags, after.note) == (before.key, ("ml",), "Good.")


def test_only_edited_facts_are_from_the_hand(library: Library) -> None:
    """The others are still from where they came."""
    library.take([Record(paper("On Trees", year=2020), 1)], source="refs.bib")
    there = library.find("lovelace2020trees")
    library.edits.change(there.id, replace(there, year=2021))

    assert {one.field: one.source for one in library.provenance.of(there.id)} == {
        "title": "refs.bib", "abstract": "refs.bib", "authors": "refs.bib", "year": "by hand",
    }  # fmt: skip


def test_an_edited_paper_is_found_by_its_new_words(library: Library) -> None:
    """The index learns it with the next update."""
    number = library.edits.add(paper("On Trees"))
    library.refresh_index()
    library.edits.change(number, paper("On Xylophones"))
    library.refresh_index()

    assert list(library.search("title:xylophones").ids) == [number]


def test_an_identifier_of_another_paper_is_a_possible_duplicate(library: Library) -> None:
    """An edit makes no two papers of one DOI unnoticed."""
    first = library.edits.add(paper("On Trees", doi="10.1000/x"))
    second = library.edits.add(paper("On Bushes"))
    library.edits.change(second, paper("On Bushes", doi="10.1000/X"))

    assert [(one.paper, one.other, one.reason) for one in library.duplicates.all()] == [(first, second, "same DOI")]


def test_a_paper_that_is_gone_cannot_be_edited(library: Library) -> None:
    """What was typed is not taken for saved."""
    with pytest.raises(NotFoundError):
        library.edits.change(9999, paper("A"))
    with pytest.raises(NotFoundError):
        library.edits.attach(9999, ["a.pdf"])
    with pytest.raises(NotFoundError):
        library.edits.merge(9999, [1])


def test_a_deletion_takes_all_and_an_undo_brings_all_back(library: Library) -> None:
    """Notes with their earlier texts, tags, highlights and marks come back with the paper."""
    number = library.edits.add(paper("On Trees", tags=("ml",), bookmarked=True))
    library.write_note(number, "One")
    library.write_note(number, "Two")
    library.highlights.add(number, 0, 5)
    before, versions = contents(library), [one.text for one in library.notes.versions(number)]
    assert library.edits.what_goes([number, 9999]) == Losses(1, 1, 1, 1, 1)
    library.edits.delete([number])
    assert library.papers([number]) == []
    assert library.journal.latest(1)[0].words == "deleted lovelacetrees"
    library.journal.undo()

    assert contents(library) == before
    assert [one.text for one in library.notes.versions(number)] == versions


def test_earlier_notes_outlive_the_redo_stack(library: Library) -> None:
    """A new action after an undo forgets what could be redone, and nothing of a paper that can come back."""
    number = library.edits.add(paper("On Trees"))
    library.write_note(number, "One")
    library.write_note(number, "Two")
    library.edits.delete([number])
    library.bookmark([1])
    library.journal.undo()
    library.bookmark([2])
    library.journal.undo()
    library.journal.undo()

    assert [one.text for one in library.notes.versions(number)] == ["Two", "One"]


def test_a_deleted_bundled_paper_stays_away(library: Library) -> None:
    """Neither the next start nor other bundled data brings it back."""
    key = "wang2019cspnet"
    library.edits.delete([library.find(key).id])
    count = library.count()
    library.settings.put("shipped", "of another release")
    with contextlib.closing(Library(library.home)) as later:
        assert later.count() == count
        with pytest.raises(NotFoundError):
            later.find(key)


def test_a_deleted_bundled_paper_comes_back_by_an_import(library: Library) -> None:
    """The reader asked for it; from then on it is kept up to date again."""
    there = library.find("wang2019cspnet")
    count = library.count()
    library.edits.delete([there.id])
    library.take([Record(there, 1)], source="mine.json")
    library.settings.put("shipped", "of another release")
    with contextlib.closing(Library(library.home)) as later:
        assert later.count() == count


def test_a_deletion_undone_and_redone_with_another_release_between(library: Library) -> None:
    """The program's facts are known as such after the undo; the redo deletes the paper all the same."""
    there = library.find("wang2019cspnet")
    library.edits.delete([there.id])
    library.journal.undo()
    library.settings.put("shipped", "of another release")
    with contextlib.closing(Library(library.home)) as later:
        assert later.count() == 209
        assert later.edits.what_goes([there.id]).papers == 1


def test_merged_papers_are_one_with_all_of_both(library: Library) -> None:
    """What is kept wins; what it lacks comes from the other; marks, tags, notes and highlights are joined."""
    keep = library.edits.add(paper("On Trees", year=2020, tags=("a",), note="Mine.", arxiv="2001.00001"))
    other = library.edits.add(
        paper("On Trees", "Ann Lee", year=2021, venue="ICML", doi="10.1000/x", tags=("b",), note="Theirs.", rating=4)
    )
    made = library.highlights.add(other, 0, 8, comment="Why?")
    library.edits.merge(keep, [other])
    after = library.papers([keep])[0]

    assert library.papers([other]) == []
    assert (after.year, after.venue, after.doi, after.arxiv) == (2020, "ICML", "10.1000/x", "2001.00001")
    assert (after.tags, after.note, after.rating) == (("a", "b"), "Mine.\n\nTheirs.", 4)
    assert [(one.id, one.comment) for one in library.highlights.of(keep)] == [(made.id, "Why?")]
    assert library.duplicates.all() == []


def test_a_merged_paper_is_found_under_the_names_of_both(library: Library) -> None:
    """An import of either file changes nothing any more, and the key that a document cites still works."""
    one, two = paper("On Trees", doi="10.1000/x", year=2020), paper("On Trees", doi="10.1000/y", year=2020)
    keep, other = library.edits.add(one), library.edits.add(two)
    key = library.papers([other])[0].key
    library.edits.merge(keep, [other])
    count = library.count()
    rehearsed = library.take([Record(one, 1), Record(two, 2)], dry_run=True)
    library.take([Record(one, 1), Record(two, 2)])

    assert (rehearsed.added, library.count()) == (0, count)
    assert library.duplicates.all() == []
    assert (library.find(key).id, library.find("10.1000/y").id) == (keep, keep)


def test_the_source_of_a_fact_comes_along(library: Library) -> None:
    """A venue that another file gave is still from there."""
    library.take([Record(paper("On Trees", doi="10.1000/x"), 1)], source="one.bib")
    library.take([Record(paper("On Bushes", doi="10.1000/y", venue="ICML"), 1)], source="two.bib")
    keep, other = library.find("10.1000/x").id, library.find("10.1000/y").id
    library.edits.merge(keep, [other])

    assert {one.field: one.source for one in library.provenance.of(keep)}["venue"] == "two.bib"


def test_pairs_of_a_merged_paper_go_over(library: Library) -> None:
    """A third paper that may be the same is compared with the one that stays."""
    numbers = [library.edits.add(paper("On Trees", doi=f"10.1000/{one}", year=2020)) for one in "xyz"]
    library.edits.merge(numbers[0], [numbers[2]])

    assert [(one.paper, one.other) for one in library.duplicates.all()] == [(numbers[0], numbers[1])]


def test_a_title_that_is_an_identifier_is_none(library: Library) -> None:
    """A later import of the whole record gives the title; the identifier never replaces one."""
    number = library.edits.add(paper("10.1000/x", doi="10.1000/X"))
    library.take([Record(paper("On Trees", doi="10.1000/x"), 1)])
    report = library.take([Record(paper("10.1000/x", doi="10.1000/x", abstract=""), 1)])

    assert library.papers([number])[0].title == "On Trees"
    assert report.conflicts == ()


def test_files_are_attached_once_and_taken_away(library: Library) -> None:
    """Each path is there once; one that is not there cannot be taken away."""
    number = library.edits.add(paper("On Trees"))
    library.edits.attach(number, ["/a.pdf", "/b.pdf"])
    library.edits.attach(number, ["/a.pdf"])
    library.edits.detach(number, "/b.pdf")

    assert library.papers([number])[0].details.files == ("/a.pdf",)
    assert ("has", "file", number) in contents(library)["labels"]
    with pytest.raises(NotFoundError, match=r"/b\.pdf"):
        library.edits.detach(number, "/b.pdf")


def with_file(library: Library) -> list[int]:
    """The papers that `has:file` finds."""
    return list(library.search("has:file").ids)


def test_papers_with_a_file_are_found(library: Library) -> None:
    """As soon as one is attached, until the last is taken away, and again after undo."""
    number = library.browse(limit=1).ids[0]
    before = with_file(library)
    library.edits.attach(number, ["/a.pdf", "/b.pdf"])
    attached = with_file(library)
    library.edits.detach(number, "/a.pdf")
    one_left = with_file(library)
    library.edits.detach(number, "/b.pdf")
    none_left = with_file(library)
    library.journal.undo()

    assert (before, attached, one_left, none_left, with_file(library)) == ([], [number], [number], [], [number])


def test_a_paper_imported_with_a_file_is_found(library: Library) -> None:
    """The file is a fact of the record."""
    library.take([Record(paper("Files of Ours", details=Details(files=("/c.pdf",))), 1)])

    assert [one.title for one in library.papers(with_file(library))] == ["Files of Ours"]


# Any sequence of edits

IDS = st.lists(st.integers(1, 4) | st.integers(209, 214), min_size=1, max_size=3)
FACTS = st.builds(
    lambda title, year, doi, details, note: paper(
        title, year=year, doi=doi, details=details, note=note, tags=(note,) if note else (), bookmarked=bool(note)
    ),
    st.sampled_from(("On Trees", "On Bushes", "Graphs", "10.1000/x")),
    st.none() | st.sampled_from((2020, 2021)),
    st.none() | st.sampled_from(("10.1000/x", "10.1000/y", "10.1000/Z")),
    st.sampled_from((Details(), Details(volume="3", keywords=("a",)), Details(ids=(("pmid", "7"),), files=("/x",)))),
    st.sampled_from(("", "one", "two")),
)
EDITS = st.one_of(
    st.tuples(st.just("add"), FACTS),
    st.tuples(st.just("change"), IDS, FACTS),
    st.tuples(st.just("delete"), IDS),
    st.tuples(st.just("merge"), IDS, IDS),
    st.tuples(st.just("attach"), IDS, st.lists(st.sampled_from(("/x", "/y", "")), max_size=2)),
    st.tuples(st.just("detach"), IDS, st.sampled_from(("/x", "/y"))),
    st.tuples(st.just("highlight"), IDS, st.integers(0, 3)),
    st.tuples(st.just("apart"), IDS, IDS),
)


def edit(library: Library, *action: Any) -> None:
    """One edit; one that cannot be done is none."""
    with contextlib.suppress(ReaderError):
        match action:
            case "highlight", [number, *_], start:
                library.highlights.add(number, start, start + 5)
            case "apart", [one, *_], [two, *_]:
                library.duplicates.keep_apart(one, two)
            case "delete", numbers:
                library.edits.delete(numbers)
            case "add", facts:
                library.edits.add(facts)
            case name, [number, *_], what:
                getattr(library.edits, name)(number, what)


@pytest.fixture(scope="module")
def template(bundled_home: Home) -> Path:
    return bundled_home.data.parent


@contextlib.contextmanager
def opened(template: Path) -> Iterator[Library]:
    """A library with the bundled papers, one for each example."""
    with tempfile.TemporaryDirectory() as directory:
        shutil.copytree(template, Path(directory) / "home")
        with contextlib.closing(Library(Home.under(Path(directory) / "home"))) as library:
            yield library


@settings(max_examples=40)
@given(edits=st.lists(EDITS, max_size=10))
def test_any_edits_undone_give_the_library_as_it_was(template: Path, edits: list[tuple[Any, ...]]) -> None:
    """Step by step back to the beginning, and forth again to the end."""
    with opened(template) as library:
        states = [contents(library)]
        for one in edits:
            before = library.journal.latest()
            edit(library, *one)
            if library.journal.latest() != before:
                states.append(contents(library))
        for state in reversed(states[:-1]):
            assert library.journal.undo()
            assert contents(library) == state
        assert library.journal.undo() is None
        for state in states[1:]:
            assert library.journal.redo()
            assert contents(library) == state
