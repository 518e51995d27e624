"""The index grows in batches, can be left at any moment, and always ends as the library is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import paper
from tui_reader.importers.records import Record
from tui_reader.library.library import Library
from tui_reader.model.papers import normal_title
from tui_reader.model.results import Sorting
from tui_reader.search import indexing
from tui_reader.search.engine import SupersededError
from tui_reader.search.indexing import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.paths import Home


@pytest.fixture
def fresh(home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """The bundled papers without an index; a build begins with batches of 20."""
    monkeypatch.setattr(indexing, "FIRST_BATCH", 20)
    library = Library(home)
    yield library
    library.close()


def stopping_after(commits: int) -> Watch:
    """A watch that wants no more after so many batches."""
    seen = 0

    def committed() -> None:
        nonlocal seen
        seen += 1

    return Watch(committed=committed, wanted=lambda: seen < commits)


def test_answers_say_how_much_they_speak_of(fresh: Library) -> None:
    """While the index is on its way, searches find what is there and say how many papers were searched."""
    with pytest.raises(SupersededError):
        fresh.refresh_index(stopping_after(2))

    partial = fresh.search("model")
    assert partial.indexed == 60
    assert 0 < partial.total < 60
    assert partial.stale

    assert fresh.refresh_index() == "rebuilt"
    whole = fresh.search("model")
    assert whole.indexed is None
    assert not whole.stale
    assert whole.total > partial.total


def test_a_build_goes_on_where_it_stopped(fresh: Library) -> None:
    """What an earlier build has done is not done again, in a new process either."""
    with pytest.raises(SupersededError):
        fresh.refresh_index(stopping_after(2))
    fresh.close()
    again = Library(fresh.home)
    told: list[tuple[int, int]] = []

    again.refresh_index(Watch(progress=lambda done, total: told.append((done, total))))

    assert all(done >= 60 and total == 209 for done, total in told)
    assert again.search("model").indexed is None
    again.close()


def test_what_changes_during_a_build_is_not_forgotten(fresh: Library) -> None:
    """A note on a paper that was indexed already, written while the build is interrupted, is found in the end."""
    with pytest.raises(SupersededError):
        fresh.refresh_index(stopping_after(1))
    first = min(fresh.browse().ids)
    fresh.write_note(first, "quokka")
    with pytest.raises(SupersededError):
        fresh.refresh_index(stopping_after(1))
    fresh.write_note(first, "wallaby")

    fresh.refresh_index()

    assert list(fresh.search("wallaby").ids) == [first]
    assert not fresh.search("quokka").total
    assert fresh.refresh_index() == "current"


def test_an_import_adds_to_the_index(fresh: Library) -> None:
    """After an import only the new papers are indexed; those that were there are found all the while."""
    fresh.refresh_index()
    known = fresh.search("speculative").total
    fresh.take([Record(paper(f"Marsupial {n}", abstract="A quokka."), n) for n in range(50)])
    seen: list[int] = []

    work = fresh.refresh_index(Watch(committed=lambda: seen.append(fresh.search("speculative").total)))

    assert work == "updated"
    assert seen == [known]
    assert fresh.search("quokka").total == 50


def test_small_changes_are_no_progress_to_tell(fresh: Library) -> None:
    """One note is indexed before a number could be read."""
    fresh.refresh_index()
    fresh.write_note(fresh.browse().ids[0], "quokka")
    told: list[int] = []

    fresh.refresh_index(Watch(progress=lambda done, _total: told.append(done)))

    assert not told


def test_an_answer_comes_by_the_window(library: Library) -> None:
    """A limit gives the first papers of the whole answer, and how many there are, in every order."""
    for sort in ("relevance", "added", "year", "title", "read"):
        whole = library.search("model", Sorting.by(sort))
        first = library.search("model", Sorting.by(sort), limit=7)

        assert first.ids == whole.ids[:7]
        assert first.total == whole.total == len(whole.ids)
        assert not first.complete
        assert whole.complete


def test_filters_alone_are_browsed(library: Library) -> None:
    """Where no word ranks, the order of browsing counts."""
    answer = library.search("year:2024", Sorting("relevance", "title"))

    titles = [normal_title(one.title) for one in library.papers(answer.ids)]
    assert answer.sort == "title"
    assert titles == sorted(titles)


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_papers_that_went_are_forgotten(home: Home, engine: str) -> None:
    """After an undone import the index has the library's papers and no others, and they come back with a redo."""
    library = using(home, engine)
    library.refresh_index()
    library.take(marsupials(50))
    library.refresh_index()

    assert library.journal.undo()
    early = library.search("quokka")
    assert (early.total, early.stale, list(early.ids)) == (0, True, [])
    assert library.refresh_index() == "updated"
    assert (library.search("quokka").total, library.search("-quokka").total) == (0, 209)
    assert library.index_state().current
    assert library.index_state().indexed == 209

    assert library.journal.redo()
    assert library.refresh_index() == "updated"
    assert library.search("quokka").total == 50
    library.close()


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
@pytest.mark.parametrize("commits", [1, 2, 3, 4, 5, 6, 7, 8])
def test_papers_that_go_while_the_index_is_on_its_way(
    home: Home, monkeypatch: pytest.MonkeyPatch, engine: str, commits: int
) -> None:
    """Whether the index had them already or not, on its first way and on a later one."""
    monkeypatch.setattr(indexing, "FIRST_BATCH", 5)
    library = using(home, engine)
    monkeypatch.setattr(library._search.engine, "max_batch", 40)
    library.take(marsupials(100))
    with pytest.raises(SupersededError):
        library.refresh_index(stopping_after(commits))
    library.journal.undo()
    library.take(marsupials(30, "Wombat"))
    library.tag([1, 200], add=["mine"])
    with pytest.raises(SupersededError):
        library.refresh_index(stopping_after(1))
    library.journal.undo()
    library.journal.undo()
    library.refresh_index()

    assert library.search("-nothing").total == 209
    assert not library.search("tag:mine").total
    assert not library.search("quokka").total
    library.journal.redo()
    library.refresh_index()
    assert library.search("wombat").total == 30
    assert library.refresh_index() == "current"
    library.close()


def test_no_paper_gets_the_id_of_one_that_went(fresh: Library) -> None:
    """So that whoever still holds the id, as an index does, never means another paper by it."""
    fresh.take(marsupials(3))
    fresh.journal.undo()
    fresh.take(marsupials(1))

    assert max(fresh.browse().ids) == 213


def test_comments_on_highlights_are_found_like_notes(fresh: Library) -> None:
    """As they are now, whether they were written, changed, removed or undone."""
    first, second = fresh.browse(limit=2).ids
    made = fresh.highlights.add(first, 0, 30, comment="about quokkas")
    fresh.highlights.add(second, 0, 30)
    fresh.refresh_index()
    assert list(fresh.search("note:quokka").ids) == [first]
    assert sorted(fresh.search("has:highlight").ids) == sorted([first, second])

    fresh.highlights.change(made.id, comment="about wombats")
    fresh.refresh_index()
    assert (fresh.search("quokka").total, fresh.search("wombat").total) == (0, 1)
    fresh.highlights.remove([made.id])
    fresh.refresh_index()
    assert not fresh.search("wombat").total
    fresh.journal.undo()
    fresh.refresh_index()
    assert list(fresh.search("wombat").ids) == [first]


def using(home: Home, engine: str) -> Library:
    """A library with an engine of choice."""
    home.config.mkdir(parents=True, exist_ok=True)
    home.config_file.write_text(f'index = "{engine}"\n', encoding="utf-8")
    return Library(home)


def marsupials(count: int, name: str = "Quokka") -> list[Record]:
    """Papers to import."""
    return [Record(paper(f"{name} {number}", abstract="A marsupial."), number) for number in range(count)]
