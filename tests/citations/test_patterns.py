from __future__ import annotations

import re

import pytest
from hypothesis import given

from tests.citations.hostile import papers
from tui_reader.citations.key_rules import checked, citation_key, is_key
from tui_reader.citations.patterns import DEFAULT, keys_by
from tui_reader.errors import ReaderError
from tui_reader.model.papers import Paper
from tui_reader.texts.names import Person

PAPER = Paper(
    "On the König-type Analysis of deep Trees and GPT-4o",
    authors=(Person.of("van den Berg", "Jan"), Person.of("Łee", "Ann"), Person.of("Wang", "B.")),
    year=2019,
    venue="Neural Information Processing Systems (NeurIPS)",
    arxiv="1901.00001",
)


@pytest.mark.parametrize(
    ("pattern", "key"),
    [
        (DEFAULT, "vandenberg2019konigtype"),
        ("auth.lower + year", "vandenberg2019"),
        ("[auth:lower][year]", "vandenberg2019"),
        ("[auth][year][veryshorttitle]", "vandenBerg2019Konigtype"),
        ("[auth:lower]_[veryshorttitle:lower]_[year]", "vandenberg_konigtype_2019"),
        ("auth.lower + '-' + shorttitle(3, 3) + year", "vandenberg-KonigtypeAnalysisDeep2019"),
        ("[auth:lower][shorttitle3_3][year]", "vandenbergKonigtypeAnalysisDeep2019"),
        ("[auth3:upper][shortyear]", "VAN19"),
        ("[authEtAl:lower][year]", "vandenbergetal2019"),
        ("auth.etal + year", "vandenBerg.etal2019"),
        ("[auth.etal][year]", "vandenBerg.etal2019"),
        ("[authors2][year]", "vandenBergLeeEtAl2019"),
        ("authors + year", "vandenBergLeeWang2019"),
        ("[authorsAlpha][shortyear]", "vLW19"),
        ("authorLast.lower + year", "wang2019"),
        ("journal + year", "NeurIPS2019"),
        ("'arxiv:' + arxiv", "arxiv:1901.00001"),
        ("auth.lower.substring(1, 4).capitalize + year", "Vand2019"),
        ("[title]", "KonigtypeAnalysisDeepTreesGPT4o"),
    ],
)
def test_keys_by_pattern(pattern: str, key: str) -> None:
    """Both notations of Better BibTeX, with its most used functions and filters."""
    assert keys_by(pattern)(PAPER) == key


@pytest.mark.parametrize(
    ("authors", "alpha"),
    [(1, "van"), (2, "vL"), (4, "vLWD"), (5, "vLW+")],
)
def test_alpha_is_that_of_bibtex(authors: int, alpha: str) -> None:
    """Three letters of one author, the initials of four, of more the first three and a plus sign."""
    names = [*PAPER.authors, Person.of("Doe"), Person.of("Eve")][:authors]

    key = keys_by("authorsAlpha + year")(Paper("T", authors=tuple(names), year=2019))

    assert key == f"{alpha}2019"


def test_a_pattern_that_finds_nothing_leaves_the_usual_key() -> None:
    """A key is never empty, and never the same text for every paper without authors."""
    bare = Paper("Deep Trees", arxiv="2301.00001")

    assert keys_by("'x-' + auth + year")(bare) == citation_key(bare) == "deeptrees"


@pytest.mark.parametrize(
    "pattern",
    [
        "auth +",
        "author",
        "[auth",
        "auth]",
        "[auth:small]",
        "auth.small",
        "'only text'",
        "[]",
        "auth(x)",
        "auth year",
        "+",
    ],
)
def test_a_pattern_that_means_nothing_is_told_with_what_does(pattern: str) -> None:
    """The hint has an example and every word there is."""
    with pytest.raises(ReaderError, match="pattern for citation keys cannot be used") as failure:
        keys_by(pattern)

    assert all(word in failure.value.hint for word in (DEFAULT, "authEtAl", "shorttitle", "lower"))


@given(papers)
def test_every_pattern_makes_keys_that_are_keys(paper: Paper) -> None:
    """Whatever the facts hold, the key can be typed, and is the same the next time."""
    for pattern in ("[auth][year][shorttitle3_3]", "authorsAlpha + '+' + journal + arxiv", "auth.etal + ':' + title"):
        key = keys_by(pattern)(paper)
        assert is_key(key), key
        assert keys_by(pattern)(paper) == key


@pytest.mark.parametrize("key", ["wang2019", "Vaswani:2017", "a", "DBLP:conf/nips/X", "lee_2019-b", "van+2019"])
def test_what_can_be_a_key(key: str) -> None:
    """What reference managers make."""
    assert checked(f" {key}\n") == key


@pytest.mark.parametrize(
    "key", ["", " ", "a b", "é", "a,b", "a}", "%a", "-a", "a.", "a\x1b", "x" * 61, "a\\b", "a#b", "@a"]
)
def test_what_cannot_be_a_key(key: str) -> None:
    """What ends an entry, a command or a word of a shell."""
    assert not is_key(key)
    with pytest.raises(ReaderError, match="cannot be a citation key"):
        checked(key)


def test_the_usual_pattern_costs_nothing() -> None:
    """It is the function that makes the keys of the shipped papers."""
    assert keys_by(DEFAULT) is citation_key
    assert not re.search(r"\W", keys_by(DEFAULT)(PAPER))
