"""What `show --json` prints is imported as the paper that it was."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import paper
from tests.store.test_details_json import DETAILS, PERSONS, TEXT
from tui_reader.cli.json_output import full_record, record
from tui_reader.importers.json_records import items_of
from tui_reader.importers.records import Quote, Record
from tui_reader.model.history import NoteVersion
from tui_reader.model.papers import KINDS, Paper
from tui_reader.paths import Home

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Call
    from tui_reader.library.library import Library

LINE = TEXT.map(str.strip)
TIME = st.integers(1, 4_000_000_000).map(float) | st.just(1_700_000_000.25)
PAPERS = st.builds(
    Paper,
    title=LINE.filter(bool),
    abstract=LINE,
    authors=st.lists(PERSONS, max_size=3).map(tuple),
    year=st.none() | st.integers(1000, 9999),
    venue=st.none() | LINE.filter(bool),
    arxiv=st.none() | st.just("2301.00001"),
    doi=st.none() | st.just("10.1000/ABC"),
    url=st.none() | st.just("https://a.example/"),
    sources=st.lists(LINE.filter(bool), max_size=2).map(tuple),
    kind=st.none() | st.sampled_from(KINDS),
    details=DETAILS.map(
        lambda one: replace(
            one,
            **{name: getattr(one, name).strip() for name in ("language", "status", "volume", "issue", "pages")},
            **{name: getattr(one, name).strip() for name in ("preprint_date", "venue_short", "publisher", "comment")},
        )
    ),
    key=st.sampled_from(("", "New:2020")),
    added=st.integers(1, 4_000_000_000),
    tags=st.sets(st.sampled_from(("ml", "ml/a", "x"))).map(lambda tags: tuple(sorted(tags))),
    note=LINE,
    read_at=TIME,
    queued_at=TIME,
    bookmarked_at=TIME,
    rating=st.integers(0, 5),
)


@given(PAPERS, st.booleans(), st.booleans())
def test_every_paper_comes_back(one: Paper, bookmarked: bool, read: bool) -> None:  # noqa: FBT001 - a table
    """To the letter, but for how many highlights there are."""
    one = replace(
        one,
        bookmarked=bookmarked,
        bookmarked_at=one.bookmarked_at if bookmarked else 0.0,
        read=read,
        read_at=one.read_at if read else 0.0,
        queued=True,
    )
    [back] = items_of(json.loads(json.dumps(record(one))), 1)

    assert back == Record(one, 1)


def test_highlights_and_earlier_notes_come_back(library: Library) -> None:
    """Of `show --json`, which lists them."""
    made = library.highlights.add(1, 3, 9, "green", "why")
    versions = [NoteVersion(9.0, "now"), NoteVersion(5.5, "old")]
    [one] = library.papers([1])
    [back] = items_of(full_record(replace(one, note="now"), [made], versions), 1)

    assert isinstance(back, Record)
    assert back.note_versions == ((5.5, "old"),)
    [quote] = back.quotes
    assert quote._replace(at=0.0) == Quote(made.anchor.exact, "why", "green", 0.0, 3)
    assert abs(quote.at - made.at) < 1e-5


def test_another_library_gets_all_of_a_paper(call: Call, library: Library, tmp_path: Path) -> None:
    """Printed by one and imported by the other, it is printed the same."""
    library.take([Record(paper("New paper", key="Mine:2020", rating=4), 1, (Quote("write", "so"),))])
    library.write_note(210, "first")
    library.write_note(210, "second")
    library.mark_read([210])
    library.bookmark([210])
    printed = call("show", "Mine:2020", "--json").json
    other = type(library)(Home.under(tmp_path / "other"))
    other.take(items_of(printed, 1))
    [back], [one] = other.papers([210]), library.papers([210])

    assert abs(back.read_at - one.read_at) + abs(back.bookmarked_at - one.bookmarked_at) < 1e-4
    assert replace(back, read_at=one.read_at, bookmarked_at=one.bookmarked_at) == one
    assert [passage[2:6] for passage in other.highlights.of(210)] == [p[2:6] for p in library.highlights.of(210)]
    assert [version.text for version in other.notes.versions(210)] == ["second", "first"]
    other.close()


def test_a_field_of_others_is_kept_aside() -> None:
    """Under its name, as text; a field that is too long or is not what it should be is said."""
    [item, *notes] = items_of(
        {"title": "T", "h5": 3, "more": {"a": [1]}, "none": [], "volume": 7, "month": "jul", "vector": [0.5] * 9_000}, 1
    )

    assert isinstance(item, Record)
    assert item.paper.details.extra == (("h5", "3"), ("more", '{"a": [1]}'))
    assert item.paper.details.volume == "7"
    assert [getattr(note, "reason", "") for note in notes] == [
        "month left empty: it is no number from 0 to 12",
        "'vector' left out: it has more than 10,000 characters",
    ]
