"""Which parts of a text a query lights up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.search.queries import queries
from tests.search.reference import matching
from tests.search.shelf import PAPERS, flagged
from tui_reader.search.hit_spans import Highlighter
from tui_reader.search.parser import parse
from tui_reader.search.query_tree import Field, Query, terms
from tui_reader.texts.typeset import typeset

if TYPE_CHECKING:
    from tui_reader.model.papers import Paper

WORDS = [
    "erdos",
    "alpha",
    "L2",
    "mathcal",
    "sketches",
    "state",
    "state-space",
    "statespace",
    "models",
    "konig",
    "pretraining",
    "specultive",
    "s",
    "注意",
    "space",
]


def lit(query: str, text: str, field: str | None = None, *, typing: bool = False) -> list[str]:
    return [text[start:end] for start, end in Highlighter(parse(query, typing=typing).query).spans(text, field)]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("model", "Models of a model, modelled", ["Models", "model", "modelled"]),
        ("konig", "J. König and Ko\u0308nig", ["König", "Ko\u0308nig"]),
        ("state space", "a state-space", ["state", "space"]),
        ('"state space"', "a state-space, a state of space", ["state-space"]),
        ("state-space", "state space", ["state space"]),
        ("statespace", "state-space", ["state-space"]),
        ("pre-training", "pretraining", ["pretraining"]),
        ("spec*", "speculative species", ["speculative", "species"]),
        ("attnetion~", "attention", ["attention"]),
        ("a -b", "a b", ["a"]),
        ("a OR (b c)", "a b c", ["a", "b", "c"]),
        ("注意", "注意力", ["注意"]),
        ("year:2020 is:read", "2020 is read", []),
        ("", "anything", []),
    ],
)
def test_words_and_phrases(query: str, text: str, expected: list[str]) -> None:
    """What matches is lit; what is excluded or filtered is not; a phrase is lit as one."""
    assert lit(query, text) == expected


def test_the_word_that_is_being_typed() -> None:
    """Every word that begins like it is lit, and every word of its stem."""
    assert lit("models", "model modelsoup", typing=True) == ["model", "modelsoup"]
    assert lit("state-sp", "state-space", typing=True) == ["state-space"]


def test_fields() -> None:
    """A word of one field is lit there only; a word of no field everywhere."""
    assert lit("title:deep nets", "deep nets", "title") == ["deep", "nets"]
    assert lit("title:deep nets", "deep nets", "abstract") == ["nets"]


def test_values() -> None:
    """A tag is lit as a whole, under its parent too."""
    assert lit("tag:ml", "ml/inference", "tag") == ["ml/inference"]
    assert lit("tag:ml", "mlops", "tag") == []
    assert lit("tag:ml", "ml", "title") == []


LATEX = r"By Erd\H{o}s, $\alpha$ and {$L_2$}, \emph{state of} play"


@pytest.mark.parametrize(
    ("query", "in_source", "in_text"),
    [
        ("erdos", [r"Erd\H{o}s"], ["Erdős"]),
        ("alpha", [r"$\alpha$"], ["\N{GREEK SMALL LETTER ALPHA}"]),
        ("\N{GREEK SMALL LETTER ALPHA}", [r"$\alpha$"], ["\N{GREEK SMALL LETTER ALPHA}"]),
        ("L2", ["$L_2$"], ["L₂"]),
        ("state", ["state"], ["state"]),
        ('"state of play"', [r"\emph{state of} play"], ["state of play"]),
        ("emph", ["emph"], []),
    ],
)
def test_a_match_is_lit_in_both_spellings(query: str, in_source: list[str], in_text: list[str]) -> None:
    """In what is read and in the LaTeX that it comes from, whichever of them it is a match in."""
    lighter, typed = Highlighter(parse(query).query), typeset(LATEX)

    assert [LATEX[slice(*span)] for span in lighter.spans(LATEX)] == in_source
    assert [typed.text[slice(*span)] for span in lighter.spans(typed)] == in_text


@given(queries(WORDS, ["ml"]), st.sampled_from(PAPERS))
def test_a_match_can_be_seen(query: Query, paper: Paper) -> None:
    """A paper that matches one word or phrase has it lit somewhere, and one that does not match has nothing lit."""
    for term in terms(query):
        if term.field is not None and term.field.exact:
            continue
        lighter = Highlighter(term)
        texts = {
            "title": [paper.title],
            "abstract": [paper.abstract],
            "author": [author.name for author in paper.authors],
            "venue": [paper.venue or ""],
            "note": [paper.note],
            "": [*paper.tags, paper.key, paper.arxiv or "", str(paper.year or "")],
        }
        seen = any(lighter.spans(text, field) for field, found in texts.items() for text in found)

        assert seen == bool(matching([paper], term, flagged))


@given(st.text(), queries(WORDS, ["ml"]), st.sampled_from([None, *Field]))
def test_spans_are_in_order_and_apart(text: str, query: Query, field: Field | None) -> None:
    """Spans lie inside the text, the earlier first, and none of them overlap."""
    spans = Highlighter(query).spans(text, field)
    edges = [edge for span in spans for edge in span]

    assert edges == sorted(edges)
    assert all(0 <= start < end <= len(text) for start, end in spans)
