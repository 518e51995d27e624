from __future__ import annotations

import pytest

from tui_reader.citations.name_parts import Name, taken_apart
from tui_reader.model.papers import Author


@pytest.mark.parametrize(
    ("spelled", "name"),
    [
        ("Ann Lee", Name("Lee", "Ann")),
        ("Jan van den Berg", Name("Berg", "Jan", "van den")),
        ("María de la Cruz", Name("Cruz", "María", "de la")),
        ("Guy Van den Broeck", Name("Van den Broeck", "Guy")),
        ("McCoy R. Becker", Name("Becker", "McCoy R.")),
        ("Martin Luther King Jr.", Name("King", "Martin Luther", suffix="Jr.")),
        ("King, Jr., Martin", Name("King", "Martin", suffix="Jr.")),
        ("William Strunk III", Name("Strunk", "William", suffix="III")),
        ("Plato", Name(literal="Plato")),
        ("DeepSeek-AI", Name(literal="DeepSeek-AI")),
        ("Jean-Pierre Mauá", Name("Mauá", "Jean-Pierre")),
        ("C. Alami", Name("Alami", "C.")),
    ],
)
def test_names_are_taken_apart(spelled: str, name: Name) -> None:
    """Particles in lower case, suffixes and collaborations are known apart."""
    assert taken_apart([Author.parse(spelled)]) == [name]


@pytest.mark.parametrize(
    ("name", "inverted"),
    [
        (Name("Berg", "Jan", "van den"), "van den Berg, Jan"),
        (Name("King", "Martin", suffix="Jr."), "King, Martin, Jr."),
        (Name(literal="Plato"), "Plato"),
    ],
)
def test_names_in_index_order(name: Name, inverted: str) -> None:
    """The order of RIS: family name, given name, suffix."""
    assert name.inverted == inverted


def test_a_collaboration_of_several_words_is_one_name() -> None:
    """An author with a family name only is nobody's first and last name."""
    assert taken_apart([Author("The ATLAS Collaboration"), Author(" ")]) == [Name(literal="The ATLAS Collaboration")]
