"""The README is true: its commands, its keys, its first screen."""

from __future__ import annotations

from pathlib import Path

from textual.binding import Binding

from tui_reader.cli import COMMANDS
from tui_reader.ui.screens.questions.help import documented

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def test_every_command_is_documented() -> None:
    """Whoever reads the README knows all subcommands."""
    for name in COMMANDS:
        assert f"tui-reader {name}" in README, name


def test_the_table_of_keys_is_that_of_the_bindings() -> None:
    """Each explained binding stands in the README with its explanation."""
    for _, bindings in documented():
        for binding in bindings:
            assert binding.tooltip in README, binding.tooltip
            assert all(isinstance(one, Binding) for one in Binding.make_bindings([binding]))


def test_two_commands_do_all_the_set_up() -> None:
    """One line starts the reader and one passes the tests, with nothing but Python."""
    lines = [line for line in README.split("\n") if line.startswith("python3 -m venv")]

    assert len(lines) == 2
    assert lines[0].endswith("tui-reader")
    assert lines[1].endswith(" -m pytest")
