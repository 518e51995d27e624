"""The program as a shell runs it: streams, exit codes, signals, and a real terminal."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pexpect
import pytest

from tests.cli.conftest import ROOT
from tui_reader import __version__
from tui_reader.cli import COMMANDS, wants_reader

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Call, Result
    from tui_reader.library.library import Library
    from tui_reader.paths import Home

ESCAPE = "\x1b"


def test_the_first_start_answers_a_search_without_a_terminal(shell: Callable[..., Result], home: Home) -> None:
    result = shell("search", "--json", "speculative decoding")

    assert (result.code, result.err) == (0, "")
    titles = [record["title"] for record in json.loads(result.out)]
    assert "Accelerating LLM Inference with Staged Speculative Decoding" in titles[:3]
    assert home.database.exists()


@pytest.mark.parametrize("arguments", [[], ["some", "query"], ["--"], ["--", "search"]])
def test_the_reader_without_a_terminal_says_so_in_one_line_and_exits_2(
    shell: Callable[..., Result], home: Home, arguments: list[str]
) -> None:
    result = shell(*arguments)

    assert (result.code, result.out) == (2, "")
    assert result.err.count("\n") == 1
    assert "needs a terminal" in result.err
    assert "tui-reader search" in result.err
    assert not home.data.exists()


def test_closed_streams_are_no_terminal(home: Home) -> None:
    code = subprocess.run(
        ["/bin/sh", "-c", f"exec {sys.executable} -m tui_reader <&- >&- 2>&-"], cwd=ROOT, check=False, timeout=30
    ).returncode

    assert code == 2
    assert not home.data.exists()


def test_a_dumb_terminal_is_refused() -> None:
    child = pexpect.spawn(
        sys.executable, ["-m", "tui_reader"], env={**os.environ, "TERM": "dumb"}, cwd=str(ROOT), timeout=30
    )
    child.expect(pexpect.EOF)
    child.close()

    assert b"TERM is" in child.before
    assert child.exitstatus == 2


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], True),
        (["state", "space"], True),
        (["state space -vision"], True),
        (["state", "-vision"], True),
        (["--", "search"], True),
        (["--", "--help"], True),
        (["search", "x"], False),
        (["--help"], False),
        (["-h"], False),
        (["--version"], False),
        (["words", "--json"], False),
        (["-vision"], False),
    ],
)
def test_words_that_are_no_command_open_the_reader(arguments: list[str], *, expected: bool) -> None:
    assert wants_reader(arguments) == expected


def test_the_reader_is_reached_without_click() -> None:
    program = "import sys, tui_reader.cli.exit_codes, tui_reader.cli.reader; print({'click', 'rich'} & {*sys.modules})"
    printed = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True).stdout

    assert printed == b"set()\n"


def test_version_is_the_package_s(call: Call) -> None:
    assert call("--version").out == f"tui-reader {__version__}\n"


def test_help_names_every_command(call: Call) -> None:
    result = call("--help")

    assert result.code == 0
    assert [name for name in COMMANDS if not re.search(rf"^  {name}  .+[^.]\.$", result.out, re.MULTILINE)] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(call: Call, name: str) -> None:
    result = call(name, "--help")

    assert result.code == 0
    assert result.out.startswith(f"Usage: tui-reader {name}")


@pytest.mark.parametrize(
    "arguments", [["--nonsense"], ["search"], ["show"], ["search", "x", "--limit", "-1"], ["cite"]]
)
def test_wrong_usage_exits_2_and_says_nothing_on_standard_output(call: Call, arguments: list[str]) -> None:
    result = call(*arguments)

    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("Usage: tui-reader")


@pytest.mark.parametrize("shell_name", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(call: Call, shell_name: str) -> None:
    assert "_TUI_READER_COMPLETE" in call("completion", shell_name).out


def test_the_shell_is_given_the_commands(shell: Callable[..., Result]) -> None:
    result = shell(_TUI_READER_COMPLETE="bash_complete", COMP_WORDS="tui-reader s", COMP_CWORD="1")

    assert result.out.split() == [
        "plain,search",
        "plain,similar",
        "plain,show",
        "plain,styles",
        "plain,searches",
        "plain,stats",
    ]


def test_index_says_what_it_did(call: Call) -> None:
    assert call("index").err == "The index was built: 209 papers.\n"
    assert call("index").err == "The index is current: 209 papers.\n"
    assert call("index", "--rebuild").err == "The index was built: 209 papers.\n"


def test_a_library_that_cannot_be_used_exits_3_and_says_which_and_what_next(call: Call, home: Home) -> None:
    home.data.mkdir(parents=True)
    home.database.write_bytes(b"no library" * 100)

    result = call("show", "x")

    assert (result.code, result.out) == (3, "")
    assert str(home.database) in result.err.splitlines()[0]
    assert len(result.err.splitlines()) == 2


def test_a_library_that_cannot_be_used_stops_the_reader_before_the_screen(home: Home) -> None:
    home.data.mkdir(parents=True)
    home.database.write_bytes(b"no library" * 100)
    child = pexpect.spawn(
        sys.executable, ["-m", "tui_reader"], env={**os.environ, "TERM": "xterm"}, cwd=str(ROOT), timeout=30
    )
    child.expect(pexpect.EOF)
    child.close()

    assert b"is not a library" in child.before
    assert ESCAPE.encode() not in child.before
    assert child.exitstatus == 3


def test_a_reader_of_the_output_that_leaves_is_no_error(library: Library) -> None:
    assert library.count() == 209
    command = f"{sys.executable} -m tui_reader search --json 'is:unread' | head -c 10; exit ${{PIPESTATUS[0]}}"
    finished = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, check=False, timeout=60)

    assert finished.stderr == b""
    assert finished.returncode == 141


@pytest.mark.parametrize("arguments", [["search", "decoding"], ["show", "wang2019cspnet"], ["tag"], ["--help"]])
def test_nothing_but_text_goes_into_a_pipe(
    shell: Callable[..., Result], library: Library, arguments: list[str]
) -> None:
    library.tag([library.find("wang2019cspnet").id], ["fast"])

    result = shell(*arguments, TERM="xterm-256color")

    assert result.code == 0
    assert ESCAPE not in result.out + result.err


def on_terminal(*arguments: str, **environment: str) -> str:
    child = pexpect.spawn(
        sys.executable,
        ["-m", "tui_reader", *arguments],
        env={**os.environ, "TERM": "xterm-256color", **environment},
        cwd=str(ROOT),
        timeout=30,
        dimensions=(50, 100),
        encoding="utf-8",
    )
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    return str(child.before)


def test_a_terminal_gets_titles_in_bold_and_the_words_that_matched_in_colour(library: Library) -> None:
    assert library.count() == 209

    shown = on_terminal("search", "speculative", "--limit", "1")

    assert f"{ESCAPE}[1;33mSpeculative{ESCAPE}[0m" in shown
    assert "of 209 papers, by relevance" in shown


def test_no_color_takes_the_colours_away(library: Library) -> None:
    assert library.count() == 209

    shown = on_terminal("search", "speculative", "--limit", "1", NO_COLOR="1")

    assert "Speculative" in shown
    assert not re.search(r"\x1b\[(?:\d+;)*3\d", shown)


def test_running_text_is_at_most_80_columns_wide_on_a_terminal(library: Library) -> None:
    assert library.count() == 209

    lines = re.sub(r"\x1b\[[0-9;]*m", "", on_terminal("show", "wang2019cspnet")).splitlines()

    assert max(map(len, lines)) <= 80


def test_markup_in_a_title_stays_text(call: Call, library: Library, tmp_path: Path) -> None:
    assert library.count() == 209
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"title": "The [bold]quokka[/bold] :smile:"}))
    call("import", str(path))

    assert "[bold]" in re.sub(r"\x1b\[[0-9;]*m", "", on_terminal("search", "quokka"))


def test_a_search_waits_while_another_process_writes_the_library(
    shell: Callable[..., Result], library: Library, home: Home
) -> None:
    assert library.count() == 209
    with sqlite3.connect(home.database, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")

        assert shell("search", "decoding").code == 0

        other.execute("ROLLBACK")
    other.close()


def test_output_that_does_not_fit_is_said_and_exits_3(library: Library) -> None:
    assert library.count() == 209
    command = f"{sys.executable} -m tui_reader search decoding > /dev/full"
    finished = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)

    assert (finished.returncode, finished.stderr.count("\n")) == (3, 1)
    assert "could not be written" in finished.stderr
