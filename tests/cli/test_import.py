"""import: what becomes of every record is said."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.conftest import ROOT
from tui_reader.cli.imports import MOST_PROBLEMS
from tui_reader.store.database import BUSY_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tests.cli.conftest import Call, Result
    from tui_reader.library.library import Library

PAPER = {"title": "On Quokkas", "abstract": "They smile.", "authors": ["Ada Lovelace"], "year": 2020}
HOSTILE = "\x1b]52;c;aGVsbG8=\x07 [bold]Bad[/bold] \u202etxt.exe \x9b31m"

JsonLines = "Callable[[Sequence[Any]], str]"

pytestmark = pytest.mark.usefixtures("library")


def test_new_papers_are_added_and_found(call: Call, json_lines: Callable[[Sequence[Any]], str]) -> None:
    result = call("import", json_lines([PAPER]))

    assert result.code == 0
    assert result.out.endswith("papers.jsonl: 1 added\n")
    assert call("search", "quokkas").out.startswith("lovelace2020quokkas\t")


def test_a_second_import_changes_nothing(call: Call, json_lines: Callable[[Sequence[Any]], str]) -> None:
    path = json_lines([PAPER])
    call("import", path)

    assert call("import", path).out.endswith("papers.jsonl: 0 added, 1 unchanged\n")


def test_what_was_refused_is_said_with_its_line_and_exits_1(
    call: Call, json_lines: Callable[[Sequence[Any]], str]
) -> None:
    result = call("import", json_lines([PAPER, "{nonsense", {"abstract": "no title"}]))

    assert result.code == 1
    assert result.out.endswith("1 added, 2 refused\n")
    assert "papers.jsonl:2: refused: not JSON" in result.err
    assert "papers.jsonl:3: refused: no title" in result.err


def test_notes_about_records_that_went_in_are_no_failure(
    call: Call, json_lines: Callable[[Sequence[Any]], str]
) -> None:
    result = call("import", json_lines([{**PAPER, "year": "soon"}]))

    assert result.code == 0
    assert "papers.jsonl:1: note: year left empty" in result.err


def test_many_problems_are_counted_and_refusals_come_first(
    call: Call, json_lines: Callable[[Sequence[Any]], str]
) -> None:
    notes = [{"title": f"Paper number {number}", "year": "soon"} for number in range(MOST_PROBLEMS)]

    result = call("import", json_lines([*notes, "{nonsense"]))

    assert result.err.splitlines()[0].endswith(
        f":{MOST_PROBLEMS + 1}: refused: {result.err.splitlines()[0].split(': ', 2)[2]}"
    )
    assert result.err.splitlines()[-1].endswith("and 1 more; --json lists all of them.")


def test_json_is_the_whole_report(call: Call, json_lines: Callable[[Sequence[Any]], str], tmp_path: Path) -> None:
    path = json_lines([PAPER, *["{nonsense"] * (MOST_PROBLEMS + 5)])
    missing = str(tmp_path / "missing.jsonl")

    result = call("import", path, missing, "--json")

    first, second = result.json
    assert (first["added"], first["refused"], len(first["problems"])) == (1, MOST_PROBLEMS + 5, MOST_PROBLEMS + 5)
    assert first["problems"][0]["line"] == 2
    assert second["file"] == missing
    assert "missing.jsonl" in second["error"]


def test_a_dry_run_says_the_same_and_changes_nothing(
    call: Call, library: Library, json_lines: Callable[[Sequence[Any]], str]
) -> None:
    result = call("import", json_lines([PAPER]), "--dry-run")

    assert result.out.endswith("1 added (dry run: nothing was changed)\n")
    assert library.count() == 209


def test_a_file_that_cannot_be_read_exits_3_and_the_others_go_in(
    call: Call, library: Library, json_lines: Callable[[Sequence[Any]], str], tmp_path: Path
) -> None:
    result = call("import", str(tmp_path / "missing.jsonl"), json_lines([PAPER]))

    assert result.code == 3
    assert "missing.jsonl" in result.err
    assert library.count() == 210


def test_a_hyphen_is_standard_input(call: Call) -> None:
    assert call("import", "-", stdin=json.dumps(PAPER)).out == "-: 1 added\n"


def test_an_unknown_format_is_wrong_usage(call: Call, json_lines: Callable[[Sequence[Any]], str]) -> None:
    result = call("import", json_lines([PAPER]), "--format", "endnot")

    assert result.code == 2
    assert "jsonl" in result.err


def test_what_search_prints_as_json_can_be_imported(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "found.json"
    path.write_text(call("search", "speculative", "--json").out)

    result = call("import", str(path))

    assert result.code == 0
    assert "0 added" in result.out


@pytest.mark.parametrize(
    "arguments",
    [["search", "bad"], ["show", "KEY"], ["bookmark"], ["cite", "KEY"], ["cite", "KEY", "--format", "plain"]],
)
def test_hostile_text_never_reaches_the_output(
    call: Call, json_lines: Callable[[Sequence[Any]], str], arguments: list[str]
) -> None:
    call(
        "import", json_lines([{**PAPER, "title": HOSTILE, "abstract": HOSTILE, "authors": [HOSTILE], "venue": HOSTILE}])
    )
    key = call("search", "bad", "--json").json[0]["key"]
    call("bookmark", key)
    call("note", key, "--append", HOSTILE)
    capture: Result = call(*(key if argument == "KEY" else argument for argument in arguments))

    assert capture.code == 0
    visible = set(capture.out) - {"\n", "\t"}
    harmless = arguments[0] != "show"  # a note is its owner's own text, to the letter in a pipe
    assert all(letter.isprintable() for letter in visible) or not harmless
    assert "\x1b" not in capture.out


def test_a_hostile_file_name_never_reaches_the_output(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m.jsonl"
    path.write_text(json.dumps(PAPER))

    result = call("import", str(path))

    assert "\x1b" not in result.out + result.err


def test_fields_without_a_place_are_counted(call: Call, json_lines: Callable[[Sequence[Any]], str]) -> None:
    """Different names, and the records that have any; a record that is refused counts for nothing."""
    path = json_lines(
        [{**PAPER, "h5": 3, "rank": "A"}, {**PAPER, "title": "Two", "rank": "B"}, {**PAPER, "title": "", "x": "y"}]
    )

    assert "2 added, 1 refused, 2 fields of 2 records kept aside" in call("import", "--dry-run", path).out
    assert call("import", "--json", path).json[0]["kept_aside"] == {"fields": 2, "records": 2}


def test_show_has_the_facts_and_the_rating(call: Call, json_lines: Callable[[Sequence[Any]], str]) -> None:
    """In one quiet line, each with what it is."""
    details = {"volume": 3, "pages": "1-2", "ids": [["pmid", "7"]]}
    call("import", json_lines([{**PAPER, "kind": "article", "details": details, "rating": 4, "key": "Mine:1"}]))
    shown = call("show", "Mine:1").out.splitlines()

    assert shown[3] == "article · vol. 3 · pp. 1-2 · pmid:7"
    assert shown[4] == "Mine:1  ★★★★☆"


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_others_write_at_once_while_input_is_read(call: Call, options: tuple[str, ...]) -> None:
    """A pipe that gives records slowly holds nobody up, before and after its first records."""
    [first, second] = [record["key"] for record in call("search", "network", "--limit", "2", "--json").json]
    line = json.dumps({"title": "The quokka", "abstract": "x" * (1 << 20)}).encode() + b"\n"
    command = [sys.executable, "-m", "tui_reader", "import", *options, "-"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.write(line[:-100])  # more than a pipe holds: it is being read
        process.stdin.flush()
        began = time.monotonic()
        assert call("note", first, "--append", "x").code == 0
        process.stdin.write(line[-100:] + line[:-100])
        process.stdin.flush()
        assert call("note", second, "--append", "y").code == 0
        took = time.monotonic() - began
        out, _ = process.communicate(line[-100:], timeout=60)

    assert out.startswith(b"-: 1 added, 1 unchanged")
    assert took < BUSY_SECONDS
    assert [call("show", key, "--json").json["note"] for key in (first, second)] == ["x", "y"]
