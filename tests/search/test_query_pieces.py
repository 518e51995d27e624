"""Several values of one filter, as the panel of filters puts them into the text of a query."""

from __future__ import annotations

import pytest

from tui_reader.search.query_pieces import toggled, values


@pytest.mark.parametrize(
    ("text", "term", "expected"),
    [
        ("author:gu deep", "author:dao", "author:(gu OR dao) deep"),
        ("author:(gu OR dao) deep", 'author:"ada king"', 'author:(gu OR dao OR "ada king") deep'),
        ("author:(gu OR dao) deep", "author:DAO", "author:gu deep"),
        ("author:(gu OR dao) deep", "author:(gu OR dao)", "deep"),
        ("author:gu deep", "author:gu", "deep"),
        ("category:cs.LG", "category:cs.CL", "category:(cs.LG OR cs.CL)"),
        ("kind:book year:2020", "year:2021", "kind:book year:(2020 OR 2021)"),
        ("-author:gu", "author:dao", "author:dao -author:gu"),
        ("author:(gu dao)", "author:king", "author:king author:(gu dao)"),
        ("tag:a", "tag:b", "tag:b tag:a"),
    ],
)
def test_values_of_one_filter_are_joined(text: str, term: str, expected: str) -> None:
    assert toggled(text, term) == expected


def test_the_values_of_a_filter_are_those_between_its_ors() -> None:
    assert values('author:(a OR "b c")') == ["a", '"b c"']
