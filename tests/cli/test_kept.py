"""read, queue, searches, facets, stats and config: what the screen keeps, kept and told by the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Call
    from tui_reader.library.library import Library
    from tui_reader.paths import Home

KEY = "spector2023accelerating"
OTHER = "wang2019cspnet"

pytestmark = pytest.mark.usefixtures("library")


def test_read_marks_lists_and_takes_back(call: Call, library: Library) -> None:
    marked = call("read", KEY)

    assert (marked.code, marked.out) == (0, "")
    assert library.find(KEY).read
    assert call("read").out.startswith(KEY)
    assert call("read", KEY, "--remove").code == 0
    assert not library.find(KEY).read
    assert call("read").code == 1


def test_what_was_read_last_is_first(call: Call) -> None:
    """A list of what was read, and a search by `read`, begin with the latest; reading again makes it the latest."""
    call("read", KEY)
    call("read", OTHER)
    assert [one["key"] for one in call("read", "--json").json] == [OTHER, KEY]

    call("read", KEY)
    found = [one["key"] for one in call("search", "is:read", "OR", "year:2020", "--sort", "read", "--json").json]
    assert found[:2] == [KEY, OTHER]
    assert len(found) > 2


def test_queue_puts_in_lists_and_takes_out(call: Call, library: Library) -> None:
    call("queue", KEY, OTHER)

    assert library.find(KEY).queued
    assert [one["queued"] for one in call("queue", "--json").json] == [True, True]
    call("queue", KEY, "--remove")
    assert [one["key"] for one in call("queue", "--json").json] == [OTHER]
    assert call("search", "is:queued").out.startswith(OTHER)


@pytest.mark.parametrize("command", ["read", "queue"])
def test_an_unknown_key_among_several_changes_nothing(call: Call, library: Library, command: str) -> None:
    assert call(command, KEY, "nobody1900").code == 1
    assert not library.find(KEY).read
    assert not library.find(KEY).queued


@pytest.mark.parametrize(
    "arguments",
    [
        ["read", "--remove"],
        ["queue", KEY, "--json"],
        ["search"],
        ["search", "word", "--saved", "x"],
        ["searches", "--digit", "3"],
        ["searches", "--save", "x", "word", "--digit", "0"],
        ["searches", "--save", "x", "word", "--remove", "y"],
        ["searches", "--save", "x", "word", "--json"],
        ["facets", "--wrong"],
    ],
)
def test_what_makes_no_sense_is_wrong_usage(call: Call, arguments: list[str]) -> None:
    assert call(*arguments).code == 2


def test_a_saved_search_is_asked_by_name_and_by_digit(call: Call) -> None:
    saved = call("searches", "--save", "To read", "is:queued", "--digit", "3", "--sort", "year")
    call("queue", OTHER, KEY)

    assert (saved.code, saved.out) == (0, "")
    expected = [KEY, OTHER]
    for name in ("To read", "to READ", "3"):
        assert [one["key"] for one in call("search", "--saved", name, "--json").json] == expected
    assert [one["key"] for one in call("search", "--saved", "3", "--sort", "read", "--json").json] == [OTHER, KEY]


def test_searches_lists_by_digit_and_name(call: Call) -> None:
    call("searches", "--save", "beta", "b")
    call("searches", "--save", "alpha", "a")
    call("searches", "--save", "zeta", "z", "--digit", "2")

    assert call("searches").out == "2\tzeta\tz\n-\talpha\ta\n-\tbeta\tb\n"
    assert call("searches", "--json").json[0] == {"name": "zeta", "query": "z", "sort": None, "digit": 2}


def test_a_removed_search_is_gone(call: Call) -> None:
    call("searches", "--save", "beta", "b")

    assert call("searches", "--remove", "BETA").code == 0
    assert call("searches").code == 1
    assert call("searches", "--remove", "beta").code == 1
    assert call("search", "--saved", "beta").code == 1


@pytest.mark.parametrize("name", ["7", " "])
def test_a_name_that_cannot_be_told_from_a_key_is_refused(call: Call, name: str) -> None:
    assert call("searches", "--save", name, "word").code == 3
    assert call("searches").code == 1


def test_facets_count_all_or_a_result(call: Call, library: Library) -> None:
    """Each line is a filter that leaves as many papers as it says."""
    call("queue", KEY)
    call("tag", KEY, OTHER, "--add", "fast")
    lines = [line.split("\t") for line in call("facets").out.splitlines()]

    assert ["is:queued", "1"] in lines
    assert ["tag:fast", "2"] in lines
    library.refresh_index()
    for filtered, papers in lines:
        assert library.search(filtered).total == int(papers), filtered
    assert call("facets", "is:queued", "--json").json["tags"] == {"fast": 1}


def test_stats_tell_what_is_there(call: Call) -> None:
    call("bookmark", KEY)
    call("read", KEY, OTHER)
    call("note", KEY, "--append", "x")
    behind = call("stats", "--json").json
    call("index")
    numbers = call("stats", "--json").json

    assert (behind["index_current"], behind["indexed"]) == (False, 208)
    assert {name: numbers[name] for name in ("papers", "bookmarked", "read", "unread", "notes", "indexed")} == {
        "papers": 209,
        "bookmarked": 1,
        "read": 2,
        "unread": 207,
        "notes": 1,
        "indexed": 209,
    }
    assert (numbers["index_current"], numbers["index_engine"]) == (True, "whoosh")
    assert numbers["index_bytes"] > 100_000
    assert "index\tcurrent\n" in call("stats").out


def test_config_shows_every_setting_and_takes_its_own_output(call: Call, home: Home) -> None:
    shown = call("config")
    home.config.mkdir()
    home.config_file.write_text(shown.out.replace('index = "auto"', 'index = "whoosh"'), encoding="utf-8")

    assert shown.code == 0
    assert str(home.config_file) in shown.out
    again = call("config", "--json")
    assert (again.code, again.err) == (0, "")
    assert again.json["settings"]["index"]["value"] == "whoosh"


def test_a_broken_configuration_is_told_and_stops_nothing(call: Call, home: Home) -> None:
    home.config.mkdir()
    home.config_file.write_text("index = 3\n", encoding="utf-8")
    found = call("show", KEY)

    assert (found.code, "Accelerating" in found.out) == (0, True)
    assert f"{home.config_file}, line 1" in found.err
    assert call("config").code == 3
