"""The user's own commands: `[commands]` of the configuration, each a program that is run with papers.

    [commands.zotero]
    run = ["zotero-open", "{key}"]
    key = "Z"
    label = "Open in Zotero"

`run` is a program and its arguments, never a shell; {key}, {keys}, {doi}, {arxiv}, {url} and {title} are those of the
paper. The papers come as JSON Lines on its standard input.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.errors import ReaderError
from tui_reader.ui.commands.command import Command
from tui_reader.ui.commands.keymap import HOW_KEYS_ARE_WRITTEN, textual_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_reader.config import Entry

FIELDS = ("key", "keys", "doi", "arxiv", "url", "title")
"""What may stand in braces in an argument."""

_FIELD = re.compile(r"\{([^{}]*)\}")
_NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")
_SETTINGS = {"run", "key", "label"}


class UserCommands(NamedTuple):
    """The commands of the configuration that can be run."""

    rows: tuple[Command, ...]
    """As rows of the table, with the ids `user.NAME`."""
    problems: tuple[ReaderError, ...] = ()


def read_commands(entries: Iterable[Entry]) -> UserCommands:
    """The commands that the entries of `[commands]` mean, and what of them cannot be used."""
    rows: list[Command] = []
    problems: list[ReaderError] = []
    for entry in entries:
        try:
            rows.append(_row(entry))
        except ReaderError as error:
            problems.append(ReaderError(f"{entry.place}: {error.message}", error.hint))
    return UserCommands(tuple(rows), tuple(problems))


def _row(entry: Entry) -> Command:
    name, value = entry.name, entry.value
    if not _NAME.fullmatch(name):
        raise ReaderError(f"{name!r} is no name of a command.", "Use letters, digits, hyphens and underscores.")
    value = {"run": value} if isinstance(value, list) else value
    if not isinstance(value, dict) or not _is_program(value.get("run")):
        hint = f'Write `{name} = {{run = ["program", "{{key}}"], key = "Z"}}`.'
        raise ReaderError(f"the command {name} has no program to run.", hint)
    if unknown := sorted(set(value) - _SETTINGS):
        raise ReaderError(
            f"the command {name} has no setting {unknown[0]!r}.", f"There are: {', '.join(sorted(_SETTINGS))}."
        )
    run: list[str] = value["run"]
    if strange := [field for text in run[1:] for field in _FIELD.findall(text) if field not in FIELDS]:
        raise ReaderError(
            f"there is no {{{strange[0]}}}.", f"There are: {', '.join(f'{{{field}}}' for field in FIELDS)}."
        )
    key, label = value.get("key", ""), value.get("label", name)
    if not isinstance(key, str) or not isinstance(label, str):
        raise ReaderError(f"key and label of the command {name} are texts.", 'Write `key = "Z"`.')
    spelled = textual_key(key) if key else ""
    if spelled is None:
        raise ReaderError(f"there is no key {key!r}.", HOW_KEYS_ARE_WRITTEN)
    return Command(f"user.{name}", spelled, label, f"Runs {run[0]}", "outside.run", (tuple(run),), place="user")


def _is_program(run: object) -> bool:
    return isinstance(run, list) and bool(run) and bool(run[0]) and all(isinstance(text, str) for text in run)


def filled(argument: str, values: dict[str, str]) -> str:
    """An argument with what stands in braces put in; other braces stay as they are."""
    return _FIELD.sub(lambda match: values.get(match[1], match[0]), argument)
