from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.texts.name_lists import People, bibtex_people, people_in, person_of_parts
from tui_reader.texts.names import Person, cited, tidied


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
        ("José Ortega y Gasset", "José", "Ortega y Gasset"),
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
    """No name raises, none has stray white space, and only one without letters of its own has no family name."""
    author = Person.parse(name)

    assert author.name == " ".join(author.name.split())
    assert bool(author.family) == bool(tidied(name).replace(",", " ").split())


@given(st.text(st.characters(exclude_characters=",\\{", exclude_categories=("Lo", "Nd", "Cs"))))
def test_reading_order_is_kept_to_the_letter(name: str) -> None:
    """A name in reading order comes back as it was but for its white space, and for initials behind a family name."""
    *first, last = name.split() or [""]
    turned = [last, *first] if re.fullmatch(r"[A-Z]{1,3}(-[A-Z])?", last) and len(first) == 1 else [*first, last]

    assert Person.parse(name).name in {" ".join(name.split()), " ".join(turned)}


@given(st.text(st.sampled_from("ab ,;{}\\~&\"'王小김AJ.0and")))
def test_any_list_of_names_is_read(text: str) -> None:
    """No list raises, and no person in one is without a name or with stray white space."""
    for people in (people_in(text), bibtex_people(text)):
        assert all(person.name == " ".join(person.name.split()) for person in people.people)
        assert len(set(people.people)) == len(people.people) or re.search(r"\d", text)


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


@pytest.mark.parametrize(
    ("spelled", "person"),
    [
        ("ATLAS Collaboration", Person.literal("ATLAS Collaboration")),
        ("The OpenAI Team", Person.literal("The OpenAI Team")),
        ("World Health Organization", Person.literal("World Health Organization")),
        ("University of Oslo", Person.literal("University of Oslo")),
        ("Collaboration, ATLAS", Person.literal("ATLAS Collaboration")),
        ("Gemini Team, Google", Person.literal("Gemini Team, Google")),
        ("Mistral AI", Person.literal("Mistral AI")),
        ("Karl Theodor von und zu Guttenberg", Person("Guttenberg", "Karl Theodor", "von und zu")),
        ("von und zu Guttenberg, Karl", Person("Guttenberg", "Karl", "von und zu")),
        ("Maria Costa e Silva", Person("Costa e Silva", "Maria")),
        ("Antoni Gaudí i Cornet", Person("Gaudí i Cornet", "Antoni")),
        ("King, Martin Luther, Jr.", Person("King", "Martin Luther", suffix="Jr.")),
        ("王小明", Person("王", "小明")),
        ("欧阳修远", Person("欧阳", "修远")),
        ("王 小明", Person("王", "小明")),
        ("山田太郎", Person("山田", "太郎")),
        ("山田はなこ", Person("山田", "はなこ")),
        ("김철수", Person("김", "철수")),
        ("남궁민수", Person("남궁", "민수")),
        ("Wei Wang 0001", Person("Wang", "Wei")),
        ("Lee J", Person("Lee", "J")),
        ("Lee JH", Person("Lee", "JH")),
        ("Last, F.M.", Person("Last", "F.M.")),
        (r"C. Bal\'azs", Person("Balázs", "C.")),
        (r"S{\o}ren {\v S}afa{\v r}{\'\i}k", Person("Šafařík", "Søren")),
        (r"\O{}ystein Ga{\ss}ner", Person("Gaßner", "Øystein")),
    ],
)
def test_the_parts_of_a_name(spelled: str, person: Person) -> None:
    """Groups are literal; particles, suffixes, double family names, orders and LaTeX are understood."""
    assert Person.parse(spelled) == person


@pytest.mark.parametrize("name", ["王小明", "김철수", "山田太郎"])
def test_names_of_east_asia_are_shown_in_their_order(name: str) -> None:
    """The family name comes first, without a space."""
    assert Person.parse(name).name == name


@pytest.mark.parametrize(
    ("spelled", "person"),
    [
        ("Lee JH", Person("Lee", "JH")),
        ("van der Berg A", Person("Berg", "A", "van der")),
        ("King ML Jr", Person("King", "ML", suffix="Jr")),
        ("Smith AB 3rd", Person("Smith", "AB", suffix="3rd")),
        ("Garcia Lopez M", Person("Garcia Lopez", "M")),
    ],
)
def test_names_with_initials_behind_them(spelled: str, person: Person) -> None:
    """PubMed writes the family name first, then initials without full stops, then the suffix."""
    assert Person.indexed(spelled) == person


@pytest.mark.parametrize(
    ("field", "people"),
    [
        ("{Barnes and Noble} and Ann Lee", People((Person.literal("Barnes and Noble"), Person("Lee", "Ann")))),
        (r"{\"U}nal, Ay{\c s}e and others", People((Person("Ünal", "Ayşe"),), others=True)),
        ("de la Vall{\\'e}e Poussin, Charles", People((Person("Vallée Poussin", "Charles", "de la"),))),
        ("{van den Berg}, Jan", People((Person("van den Berg", "Jan"),))),
        ("King, Jr., Martin", People((Person("King", "Martin", suffix="Jr."),))),
        ("Donald~E. Knuth", People((Person("Knuth", "Donald E."),))),
        ("{Acme Widgets}, Inc.", People((Person.literal("Acme Widgets, Inc."),))),
        ("Lee, Ann\n  and Lee, Ann and\n Bo Li", People((Person("Lee", "Ann"), Person("Li", "Bo")))),
        ("Wei Wang 0001 and Wei Wang 0002", People((Person("Wang", "Wei"), Person("Wang", "Wei")))),
        ("Lee, A.; Smith, B.", People((Person("Lee", "A."), Person("Smith", "B.")))),
        ("{{OpenAI}}", People((Person.literal("OpenAI"),))),
    ],
)
def test_names_of_bibtex(field: str, people: People) -> None:
    """By BibTeX's grammar: braces hold together, "and" separates, "others" says that there are more."""
    assert bibtex_people(field) == people


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Lee JH, Smith AB, Wang X.", ["JH Lee", "AB Smith", "X Wang"]),
        ("Ada Lovelace, Alan Turing and Emmy Noether", ["Ada Lovelace", "Alan Turing", "Emmy Noether"]),
        ("König, Jan; Lee, Ann", ["Jan König", "Ann Lee"]),
        ("Ann Lee & Bo Li", ["Ann Lee", "Bo Li"]),
    ],
)
def test_lists_of_names(text: str, names: list[str]) -> None:
    """What separates names is what cannot stand inside one."""
    assert [person.name for person in people_in(text).people] == names


def test_an_incomplete_list_says_so() -> None:
    """ "et al." is no author."""
    assert people_in("Ann Lee, Bo Li, et al.") == People((Person("Lee", "Ann"), Person("Li", "Bo")), others=True)


@pytest.mark.parametrize(
    ("parts", "person"),
    [
        ({"family": "Berg", "given": "Jan", "non-dropping-particle": "van den"}, Person("Berg", "Jan", "van den")),
        ({"family": "King", "given": "Martin", "suffix": "Jr."}, Person("King", "Martin", suffix="Jr.")),
        ({"literal": "Ann Lee Foundation, Inc"}, Person.literal("Ann Lee Foundation, Inc")),
        ({"name": "Ann Lee"}, Person("Lee", "Ann")),
        ({"given": "Plato"}, Person("Plato")),
        ({}, None),
        ("Ann", None),
    ],
)
def test_names_in_parts(parts: object, person: Person | None) -> None:
    """The parts of CSL stay what they are."""
    assert person_of_parts(parts) == person
