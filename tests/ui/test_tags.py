"""Tags: completed while they are typed, and changed for all papers at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Input

from tests.ui.conftest import STACKED, TINY, WIDE
from tui_reader.ui.content.tag_completion import completions, tree, uncommon
from tui_reader.ui.theme import DARK, LIGHT

if TYPE_CHECKING:
    from tests.ui.conftest import Reader, Start
    from tui_reader.library.library import Library

KNOWN = [("ml", 30), ("to-cite", 20), ("ml/inference", 12), ("ml/training", 9), ("maths", 3), ("ml/training/large", 2)]
TAG = st.lists(st.text(alphabet="ab", min_size=1, max_size=2), min_size=1, max_size=3).map("/".join)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("m", ["ml", "maths"]),
        ("ml", ["ml"]),
        ("ml/", ["ml/inference", "ml/training"]),
        ("ml/t", ["ml/training"]),
        ("ml/training/", ["ml/training/large"]),
        ("inf", ["ml/inference"]),
        ("t", ["to-cite", "ml/training", "ml/training/large"]),
        ("x", []),
        ("", ["ml", "to-cite", "maths"]),
    ],
)
def test_a_word_is_completed_level_by_level(typed: str, found: list[str]) -> None:
    """What begins with it, the most used first, as far as the level that it is in; then lower levels that do."""
    assert [tag for tag, _ in completions(typed, KNOWN)] == found


def test_what_is_in_the_line_already_is_not_offered() -> None:
    """No tag is there twice."""
    assert [tag for tag, _ in completions("", KNOWN, ["ml"])] == ["to-cite", "maths"]


@given(st.dictionaries(TAG, st.integers(1, 99)), TAG)
def test_everything_offered_is_a_tag_and_each_once(tags: dict[str, int], typed: str) -> None:
    """Whatever is typed, an offer is a known tag with its count, and one in a level that has the word."""
    found = completions(typed, list(tags.items()))

    assert len({tag for tag, _ in found}) == len(found)
    assert all(tags[tag] == count and (tag.startswith(typed) or f"/{typed}" in tag) for tag, count in found)


@given(st.sets(TAG))
def test_in_the_tree_each_tag_stands_before_those_below_it(tags: set[str]) -> None:
    """And nothing else stands between them."""
    names = [tag for tag, _ in tree([(tag, 1) for tag in tags])]

    for tag in names:
        below = [place for place, name in enumerate(names) if name == tag or name.startswith(f"{tag}/")]
        assert below == list(range(below[0], below[0] + len(below)))
        assert names[below[0]] == tag


def test_what_only_some_papers_have() -> None:
    """What all have is no news; the most common of the others comes first."""
    assert uncommon([("a", "b", "c"), ("a", "b"), ("a",)]) == [("b", 2), ("c", 1)]


@pytest.fixture
def tagged(library: Library) -> Library:
    """Ten papers tagged ml/inference, six ml, two ml/training/large, three to-cite."""
    library.tag(range(10, 20), add=["ml/inference"])
    library.tag(range(20, 26), add=["ml"])
    library.tag([30, 31], add=["ml/training/large"])
    library.tag([1, 2, 10], add=["to-cite"])
    library.refresh_index()
    return library


def rows(reader: Reader, where: str = "#rows") -> list[str]:
    return [" ".join(row.split()) for row in reader.shown(where).split("\n") if row.strip()]


def line(reader: Reader) -> str:
    return reader.app.screen.query_one(Input).value


@pytest.mark.usefixtures("tagged")
@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
@pytest.mark.parametrize("where", [WIDE, STACKED, TINY], ids=["120x36", "80x24", "40x12"])
async def test_the_list_of_matches_follows_the_typing(start: Start, where: tuple[int, int], theme: str) -> None:
    """The most used is on top; Tab takes it and goes on with the level below; the arrows reach the others."""
    async with start(where) as reader:
        reader.app.theme = theme
        await reader.press("j", "j", "t")
        assert rows(reader, "#matches")[0] == "▌ #ml 18"
        await reader.type("m")
        await reader.until(lambda: rows(reader, "#matches") == ["▌ #ml 18"], "the match")
        await reader.press("tab")
        assert line(reader) == "ml"
        await reader.press("tab")
        assert line(reader) == "ml/"
        await reader.until(lambda: rows(reader, "#matches") == ["▌ #ml/inference 10", "#ml/training 2"], "the levels")
        await reader.press("down", "down", "enter")
        assert line(reader) == "ml/training"
        await reader.press("tab", "tab")
        assert line(reader) == "ml/training/large "
        assert "enter saves" in reader.screen()
        await reader.press("enter")
        key = reader.library.papers([3])[0].key
        await reader.until(lambda: reader.library.find(key).tags == ("ml/training/large",), "the tag")


async def test_arrows_on_an_empty_line_reach_the_most_used(start: Start, tagged: Library) -> None:
    """Without a letter: down, Enter takes, Enter saves."""
    async with start() as reader:
        await reader.press("j", "j", "t", "down", "down", "enter")
        assert line(reader) == "to-cite "
        await reader.press("enter")
        await reader.until(lambda: tagged.papers([3])[0].tags == ("to-cite",), "the tag")


@pytest.mark.usefixtures("tagged")
async def test_a_selection_shows_what_only_some_have(start: Start, size: tuple[int, int]) -> None:
    """Of three papers two have a tag: it is not in the line, and is said with how many."""
    async with start(size) as reader:
        await reader.press("x", "x", "x", "t")
        assert line(reader) == ""
        assert "Tags that all of 3 papers have" in reader.screen()
        assert "Only some have: #to-cite 2 (-to-cite takes it from all)" in reader.screen()


async def test_what_only_some_have_is_given_to_all_or_taken_from_all(start: Start, tagged: Library) -> None:
    """A word gives it to all of a selection, a minus before it takes it from all; it is completed as well."""
    async with start() as reader:
        await reader.press("x", "x", "x", "t")
        await reader.type("-to")
        await reader.press("tab")
        assert line(reader) == "-to-cite "
        await reader.type("new")
        await reader.press("enter")
        await reader.until(lambda: [paper.tags for paper in tagged.papers([1, 2, 3])] == [("new",)] * 3, "the tags")
        await reader.press("u")
        await reader.until(lambda: tagged.papers([1])[0].tags == ("to-cite",), "the tags as they were")


@pytest.mark.usefixtures("tagged")
@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
@pytest.mark.parametrize("where", [WIDE, STACKED, TINY], ids=["120x36", "80x24", "40x12"])
async def test_all_tags_are_a_tree_with_counts(start: Start, where: tuple[int, int], theme: str) -> None:
    """A parent has the papers of its children; typing narrows it down, and what is left is shown in full."""
    async with start(where) as reader:
        reader.app.theme = theme
        await reader.press("ctrl+t")
        assert rows(reader) == ["▌ #ml 18", "inference 10", "training 2", "large 2", "#to-cite 3"]
        assert "enter lists" in reader.screen()
        await reader.press("slash")
        await reader.type("large")
        await reader.until(lambda: rows(reader) == ["▌ #ml/training/large 2"], "the tag")
        await reader.press("enter", "enter")
        await reader.until(lambda: reader.main.answer.text == "tag:ml/training/large", "its papers")
        assert reader.main.answer.total == 2
        assert reader.focus == "list"


async def test_a_tag_is_renamed_with_those_below_it(start: Start, tagged: Library) -> None:
    """Before it is done the question says what it means; afterwards the cursor is on the new name."""
    async with start() as reader:
        await reader.press("ctrl+t", "r")
        assert "What shall #ml be called?" in reader.screen()
        await reader.press("backspace", "backspace", *"ai")
        await reader.until(lambda: "18 papers will have #ai. The 3 tags below it go along." in reader.screen(), "it")
        await reader.press("enter")
        await reader.until(lambda: rows(reader)[0] == "▌ #ai 18", "the new name")
        assert tagged.papers([30])[0].tags == ("ai/training/large",)
        tagged.journal.undo()
        assert tagged.papers([30])[0].tags == ("ml/training/large",)


async def test_merging_says_so_before_it_is_done(start: Start, tagged: Library) -> None:
    """A name that is there makes one tag of two."""
    async with start() as reader:
        await reader.press("ctrl+t", "G", "r")
        line_ = reader.app.screen.query_one(Input)
        line_.value = "ML/Inference"
        await reader.until(
            lambda: "#ml/inference is there already, with 10 papers: the two become one." in reader.screen(), "it"
        )
        await reader.press("enter")
        await reader.until(lambda: rows(reader)[1] == "▌ inference 12", "the two as one")
        assert tagged.papers([10])[0].tags == ("ml/inference",)


async def test_a_name_that_is_none_is_not_taken(start: Start, tagged: Library) -> None:
    """The question stays until it is a tag; Escape leaves everything."""
    async with start() as reader:
        await reader.press("ctrl+t", "r")
        reader.app.screen.query_one(Input).value = "##"
        await reader.press("enter")
        assert reader.place == "TagName"
        assert "is no tag" in reader.screen()
        await reader.press("escape", "escape")
        assert reader.place == "MainScreen"
        assert len(tagged.tags()) == 5


async def test_deleting_asks_with_the_number(start: Start, tagged: Library, size: tuple[int, int]) -> None:
    """How many papers lose it, and which tags go with it; no leaves it."""
    async with start(size) as reader:
        await reader.press("ctrl+t", "d")
        assert "Take #ml from 18 papers?" in reader.screen()
        assert "#ml/training/large" in reader.screen()
        await reader.press("n")
        assert len(rows(reader)) == 5
        await reader.press("d", "y")
        await reader.until(lambda: rows(reader) == ["▌ #to-cite 3"], "the rest")
        assert tagged.tags() == [("to-cite", 3)]
        await reader.press("u")
        await reader.until(lambda: len(rows(reader)) == 5, "all of them again")
        assert len(tagged.tags()) == 5


async def test_from_the_tag_editor_a_tag_is_taken(start: Start, tagged: Library) -> None:
    """ctrl+t shows all tags over the line, and Enter puts one into it."""
    async with start() as reader:
        await reader.press("j", "j", "t")
        await reader.type("new ")
        await reader.press("ctrl+t", "j", "enter")
        assert line(reader) == "new ml/inference "
        await reader.press("enter")
        await reader.until(lambda: tagged.papers([3])[0].tags == ("ml/inference", "new"), "the tags")


async def test_no_tags_at_all(start: Start) -> None:
    """Empty panels say what to do, and no key does harm."""
    async with start() as reader:
        await reader.press("ctrl+t", "d", "r", "enter", "j")
        assert "There are no tags yet" in reader.screen()
        await reader.press("escape", "t", "tab", "down", "up")
        assert "No tags yet." in reader.screen()


@pytest.mark.usefixtures("tagged")
async def test_the_mouse_works_in_lists(start: Start) -> None:
    """A click puts the cursor on a row, a second one chooses it."""
    async with start() as reader:
        await reader.press("ctrl+t")
        await reader.pilot.click("#rows", offset=(4, 3))
        assert rows(reader)[3] == "▌ large 2"
        await reader.pilot.click("#rows", offset=(4, 1), times=2)
        await reader.until(lambda: reader.main.answer.text == "tag:ml/inference", "its papers")


async def test_a_long_list_is_gone_through_by_pages(start: Start, library: Library, size: tuple[int, int]) -> None:
    """Home, End and pages keep the cursor in view, at whatever size the terminal is then."""
    library.tag([1], add=[f"tag-{number:03}" for number in range(300)])
    async with start(size) as reader:
        await reader.press("ctrl+t", "end")
        assert "▌ #tag-299 1" in rows(reader)
        await reader.press("pageup")
        current = next(row for row in rows(reader) if row.startswith("▌"))
        assert "tag-200" < current[3:] < "tag-299"
        await reader.pilot.resize_terminal(*TINY)
        await reader.pilot.pause()
        assert current in rows(reader)
        await reader.press("home")
        assert rows(reader)[0] == "▌ #tag-000 1"
