"""Filters on facts in queries: what the manual says of each, in both engines and without an index."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.builders import paper
from tui_reader.importers.records import Record
from tui_reader.library.library import Library
from tui_reader.model.papers import SCHEMES, Details
from tui_reader.model.results import Sorting
from tui_reader.paths import Home
from tui_reader.search.engine import IndexUnusableError
from tui_reader.search.fact_values import Span, stars, times
from tui_reader.search.parser import parse
from tui_reader.texts.names import Person

if TYPE_CHECKING:
    from collections.abc import Iterator

PAPERS = (
    paper(
        "Graphs",
        abstract="deep trees",
        kind="article",
        rating=4,
        details=Details(
            categories=("cs.LG", "stat.ML"),
            keywords=("Graph Neural Networks", "Bäume"),
            editors=(Person.of("König", "Ada"),),
            files=("a.pdf",),
            ids=(("isbn", "9780262035613"), ("pmcid", "PMC3531190"), ("pmid", "23193287")),
        ),
    ),
    paper(
        "Shelves",
        key="DBLP:books/shelves",
        abstract="",
        kind="book",
        rating=2,
        doi="10.1016/0004-3702(81)90024-2",
        details=Details(categories=("math.CS", "Computer Science, Theory"), keywords=("neural graph",)),
    ),
    paper(
        "Trees",
        abstract="deep roots",
        arxiv="1706.03762",
        kind="article",
        details=Details(categories=("cs.CL", "cs.CLX")),
    ),
)


@pytest.fixture(scope="module", params=["none", "whoosh", "tantivy"])
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Three papers among those of the reader, without an index and with one of each engine."""
    engine = request.param
    home = Home.under(tmp_path_factory.mktemp("facts"))
    home.config.mkdir(parents=True, exist_ok=True)
    home.config_file.write_text("" if engine == "none" else f'index = "{engine}"\n')
    with closing(Library(home)) as library:
        library.take(Record(one, number) for number, one in enumerate(PAPERS, 1))
        if engine != "none":
            library.refresh_index()
        yield library


def finds(library: Library, text: str, expected: str) -> None:
    """Asserts which of the three papers a query finds, or that it wants an index where there is none."""
    if library.needs_index(text) and not library.index_state().indexed:
        with pytest.raises(IndexUnusableError):
            library.search(text, Sorting())
    else:
        assert found(library, text) == set(expected.split())


def found(library: Library, text: str) -> set[str]:
    """The titles of the three papers that a query finds."""
    answer = library.search(text, Sorting())
    assert answer.hint == ""
    titles = {one.title for one in PAPERS}
    return {one.title for one in library.papers(answer.ids) if one.title in titles}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kind:article", "Graphs Trees"),
        ("KIND:Book", "Shelves"),
        ("kind:(book OR article) -category:cs", "Shelves"),
        ("category:cs.LG", "Graphs"),
        ("category:CS.lg", "Graphs"),
        ("category:cs.CL", "Trees"),
        ("category:cs", "Graphs Trees"),
        ("category:cs.*", "Graphs Trees"),
        ("category:(stat.ML OR cs.CL)", "Graphs Trees"),
        ('category:"computer science"', "Shelves"),
        ('keyword:"graph neural"', "Graphs"),
        ("keyword:network", "Graphs"),
        ("keyword:(neural graph)", "Graphs Shelves"),
        ("keyword:netw*", "Graphs"),
        ("keyword:baume", "Graphs"),
        ("editor:konig", "Graphs"),
        ("editor:König", "Graphs"),
        ("isbn:978-0-262-03561-3", "Graphs"),
        ("pmid:23193287", "Graphs"),
        ("pmid:2319*", "Graphs"),
        ("pmcid:3531190", "Graphs"),
        ("DBLP:books/shelves", "Shelves"),
        ("10.1016/0004-3702(81)90024-2", "Shelves"),
        ("https://doi.org/10.1016/0004-3702(81)90024-2", "Shelves"),
        ("(doi: 10.1016/0004-3702(81)90024-2).", "Shelves"),
        ("<10.1016/0004-3702(81)90024-2>", "Shelves"),
        ("[https://doi.org/10.1016/0004-3702%2881%2990024-2]", "Shelves"),
        ("PMID: 23193287", "Graphs"),
        ("https://pubmed.ncbi.nlm.nih.gov/23193287/", "Graphs"),
        ("PMC3531190", "Graphs"),
        ("arXiv: 1706.03762v5", "Trees"),
        ("https://arxiv.org/pdf/1706.03762v5.pdf", "Trees"),
        ("doi:10.48550/arXiv.1706.03762", "Trees"),
        ("doi:10.1016/0004-3702(81)90024-2", "Shelves"),
        ("doi:10.1016/0004-3702(81)90024-2 kind:book", "Shelves"),
        ("pmcid:pmc3531190", "Graphs"),
        ("rating:4", "Graphs"),
        ("rating:>3", "Graphs"),
        ("rating:2..4", "Graphs Shelves"),
        ("rating:<=2", "Shelves"),
        ("rating:0 kind:article", "Trees"),
        ("has:file", "Graphs"),
        ("-has:abstract kind:book", "Shelves"),
        ("has:abstract category:cs", "Graphs Trees"),
        ("added:1d kind:book", "Shelves"),
        ("-added:1d kind:book", ""),
        ("read:1d kind:book", ""),
    ],
)
def test_a_filter_finds_the_papers_with_the_fact(library: Library, text: str, expected: str) -> None:
    finds(library, text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("deep kind:article category:cs.LG", "Graphs"),
        ("deep -category:cs.LG kind:article", "Trees"),
        ("deep has:abstract kind:article", "Graphs Trees"),
        ("(shelves OR rating:4) (kind:book OR kind:article)", "Graphs Shelves"),
    ],
)
def test_filters_on_facts_join_with_words(library: Library, text: str, expected: str) -> None:
    finds(library, text, expected)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_of_identifiers_is_a_filter(scheme: str) -> None:
    assert parse(f"{scheme}:W123").hint == ""


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("rating:9", "A rating looks like rating:3, rating:>3 or rating:2..4; rating:0 is none."),
        ("rating:>5", "A rating looks like rating:3, rating:>3 or rating:2..4; rating:0 is none."),
        ("kind:artcle", "Did you mean kind:article? A kind is article"),
        ("kind:foo", "A kind is article"),
        ("is:raed", "Did you mean is:read? There are is:bookmarked"),
        ("added:soon", "A time looks like added:7d"),
        ("read:2026-13", "A time looks like read:7d"),
        ("category:", "category: wants a value after it, as in category:cs.LG."),
        ("kidn:article", "There is no field “kidn:”; it is searched as words. Did you mean kind:?"),
        ("autor:smith", "There is no field “autor:”; it is searched as words. Did you mean author:?"),
    ],
)
def test_a_value_without_sense_gets_a_hint(text: str, hint: str) -> None:
    assert parse(text).hint.startswith(hint)


def seconds(*day: int) -> float:
    """The beginning of a day in the time zone of this machine."""
    return datetime(*day).astimezone().timestamp()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "span"),
    [
        ("2026", Span(seconds(2026, 1, 1), seconds(2027, 1, 1))),
        ("2026-12", Span(seconds(2026, 12, 1), seconds(2027, 1, 1))),
        ("2026-11-03", Span(seconds(2026, 11, 3), seconds(2026, 11, 4))),
        ("2026-10..2026-11", Span(seconds(2026, 10, 1), seconds(2026, 12, 1))),
        ("2026-11..2026-10", Span(seconds(2026, 10, 1), seconds(2026, 12, 1))),
        ("..2026-10", Span(None, seconds(2026, 11, 1))),
        ("2026-10..", Span(seconds(2026, 10, 1), None)),
        (">2026-10", Span(seconds(2026, 11, 1), None)),
        (">=2026-10", Span(seconds(2026, 10, 1), None)),
        ("<2026-10", Span(None, seconds(2026, 10, 1))),
        ("<=2026-10", Span(None, seconds(2026, 11, 1))),
        ("..", None),
        ("2026-02-30", None),
        ("0000", None),
    ],
)
def test_times_are_days_months_years_and_ranges(value: str, span: Span | None) -> None:
    assert times(value, datetime.now().astimezone()) == span


@pytest.mark.parametrize(("value", "days"), [("7d", 7), ("2w", 14), ("1m", 30), ("1y", 365)])
def test_a_number_of_days_counts_back_from_now(value: str, days: int) -> None:
    now = datetime.now().astimezone()

    assert times(value, now) == Span((now - timedelta(days=days)).timestamp(), None)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("3", (3, 3)), (">3", (4, 5)), ("<3", (1, 2)), ("4..2", (2, 4)), ("..2", (1, 2)), ("0", (0, 0)), ("<1", None)],
)
def test_stars_are_a_number_or_a_range(value: str, expected: tuple[int, int] | None) -> None:
    assert stars(value) == expected
