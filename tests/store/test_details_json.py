"""The details of a paper as the database keeps them."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from tui_reader.model.papers import NO_DETAILS, SCHEMES, Details, Link, Version
from tui_reader.store.details_json import completed, decode, encode
from tui_reader.texts.names import Person
from tui_reader.texts.printable import printable

TEXT = st.text(max_size=6).map(printable)
WORD = st.sampled_from(("King", "Ada", "de la", "Jr.", "Müller", "NASA"))
PERSONS = st.builds(Person.of, WORD, WORD) | st.builds(Person, WORD, WORD, WORD, WORD, st.booleans())
PAIRS = st.lists(st.tuples(TEXT, TEXT), max_size=3).map(tuple)

DETAILS = st.builds(
    Details,
    **dict.fromkeys(
        ("language", "preprint_date", "status", "venue_short", "volume", "issue", "pages", "publisher", "comment"), TEXT
    ),
    editors=st.lists(PERSONS, max_size=2).map(tuple),
    others=st.booleans(),
    month=st.integers(0, 12),
    day=st.integers(0, 31),
    versions=st.lists(st.builds(Version, TEXT, TEXT), max_size=2).map(tuple),
    ids=st.lists(st.tuples(st.sampled_from(SCHEMES), TEXT), max_size=3).map(lambda pairs: tuple(sorted(pairs))),
    links=st.lists(st.builds(Link, TEXT, TEXT), max_size=2).map(tuple),
    files=st.lists(TEXT, max_size=2).map(tuple),
    keywords=st.lists(TEXT, max_size=2).map(tuple),
    extra=PAIRS,
)


@given(DETAILS)
def test_details_read_back(details: Details) -> None:
    """Whatever there is, without the fields that are empty."""
    text = encode(details)

    assert decode(text) == details
    assert all(value not in ("", [], 0, False) for value in json.loads(text).values())


def test_nothing_is_an_empty_object() -> None:
    assert (encode(Details()), encode(NO_DETAILS), decode("{}")) == ("{}", "{}", NO_DETAILS)


def test_text_that_harms_a_terminal_is_shown() -> None:
    assert decode(encode(Details(comment="a\x1b[2J", extra=(("\x07", "\ud800"),)))) == Details(
        comment="a␛[2J", extra=(("␇", "�"),)
    )


def test_a_field_of_a_newer_program_is_kept_and_passed_over() -> None:
    newer = '{"volume":"3","colour":"red"}'

    assert decode(newer) == Details(volume="3")
    assert json.loads(completed(newer, encode(Details(pages="1-2")))) == {
        "volume": "3",
        "pages": "1-2",
        "colour": "red",
    }


@given(DETAILS, DETAILS)
def test_completing_fills_and_replaces_nothing(one: Details, other: Details) -> None:
    """Fields that are there stay; doing it twice is doing it once."""
    text = completed(encode(one), encode(other))
    both = decode(text)

    assert completed(text, encode(other)) == text
    assert set(one.ids) <= set(both.ids)
    assert both.extra[: len(one.extra)] == one.extra
    assert {name for name, _ in both.extra} == {name for name, _ in (*one.extra, *other.extra)}
    for name in ("volume", "month", "editors", "links", "files", "others"):
        assert getattr(both, name) == (getattr(one, name) or getattr(other, name))


def test_what_was_shipped_before_is_replaced() -> None:
    """And the user's own is not."""
    ours = encode(Details(volume="3", pages="9-10", ids=(("pmid", "1"), ("s2", "a")), extra=(("x", "old"),)))
    before = encode(Details(volume="3", pages="1-2", ids=(("pmid", "1"),), extra=(("x", "old"),)))
    new = encode(Details(volume="4", pages="3-4", ids=(("pmid", "2"), ("s2", "b")), extra=(("x", "new"),)))

    assert decode(completed(ours, new, before)) == Details(
        volume="4", pages="9-10", ids=(("pmid", "2"), ("s2", "a")), extra=(("x", "new"),)
    )
