"""Tags: what they are on which papers, also after they were renamed or deleted everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import paper, taken
from tui_reader.errors import ReaderError
from tui_reader.model.papers import LONGEST_TAG
from tui_reader.store.annotations import Annotations
from tui_reader.store.papers import PaperReader

if TYPE_CHECKING:
    from tui_reader.store.database import Database

TAGS = st.sampled_from(("ml", "ml/a", "ml/a/b", "ml/b", "mlops", "ml-x", "ai", "ai/a"))
TAGGED = st.lists(st.sets(TAGS, max_size=4), min_size=3, max_size=3)


@pytest.fixture
def tagging(database: Database) -> Annotations:
    """Of a library of three papers."""
    with database.writing() as connection:
        taken(connection, [paper(f"Paper {number}") for number in range(3)])
    return Annotations(database)


def tag(database: Database, tagged: list[set[str]]) -> None:
    """Gives the papers these tags and no others."""
    annotations = Annotations(database)
    for number, tags in enumerate(tagged, 1):
        annotations.change_tags([number], tags, PaperReader(database).papers([number])[0].tags)
        annotations.change_tags([number], tags)


def moved(one: str, old: str, new: str) -> str:
    return new + one[len(old) :] if one == old or one.startswith(f"{old}/") else one


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tagged=TAGGED, old=TAGS, new=TAGS)
def test_a_renamed_tag_takes_along_those_below(
    tagging: Annotations, database: Database, tagged: list[set[str]], old: str, new: str
) -> None:
    """Wherever it is, and becomes one with what is there; how many papers that changed is told, and the index."""
    tag(database, tagged)
    shelf = PaperReader(database)
    _, before = shelf.identity()
    changed = tagging.rename_tag(old, new)

    expected = [{moved(one, old, new) for one in tags} for tags in tagged]
    assert [set(one.tags) for one in shelf.papers([1, 2, 3])] == expected
    touched = [number for number, (was, now) in enumerate(zip(tagged, expected, strict=True), 1) if was != now]
    assert set(touched) <= set(shelf.changed(before, (0, None), 9).ids)
    assert changed >= len(touched)
    assert bool(changed) == bool(touched)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tagged=TAGGED, gone=TAGS)
def test_a_deleted_tag_takes_along_those_below(
    tagging: Annotations, database: Database, tagged: list[set[str]], gone: str
) -> None:
    tag(database, tagged)
    changed = tagging.delete_tag(gone)

    expected = [{one for one in tags if moved(one, gone, "") == one} for tags in tagged]
    assert [set(one.tags) for one in PaperReader(database).papers([1, 2, 3])] == expected
    assert changed == sum(was != now for was, now in zip(tagged, expected, strict=True))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tagged=TAGGED)
def test_a_parent_counts_the_papers_below_it(tagging: Annotations, database: Database, tagged: list[set[str]]) -> None:
    """Each paper once, also where no paper has the parent itself; the most used first."""
    tag(database, tagged)
    levels = [{"/".join(one.split("/")[:depth]) for one in tags for depth in (1, 2, 3)} for tags in tagged]
    counts = {one: sum(one in some for some in levels) for one in set().union(*levels)}

    assert tagging.tags() == sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def test_a_tag_below_that_would_be_too_long_is_said(tagging: Annotations, database: Database) -> None:
    """And nothing is renamed."""
    below = f"ml/{'x' * (LONGEST_TAG - 3)}"
    tagging.change_tags([1], ["ml", below])

    with pytest.raises(ReaderError, match="at most"):
        tagging.rename_tag("ml", "longer")
    assert PaperReader(database).papers([1])[0].tags == ("ml", below)
