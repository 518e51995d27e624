from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importers.reading import notes, papers, problems
from tui_reader.importers import csl_json
from tui_reader.importers.dates import Date
from tui_reader.importers.formats import detect
from tui_reader.importers.records import Problem, Record, Source
from tui_reader.texts.names import Person

ITEM: dict[str, Any] = {
    "id": "http://zotero.org/users/1/items/X",
    "citation-key": "koenig2019",
    "type": "article-journal",
    "title": "Grids &amp; <i>cells</i>",
    "title-short": "Grids",
    "author": [
        {"family": "Berg", "given": "Jan", "non-dropping-particle": "van den"},
        {"family": "King", "given": "Martin", "suffix": "Jr."},
        {"literal": "ATLAS Collaboration"},
    ],
    "issued": {"date-parts": [["2019", 3, "5"]]},
    "container-title": "Journal of Neurons",
    "page": "1\u201322",
    "DOI": "10.1000/ABC",
    "ISSN": "1234-5678",
    "note": "tex.eprint: 1901.00001\nPMID: 123\nRead again.",
    "accessed": {"date-parts": [[2020, 1, 1]]},
    "abstract": "We do.",
}


def items(value: object) -> list[Record | Problem]:
    return list(csl_json.read(Source(iter(json.dumps(value, indent=1).splitlines(keepends=True)))))


def test_an_item_arrives_whole() -> None:
    """The parts of names stay, dates may be texts, fields in the note are fields, the rest keeps its name."""
    (paper,) = papers(items([ITEM]))

    details = paper.details
    assert paper.authors == (
        Person("Berg", "Jan", "van den"),
        Person("King", "Martin", suffix="Jr."),
        Person.literal("ATLAS Collaboration"),
    )
    assert (paper.title, details.short_title, paper.key) == ("Grids & cells", "Grids", "koenig2019")
    assert (paper.year, details.month, details.day, details.pages) == (2019, 3, 5, "1-22")
    assert (paper.doi, paper.arxiv, paper.note) == ("10.1000/ABC", "1901.00001", "Read again.")
    assert details.ids == (("issn", "1234-5678"), ("pmid", "123"))
    assert details.extra == (("accessed", '{"date-parts": [[2020, 1, 1]]}'),)


def test_an_item_without_title_is_called_by_what_it_has() -> None:
    """Its short title, or the name of what it stands in; with neither it is refused."""
    found = items(
        [
            {"type": "book", "title-short": "Short", "issued": {"raw": "2001"}},
            {"type": "chapter", "container-title": "Book"},
            {"type": "article", "id": "x", "DOI": "10.1000/1"},
        ]
    )

    assert [paper.title for paper in papers(found)] == ["Short", "Book"]
    assert [(problem.reason, problem.record) for problem in problems(found)] == [("no title", "x")]


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ({"date-parts": [[2019, 3, 5], [2020]]}, Date(2019, 3, 5)),
        ({"date-parts": [["2019"]]}, Date(2019)),
        ({"raw": "March 2019"}, Date(2019, 3)),
        ({"literal": "2019-03"}, Date(2019, 3)),
        ("2019-03-05T10:00:00Z", Date(2019, 3, 5)),
        ("5 May 2001", Date(2001, 5, 5)),
        ({"date-parts": [[None]]}, Date()),
        ({"date-parts": []}, Date()),
        (None, Date()),
    ],
)
def test_dates_of_csl(value: object, date: Date) -> None:
    """With parts, raw, literal, or a text."""
    assert csl_json.csl_date(value) == date


def test_it_is_recognised_among_json() -> None:
    """By types and names of CSL, whatever the file is called; our own JSON is not taken."""
    assert detect("library.json", json.dumps([ITEM])).name == "csl-json"
    assert detect("library.json", '[{"title": "A", "type": "x"}]').name == "json"


def test_a_list_inside_an_object_is_read() -> None:
    """As some services wrap it."""
    assert [paper.title for paper in papers(items({"items": [ITEM]}))] == ["Grids & cells"]


def test_half_characters_are_mended_and_said() -> None:
    """JSON can carry half of a surrogate pair."""
    found = list(csl_json.read(Source(iter(['[{"type": "book", "title": "A \\ud800 B"}]']))))

    assert [paper.title for paper in papers(found)] == ["A \N{REPLACEMENT CHARACTER} B"]
    assert len(notes(found)) == 1


_PARTS = ["family", "given", "literal", "date-parts", "raw", "name", "x"]
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["family", "given", "literal", "date-parts", "raw", "name", "x"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)


@given(
    st.lists(
        st.dictionaries(st.sampled_from([*ITEM, "editor", "keyword", "event", "tags"]), _VALUES) | _VALUES, max_size=4
    )
)
def test_any_json_gives_as_many_papers_and_problems_as_values(values: list[Any]) -> None:
    """Nothing raises and nothing is dropped in silence."""
    found = items(values)

    assert len([item for item in found if isinstance(item, Record) or item.refused]) == len(values)
