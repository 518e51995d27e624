"""Which papers match: every engine agrees with the reference, which looks at every paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from tests.builders import paper
from tests.search.queries import SPELLED, queries
from tests.search.reference import matching
from tests.search.shelf import PAPERS, filled, flagged, found
from tui_reader.search.parser import parse
from tui_reader.search.query_tree import Match, Query

if TYPE_CHECKING:
    from tui_reader.search.engine import Engine

WORDS = ["state", "space", "state-space", "statespace", "models", "König", "konig", "decoding", "pre-training", "注意"]
WORDS += ["erdos", "Erdős", r"erd\h", "n2", "l_2", "L2", "alpha", "\N{GREEK SMALL LETTER ALPHA}-stable", "mathcal"]
WORDS += [r"\emph{sketch}", "sketches", "garcia", "beta", "alpha-stable", "neq", "emph"]
WORDS += ["pretraining", "speculative", "speculat", "modle", "2023", "s", "sp", "of", "absent", "2211.17192", "obrien"]
VALUES = ["ml", "ml/inference", "ml/inf", "to cite", "konig2022state", "konig20", "2211.17192", "10.1000/xyz.1", "mk"]


@pytest.fixture(scope="module")
def shelf(shared_engine: Engine) -> Engine:
    return filled(shared_engine)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(queries(WORDS, VALUES))
def test_engines_agree_with_the_reference(shelf: Engine, query: Query) -> None:
    """An engine finds all papers that match and no other."""
    hits = shelf.search(query, flagged)

    assert set(hits.ids) == matching(PAPERS, query, flagged)
    assert len(set(hits.ids)) == len(hits.ids) == len(hits.scores)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(queries(WORDS, VALUES, matches=[*SPELLED, Match.TYPED]))
def test_typed_words_may_stand_for_fewer_papers_but_not_for_none(shelf: Engine, query: Query) -> None:
    """While a word is typed, an answer may leave papers out, unless it would be empty for that."""
    if "Not(" in repr(query):
        return

    hits = set(shelf.search(query, flagged).ids)
    all_papers = matching(PAPERS, query, flagged)

    assert hits <= all_papers
    assert bool(hits) == bool(all_papers)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("konig", {1, 7, 9}),
        ("author:könig", {1, 7}),
        ('author:"van den broeck"', {7}),
        ('"state space"', {1, 9}),
        ("state-space", {1, 9}),
        ("statespace", {1}),
        ("state space", {1, 2, 9}),
        ("pre-training", {4, 5}),
        ("pretraining", {4, 5}),
        ("title:state -space", set()),
        ("tag:ml", {5, 6}),
        ("tag:ML/Inference", {6}),
        ("tag:ml*", {5, 6, 7}),
        ('tag:"to cite"', {5}),
        ("2211.17192", {3}),
        ("https://arxiv.org/abs/2211.17192v2", {3}),
        ("https://doi.org/10.1000/XYZ.1", {5}),
        ("doi:10.1000/*", {5}),
        ("key:konig2019", {7}),
        ("key:konig*", {1, 7}),
        ("erdos", {10}),
        (r"Erd\H{o}s", {10}),
        ("O(n^2)", {10}),
        (r"\mathcal{O}", {10}),
        ("alpha", {10}),
        ("\N{GREEK SMALL LETTER ALPHA}-stable", {10}),
        ("L2", {10}),
        ("beta", {10}),
        ('"alpha stable sketches"', {10}),
        ("24%", {10}),
        ("author:lopez", {10}),
        ('"sketches 24 faster"', {10}),
        ('"emph sketch es"', {10}),
        ('"stable sketch"', {10}),
        ('"org for"', set()),
        ("注意力", {6}),
        ("机制", {6}),
        ("aufmerksamkeit", {6}),
        ("uber", {6}),
        ("spec*", {3, 4}),
        ("specultive~", {3}),
        ("decdoing~", {3, 8}),
        ("obrien", {4}),
        ("o'brien", {4}),
        ("year:..1999", {8}),
        ("-year:1900..", {4, 7}),
        ("year:2023 decoding", {3, 9}),
        ("2023", {3, 9}),
        ("venue:space", {2}),
        ("note:state", {4, 9}),
        ("is:bookmarked", {1, 3, 5}),
        ("-is:bookmarked is:unread", {2, 4, 7}),
        ("is:bookmarked models OR tag:ml/inference", {1, 6}),
        ('"long models"', set()),
        ('"sequences jan"', set()),
        ("🙂", {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}),
    ],
)
def test_what_a_reader_expects(shelf: Engine, text: str, expected: set[int]) -> None:
    """Accents, hyphens, inflections, scripts, nested tags and pasted identifiers are found as one thinks of them."""
    assert set(found(shelf, text)) == expected


@pytest.mark.parametrize("wanted", ["speculative", "state-space", "relational", "Leviathan", "机制", "konig2022state"])
def test_nothing_is_lost_between_the_letters_of_a_word(shelf: Engine, wanted: str) -> None:
    """From the first letter of a word to its last there are hits, and the paper that has it is there in the end."""
    letter_by_letter = [found(shelf, wanted[:size], typing=True) for size in range(1, len(wanted) + 1)]

    assert all(letter_by_letter)
    assert set(letter_by_letter[-1]) >= set(found(shelf, wanted))


def test_a_letter_that_no_title_has_is_looked_for_everywhere(engine: Engine) -> None:
    """A short beginning is first looked for in titles and names; if nothing has it there, in all texts."""
    filled(engine, [paper("Title", id=1, abstract="Some xylophones."), paper("Other", id=2, abstract="None.")])

    assert found(engine, "x", typing=True) == [1]
    assert found(engine, "title x", typing=True) == [1]


def test_more_words_than_a_typed_beginning_may_stand_for(engine: Engine) -> None:
    """Of very many words that begin alike the frequent ones are looked for, and all others if none of them matches."""
    many = [paper(f"Number {n}", id=n, abstract=f"prefix{n:04} common") for n in range(1, 201)]
    filled(engine, [*many, paper("Rare", id=999, abstract="prefixes unusual")])

    assert len(found(engine, "prefix", typing=True)) >= 50
    assert len(found(engine, "prefix*")) == 201
    assert found(engine, "unusual pref", typing=True) == [999]


def test_hostile_text_is_indexed_and_sought(engine: Engine) -> None:
    """Lone surrogates, NUL, endless words and years out of range are papers too, and so are such queries."""
    odd = paper(
        "\0 \ud800 odd " + "x" * 100_000, id=1, year=-5, tags=("\ud800", "a" * 10_000), key="\ud83d", note="\x1b[31m"
    )
    filled(engine, [odd])

    assert found(engine, "odd") == [1]
    assert found(engine, "x" * 100_000) == [1]
    assert found(engine, "tag:\ud800") == [1]
    assert found(engine, "key:\udfff") == []


def test_no_paper_at_all(engine: Engine) -> None:
    """An index without papers answers."""
    filled(engine, [])

    assert found(engine, "a OR -b", typing=True) == []


def test_every_query_of_the_language_table_has_an_answer(shelf: Engine) -> None:
    """No query that the parser makes is too odd for an engine."""
    from tests.search.test_parser import GROWING, MEANINGS, NOT_PARSED

    for text, _ in MEANINGS + NOT_PARSED + GROWING:
        query = parse(text).query

        assert set(shelf.search(query, flagged).ids) == matching(PAPERS, query, flagged)
