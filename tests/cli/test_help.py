"""The manual in the shell, and what is said to mistyped commands, options, formats and keys."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pexpect
import pytest

from tests.cli.conftest import ROOT
from tui_reader import manual
from tui_reader.cli import COMMANDS, wants_reader
from tui_reader.cli.typos import mistyped_command

if TYPE_CHECKING:
    from tests.cli.conftest import Call


def test_help_alone_lists_the_topics(call: Call) -> None:
    """A topic a line, with what it is about."""
    result = call("help")

    assert [line.split()[0] for line in result.out.splitlines()] == list(manual.TOPICS)
    assert result.code == 0


@pytest.mark.parametrize("topic", manual.TOPICS)
def test_a_topic_is_a_page_of_markdown_in_a_pipe(call: Call, topic: str) -> None:
    """The page as it is written, without the marks of what is generated."""
    result = call("help", topic)

    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("# ")
    assert "<!--" not in result.out


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_its_section(call: Call, name: str) -> None:
    """Whoever asks for a command gets its options, and where that is from."""
    result = call("help", name)

    assert f"    tui-reader {name}" in result.out
    assert result.out.endswith("(tui-reader help command-line)\n")


def test_a_heading_is_found_in_any_case(call: Call) -> None:
    """Several words are one heading."""
    assert call("help", "Citation", "KEYS").out.startswith("# Citation keys\n")


def test_a_word_of_several_sections_lists_them(call: Call) -> None:
    """Topic and heading, to be asked for."""
    lines = call("help", "tantivy").out.splitlines()

    assert "searching\tLarge libraries" in lines
    assert len(lines) > 1


def test_what_is_not_in_the_manual_is_asked_about(call: Call) -> None:
    """1, as when a search finds nothing, with what may have been meant."""
    result = call("help", "setings")

    assert (result.code, result.out) == (1, "")
    assert "Did you mean settings?" in result.err


def test_a_long_page_opens_in_the_pager_of_a_terminal() -> None:
    """$PAGER gets the page, set and not as Markdown; a page that fits is printed."""
    # LINES and COLUMNS would overrule the size of the terminal.
    inherited = {name: value for name, value in os.environ.items() if name not in ("LINES", "COLUMNS")}
    environment = {**inherited, "TERM": "xterm-256color", "PAGER": "sed s/^/paged:/"}

    def shown(lines: int) -> str:
        command = ["-m", "tui_reader", "help", "citing"]
        child = pexpect.spawn(
            sys.executable, command, env=environment, cwd=str(ROOT), dimensions=(lines, 90), encoding="utf-8"
        )
        child.expect(pexpect.EOF)
        child.close()
        return str(child.before)

    assert "paged:" in shown(20)
    assert "paged:" not in shown(400)
    assert "## Formats" not in shown(400)


@pytest.mark.parametrize(
    ("word", "command"),
    [("serach", "search"), ("improt", "import"), ("serch", "search"), ("noote", "note"), ("bokmark", "bookmark")],
)
def test_a_slip_of_the_fingers_is_a_mistyped_command(word: str, command: str) -> None:
    """Two neighbours swapped, a letter missing or doubled."""
    assert mistyped_command(word) == command


@pytest.mark.parametrize(
    "word", ["state", "style", "head", "city", "facet", "starch", "shot", "state-space", "tab", "ke"]
)
def test_words_near_a_command_are_words_of_a_query(word: str) -> None:
    """A query may begin with any word; only what nobody would search for is refused."""
    assert mistyped_command(word) is None
    assert wants_reader([word, "space"])


def test_a_mistyped_command_is_asked_about_and_changes_nothing(call: Call) -> None:
    """What was meant, and how it would be a query; alone it is a query, as any word."""
    result = call("serach", "state", "space")

    assert (result.code, result.out) == (2, "")
    assert "There is no command “serach”. Did you mean search?" in result.err
    assert "tui-reader -- serach state space" in result.err
    assert wants_reader(["serach"])


def test_words_with_options_are_no_command(call: Call) -> None:
    """An option makes a command of the first word, which is looked for among the commands."""
    assert "Did you mean stats?" in call("state", "--json").err
    assert "Did you mean" not in call("wombat", "--json").err


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["search", "--limt", "3", "x"], "--limit"),
        (["facets", "--jsn"], "--json"),
        (["cite", "wang2019cspnet", "--format", "bibtx"], "bibtex"),
        (["import", "x", "--format", "jsnl"], "jsonl"),
        (["show", "wang2019cspent"], "wang2019cspnet"),
        (["bookmark", "wang2019cspnt"], "wang2019cspnet"),
    ],
)
def test_other_mistyped_names_are_asked_about(call: Call, arguments: list[str], meant: str) -> None:
    """Options, formats and keys say what is there that is like them."""
    result = call(*arguments)

    assert result.code in (1, 2)
    assert f"Did you mean {meant}" in result.err.replace("'", "")
