"""The table of all commands. Key bindings, key bar, palette, help and README are views of it.

A new command is a row here (in `reader_rows` or `question_rows`) and a function in `tui_reader.ui.handlers`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from tui_reader.ui.commands import question_rows, reader_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui_reader.ui.commands.command import Command

COMMANDS: dict[str, Command] = {
    row.id: row._replace(place=place)
    for place, rows in (*reader_rows.ROWS.items(), *question_rows.ROWS.items())
    for row in rows
}
"""Every command by its id, in the order in which help lists them."""

TITLES = {
    "main": "Everywhere but in text",
    "papers": "Everywhere but in text",
    "list": "List",
    "abstract": "Abstract",
    "triage": "Triage",
    "search_bar": "Search bar",
    "filters": "Filters",
    "note": "Note",
    "versions": "Versions of a note",
    "comment": "Comment",
    "panels": "Panels",
    "duplicates_panel": "Possible duplicates",
    "highlights_panel": "All highlights",
    "tag_manager": "All tags",
    "tag_editor": "Tags",
}
"""What help calls the places that it lists; "main" holds on the main screen, "papers" in triage as well."""

KEY_NAMES = {
    "asterisk": "*",
    "backslash": "\\",
    "down": "↓",
    "delete": "Del",
    "enter": "Enter",
    "equals_sign": "=",
    "escape": "Esc",
    "greater_than_sign": ">",
    "left": "←",
    "left_parenthesis": "(",
    "less_than_sign": "<",
    "minus": "-",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "question_mark": "?",
    "right": "→",
    "right_parenthesis": ")",
    "slash": "/",
    "up": "↑",
}
"""Keys as a manual writes them, where Textual's names are others."""


def resolve(handler: str) -> Callable[..., Any]:
    """The function in `tui_reader.ui.handlers` that `module.function` names; it may be a coroutine function."""
    module, _, function = handler.partition(".")
    found: Callable[..., Any] = getattr(import_module(f"tui_reader.ui.handlers.{module}"), function)
    return found


def at(*places: str) -> list[Command]:
    """The commands that hold at some places, in their order."""
    return [row for row in COMMANDS.values() if row.place in places]


def by_place() -> Iterator[tuple[str, list[Command]]]:
    """The commands that help explains, by the title of the place where they hold."""
    for title in dict.fromkeys(TITLES.values()):
        rows = at(*(place for place, named in TITLES.items() if named == title))
        yield title, [row for row in rows if row.tooltip and row.keys]


def key_names(row: Command) -> list[str]:
    """The keys of a command as a manual writes them: "Ctrl-e", "PgDn", "/"."""
    return [row.keys_shown] if row.keys_shown else [key_name(key) for key in row.keys.split(",")]


def key_name(key: str) -> str:
    """A key of Textual's as a manual writes it."""
    *modifiers, last = key.split("+")
    name = KEY_NAMES.get(last, last if len(last) == 1 else last.capitalize())
    return "-".join([*(modifier.capitalize() for modifier in modifiers), name])
