"""What a text means as a query, and that every text means something."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.search.queries import queries
from tui_reader.search.parser import parse
from tui_reader.search.query_pieces import filters, toggled
from tui_reader.search.query_tree import (
    And,
    Everything,
    Field,
    Flag,
    Match,
    Not,
    Or,
    Phrase,
    Query,
    Word,
    Years,
    flags_only,
    terms,
    to_text,
)

A, B, C = Word("a"), Word("b"), Word("c")
MEANINGS = [
    ("", Everything()),
    ("   ", Everything()),
    ("a b", And((A, B))),
    ("a AND b", And((A, B))),
    ("a OR b c", Or((A, And((B, C))))),
    ("(a OR b) c", And((Or((A, B)), C))),
    ("NOT a", Not(A)),
    ("-a", Not(A)),
    ("a -(b OR c)", And((A, Not(Or((B, C)))))),
    ("NOT NOT a", A),
    ("state-space", Word("state-space")),
    ('"a b"', Phrase("a b")),
    ("\u201ca b\u201d", Phrase("a b")),
    (r"Erd\"os", Word("Erdös")),
    (r'"Erd\"os number"', Phrase("Erdös number")),
    (r"author:Garc\'{\i}a", Word("García", Field.AUTHOR)),
    (r"Erd\H{o}s", Word("Erdős")),
    (r"\mathcal{O}", Word("mathcal{O")),
    ("spec*", Word("spec", match=Match.PREFIX)),
    ("spec~", Word("spec", match=Match.FUZZY)),
    ("title:a", Word("a", Field.TITLE)),
    ("TITLE:a", Word("a", Field.TITLE)),
    ('note:"a b"', Phrase("a b", Field.NOTE)),
    ("-author:könig", Not(Word("könig", Field.AUTHOR))),
    ("tag:#ml/inf*", Word("ml/inf", Field.TAG, Match.PREFIX)),
    ("tag:c++", Word("c++", Field.TAG)),
    ('tag:"reading list"', Word("reading list", Field.TAG)),
    ("doi:10.1000/x", Word("10.1000/x", Field.DOI)),
    ("arxiv:2301.00001", Word("2301.00001", Field.ARXIV)),
    ("year:2020", Years(2020, 2020)),
    ("year:2018..2022", Years(2018, 2022)),
    ("year:2022..2018", Years(2018, 2022)),
    ("year:2018..", Years(2018, None)),
    ("year:..2018", Years(None, 2018)),
    ("year:2018-2022", Years(2018, 2022)),
    ("year:2022\u20132018", Years(2018, 2022)),
    ("year:2018-", Years(2018, None)),
    ("-year:-2018", Not(Years(None, 2018))),
    ("year:>2020", Years(2021, None)),
    ("year:>=2020", Years(2020, None)),
    ("year:<2020", Years(None, 2019)),
    ("year:<=2020", Years(None, 2020)),
    ("is:bookmarked -is:read", And((Flag.BOOKMARKED, Not(Flag.READ)))),
    ("Has:Note", Flag.NOTE),
    ("attention, please!", And((Word("attention"), Word("please")))),
    ("title:(a OR b)", Or((Word("a", Field.TITLE), Word("b", Field.TITLE)))),
    ("-author:(a b)", Not(And((Word("a", Field.AUTHOR), Word("b", Field.AUTHOR))))),
    ("TITLE:(a* NOT b~)", And((Word("a", Field.TITLE, Match.PREFIX), Not(Word("b", Field.TITLE, Match.FUZZY))))),
    ('title:("a b" c) c', And((Phrase("a b", Field.TITLE), Word("c", Field.TITLE), C))),
    ("note:(a (b OR title:c))", And((Word("a", Field.NOTE), Or((Word("b", Field.NOTE), Word("c", Field.TITLE)))))),
    ("note:(a is:read)", And((Word("a", Field.NOTE), Flag.READ))),
    ('tag:(#c++ OR "to cite")', Or((Word("c++", Field.TAG), Word("to cite", Field.TAG)))),
    ("key:(DBLP:conf/x OR a)", Or((Word("DBLP:conf/x", Field.KEY), Word("a", Field.KEY)))),
    ("is:(read OR -queued)", Or((Flag.READ, Not(Flag.QUEUED)))),
    ("year:(1999 OR 2018-2022 OR >2024)", Or((Years(1999, 1999), Years(2018, 2022), Years(2025, None)))),
]
NOT_PARSED: list[tuple[str, Query]] = [
    ("http:", Word("http")),
    ("http://a.org/b", Word("http://a.org/b")),
    ("Mamba: a", And((Word("Mamba"), A))),
    ('"a b', And((A, B))),
    ('title:"a', Word("a", Field.TITLE)),
    ("((", Everything()),
    ("(a b", And((A, B))),
    ("a)", A),
    ("()", Everything()),
    ("a AND", And((A, Word("and")))),
    ("OR a", And((Word("or"), A))),
    ("a OR OR b", Or((And((A, Word("or"))), B))),
    ("a NOT", And((A, Word("not")))),
    ("*", Everything()),
    ("~", Everything()),
    ("a - b", And((A, B))),
    ("a*b", Word("a*b")),
    ("year:", Word("year")),
    ("year:20", And((Word("year"), Word("20")))),
    ("is:nice", And((Word("is"), Word("nice")))),
    ("title:", Word("title")),
    ("title:()", Everything()),
    ("title:(a", Word("a", Field.TITLE)),
    ("title:(a OR)", And((Word("a", Field.TITLE), Word("or", Field.TITLE)))),
    ("title:(OR a)", And((Word("or", Field.TITLE), Word("a", Field.TITLE)))),
    ("foo:(a OR b)", And((Word("foo"), Or((A, B))))),
    ("title:(http:a)", Word("http:a", Field.TITLE)),
    ("is:(a OR read)", Or((And((Word("is"), A)), Flag.READ))),
    ("year:2018-20", And((Word("year"), Word("2018"), Word("20")))),
    ("🙂", Everything()),
    ("a 🙂", A),
    ('""', Everything()),
]
GROWING: list[tuple[str, Query]] = [
    ("spec", Word("spec", match=Match.TYPED)),
    ("spec ", Word("spec")),
    ("a spec", And((A, Word("spec", match=Match.TYPED)))),
    ("(a OR sp", Or((A, Word("sp", match=Match.TYPED)))),
    ("title:sp", Word("sp", Field.TITLE, Match.TYPED)),
    ("tag:ml", Word("ml", Field.TAG, Match.TYPED)),
    ('"a b', And((A, Word("b", match=Match.TYPED)))),
    ('"a b"', Phrase("a b")),
    ("spec*", Word("spec", match=Match.PREFIX)),
    ("a -b", And((A, Not(B)))),
    ("a OR", A),
    ("a OR ", A),
    ("a -", A),
    ("a (", A),
    ("a author:", A),
    ("a year:", A),
    ("a year:20", And((A, Years(2000, 2099)))),
    ("a year:2018.", And((A, Years(2018, 2018)))),
    ("a year:2018..20", And((A, Years(2018, None)))),
    ("a is:book", A),
    ("a title:(", A),
    ("title:(a sp", And((Word("a", Field.TITLE), Word("sp", Field.TITLE, Match.TYPED)))),
    ("a is:(re", A),
    ("a year:2018-20", And((A, Years(2018, None)))),
    ("a year:(2018-20", And((A, Years(2018, None)))),
]


@pytest.mark.parametrize(("text", "query"), MEANINGS)
def test_the_language(text: str, query: Query) -> None:
    """What the language knows has one meaning and no hint."""
    parsed = parse(text)

    assert (parsed.query, parsed.hint) == (query, "")


@pytest.mark.parametrize(("text", "query"), NOT_PARSED)
def test_what_does_not_parse_is_searched_as_words(text: str, query: Query) -> None:
    """A text that does not parse stands for its words, and a hint says so."""
    parsed = parse(text)

    assert parsed.query == query
    assert parsed.hint.endswith(".")


@pytest.mark.parametrize(("text", "query"), GROWING)
def test_a_query_that_is_being_typed(text: str, query: Query) -> None:
    """The last word is a beginning, and an end that is not finished yet takes no paper away."""
    assert parse(text, typing=True).query == query


@given(st.text() | st.text(alphabet='ab "():*~-.ORANDT:yeartile20<>=#🙂\0\ud800'), st.booleans())
def test_every_text_means_something(text: str, typing: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
    """No text raises; every word that is sought has a letter or a digit; and the meaning can be written down."""
    query = parse(text, typing=typing).query

    assert all(any(letter.isalnum() for letter in term.text) for term in terms(query) if term.field not in list(Field))
    assert parse(to_text(parse(text).query)).query == parse(text).query


@pytest.mark.parametrize(
    "text", ["(" * 10_000, "-" * 10_000 + "a", '"' * 10_000, "a " * 5_000, "OR " * 3_000, "(a " * 3_000]
)
def test_long_hostile_text(text: str) -> None:
    """Ten thousand characters of anything are read at once and printed again."""
    query = parse(text, typing=True).query

    assert isinstance(to_text(query), str)


@given(
    queries(["a", "state-space", "König", "foo:x", "注意", "or", "x.y"], ["ml/inference", "a b", "c++", "10.1/a(b)"])
)
def test_round_trip(query: Query) -> None:
    """A query that is written down means the same when it is read."""
    assert parse(to_text(query)).query == query


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "is:read"),
        ("a b", "is:read a b"),
        ("a sp", "is:read a sp"),
        ("is:read a", "a"),
        ("a is:read b", "a b"),
        ("a AND is:read", "a "),
        ("is:read AND a", "a"),
        ("is:read a IS:READ", "a "),
        ("a OR b", "is:read (a OR b)"),
        ("a OR is:read", "is:read (a OR is:read)"),
        ("-is:read", "is:read"),
        ("a NOT is:read b", "is:read a b"),
        ("(is:read)", "is:read (is:read)"),
        ('"open', 'is:read "open'),
        ("title:(a OR is:read) b", "is:read title:(a OR is:read) b"),
        ("-(a b) is:read c", "-(a b) c"),
        ("-author:(a", "is:read -author:(a"),
    ],
)
def test_a_filter_is_toggled_in_the_text(text: str, expected: str) -> None:
    """A filter that all results have is taken out; any other is put in front, where the last word keeps growing."""
    assert toggled(text, "is:read") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a is:read -b", ["a", "is:read", "-b"]),
        ("a OR b", []),
        ("-(a OR b) c", ["-(a OR b)", "c"]),
        ("NOT title:(a (b)) c", ["-title:(a (b))", "c"]),
        ("a (b", ["a", "(b"]),
    ],
)
def test_what_all_results_satisfy(text: str, expected: list[str]) -> None:
    """The conditions outside parentheses, and whole parentheses, each with its negation."""
    assert filters(text) == expected


@given(queries(["a", "b"], ["x"]).filter(lambda query: Flag.READ not in _flat(query)))
def test_toggling_twice(query: Query) -> None:
    """Toggled once the filter holds for all results; toggled again the query means what it did."""
    text = to_text(query)

    once = parse(toggled(text, "is:read")).query
    twice = parse(toggled(toggled(text, "is:read"), "is:read")).query

    assert isinstance(once, And)
    assert Flag.READ in once.parts
    assert twice == query


def _flat(query: Query) -> list[Query]:
    match query:
        case And(parts) | Or(parts):
            return [leaf for part in parts for leaf in _flat(part)]
        case Not(part):
            return _flat(part)
        case _:
            return [query]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", True), ("is:read", True), ("is:read year:2020 OR -has:note", True), ("is:read a", False), ("tag:x", False)],
)
def test_flags_only(text: str, expected: bool) -> None:  # noqa: FBT001 - a table
    """Flags and years need no index, whatever operators join them."""
    assert flags_only(parse(text).query) is expected


def test_negated_words_are_not_sought() -> None:
    """Only words that papers match for are terms."""
    assert list(terms(parse("a -b (c OR -(a b))").query)) == [A, C]
