"""The details of a paper as the database keeps them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui_reader.model.papers import NO_DETAILS, SCHEMES, Details, Link, Version
from tui_reader.store.details_json import decoded_values, details_of, encoded_values, tidy_values
from tui_reader.texts.names import Person
from tui_reader.texts.printable import one_line

TEXT = st.text(max_size=6).map(one_line)
WORD = st.sampled_from(("King", "Ada", "de la", "Jr.", "Müller", "NASA"))
PERSONS = st.builds(Person.of, WORD, WORD) | st.builds(Person, WORD, WORD, WORD, WORD, st.booleans())
PAIRS = st.lists(st.tuples(TEXT.filter(bool), TEXT), max_size=3).map(tuple)

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
    files=st.lists(TEXT.filter(bool), max_size=2, unique=True).map(tuple),
    keywords=st.lists(TEXT.filter(bool), max_size=2, unique=True).map(tuple),
    extra=PAIRS,
)


@given(DETAILS)
def test_details_read_back(details: Details) -> None:
    """Whatever there is, without the fields that are empty."""
    text = encoded_values(tidy_values(details))

    assert details_of(decoded_values(text)) == details
    assert all(value not in ("", [], 0, False) for value in decoded_values(text).values())


def test_nothing_is_an_empty_text() -> None:
    assert (encoded_values(tidy_values(Details())), details_of(decoded_values(""))) == ("", NO_DETAILS)


def test_text_that_harms_a_terminal_is_shown() -> None:
    text = encoded_values(tidy_values(Details(comment="a\x1b[2J", extra=(("\x07", "\ud800"),))))

    assert details_of(decoded_values(text)) == Details(comment="a␛[2J", extra=(("␇", "�"),))


def test_a_field_of_a_newer_program_is_passed_over() -> None:
    assert details_of(decoded_values('{"volume":"3","colour":"red"}')) == Details(volume="3")
