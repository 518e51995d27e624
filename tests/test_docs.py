"""The README is true: its commands, its keys, its first screen."""

from __future__ import annotations

from pathlib import Path

from tui_reader.cli import COMMANDS
from tui_reader.ui.commands.table import by_place, key_names

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def test_every_command_is_documented() -> None:
    """Whoever reads the README knows all subcommands."""
    for name in COMMANDS:
        assert f"tui-reader {name}" in README, name


def test_the_table_of_keys_is_that_of_the_commands() -> None:
    """The README lists every command that has keys, with the place where it holds, its keys and what it does."""
    rows = [
        f"| {place} | {' '.join(f'`{key}`' for key in key_names(command))} | {command.tooltip} |"
        for place, commands in by_place()
        for command in commands
    ]
    start = README.index("| where | key | what it does |")

    assert README[start:].split("\n\n")[0].split("\n")[2:] == rows


def test_two_commands_do_all_the_set_up() -> None:
    """One line starts the reader and one passes the tests, with nothing but Python."""
    lines = [line for line in README.split("\n") if line.startswith("python3 -m venv")]

    assert len(lines) == 2
    assert lines[0].endswith("tui-reader")
    assert lines[1].endswith(" -m pytest")
