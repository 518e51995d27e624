"""`tui-reader config`: what can be configured, and what is."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

import click

from tui_reader.cli.exit_codes import COULD_NOT, DONE, report_error

if TYPE_CHECKING:
    from tui_reader.config import Config, Setting
    from tui_reader.errors import ReaderError


@click.command
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(*, as_json: bool) -> int:
    """Show every setting, and where to change it.

    What is printed is TOML and could be the file itself. The program reads the file and never writes it.
    """
    from tui_reader.config import Config, settings
    from tui_reader.paths import Home

    home = Home.of_user()
    exists = os.path.exists(home.config_file)  # noqa: PTH110 Path.exists raises where a directory may not be entered
    config, problems = Config.load(home)
    known = settings()
    if as_json:
        from tui_reader.cli.json_output import write_json

        listed = {
            setting.name: {
                "value": getattr(config, setting.attribute),
                "default": setting.default,
                "allowed": list(setting.allowed),
                "doc": setting.doc,
            }
            for setting in known.values()
        }
        write_json({"path": str(home.config_file), "exists": exists, "settings": listed})
    else:
        sys.stdout.write(f"# {home.config_file}{'' if exists else ' (not there: defaults hold)'}\n")
        section = ""
        for setting in known.values():
            within, _, name = setting.name.rpartition(".")
            if within != section:
                section = within
                sys.stdout.write(f"\n[{section}]\n")
            sys.stdout.write(f"\n# {setting.doc}\n# {_allowed(setting)}; by default {_toml(setting.default)}.\n")
            sys.stdout.write(f"{name} = {_toml(getattr(config, setting.attribute))}\n")
        _write_exports(config)
        _write_keys(config)
    problems = (*problems, *_problems_of_tables(config))
    for problem in problems:
        report_error(problem)
    return COULD_NOT if problems else DONE


def _problems_of_tables(config: Config) -> tuple[ReaderError, ...]:
    """What cannot be used of [keys], [commands] and [[export]]."""
    from tui_reader.library.kept_exports import read_exports
    from tui_reader.ui.commands.keymap import read_keymap
    from tui_reader.ui.commands.user_commands import read_commands

    return (
        *read_keymap(config.keys).problems,
        *read_commands(config.commands).problems,
        *read_exports(config.exports)[1],
    )


def _write_exports(config: Config) -> None:
    """The files that keep themselves."""
    from tui_reader.library.kept_exports import read_exports

    for one in read_exports(config.exports)[0]:
        values = {"query": one.query, "format": one.format.name, "file": str(one.path)}
        sys.stdout.write("\n[[export]]\n" + "".join(f"{name} = {_toml(text)}\n" for name, text in values.items()))


def _write_keys(config: Config) -> None:
    """The keys of every command that has a name, those that the user gave as they hold."""
    from tui_reader.ui.commands.keymap import read_keymap
    from tui_reader.ui.commands.table import COMMANDS

    keymap = read_keymap(config.keys)
    sys.stdout.write("\n[keys]\n\n# The keys of each command; what is in [commands] are programs of your own.\n")
    for row in COMMANDS.values():
        held = [key for key in keymap.of(row).split(",") if key]
        value = _toml(held[0] if len(held) == 1 else held or "")
        sys.stdout.write(f"{'' if row.id in keymap.keys else '# '}{_toml(row.id)} = {value}  # {row.label}\n")


def _allowed(setting: Setting) -> str:
    if setting.allowed:
        return f"One of {', '.join(map(_toml, setting.allowed))}"
    return "A number, 0 or more" if setting.is_number else "A text"


def _toml(value: object) -> str:
    """A value as TOML: as JSON, but for what no terminal shows, which TOML escapes otherwise."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(letter if letter.isprintable() else f"\\U{ord(letter):08x}" for letter in text)
