"""The manual says what the program does: generated parts are fresh; examples, options, keys, settings are real."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from tests.manual.examples import blocks, calls, spans
from tests.manual.make import MAN_PAGE
from tests.manual.regions import PAGES, explained_keys, filled, options
from tests.manual.roff import man_page
from tui_reader import manual
from tui_reader.cli import COMMANDS, wants_reader
from tui_reader.cli.group import commands
from tui_reader.cli.typos import mistyped_command
from tui_reader.config import Config

if TYPE_CHECKING:
    from tui_reader.paths import Home

README = Path(__file__).parents[2] / "README.md"
DOCUMENTS = [README, *sorted(PAGES.glob("*.md"))]
BY_NAME = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)

KEY = re.compile(r"ctrl\+[a-z]|[A-Za-z*/\\<>()]|Enter|Esc|Space|Tab|[↑↓]")
PALETTE = "ctrl+p"
"""Textual's own key, which no table of ours has."""


def test_every_topic_is_a_file_and_every_file_a_topic() -> None:
    """What `tui-reader help` lists is what there is."""
    assert sorted(manual.TOPICS) == sorted(path.stem for path in PAGES.glob("*.md"))


@BY_NAME
def test_generated_regions_are_those_of_the_program(document: Path) -> None:
    """A changed option, key or setting is in the manual; `make manual` writes it."""
    text = document.read_text(encoding="utf-8")

    assert filled(text) == text


def test_the_man_page_is_that_of_the_manual() -> None:
    """`make manual` writes it too."""
    assert MAN_PAGE.read_text(encoding="utf-8") == man_page()


def test_the_man_page_can_be_set() -> None:
    """Where there is groff it has nothing to complain of; elsewhere every request is a known macro."""
    requests = {line.split()[0] for line in man_page().splitlines() if line.startswith((".", "'"))}

    assert requests <= {".TH", ".SH", ".SS", ".PP", ".TP", ".IP", ".RS", ".RE", ".nf", ".fi", ".br"}
    if shutil.which("groff"):
        command = ["groff", "-man", "-Tutf8", "-K", "utf8", "-ww", "-z", str(MAN_PAGE)]
        complaints = subprocess.run(command, capture_output=True, text=True, check=True).stderr
        # What a line of a wide example does to a narrow page is no fault of the page.
        assert [line for line in complaints.splitlines() if "cannot" not in line and "can't" not in line] == []


@BY_NAME
def test_every_call_that_is_shown_is_understood(document: Path) -> None:
    """Commands and options of all examples exist, and go together; a query is a query."""
    for arguments in calls(document.read_text(encoding="utf-8")):
        if wants_reader(arguments) or mistyped_command(arguments[0]):
            continue
        command = commands.get_command(click.Context(commands), arguments[0])
        assert command is not None, arguments
        if arguments[1:]:  # a command alone may be the mention of one that needs arguments
            command.make_context(arguments[0], arguments[1:])


@BY_NAME
def test_every_option_that_is_named_exists(document: Path) -> None:
    """An option in running text is one of some command."""
    known = {name for command in COMMANDS for record, _ in options(command) for name in re.findall(r"--[\w-]+", record)}
    named = {
        option
        for span in spans(document.read_text(encoding="utf-8"))
        if not span.startswith(("python", "make"))
        for option in re.findall(r"(?<!\S)--[a-z][\w-]*", span)
    }

    assert named <= {*known, "--help", "--version"}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_in_the_manual(name: str) -> None:
    """Each command's section has all its options, and the list of commands is complete."""
    (section,) = [one for one in manual.sections() if (one.topic, one.heading) == ("command-line", name)]

    assert [record for record, _ in options(name) if f"`{record}`" not in section.text] == []


@BY_NAME
def test_every_key_that_is_named_exists(document: Path) -> None:
    """A key in running text is one of the table of keys."""
    known = {re.sub(r"^Ctrl-", "ctrl+", key) for _, rows in explained_keys() for keys, _ in rows for key in keys}
    named = {span for span in spans(document.read_text(encoding="utf-8")) if KEY.fullmatch(span)}

    assert named <= {*known, PALETTE}


@BY_NAME
def test_every_example_of_settings_is_accepted(document: Path, home: Home) -> None:
    """What a reader copies into config.toml is used without a complaint."""
    home.config.mkdir(parents=True)
    for block in blocks(document.read_text(encoding="utf-8")):
        if not re.match(r"\[\w+\]$|\w+ = ", block.strip().split("\n")[0]):
            continue
        assert tomllib.loads(block)
        home.config_file.write_text(block, encoding="utf-8")
        assert Config.load(home)[1] == ()


def test_sections_are_the_pages_in_parts() -> None:
    """The screen finds in them: each has a topic, a plain heading and text; comments of the generator are not there."""
    sections = manual.sections()

    assert list(dict.fromkeys(one.topic for one in sections)) == list(manual.TOPICS)
    assert all(one.heading and "`" not in one.heading for one in sections)
    assert [one for one in sections if "<!--" in one.text] == []
    assert [one.heading for one in sections if one.topic == "notes"][:2] == ["Notes", "Templates"]
    assert sum(len(one.text.split()) for one in sections) > 4_000
