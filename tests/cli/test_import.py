"""import: what becomes of every record is said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tui_reader.cli.import_report import MOST_PROBLEMS

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
    assert result.out.endswith("papers.jsonl: 1 new\n")
    assert call("search", "quokkas").out.startswith("lovelace2020quokkas\t")


def test_a_second_import_changes_nothing(call: Call, json_lines: Callable[[Sequence[Any]], str]) -> None:
    path = json_lines([PAPER])
    call("import", path)

    assert call("import", path).out.endswith("papers.jsonl: 0 new, 1 unchanged\n")


def test_what_was_refused_is_said_with_its_line_and_exits_1(
    call: Call, json_lines: Callable[[Sequence[Any]], str]
) -> None:
    result = call("import", json_lines([PAPER, "{nonsense", {"abstract": "no title"}]))

    assert result.code == 1
    assert result.out.endswith("1 new, 2 refused\n")
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

    assert result.out.endswith("1 new (dry run: nothing was changed)\n")
    assert library.count() == 209


def test_a_file_that_cannot_be_read_exits_3_and_the_others_go_in(
    call: Call, library: Library, json_lines: Callable[[Sequence[Any]], str], tmp_path: Path
) -> None:
    result = call("import", str(tmp_path / "missing.jsonl"), json_lines([PAPER]))

    assert result.code == 3
    assert "missing.jsonl" in result.err
    assert library.count() == 210


def test_a_hyphen_is_standard_input(call: Call) -> None:
    assert call("import", "-", stdin=json.dumps(PAPER)).out == "-: 1 new\n"


def test_an_unknown_format_is_wrong_usage(call: Call, json_lines: Callable[[Sequence[Any]], str]) -> None:
    result = call("import", json_lines([PAPER]), "--format", "endnot")

    assert result.code == 2
    assert "jsonl" in result.err


def test_what_search_prints_as_json_can_be_imported(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "found.json"
    path.write_text(call("search", "speculative", "--json").out)

    result = call("import", str(path))

    assert result.code == 0
    assert "0 new" in result.out


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
