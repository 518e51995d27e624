from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importers.reading import papers, problems
from tui_reader.importers import json_document
from tui_reader.importers.json_document import looks_like
from tui_reader.importers.records import Item, Problem, Record, Source
from tui_reader.model.papers import Paper

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def read_lines(lines: Iterable[str]) -> Iterator[Item]:
    return json_document.read(Source(iter(lines)))


@pytest.mark.parametrize("indent", [None, 0, 2])
def test_a_list_of_papers(indent: int | None) -> None:
    """What `search --json` prints comes back, however it is laid out."""
    text = json.dumps([{"title": "A", "tags": ["x"], "note": "n", "score": 1}, {"title": "B"}], indent=indent)

    assert papers(read_lines(text.splitlines(keepends=True))) == [Paper("A", tags=("x",), note="n"), Paper("B")]
    assert problems(read_lines(text.splitlines(keepends=True))) == []


def test_each_paper_has_its_line() -> None:
    """A paper's line is the one where its object begins."""
    items = list(read_lines('[\n{"title": "A"},\n\n{\n"title": "B"}\n]\n'.splitlines()))

    assert items == [Record(Paper("A"), 2), Record(Paper("B"), 4)]


def test_a_single_object_is_a_paper() -> None:
    """What `show --json` prints is a library of one."""
    assert list(read_lines(["{\n", '  "title": "A"\n', "}\n"])) == [Record(Paper("A"), 1)]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[{"title": "A"}, nonsense]', Problem(1, "not JSON from here on: Expecting value at column 18")),
        (
            '[{"title": "A"},\n{"title": "B]',
            Problem(2, "not JSON from here on: Unterminated string starting at at column 11"),
        ),
        ('[{"title": "A"}', Problem(1, "the list of papers is not closed: is the file complete?", refused=False)),
        ('[{"title": "A"}]\nmore', Problem(2, "text after the end of the document")),
        ('[{"title": "A"}, 7]', Problem(1, "a number where an object was expected")),
        (
            '[{"title": "A"},' + "[" * 200_000,
            Problem(1, "JSON that is nested too deeply; nothing after it could be read"),
        ),
        (
            '[{"title": "A"},' + "9" * 5000 + "]",
            Problem(1, "a number with too many digits; nothing after it could be read"),
        ),
    ],
)
def test_papers_before_a_mistake_go_in(text: str, problem: Problem) -> None:
    """A mistake is told with its line, and costs no paper before it."""
    assert list(read_lines(text.splitlines(keepends=True))) == [Record(Paper("A"), 1), problem]


@given(st.lists(st.text(max_size=40)))
def test_any_text_is_read(lines: list[str]) -> None:
    """No input raises."""
    list(read_lines(lines))


@pytest.mark.parametrize(
    ("beginning", "expected"),
    [("[", True), ('[\n {"', True), ("{", True), ("[]", True), ("[1, 2", False), ("text", False)],
)
def test_looks(beginning: str, *, expected: bool) -> None:
    """A document is told by the bracket or brace that it begins with."""
    assert looks_like(beginning) is expected
