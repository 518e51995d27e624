from __future__ import annotations

import json
from itertools import islice, repeat
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.importers.reading import notes, papers, problems, refused
from tui_reader.importers import json_lines
from tui_reader.importers.json_lines import looks_like
from tui_reader.importers.records import Item, Problem, Record, Source
from tui_reader.model.papers import Paper
from tui_reader.texts.names import Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FIELDS = ("title", "abstract", "authors", "year", "venue", "arxiv", "doi", "url", "sources", "tags", "note")

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
records = st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, json_values))


def read_lines(lines: Iterable[str]) -> Iterator[Item]:
    return json_lines.read(Source(iter(lines)))


def one(**fields: Any) -> Paper:
    """The paper that a line with these fields (and a title) becomes."""
    (paper,) = papers(read_lines([json.dumps({"title": "T", **fields})]))
    return paper


def test_every_field_is_taken() -> None:
    """A complete record becomes a complete paper without a note; unknown fields mean nothing."""
    line = json.dumps(
        {
            "title": " A Title ",
            "abstract": "About it.\nAnd more.",
            "authors": ["Guy Van den Broeck", "König, Jan"],
            "year": 2024,
            "venue": "ICLR",
            "arxiv": "arXiv:2301.00001v3",
            "doi": "https://doi.org/10.1000/ABC.",
            "url": "https://example.org/",
            "sources": ["a list"],
            "tags": ["#b", "a", "b"],
            "note": "*mine*",
            "score": 3.5,
        }
    )

    assert list(read_lines([line])) == [
        Record(
            Paper(
                title="A Title",
                abstract="About it.\nAnd more.",
                authors=(Person.of("Van den Broeck", "Guy"), Person.of("König", "Jan")),
                year=2024,
                venue="ICLR",
                arxiv="2301.00001",
                doi="10.1000/ABC",
                url="https://example.org/",
                sources=("a list",),
                tags=("a", "b"),
                note="*mine*",
            ),
            1,
        )
    ]


def test_nulls_stay_empty() -> None:
    """A null is a fact that no source gave: it is neither a value nor a problem."""
    items = list(read_lines([json.dumps({"title": "T"} | dict.fromkeys(FIELDS[1:]))]))

    assert items == [Record(Paper("T"), 1)]


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        ("Ada Lovelace", ["Ada Lovelace"]),
        ("Lovelace, Ada", ["Ada Lovelace"]),
        ("Ada Lovelace; Turing, Alan", ["Ada Lovelace", "Alan Turing"]),
        ("Lovelace, Ada and Turing, Alan", ["Ada Lovelace", "Alan Turing"]),
        ("Ada Lovelace and Alan Turing", ["Ada Lovelace", "Alan Turing"]),
        ("Ada Lovelace, Alan Turing, and Emmy Noether", ["Ada Lovelace", "Alan Turing", "Emmy Noether"]),
        ("Ada Lovelace, Alan Turing, Emmy Noether", ["Ada Lovelace", "Alan Turing", "Emmy Noether"]),
        ("Anders And, Sandy Andersen", ["Sandy Andersen Anders And"]),
        ("Sandra Anderson", ["Sandra Anderson"]),
        ("King, Jr., Martin Luther", ["Martin Luther King Jr."]),
        ("Ada Lovelace et al.", ["Ada Lovelace"]),
        ("Lovelace, Ada and others", ["Ada Lovelace"]),
        ("", []),
        (" ; and ", []),
        (["Ada Lovelace", ""], ["Ada Lovelace"]),
        ([{"given": "Ada", "family": "Lovelace"}], ["Ada Lovelace"]),
        ([{"name": "Ada Lovelace"}, {"literal": "DeepSeek-AI"}], ["Ada Lovelace", "DeepSeek-AI"]),
        ([{"given": "Plato"}], ["Plato"]),
    ],
)
def test_authors_in_every_spelling(authors: object, names: list[str]) -> None:
    """Authors are a list of names or of parts, or one text with ";" or "and" between them."""
    assert [author.name for author in one(authors=authors).authors] == names


@pytest.mark.parametrize("authors", ["Ada Lovelace, Alan Turing", "Ada Lovelace et al."])
def test_authors_that_may_be_wrong_are_noted(authors: str) -> None:
    """Where a text can mean two things or leaves people out, the paper goes in with a note."""
    items = list(read_lines([json.dumps({"title": "T", "authors": authors})]))

    assert len(papers(items)) == len(notes(items)) == 1


@pytest.mark.parametrize(
    ("year", "expected"), [(2020, 2020), ("2020", 2020), (" 2020 ", 2020), (2020.0, 2020), ("", None)]
)
def test_years(year: object, expected: int | None) -> None:
    """A year is a number or its four digits."""
    assert one(year=year).year == expected


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("abstract", 3),
        ("authors", 3),
        ("authors", {"name": "A"}),
        ("authors", [3]),
        ("authors", [{"family": None}]),
        ("year", True),
        ("year", "last year"),
        ("year", 10**400),
        ("year", 2020.5),
        ("year", float("nan")),
        ("year", float("inf")),
        ("year", [2020]),
        ("year", "２０２０"),  # noqa: RUF001  # wide digits
        ("venue", float("nan")),
        ("arxiv", "none"),
        ("arxiv", 2301.00001),
        ("doi", "n/a"),
        ("url", ["https://example.org"]),
        ("sources", [1]),
        ("tags", {"a": 1}),
        ("note", False),
    ],
)
def test_a_wrong_optional_field_costs_only_itself(field: str, value: object) -> None:
    """The paper goes in with that field empty, and a note names the field."""
    items = list(read_lines([json.dumps({"title": "T", "abstract": "A"} | {field: value})]))

    expected = Paper("T", abstract="" if field == "abstract" else "A")
    assert items[0] == Record(expected, 1)
    (note,) = items[1:]
    assert isinstance(note, Problem)
    assert (note.line, note.refused, field[:6] in note.reason) == (1, False, True)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON: Expecting property name enclosed in double quotes at column 2"),
        ("nonsense", "not JSON: Expecting value at column 1"),
        ('{"title": "a\nb"}', "not JSON: Invalid control character at at column 13"),
        ('{"title": "T"} {"title": "U"}', "not JSON: Extra data at column 16"),
        ("[1]", "a list where an object was expected"),
        ("null", "null where an object was expected"),
        ("NaN", "a number where an object was expected"),
        ('"text"', "text where an object was expected"),
        ("{}", "no title"),
        ('{"title": null}', "no title"),
        ('{"title": " "}', "an empty title"),
        ('{"title": 7}', "its title is a number"),
        ('{"title": NaN}', "its title is a number"),
        ('{"title": ["T"]}', "its title is a list"),
        ("[" * 200_000, "JSON that is nested too deeply"),
        ('{"a":' * 200_000, "JSON that is nested too deeply"),
        ('{"title": "T", "year": ' + "9" * 5000 + "}", "a number with too many digits"),
    ],
)
def test_a_malformed_record_is_refused_with_its_line(line: str, reason: str) -> None:
    """Line and reason are told, and the records before and after it go in."""
    items = list(read_lines(['{"title": "A"}', line, '{"title": "B"}']))

    assert items == [Record(Paper("A"), 1), Problem(2, reason, raw=line), Record(Paper("B"), 3)]


@pytest.mark.parametrize("escape", [r"\ud800", r"\udfff", r"\u0000"])
@pytest.mark.parametrize("field", ["title", "abstract", "authors", "venue", "doi", "url", "sources", "tags", "note"])
def test_what_cannot_be_stored_becomes_visible(field: str, escape: str) -> None:
    """Half a surrogate pair or a NUL costs one character, with a note, and the paper can be encoded."""
    value = f"10.1000/a{escape}b"
    fields = {"title": '"T"', field: f'["{value}"]' if field in {"authors", "sources", "tags"} else f'"{value}"'}
    line = "{" + ", ".join(f'"{name}": {text}' for name, text in fields.items()) + "}"

    items = list(read_lines([line]))

    (paper,) = papers(items)
    assert "\ufffd" in repr(paper)
    repr(paper).encode()
    assert len(notes(items)) == 1


def test_a_whole_surrogate_pair_is_a_character() -> None:
    """Escaped emoji are no problem."""
    items = list(read_lines([r'{"title": "\ud83d\ude00"}']))

    assert items == [Record(Paper("😀"), 1)]


def test_blank_lines_and_marks_mean_nothing() -> None:
    """Blank lines count as lines; CRLF and a byte order mark are no part of a record."""
    items = list(read_lines(["\ufeff\r\n", "\n", '{"title": "A"}\r\n', " \t\n", '{"title": "B"}']))

    assert items == [Record(Paper("A"), 3), Record(Paper("B"), 5)]


def test_records_are_not_held() -> None:
    """The first papers are there although the file never ends."""
    assert len(list(islice(read_lines(repeat('{"title": "T"}')), 1000))) == 1000


@given(st.lists(st.text(max_size=60)))
def test_any_text_is_read(lines: list[str]) -> None:
    """No input raises, and no line becomes more than one paper."""
    assert len(papers(read_lines(lines))) <= len(lines)


@given(records)
def test_any_record_gives_a_paper_or_a_reason(record: dict[str, Any]) -> None:
    """Whatever the values are, the outcome is one paper (that can be stored) or one refusal, and nothing is made up."""
    line = json.dumps(record)

    items = list(read_lines([line]))

    found = papers(items)
    assert len(found) + len(refused(items)) == 1
    for paper in found:
        repr(paper).encode()
        assert "\0" not in paper.title + paper.abstract + paper.note
        assert paper.title.replace("\ufffd", "") in record["title"] or "\ufffd" in paper.title
        assert all(getattr(paper, field) in {None, "", ()} or field in record for field in FIELDS)


@settings(max_examples=25)
@given(st.lists(records, max_size=3), st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_line_ends_do_not_matter(values: list[dict[str, Any]], end: str) -> None:
    """The same records give the same papers whatever ends their lines."""
    lines = [json.dumps(value) for value in values]

    assert papers(read_lines(f"{line}{end}" for line in lines)) == papers(read_lines(lines))


@pytest.mark.parametrize(
    ("beginning", "expected"),
    [
        ('{"title": "A"}\n{"tit', True),
        ('\ufeff\n {"title": "A"}\n', True),
        ('{"title": "' + "x" * 4000, True),
        ("{\n", False),
        ("[\n", False),
        ("{title}\n", False),
        ("", False),
        ("{" * 4096 + "\n", False),
    ],
)
def test_looks(beginning: str, *, expected: bool) -> None:
    """JSON Lines are told by a first line that is an object."""
    assert looks_like(beginning) is expected


def test_a_long_number_is_not_repeated_in_a_reason() -> None:
    """A reason fits on a line of the terminal, whatever the value is."""
    items = read_lines([json.dumps({"title": "T", "year": 10**4000, "doi": "x" * 10_000})])

    assert all(len(problem.reason) < 100 for problem in problems(items))
