"""Every engine is the same engine: over the papers that the reader ships with, each finds what the reference finds."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import paper
from tests.search.queries import SPELLED, queries
from tests.search.reference import matching
from tests.search.shelf import PAPERS, filled, write
from tui_reader.importers.bundled import bundled_papers
from tui_reader.importers.records import Record
from tui_reader.search.analysis import edits, readings, stem, tokens, within
from tui_reader.search.engine import Window
from tui_reader.search.parser import parse
from tui_reader.search.postings import texts_of
from tui_reader.search.query_tree import Fact, Field, Flag, Match, Phrase, Query, StoreFilter, both, either, negated
from tui_reader.texts.greek import with_names
from tui_reader.texts.typeset import typeset

if TYPE_CHECKING:
    from collections.abc import Collection

    from tui_reader.model.papers import Paper
    from tui_reader.search.engine import Engine, Ranking

FLAGS = {
    Flag.BOOKMARKED: set(range(1, 240, 7)),
    Flag.READ: set(range(100, 160)),
    Flag.NOTE: {9, 99, 999},
    Flag.HIGHLIGHT: set(range(5, 205, 9)),
    Flag.FILE: {4, 44},
    Fact("kind", "article"): set(range(2, 150, 3)),
    Fact("rating", ">3"): {7, 77},
}
TAGS = [(), ("ml", "to cite"), ("ml/inference",), (), ("reading list", "ml/inference/speed"), ("König",)]


def shipped() -> list[Paper]:
    """The papers that the reader ships with, as somebody has them who uses them."""
    papers = [item.paper for item in bundled_papers() if isinstance(item, Record)]
    return [
        replace(
            each,
            id=number,
            key=f"{next((author.family.lower() for author in each.authors), 'anon')}{number}",
            added=1_700_000_000 + number // 20,
            tags=TAGS[number % len(TAGS)],
            note="Compare with the state-of-the-art; König's idea." if number % 11 == 0 else "",
        )
        for number, each in enumerate(papers, 1)
    ]


CORPUS = [*shipped(), *(replace(each, id=each.id + 300) for each in PAPERS)]
TEXTS = [text for each in CORPUS for text in (each.title, each.abstract)]
VOCABULARY = sorted({token.word for text in TEXTS for token in tokens(text)})
CHANCE = random.Random(20261124)


def flagged(flag: StoreFilter) -> Collection[int]:
    return FLAGS.get(flag, ())


def slipped(word: str) -> str:
    """The word with two neighbours swapped."""
    at = CHANCE.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def plain_ended(compound: str) -> bool:
    """Whether the last word of a compound means the same to an engine, which knows stems, and to the reference."""
    last = readings(compound)[0][-1]
    alike = [word for word in VOCABULARY if word.startswith(last) or within(last, word, edits(last))]
    stems = {stem(word) for word in alike}
    return all(word in alike for word in VOCABULARY if stem(word) in stems)


LONG = [word for word in VOCABULARY if len(word) > 3]
WORDS = [*CHANCE.sample(LONG, 60), "the", "of", "model", "learning", "königs", "a", "in", "2023", "absent"]
WORDS += [word[: CHANCE.randint(1, len(word) - 1)] for word in CHANCE.sample(LONG, 15)]
WORDS += [slipped(word) for word in CHANCE.sample(LONG, 25)]
COMPOUNDS = sorted({chunk.strip(".,;:()") for text in TEXTS for chunk in text.split() if "-" in chunk[1:-3]})
WORDS += [compound for compound in CHANCE.sample(COMPOUNDS, 80) if readings(compound) and plain_ended(compound)]
SEQUENCES = [sequence for text in TEXTS for sequence in readings(text) if len(sequence) > 5]
PHRASES = [
    " ".join(sequence[at : at + CHANCE.randint(2, 5)])
    for sequence in CHANCE.sample(SEQUENCES, 60)
    for at in (CHANCE.randrange(len(sequence) - 5),)
]
VALUES = [
    "ml",
    "ml/inf",
    "ml/inference",
    "to cite",
    "reading lsit",
    "konig",
    "wang",
    "2211.17192",
    "10.1000/xyz.1",
    "10.",
]
VALUES += [each.arxiv for each in CORPUS[::40] if each.arxiv] + [each.key for each in CORPUS[::50]]

TABLE = [
    "attention",
    "attention transformer",
    "attention OR diffusion",
    "attention -transformer",
    "NOT attention",
    "(graph OR image) (learning OR network) -survey",
    '"neural network"',
    '"state of the art"',
    "state-of-the-art",
    "stateoftheart",
    '"large language models"',
    'title:"language models"',
    'abstract:"we propose"',
    'note:"konig s idea"',
    "author:wang",
    'author:"van den"',
    "trans*",
    "t*",
    "title:re*",
    "abstract:e*",
    "author:m*",
    "tranformer~",
    "title:lerning~",
    "of~",
    "multi-mod*",
    "vision-langauge~",
    "tag:ml",
    "tag:m*",
    "tag:inference",
    'tag:"reading list"',
    "tag:konig",
    "tag:mlopps~",
    "key:wang*",
    "key:konig2022state",
    "arxiv:2*",
    "arxiv:2211.17192",
    "https://arxiv.org/abs/2211.17192v3",
    "doi:10.*",
    "https://doi.org/10.1000/XYZ.1",
    "year:2023",
    "year:2015..2020 model",
    "year:..1999",
    "year:2015-2020 model",
    "year:(2015-2018 OR 2023) -model",
    "title:(graph OR image)",
    "-author:(wang zhang)",
    'title:("language models" OR diffus*) -survey',
    "abstract:(neural (network OR title:graph) -image)",
    'tag:("to cite" OR ml/inf*)',
    "is:(bookmarked OR read) attention",
    "-year:1900..",
    "is:bookmarked",
    "is:bookmarked -is:read attention",
    "is:queued",
    "has:url",
    "-has:url",
    "has:note OR tag:ml",
    "has:highlight",
    "-has:highlight attention",
    "注意力",
    "机制 综述",
    "absent",
    "-absent",
    "absent -attention",
]


@pytest.fixture(scope="module")
def shelf(shared_engine: Engine) -> Engine:
    return filled(shared_engine, CORPUS)


def ids(engine: Engine, query: Query, window: Window = Window()) -> list[int]:
    return list(engine.search(query, flagged, window=window).ids)


@pytest.mark.parametrize("text", TABLE)
def test_queries_of_every_kind(shelf: Engine, text: str) -> None:
    """What people type finds the papers that it means, each once, and as many as are counted."""
    query = parse(text).query
    hits = ids(shelf, query)

    assert sorted(hits) == sorted(matching(CORPUS, query, flagged))
    assert shelf.count(query, flagged) == len(hits)


def test_the_table_asks_for_something() -> None:
    """Nearly every query of the table is answered, and by some of the papers only."""
    found = [len(matching(CORPUS, parse(text).query, flagged)) for text in TABLE]

    assert sum(0 < count < len(CORPUS) for count in found) >= len(TABLE) - 6


PHRASED = st.builds(
    Phrase, st.sampled_from(PHRASES), st.sampled_from([None, None, Field.TITLE, Field.ABSTRACT, Field.NOTE])
)
GENERATED = st.one_of(
    queries(WORDS, VALUES),
    PHRASED,
    st.builds(both, PHRASED, queries(WORDS, VALUES)),
    st.builds(lambda one, other: either(one, negated(other)), PHRASED, queries(WORDS, VALUES)),
)
PATIENT = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


@PATIENT
@given(GENERATED)
def test_generated_queries(shelf: Engine, query: Query) -> None:
    """Whatever the query: the papers that match and no other."""
    assert set(ids(shelf, query)) == matching(CORPUS, query, flagged)


@PATIENT
@given(queries(WORDS, VALUES, matches=[Match.TYPED, *SPELLED]))
def test_generated_queries_that_are_being_typed(shelf: Engine, query: Query) -> None:
    """While a word is typed an answer may leave papers out, unless it would be empty for that."""
    if "Not(" in repr(query):
        return
    expected = matching(CORPUS, query, flagged)
    found = set(ids(shelf, query))

    assert found <= expected
    assert bool(found) == bool(expected)


@PATIENT
@given(GENERATED, st.sampled_from(["relevance", "added", "year"]), st.integers(0, 230), st.integers(0, 50))
def test_windows(shelf: Engine, query: Query, ranking: Ranking, offset: int, limit: int) -> None:
    """A window is a slice of the whole, with the number of all."""
    whole = shelf.search(query, flagged, window=Window(ranking))
    part = shelf.search(query, flagged, window=Window(ranking, limit, offset))

    assert part.ids == whole.ids[offset : offset + limit]
    assert part.scores == whole.scores[offset : offset + limit]
    assert part.total == whole.total == len(whole.ids) == shelf.count(query, flagged)


@PATIENT
@given(GENERATED)
def test_orders(shelf: Engine, query: Query) -> None:
    """`added` and `year` put the latest first, papers without a year last, and equals by id; nothing has a score."""
    expected = matching(CORPUS, query, flagged)
    found = [each for each in CORPUS if each.id in expected]

    by_added = shelf.search(query, flagged, window=Window("added"))
    by_year = shelf.search(query, flagged, window=Window("year"))

    assert list(by_added.ids) == [each.id for each in sorted(found, key=lambda each: (-each.added, each.id))]
    assert list(by_year.ids) == [each.id for each in sorted(found, key=lambda each: (-(each.year or 0), each.id))]
    assert not by_added.scores
    assert not by_year.scores


def _forms(text: str) -> tuple[str, ...]:
    read = typeset(text).text
    return text, read, with_names(read).text


@pytest.mark.parametrize("word", ["atention", "tranformer", "netwrok", "lagnuage", "model", "difusion", "ab", "absent"])
def test_alike_words(shelf: Engine, word: str) -> None:
    """Words that another may be a slip for come nearest first, then those of most papers, with their number.

    An engine may leave out words with two slips that begin with another letter.
    """
    papers: Counter[str] = Counter()
    for each in CORPUS:
        texts = [text for _, found in texts_of(each) for text in found]
        papers.update({token.word for text in texts for form in _forms(text) for token in tokens(form)})
    slips = range(edits(word) + 1)
    near = [
        (min(d for d in slips if within(word, other, d)), -papers[other], other)
        for other in papers
        if within(word, other, slips[-1])
    ]
    expected = [(other, -count) for _, count, other in sorted(near)]

    surely = [(other, papers[other]) for far, _, other in sorted(near) if far < 2 or other[0] == word[0]]
    found = list(shelf.alike(word, 1000))

    assert [pair for pair in expected if pair in found] == found
    assert [pair for pair in found if pair in surely] == surely
    assert list(shelf.alike(word, 2)) == found[:2]


def test_after_updates_and_removals(engine: Engine) -> None:
    """An index that came about in steps finds the same as one that was made at once."""
    filled(engine, [replace(each, title=f"Old {each.title}", note="zeppelin") for each in CORPUS[:150]])
    write(engine, CORPUS[100:])
    write(engine, [paper("A Zeppelin", id=900), *CORPUS[:4], *CORPUS[5:100]], removed=[5, 150, 12345])
    for number in range(20, 32):
        write(engine, [replace(CORPUS[number], tags=("stepwise",))])
    now = {each.id: each for each in [*CORPUS, paper("A Zeppelin", id=900)] if each.id not in {5, 150}}
    now |= {each.id: replace(each, tags=("stepwise",)) for each in CORPUS[20:32]}

    for text in [*TABLE, "zeppelin", "old", "tag:stepwise"]:
        query = parse(text).query
        assert sorted(ids(engine, query)) == sorted(matching(now.values(), query, flagged)), text
        assert engine.count(query, flagged) == len(matching(now.values(), query, flagged)), text
