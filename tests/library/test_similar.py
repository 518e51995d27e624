"""Similar papers as the screen and the command line ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import paper
from tui_reader.errors import ReaderError
from tui_reader.importers.records import Record
from tui_reader.library.library import Library
from tui_reader.search.engine import IndexUnusableError, SupersededError
from tui_reader.texts.typeset import typeset

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tui_reader.paths import Home


@pytest.fixture(params=["whoosh", "tantivy"])
def library(request: pytest.FixtureRequest, home: Home) -> Iterator[Library]:
    """A library with an index of each engine."""
    home.config.mkdir(parents=True)
    home.config_file.write_text(f'index = "{request.param}"', encoding="utf-8")
    library = Library(home)
    library.refresh_index()
    yield library
    library.close()


def test_each_comes_with_what_it_shares(library: Library) -> None:
    """The likest first, with words that it has itself, as it writes them."""
    (asked,) = library.search("title:speculative title:staged").ids
    found = library.similar([asked])

    assert 0 < len(found) <= 20
    assert asked not in [one.paper for one in found]
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    for one in found:
        (each,) = library.papers([one.paper])
        assert 0 < len(one.terms) <= 5
        assert all(term in typeset(each.title).text or term in typeset(each.abstract).text for term in one.terms)


def test_a_text_finds_what_its_paper_finds(library: Library) -> None:
    """A pasted abstract is most like the paper that it is from."""
    for number in library.browse().ids[::50]:
        (asked,) = library.papers([number])

        assert library.similar(asked.abstract, limit=1)[0].paper == number


@pytest.mark.parametrize("text", ["", "  \n", "the of and a 7 2023", "\x1b[", "\ud800"])
def test_a_text_that_says_nothing(library: Library, text: str) -> None:
    """It is said why there is no answer, and what would have one."""
    with pytest.raises(ReaderError, match="text") as told:
        library.similar(text)

    assert told.value.hint


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.text(st.characters(), max_size=300))
def test_any_text_is_answered_or_refused(library: Library, text: str) -> None:
    """Whatever the clipboard has."""
    try:
        found = library.similar(text, limit=5)
    except ReaderError:
        return
    assert len(found) <= 5


def test_papers_that_are_gone(library: Library) -> None:
    """Nothing is like a paper that is not there, or like none."""
    assert library.similar([987_654]) == []
    assert library.similar([]) == []


def test_all_papers_at_once(library: Library) -> None:
    """A selection of everything leaves nothing to find, and is not refused for its size."""
    assert library.similar(library.browse().ids) == []


def test_what_is_new_is_compared_before_it_is_in_the_index(library: Library) -> None:
    """The question is taken from the library; the answer comes with the next index."""
    before = set(library.browse().ids)
    library.take([Record(paper("Speculative Decoding, Staged", abstract="Staged speculative decoding."), 1)])
    (new,) = set(library.browse().ids) - before
    found = library.similar([new], limit=3)

    assert found
    assert new not in [one.paper for one in found]

    library.refresh_index()

    assert new in [one.paper for one in library.similar([found[0].paper])]


def test_it_can_be_given_up(library: Library) -> None:
    """Another question has come."""
    with pytest.raises(SupersededError):
        library.similar(library.browse().ids[:1], wanted=lambda: False)


def test_an_index_that_is_missing_or_damaged(home: Home) -> None:
    """It has to be made first, and is made anew when it is damaged where its stamp does not tell."""
    library = Library(home)
    first = library.browse().ids[:1]

    with pytest.raises(IndexUnusableError):
        library.similar(first)

    library.refresh_index()
    found = library.similar(first)
    library.close()
    for file in segments(home):
        file.write_bytes(bytes(len(file.read_bytes())))
    damaged = Library(home)

    with pytest.raises(IndexUnusableError):
        damaged.similar(first)

    assert damaged.refresh_index() == "rebuilt"
    assert damaged.similar(first) == found
    damaged.close()


def segments(home: Home) -> list[Path]:
    return [file for file in home.index.rglob("*") if file.suffix in {".seg", ".trm", ".pst"}]
