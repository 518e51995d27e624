"""The papers that are most like others: the same promises from every engine."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import paper
from tests.search.shelf import filled, write
from tests.search.test_conformance import shipped
from tui_reader.search.engine import IndexUnusableError, SupersededError
from tui_reader.search.similarity import of_papers, of_text

if TYPE_CHECKING:
    from tui_reader.model.papers import Paper
    from tui_reader.search.engine import Engine

CHANCE = random.Random(20261125)
SHIPPED = shipped()
TWIN = 1_000
"""What is added to the id of a paper for that of its twin."""


def twin(of: Paper) -> Paper:
    """Another paper that says much the same: half of the sentences, in another order, and a title turned round."""
    sentences = of.abstract.split(". ")
    words = of.title.split()
    CHANCE.shuffle(sentences)
    return replace(
        of,
        id=of.id + TWIN,
        key=f"twin{of.id}",
        title=" ".join([*words[len(words) // 2 :], *words[: len(words) // 2]]),
        abstract=". ".join(sentences[: len(sentences) // 2 + 1]),
    )


WITH_TWINS = SHIPPED[::8]
CORPUS = {each.id: each for each in [*SHIPPED, *map(twin, WITH_TWINS)]}
PATIENT = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def shelf(shared_engine: Engine) -> Engine:
    return filled(shared_engine, list(CORPUS.values()))


def like(engine: Engine, *papers: Paper, limit: int = 20) -> list[int]:
    """The ids of the papers that an engine finds to be most like these."""
    return list(engine.similar(of_papers(papers), [each.id for each in papers], limit).ids)


@pytest.mark.parametrize("one", WITH_TWINS, ids=lambda one: one.key)
def test_the_nearest_is_the_one_that_says_the_same(shelf: Engine, one: Paper) -> None:
    """Of all papers the twin comes first, and the other way round; so all engines agree."""
    assert like(shelf, one)[0] == one.id + TWIN
    assert like(shelf, CORPUS[one.id + TWIN])[0] == one.id


@pytest.mark.parametrize("one", SHIPPED[::20], ids=lambda one: one.key)
def test_a_text_finds_the_paper_that_it_is_from(shelf: Engine, one: Paper) -> None:
    """Pasted without a title, and cut in the middle of a sentence."""
    text = one.abstract[: len(one.abstract) * 2 // 3]

    assert shelf.similar(of_text(text), limit=1).ids[0] % TWIN == one.id


@PATIENT
@given(st.lists(st.sampled_from(sorted(CORPUS)), min_size=1, max_size=8, unique=True), st.integers(0, 30))
def test_any_selection(shelf: Engine, ids: list[int], limit: int) -> None:
    """At most so many others, each once, the likest first, never one of the selection, the same each time."""
    profile = of_papers([CORPUS[each] for each in ids])
    found = shelf.similar(profile, ids, limit)
    more = shelf.similar(profile, ids, limit + 5)

    assert len(set(found.ids)) == len(found.ids) == len(found.scores) <= limit
    assert set(found.ids) <= set(CORPUS) - set(ids)
    assert list(found.scores) == sorted(found.scores, reverse=True)
    assert all(score > 0 for score in found.scores)
    assert more.ids[:limit] == found.ids


@PATIENT
@given(st.lists(st.sampled_from(SHIPPED), min_size=1, max_size=4))
def test_what_was_looked_for(shelf: Engine, papers: list[Paper]) -> None:
    """Stems of the profile, with how much they count, and not all of those that there are."""
    profile = of_papers(papers)
    sought = shelf.similar(profile).sought

    assert set(sought.words) <= set(profile.words)
    assert 0 < len(sought.words) <= 40
    assert all(counted > 0 for counted in sought.words.values())


@PATIENT
@given(st.text(st.characters(), max_size=500))
def test_any_text(shelf: Engine, text: str) -> None:
    """Whatever is pasted is compared, or has nothing to compare."""
    found = shelf.similar(of_text(text))

    assert set(found.ids) <= set(CORPUS)


def test_what_several_have_in_common(engine: Engine) -> None:
    """Like all of the selected ones, not like one of them."""
    papers = [
        paper("Quokkas in Zeppelins", id=1),
        paper("Quokkas", id=2),
        paper("Zeppelins", id=3),
        paper("Quokkas at Night", id=4),
        paper("Zeppelins at Sea", id=5),
    ]
    filled(engine, papers)

    assert like(engine, papers[1], papers[2])[0] == 1
    assert like(engine, papers[1])[0] != 5


def test_a_title_counts_more_than_an_abstract(engine: Engine) -> None:
    """Of two papers that differ in nothing else."""
    papers = [
        paper("Something Else Entirely", id=1, abstract="A quokka is here, among other animals of the bush."),
        paper("Quokka Something Entirely", id=2, abstract="A creature is here, among other animals of the bush."),
        paper("Quokka", id=3, abstract=""),
    ]
    filled(engine, papers)

    assert like(engine, papers[2]) == [2, 1]
    assert [each for each in engine.similar(of_text("quokka")).ids if each != 3] == [2, 1]


def test_papers_without_an_abstract_are_found_by_their_authors(engine: Engine) -> None:
    """With a title that no other paper has a word of; the same name in a text is another thing."""
    papers = [
        paper("Quokkas", "Ada Lovelace", abstract=""),
        paper("Zeppelins", "Ada Lovelace"),
        paper("Lovelace, a Life", "Jan König"),
        paper("Submarines", "Jan König"),
    ]
    papers = [replace(each, id=number) for number, each in enumerate(papers, 1)]
    filled(engine, papers)

    assert like(engine, papers[0]) == [2]


def test_words_of_most_papers_say_nothing(engine: Engine) -> None:
    """A word that says something is in a few."""
    papers = [paper(f"Model {name}", id=n, abstract="") for n, name in enumerate(["Alpha", "Beta"] * 10, 1)]
    papers += [paper("Quokka Model", "Jan König", id=98), paper("Quokka", "Jan König", id=99)]
    papers += [paper("Gamma", "Jan König", id=n) for n in range(100, 130)]
    filled(engine, papers)

    assert list(engine.similar(of_text("model")).ids) == []
    assert like(engine, papers[20]) == [99]


def test_removed_and_changed_papers(engine: Engine) -> None:
    """What is no more is not found, and what is another now is found as that."""
    papers = [paper(f"Quokka Number {name}", id=n) for n, name in enumerate(["Alpha", "Beta", "Gamma", "Delta"], 1)]
    filled(engine, papers)
    write(engine, [replace(papers[2], title="A Zeppelin", abstract="")], removed=[2])

    assert like(engine, papers[0]) == [4]
    assert list(engine.similar(of_text("zeppelins")).ids) == [3]


def test_papers_that_say_nothing_are_like_nothing(engine: Engine) -> None:
    """Neither an empty paper nor an empty library is an error."""
    engine.start("shelf")

    assert like(engine, paper("Quokka", id=1)) == []

    filled(engine)

    assert like(engine, paper("The", "A", id=99, abstract="")) == []
    assert like(engine) == []


def test_it_can_be_given_up(engine: Engine) -> None:
    """Nobody waits for it: it stops, at once or on its way."""
    filled(engine, SHIPPED)
    profile = of_papers(SHIPPED[:1])

    for times in (0, 1, 20):
        answers = [True] * times
        with pytest.raises(SupersededError):
            engine.similar(profile, wanted=partial(_next, answers))


def _next(answers: list[bool]) -> bool:
    return bool(answers) and answers.pop()


def test_without_an_index(engine: Engine) -> None:
    """There has to be one first."""
    with pytest.raises(IndexUnusableError):
        engine.similar(of_text("quokka"))


def test_papers_that_were_often_changed(engine: Engine) -> None:
    """What was deleted does not make words look frequent."""
    papers = [
        paper(f"Quokka {name}", id=n, abstract="") for n, name in enumerate(["Alpha", "Beta", "Gamma", "Delta"], 1)
    ]
    papers += [paper("Zeppelin", id=n, abstract="") for n in range(5, 9)]
    filled(engine, papers)
    for times in range(1, 5):
        for each in papers[:4]:
            write(engine, [replace(each, note=f"changed {times}")])

    assert set(like(engine, papers[0])) == {2, 3, 4}
