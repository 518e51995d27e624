"""The parts of the manual that are made from tables: commands, keys, settings, import formats, fields of JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

import tui_reader.manual
from tui_reader import config
from tui_reader.cli import COMMANDS
from tui_reader.cli.group import commands as group
from tui_reader.exporters.formats import FORMATS as EXPORTS
from tui_reader.importers.fields import FIELDS
from tui_reader.importers.formats import FORMATS
from tui_reader.ui.commands.table import by_place, key_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


PAGES = Path(tui_reader.manual.__file__).parent

_REGION = re.compile(r"(<!-- (?!end)([a-z ]+) -->\n).*?(<!-- end -->\n)", re.DOTALL)


def filled(text: str) -> str:
    """A page with its regions made anew."""
    return _REGION.sub(lambda found: f"{found[1]}\n{REGIONS[found[2]]()}\n{found[3]}", text)


def explained_keys() -> Iterator[tuple[str, list[tuple[list[str], str]]]]:
    """The keys that are explained, by the place where they work: each with its names, and what it does."""
    for place, rows in by_place():
        yield place, [(key_names(row), row.tooltip) for row in rows]


def commands() -> str:
    """Each command: how it is called, what it does, its options."""
    return "\n".join(_command(name) for name in COMMANDS)


def options(name: str) -> list[tuple[str, str]]:
    """The options of a command as its help prints them, each with what it does; without `--help`."""
    context = click.Context(_loaded(name), info_name=name)
    found = (one.get_help_record(context) for one in context.command.params if isinstance(one, click.Option))
    return [record for record in found if record]


def keys() -> str:
    """A table of keys for each place."""
    tables = (
        f"## {place}\n\n| key | what it does |\n|---|---|\n"
        + "".join(f"| {' '.join(f'`{name}`' for name in names)} | {what} |\n" for names, what in rows)
        for place, rows in explained_keys()
    )
    return "\n".join(tables)


def settings() -> str:
    """Each setting: what it means, what is allowed, what holds by default."""
    return "\n".join(
        f"## {one.name}\n\n{one.doc}\n\n{_allowed(one)}; `{_toml(one.default)}` by default.\n"
        for one in config.settings().values()
    )


def import_formats() -> str:
    """A table of the kinds of file that can be imported."""
    rows = (f"| `{one.name}` | {one.label} | {' '.join(f'`{end}`' for end in one.suffixes)} |\n" for one in FORMATS)
    return "| name | what it is | usual names |\n|---|---|---|\n" + "".join(rows)


def export_formats() -> str:
    """A table of the kinds of file that papers can be exported as."""
    rows = (f"| `{one.name}` | {one.label} | {' '.join(f'`{end}`' for end in one.suffixes)} |\n" for one in EXPORTS)
    return "| name | what it is | usual names |\n|---|---|---|\n" + "".join(rows)


def json_fields() -> str:
    """A table of the fields of a paper in JSON."""
    rows = (
        f"| {f'**`{one.name}`**' if one.always else f'`{one.name}`'} | {one.about or 'as its name says'} |\n"
        for one in FIELDS
    )
    return "| field | what it is |\n|---|---|\n" + "".join(rows)


REGIONS: dict[str, Callable[[], str]] = {
    "commands": commands,
    "keys": keys,
    "settings": settings,
    "import formats": import_formats,
    "export formats": export_formats,
    "json fields": json_fields,
}


def _loaded(name: str) -> click.Command:
    command = group.get_command(click.Context(group), name)
    assert command is not None
    return command


def _command(name: str) -> str:
    command = _loaded(name)
    context = click.Context(command, info_name=name)
    usage = " ".join(("tui-reader", name, *command.collect_usage_pieces(context)))
    paragraphs = [" ".join(part.split()) for part in (command.help or "").split("\n\n")]
    listed = "".join(f"- `{record}`: {what}\n" for record, what in options(name))
    return "\n".join([f"## {name}\n", f"    {usage}\n", "\n\n".join(paragraphs) + "\n", *([listed] if listed else [])])


def _allowed(setting: config.Setting) -> str:
    if setting.allowed:
        return f"One of {', '.join(f'`{_toml(one)}`' for one in setting.allowed)}"
    return "A number, 0 or more" if setting.is_number else "A text"


def _toml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
