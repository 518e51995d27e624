"""One schema: what is written as JSON is read back whole, and what other programs write as far as it can be."""

from __future__ import annotations

import json
from dataclasses import fields as attributes
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader import manual
from tui_reader.importers.fields import FIELDS, object_of, record_of
from tui_reader.importers.json_records import items_of
from tui_reader.importers.records import Problem, Quote, Record
from tui_reader.model.annotations import COLOURS, Highlight
from tui_reader.model.history import NoteVersion
from tui_reader.model.imports import FactSource
from tui_reader.model.papers import KINDS, NO_DETAILS, SCHEMES, Details, Link, Paper, Version
from tui_reader.texts.anchors import Anchor
from tui_reader.texts.names import Person

WORD = (
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12).map(str.strip).filter(bool)
)
TEXT = WORD | st.just("")
OPTIONAL = st.none() | WORD
TIMES = st.integers(1, 4 * 10**15).map(lambda micro: micro / 10**6)
PERSON = st.one_of(
    st.sampled_from(("Ada Lovelace", "Jan van den Berg", "Martin Luther King Jr.", "Plato", "王小明")).map(
        Person.parse
    ),
    st.builds(Person, WORD, TEXT, TEXT, TEXT),
    st.builds(Person, WORD, is_literal=st.just(value=True)),
)
PEOPLE = st.lists(PERSON, max_size=4).map(tuple)
WORDS = st.lists(WORD, max_size=3).map(tuple)
DETAILS = st.builds(
    Details,
    **{one.name: TEXT for one in attributes(Details) if one.default == ""},
    editors=PEOPLE,
    others=st.booleans(),
    month=st.integers(0, 12),
    day=st.integers(0, 31),
    versions=st.lists(st.builds(Version, WORD, TEXT), max_size=2).map(tuple),
    ids=st.lists(st.tuples(st.sampled_from(SCHEMES), WORD), max_size=3, unique=True).map(
        lambda ids: tuple(sorted(ids))
    ),
    links=st.lists(st.builds(Link, WORD, WORD), max_size=2).map(tuple),
    files=WORDS,
    categories=WORDS,
    keywords=WORDS,
    extra=st.lists(st.tuples(WORD, WORD), max_size=2).map(tuple),
)


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    marks: dict[str, Any] = {}
    for mark in ("bookmarked", "read", "queued"):
        is_set = draw(st.booleans())
        marks |= {mark: is_set, f"{mark}_at": draw(TIMES) if is_set else 0.0}
    details = draw(st.just(NO_DETAILS) | DETAILS)
    return Paper(
        draw(WORD),
        draw(TEXT),
        draw(PEOPLE),
        draw(st.none() | st.integers(1000, 9999)),
        draw(OPTIONAL),
        draw(st.sampled_from((None, "2301.00001", "math/0309136"))),
        draw(st.sampled_from((None, "10.1000/ABC", "10.1002/(SICI)1097(1998)49:8<693::AID>3.0.CO;2-O"))),
        draw(OPTIONAL),
        draw(WORDS),
        draw(st.none() | st.sampled_from(KINDS)),
        NO_DETAILS if details == NO_DETAILS else details,
        key=draw(TEXT),
        added=draw(st.integers(0, 4 * 10**9)),
        rating=draw(st.integers(0, 5)),
        tags=tuple(sorted(draw(st.sets(st.sampled_from(("ml", "ml/a", "to-cite")))))),
        note=draw(TEXT),
        **marks,
    )


@settings(deadline=None)
@given(papers())
def test_a_paper_comes_back_as_it_was(paper: Paper) -> None:
    """Every fact and everything that its reader did with it, through the text of JSON, without a word."""
    notes: list[str] = []
    written = json.loads(json.dumps(object_of(paper)))

    assert record_of(written, 1, notes) == Record(paper, 1)
    assert notes == []


def test_highlights_versions_and_sources_come_back() -> None:
    """A passage with its place, comment and colour; earlier notes, the oldest first; where single facts are from."""
    paper = Paper("T", "So so.", note="Now")
    written = object_of(
        paper,
        [Highlight(7, 1, Anchor("so", "So ", ".", 3), COLOURS[1], "Why?", 12.5)],
        [NoteVersion(9.0, "Now"), NoteVersion(8.0, "Then"), NoteVersion(7.0, "First")],
        [FactSource("year", "a list", 5.0)],
    )

    assert written["note_versions"] == [
        {"at": "1970-01-01T00:00:07Z", "text": "First"},
        {"at": "1970-01-01T00:00:08Z", "text": "Then"},
    ]
    assert written["provenance"] == {"year": {"source": "a list", "at": "1970-01-01T00:00:05Z"}}
    assert record_of(written, 1, []) == Record(
        paper,
        1,
        (Quote("so", "Why?", COLOURS[1], 12.5, 3),),
        ((7.0, "First"), (8.0, "Then")),
        (("year", "a list"),),
        (("year", 5.0),),
        9.0,
    )


def test_what_older_programs_wrote_is_read() -> None:
    """Marks without times, the number of highlights, times without fractions."""
    old = {
        "key": "mine2020",
        "title": "T",
        "bookmarked": True,
        "read": True,
        "read_at": "2026-11-25T01:47:00Z",
        "queued": False,
        "queued_at": None,
        "highlights": 2,
        "score": 3.5,
    }

    assert record_of(old, 1, []) == Record(
        Paper("T", key="mine2020", bookmarked=True, read=True, read_at=1795571220.0), 1
    )


def test_fields_of_other_names_are_kept() -> None:
    """As text, or as JSON; what is empty is not there."""
    notes: list[str] = []
    others = {"cited_by": 12, "award": "best", "x": {"y": [1]}, "z": None, "w": "", "vector": [0.5] * 9_000}
    found = record_of({"title": "T", **others}, 1, notes)

    assert notes == ["'vector' left out: it has more than 10,000 characters"]
    assert found.paper.details.extra == (("cited_by", "12"), ("award", "best"), ("x", '{"y": [1]}'))


@pytest.mark.parametrize(
    ("field", "value", "note"),
    [
        ("kind", "poem", "kind left empty: 'poem' is none of article, conference, "),
        ("month", 13, "month left empty: 13 is not between 1 and 12"),
        ("rating", "many", "rating left empty: 'many' is not between 0 and 5"),
        ("read", "yes", "read left empty: it is text, not true or false"),
        ("read_at", "yesterday", "read_at left empty: 'yesterday' is not a time"),
        ("ids", ["1"], "ids left empty: it is a list, not an object"),
        ("links", "https://a.example/", "links left empty: it is not a list of objects"),
    ],
)
def test_a_wrong_field_costs_only_itself(field: str, value: object, note: str) -> None:
    record, problem = items_of({"title": "T", field: value}, 1)

    assert record == Record(Paper("T"), 1)
    assert isinstance(problem, Problem)
    assert problem.reason.startswith(note)


def test_every_fact_has_a_field() -> None:
    """Nothing that a paper can have is lost: a new attribute needs a row."""
    ours = {(field.place, field.name) for field in FIELDS if field.place != "record"}
    facts = {("paper", one.name) for one in attributes(Paper)} | {("details", one.name) for one in attributes(Details)}

    assert facts - ours == {("paper", "id"), ("paper", "details"), ("paper", "highlights")}
    assert ours <= facts


def test_the_manual_names_every_field() -> None:
    """In the order in which they are written, each with what it is."""
    page = (Path(manual.__file__).parent / "json.md").read_text("utf-8")
    rows = [line.split("|")[1].strip(" `*") for line in page.splitlines() if line.startswith(("| `", "| **`"))]

    assert rows == [field.name for field in FIELDS]
