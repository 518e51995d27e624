from __future__ import annotations

import json
from itertools import chain, islice, repeat
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importers.reading import papers, problems
from tui_reader.importers import files, json_document, json_text
from tui_reader.importers.formats import read_file
from tui_reader.importers.json_document import looks_like
from tui_reader.importers.records import Item, Problem, Record, Source
from tui_reader.model.papers import Paper

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


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
        ('[{"title": "A"}, 7]', Problem(1, "a number where an object was expected", raw="7")),
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


PAPERS = [{"title": f"Paper {number}", "abstract": "“ö” \n" * (number % 40), "tags": ["a"]} for number in range(400)]


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("size", [1, 7, 1000, 2**16, 10**7])
def test_a_document_is_read_in_pieces_of_any_size(indent: int | None, size: int) -> None:
    """Wherever the pieces end: the same papers with the same lines."""
    text = json.dumps(PAPERS, ensure_ascii=False, indent=indent)
    whole = list(read_lines(text.splitlines(keepends=True)))
    pieces = (text[start : start + size] for start in range(0, len(text), size))

    assert list(json_document.read(Source(iter(()), pieces=pieces))) == whole
    assert len(papers(iter(whole))) == len(PAPERS)


def test_a_document_of_one_line_has_no_longest_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a paper has a longest size; what a file lacks in encoding is told as ever."""
    monkeypatch.setattr(files, "LONGEST_LINE", 1000)
    path = tmp_path / "papers.json"
    path.write_bytes(json.dumps(PAPERS, ensure_ascii=False).encode() + b"\n")
    assert len(papers(read_file(path))) == len(PAPERS)

    path.write_bytes(b'[{"title": "K\xf6nig"}]')
    items = list(read_file(path))
    assert [paper.title for paper in papers(iter(items))] == ["König"]
    assert [problem.refused for problem in problems(iter(items))] == [False]


def test_a_list_without_end_is_not_held() -> None:
    """The first papers are there although the document never ends."""
    pieces = chain(["["], repeat('{"title": "T"},\n'))

    assert len(list(islice(json_document.read(Source(iter(()), pieces=pieces)), 1000))) == 1000


def test_a_paper_without_end_is_refused_before_memory_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text, "LONGEST_ELEMENT", 10_000)
    pieces = chain(['[{"title": "'], repeat("T" * 1000))

    assert list(json_document.read(Source(iter(()), pieces=pieces))) == [
        Problem(1, "not JSON, or a paper of more than 0 MiB, from here on")
    ]


def test_a_mistake_far_on_has_its_place() -> None:
    """Line and column are those of the file, also where the beginning is not held any more."""
    text = "[\n" + '{"title": "T"},\n' * 10_000 + '  {"title": "U"}, nonsense]'
    pieces = (text[start : start + 1000] for start in range(0, len(text), 1000))

    *_, problem = json_document.read(Source(iter(()), pieces=pieces))
    assert problem == Problem(10_002, "not JSON from here on: Expecting value at column 19")


def test_an_object_around_the_papers() -> None:
    """Sites put what they say of the day around their list of papers."""
    text = json.dumps({"date": "2024-11-14", "papers": [{"title": "A"}, {"title": "B"}], "next": None})

    assert [paper.title for paper in papers(json_document.read(Source(iter([text]))))] == ["A", "B"]
