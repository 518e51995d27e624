from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.texts.names import Person, cited


@pytest.mark.parametrize(
    ("name", "given_name", "family"),
    [
        ("Ada Lovelace", "Ada", "Lovelace"),
        ("Guy Van den Broeck", "Guy", "Van den Broeck"),
        ("Ludwig van Beethoven", "Ludwig", "van Beethoven"),
        ("Artur Back de Luca", "Artur Back", "de Luca"),
        ("Toby St Clere Smithe", "Toby St Clere", "Smithe"),
        ("Adam St. Arnaud", "Adam", "St. Arnaud"),
        ("S. Alami C.", "S.", "Alami C."),
        ("J. Keith Rush", "J. Keith", "Rush"),
        ("Jason D Lee", "Jason D", "Lee"),
        ("David E Smith", "David E", "Smith"),
        ("Hong Bin Wang", "Hong Bin", "Wang"),
        ("José Ortega y Gasset", "José Ortega", "y Gasset"),
        ("Oisin Mac Aodha", "Oisin", "Mac Aodha"),
        ("Martin Luther King Jr.", "Martin Luther", "King Jr."),
        ("Hal Daumé III", "Hal", "Daumé III"),
        ("S.-H. Gary Chan", "S.-H. Gary", "Chan"),
        ("DeepSeek-AI", "", "DeepSeek-AI"),
        ("van Rossum", "van", "Rossum"),
        ("König, Jan", "Jan", "König"),
        ("van den Berg, Jan  Willem", "Jan Willem", "van den Berg"),
        ("King, Jr., Martin Luther", "Martin Luther", "King Jr."),
        ("Martin Luther King, Jr.", "Martin Luther", "King Jr."),
        ("König,", "", "König"),
        (", Jan", "", "Jan"),
        ("  Ada \n Lovelace ", "Ada", "Lovelace"),
        ("", "", ""),
        (",", "", ""),
    ],
)
def test_names(name: str, given_name: str, family: str) -> None:
    """A name in reading or in index order has a family name, with its particles and its "Jr.", and given names."""
    person = Person.parse(name)

    assert (person.given, " ".join(filter(None, (person.surname, person.suffix)))) == (given_name, family)


@given(st.text())
def test_any_name_is_parsed(name: str) -> None:
    """No name raises, none has stray white space, and only an empty one has no family name."""
    author = Person.parse(name)

    assert author.name == " ".join(author.name.split())
    assert bool(author.family) == bool(name.replace(",", " ").split())


@given(st.text(st.characters(exclude_characters=",")))
def test_reading_order_is_kept_to_the_letter(name: str) -> None:
    """A name in reading order comes back as it was but for its white space."""
    assert Person.parse(name).name == " ".join(name.split())


@pytest.mark.parametrize(
    ("spelled", "name"),
    [
        ("Ann Lee", Person("Lee", "Ann")),
        ("Jan van den Berg", Person("Berg", "Jan", "van den")),
        ("María de la Cruz", Person("Cruz", "María", "de la")),
        ("Guy Van den Broeck", Person("Van den Broeck", "Guy")),
        ("McCoy R. Becker", Person("Becker", "McCoy R.")),
        ("Martin Luther King Jr.", Person("King", "Martin Luther", suffix="Jr.")),
        ("King, Jr., Martin", Person("King", "Martin", suffix="Jr.")),
        ("William Strunk III", Person("Strunk", "William", suffix="III")),
        ("Plato", Person("Plato", is_literal=True)),
        ("DeepSeek-AI", Person("DeepSeek-AI", is_literal=True)),
        ("Jean-Pierre Mauá", Person("Mauá", "Jean-Pierre")),
        ("C. Alami", Person("Alami", "C.")),
    ],
)
def test_names_are_cited(spelled: str, name: Person) -> None:
    """Particles in lower case, suffixes and collaborations are known apart."""
    assert cited([Person.parse(spelled)]) == [name]


@pytest.mark.parametrize(
    ("name", "inverted"),
    [
        (Person("Berg", "Jan", "van den"), "van den Berg, Jan"),
        (Person("King", "Martin", suffix="Jr."), "King, Martin, Jr."),
        (Person("Plato", is_literal=True), "Plato"),
    ],
)
def test_names_in_index_order(name: Person, inverted: str) -> None:
    """The order of RIS: family name, given name, suffix."""
    assert name.inverted == inverted


def test_a_collaboration_of_several_words_is_one_name() -> None:
    """An author with a family name only is nobody's first and last name."""
    assert cited([Person.of("The ATLAS Collaboration"), Person.of(" ")]) == [
        Person("The ATLAS Collaboration", is_literal=True)
    ]
