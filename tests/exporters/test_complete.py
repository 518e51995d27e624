"""Complete means complete: what goes out as JSON Lines comes in as the same library."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.importers.test_fields import papers
from tui_reader.exporters.formats import by_name
from tui_reader.importers.bundled_files import bundled_digest
from tui_reader.importers.records import Record
from tui_reader.library.exporting import Wish, to_file
from tui_reader.library.library import Library
from tui_reader.model.annotations import COLOURS
from tui_reader.paths import Home
from tui_reader.store.database import Database
from tui_reader.store.settings import Settings

if TYPE_CHECKING:
    from tui_reader.model.annotations import Colour
    from tui_reader.model.papers import Paper

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20)


@st.composite
def libraries(draw: st.DrawFn) -> list[tuple[Paper, list[str], list[tuple[int, int, Colour, str]]]]:
    """Papers with titles of their own, the texts that their notes were, and highlights.

    A highlight is start, length, colour and comment.
    """
    found = []
    for number in range(draw(st.integers(1, 3))):
        abstract = draw(st.just("") | st.just("Some words that can be marked, and marked again."))
        one = replace(draw(papers()), abstract=abstract, note="", arxiv=None, doi=f"10.1000/Ab{number}")
        details = replace(one.details, ids=()) if one.details.ids else one.details
        one = replace(one, title=f"Paper {number} {one.title}", details=details)
        spans = st.tuples(st.integers(0, 20), st.integers(4, 12), st.sampled_from(COLOURS), st.just("") | TEXTS)
        found.append((one, draw(st.lists(TEXTS, max_size=3)), draw(st.lists(spans, max_size=3)) if abstract else []))
    return found


def opened(path: Path) -> Library:
    """A library without the papers that the program ships."""
    home = Home.under(path)
    database = Database(home.database)
    Settings(database).put("shipped", bundled_digest())
    database.close()
    return Library(home)


def contents(library: Library) -> dict[str, Any]:
    """All that a library knows of its papers, by citation key; without the numbers that it has them under.

    Times are in microseconds.
    """
    return {
        paper.key: (
            replace(paper, id=0),
            [one._replace(id=0, paper=0, at=round(one.at, 6)) for one in library.highlights.of(paper.id)],
            [one._replace(at=round(one.at, 6)) for one in library.notes.versions(paper.id)],
            [one._replace(at=round(one.at, 6)) for one in library.provenance.of(paper.id)],
        )
        for paper in library.papers(library.browse().ids)
    }


def exported(library: Library, path: Path) -> None:
    to_file(library, Wish(library.browse().ids, by_name("jsonl")), path)


@settings(deadline=None, max_examples=40)
@given(libraries())
def test_a_library_comes_back_as_it_was(
    given_papers: list[tuple[Paper, list[str], list[tuple[int, int, Colour, str]]]],
) -> None:
    """Facts, marks and times, tags, ratings, keys, notes with versions, highlights with comments, and provenance."""
    with tempfile.TemporaryDirectory() as directory:
        library = opened(Path(directory, "one"))
        library.take([Record(paper, line) for line, (paper, _, _) in enumerate(given_papers, 1)], source="a list")
        for paper, notes, spans in given_papers:
            number = next(
                one.id for one in library.papers(library.browse().ids) if one.title.startswith(paper.title[:7])
            )
            for text in notes:
                library.write_note(number, text)
            for start, length, colour, comment in spans:
                library.highlights.add(number, start, start + length, colour, comment)
        before, file = contents(library), Path(directory, "all.jsonl")
        exported(library, file)
        library.close()

        other = opened(Path(directory, "two"))
        report = other.import_file(file)
        after = contents(other)
        other.close()

        assert report.refused == 0
        assert after == before


def test_a_month_of_use_comes_back_in_a_new_home(tmp_path: Path) -> None:
    """Whatever was added to bundled papers; a new home has the same ones already."""
    library = Library(Home.under(tmp_path / "one"))
    ids = library.browse().ids
    library.bookmark(ids[:10])
    library.mark_read(ids[5:20])
    library.queue([ids[9], ids[3], ids[7]])
    library.tag(ids[:5], add=["thesis", "ml/inference"])
    library.ratings.set([ids[7]], 4)
    for number in ids[:4]:
        library.write_note(number, "What I thought at first")
        library.write_note(number, "Something else entirely")
        library.highlights.add(number, 0, 30, "green", "why?")
    before, file = contents(library), tmp_path / "all.jsonl"
    exported(library, file)
    library.close()

    other = Library(Home.under(tmp_path / "two"))
    other.import_file(file)
    after = contents(other)
    other.close()

    def used(found: dict[str, Any]) -> dict[str, Any]:
        # The papers themselves came with each home, at its own time.
        return {key: (replace(one, added=0), *rest[:2]) for key, (one, *rest) in found.items()}

    assert used(after) == used(before)
