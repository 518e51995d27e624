"""Commands whose query has no words: they wait for no index."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Call
    from tui_reader.library.library import Library
    from tui_reader.paths import Home

KEY = "spector2023accelerating"


@pytest.mark.parametrize(
    "arguments",
    [
        ("bookmark",),
        ("search", "is:bookmarked"),
        ("search", "year:1990..", "-is:unread"),
        ("facets", "is:bookmarked"),
        ("cite", "--query", "is:bookmarked"),
    ],
    ids=" ".join,
)
def test_filters_make_no_index(call: Call, home: Home, library: Library, arguments: tuple[str, ...]) -> None:
    """The database answers; an index would take seconds to build."""
    library.bookmark([library.find(KEY).id])
    library.mark_read([library.find(KEY).id])
    shutil.rmtree(home.cache)
    result = call(*arguments)

    assert result.code == 0, result.err
    assert result.out
    assert not home.cache.exists()


@pytest.mark.parametrize("sort", [(), ("--sort", "title")])
@pytest.mark.parametrize("query", ["decoding", "is:unread"])
def test_a_limit_is_the_beginning_of_the_answer(call: Call, query: str, sort: tuple[str, ...]) -> None:
    """In every order, and none of it for 0; papers that match are a success all the same."""
    everything = json.loads(call("search", query, "--json", *sort).out)
    first = json.loads(call("search", query, "--json", "--limit", "3", *sort).out)
    none = call("search", query, "--json", "--limit", "0", *sort)

    assert first == everything[:3]
    assert (none.code, json.loads(none.out)) == (0, [])


def test_a_limit_is_asked_of_the_library(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not all papers are ranked and put in order for five of them."""
    from tui_reader.library.library import Library as Anywhere

    asked: list[int | None] = []
    search = Anywhere.search

    def seen(self: Library, text: str, *arguments: object, **options: object) -> object:
        asked.append(options["limit"])  # type: ignore[arg-type]
        return search(self, text, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Anywhere, "search", seen)
    call("search", "decoding", "--limit", "5")

    assert asked == [5]


def test_times_that_no_date_has_are_shown_all_the_same(call: Call, library: Library) -> None:
    """A clock beyond the year 9999, or before 1970, was wrong for a moment; every command works ever after."""
    number = library.find(KEY).id
    library.bookmark([number])
    library.write_note(number, "one")
    library.write_note(number, "two")
    with library._database.writing() as connection:
        connection.execute("UPDATE papers SET added = 1000000000000000")
        connection.execute("INSERT INTO readings VALUES (?, -1e18), (1, 1e300)", (number,))
        connection.execute("UPDATE notes SET at = -5")
        connection.execute("UPDATE versions SET at = 1e20")
        connection.execute("UPDATE actions SET at = 1e20")

    assert "Added 9999-12-31" in call("show", KEY).out
    assert json.loads(call("show", KEY, "--json").out)["read_at"] == "1970-01-01T00:00:00Z"
    assert call("note", KEY, "--history").out.splitlines()[1].split("\t")[1] == "9999-12-31T00:00:00Z"
    assert call("undo", "--list").out.startswith("9999-12-31T00:00:00Z")
    assert call("index", "--rebuild").code == 0
    assert call("search", "decoding").code == 0
