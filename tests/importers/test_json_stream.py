from __future__ import annotations

import json
import tracemalloc
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.importers.json_scanner import LONGEST
from tui_reader.importers.json_stream import elements, unwrapped
from tui_reader.importers.records import UNREADABLE, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
RECORDS = st.dictionaries(st.sampled_from(["title", "a", "year", "data", "x"]), VALUES, min_size=1, max_size=4).map(
    lambda record: {"title": "t"} | record
)


def values(text: str, size: int | None = None) -> list[object]:
    """What is read, with the texts of problems in their place."""
    pieces = text.splitlines(keepends=True) if size is None else [text[i : i + size] for i in range(0, len(text), size)]
    return [found.reason if isinstance(found, Problem) else found for _, found in elements(pieces)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[{"a": 1}, {"b": 2}]', [{"a": 1}, {"b": 2}]),
        ('{"a": 1}\n{"b": 2}\n', [{"a": 1}, {"b": 2}]),
        ('{"a": 1}', [{"a": 1}]),
        ('\ufeff{\n"a": 1\n}\n', [{"a": 1}]),
        ('{\n"a": 1\n}\n{\n"b": 1\n}', [{"a": 1}, {"b": 1}]),
        ("", []),
        ("[]", []),
        ('{"results": []}', []),
    ],
)
def test_the_shapes_of_a_json_file(text: str, expected: list[object]) -> None:
    """An array, JSON Lines, one object or several after each other."""
    assert values(text) == expected


@pytest.mark.parametrize(
    "answer",
    [
        {"meta": {"count": 2}, "results": [{"title": "A"}, {"title": "B"}], "group_by": []},
        {"status": "ok", "message": {"total-results": 2, "items": [{"title": "A"}, {"title": "B"}]}},
        {"result": {"hits": {"@total": "2", "hit": [{"title": "A"}, {"title": "B"}]}}},
        {"total": 2, "offset": 0, "data": [{"title": "A"}, {"title": "B"}]},
    ],
)
def test_what_a_service_wraps_is_taken_out(answer: dict[str, object]) -> None:
    """In a stream and in memory alike."""
    expected = [{"title": "A"}, {"title": "B"}]

    assert values(json.dumps(answer, indent=1)) == expected
    assert list(unwrapped(answer)) == expected


def test_a_record_with_a_title_wraps_nothing() -> None:
    """Its lists are fields, whatever they are called."""
    record = {"title": "A", "data": {"categories": ["x"]}, "notes": [{"note": "n"}]}

    assert values(json.dumps(record)) == [record]


def test_each_record_has_its_line() -> None:
    """The first line is 1."""
    text = '[\n {"a": 1},\n\n {"b":\n 2}, {"c": 3}]'

    assert [line for line, _ in elements(text.splitlines(keepends=True))] == [2, 4, 5]


def test_a_broken_line_costs_no_other() -> None:
    """In JSON Lines, each line stands for itself, and the text of a broken one is kept."""
    text = '{"a": 1}\n{"b": 2}\n{x}\n{"c": 3}\n'
    found = [value for _, value in elements(text.splitlines(keepends=True))]

    assert [value for value in found if not isinstance(value, Problem)] == [{"a": 1}, {"b": 2}, {"c": 3}]
    assert [(value.line, value.raw) for value in found if isinstance(value, Problem)] == [(3, "{x}")]


def test_a_broken_record_of_a_list_costs_no_other_that_begins_a_line() -> None:
    """The records after it are found again by their indentation."""
    text = '[\n  {"a": 1},\n  {"b": 2, x,\n   "n": {"d": 1}},\n  {"c": 3}\n]'

    assert values(text) == [
        {"a": 1},
        "not JSON from here on: Expecting property name enclosed in double quotes at column 12",
        {"c": 3},
    ]


def test_the_records_before_a_cut_go_in() -> None:
    """And a problem says that the file ends in its midst."""
    assert values('[{"a": 1}, {"b"') == [{"a": 1}, "the document ends in its midst: is the file complete?"]
    assert values('[{"a": 1}') == [{"a": 1}, "the list is not closed: is the file complete?"]
    assert values('{"results": [{"a": 1}') == [{"a": 1}, "the list is not closed: is the file complete?"]


def test_a_line_that_was_refused_leaves_a_gap() -> None:
    """What stood around it is not joined to one record."""
    found = list(elements(['[{"a": 1},\n', UNREADABLE, '{"b": 2}]\n']))

    assert found == [(1, {"a": 1}), (3, {"b": 2})]


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "[" + '"x' * 100_000, "[" + "9" * 100_000])
def test_hostile_documents_are_problems(text: str) -> None:
    """Neither depth nor length is an exception, and one problem says it."""
    assert len(values(text)) <= 2


def test_a_number_of_any_length_is_read() -> None:
    """int() refuses more than 4,300 digits, and that costs no record."""
    assert values('[{"a": ' + "9" * 5000 + "}]") == [{"a": float("inf")}]


def test_a_record_without_end_is_refused_before_memory_is_gone() -> None:
    """No more than one record of the longest size is held."""

    def endless() -> Iterator[str]:
        yield '[{"title": "'
        while True:
            yield "x" * 2**20

    tracemalloc.start()
    found = list(elements(endless()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert [type(value) for _, value in found] == [Problem]
    assert peak < 8 * LONGEST


def test_a_long_list_is_not_held() -> None:
    """Memory does not grow with the number of records."""

    def many(count: int) -> Iterator[str]:
        yield "["
        for number in range(count):
            yield f'{{"title": "{number:01000}"}},'
        yield "{}]"

    tracemalloc.start()
    assert sum(1 for _ in elements(many(20_000))) == 20_001
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 4 * 2**20


@given(st.lists(RECORDS, max_size=5), st.integers(1, 40), st.sampled_from([None, 0, 2]))
def test_a_list_is_read_as_a_whole_parser_reads_it(records: list[object], size: int, indent: int | None) -> None:
    """In pieces of any size."""
    text = json.dumps(records, indent=indent)

    assert values(text, size) == records


@given(st.lists(RECORDS, min_size=2, max_size=5))
def test_lines_are_read_as_a_whole_parser_reads_them(records: list[object]) -> None:
    """One record a line."""
    assert values("".join(json.dumps(record) + "\n" for record in records)) == records


@given(st.text(alphabet='{}[]",:\\1ae \n\0', max_size=40), st.integers(1, 9))
def test_any_text_ends_in_values_and_problems(text: str, size: int) -> None:
    """Never an exception, and never more of them than characters."""
    assert len(values(text, size)) <= len(text) + 1
