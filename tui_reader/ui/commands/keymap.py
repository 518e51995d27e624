"""The user's keys: `[keys]` of the configuration, checked against the table of commands.

Whatever cannot be used is told with its place in the file, and the usual keys hold for that command.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.errors import ReaderError
from tui_reader.ui.commands.table import COMMANDS, key_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tui_reader.config import Entry
    from tui_reader.ui.commands.command import Command

HOW_KEYS_ARE_WRITTEN = "Keys are written as `m`, `M`, `?`, `f5`, `ctrl+x`, `pagedown`."

UNBOUND = "unbound"
"""The key of a command that has none: no terminal sends it."""

_NAMED = frozenset(
    (
        *("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete", "backspace"),
        *("tab", "enter", "escape", "space", *(f"f{number}" for number in range(1, 25))),
    )
)
_MODIFIER = re.compile(r"(?:ctrl|shift|alt)\+(?=.)")
_UNICODE_NAMES = {
    "SOLIDUS": "slash",
    "REVERSE SOLIDUS": "backslash",
    "COMMERCIAL AT": "at",
    "HYPHEN-MINUS": "minus",
    "PLUS SIGN": "plus",
    "LOW LINE": "underscore",
}
"""What Textual calls these signs; others have their Unicode name in lower case (`textual.keys`)."""

_TEXT = frozenset(
    ("search_bar", "note", "comment", "tag_editor", "tag_name", "search_name", "key_editor", "format_chooser", "export")
)
"""The places where letters are typed."""

_EVERYWHERE = frozenset(("main", "papers", "pick"))
_WIDGETS = frozenset(("list", "abstract", "filters", "triage", "triage_end", "no_results"))


class Keymap(NamedTuple):
    """The keys that the user gave to commands."""

    keys: Mapping[str, str]
    """By the id of a command: its keys as Textual spells them, separated by commas; empty for none."""
    problems: tuple[ReaderError, ...] = ()

    def of(self, row: Command) -> str:
        """The keys of a command, separated by commas; empty when it has none."""
        return self.keys.get(row.id, row.keys)

    def for_textual(self) -> dict[str, str]:
        """The keymap that `App.set_keymap` takes."""
        return {name: keys or UNBOUND for name, keys in self.keys.items()}

    def names(self, row: Command) -> list[str]:
        """The keys of a command as help writes them."""
        if row.id not in self.keys and row.keys_shown:
            return [row.keys_shown]
        return [key_name(key) for key in self.of(row).split(",") if key]


def read_keymap(entries: Iterable[Entry]) -> Keymap:
    """The user's keys from the entries of `[keys]`: `bookmark = "m"`, `read = ["r", "ctrl+r"]`, `queue = ""`."""
    keys: dict[str, str] = {}
    problems: list[ReaderError] = []
    for entry in entries:
        row = COMMANDS.get(entry.name)
        if row is None:
            problems.append(ReaderError(f"{entry.place}: there is no command {entry.name!r}.", _like(entry.name)))
            continue
        wanted = _keys_of(entry.value)
        if wanted is None:
            hint = 'Write `"m"`, `["m", "ctrl+b"]`, or `""` for none.'
            problems.append(ReaderError(f"{entry.place}: the keys of {entry.name} are texts.", hint))
            continue
        usable: list[str] = []
        for key in wanted:
            try:
                usable.append(_usable(key, row, keys))
            except ReaderError as error:
                problems.append(ReaderError(f"{entry.place}: {error.message}", error.hint))
        if usable or not wanted:
            keys[row.id] = ",".join(dict.fromkeys(usable))
    problems += _taken_away(keys, entries)
    return Keymap(keys, tuple(problems))


def _keys_of(value: object) -> list[str] | None:
    """The keys in a value: one, several in a list or separated by commas, or none; `None` for what is no text."""
    keys: list[str] = []
    for text in value if isinstance(value, list) else [value]:
        if not isinstance(text, str):
            return None
        keys += [text] if len(text) == 1 else [key for part in text.split(",") if (key := part.strip())]
    return keys


def textual_key(key: str) -> str | None:
    """A key as Textual spells it ("?" is "question_mark"); `None` for one that no keyboard has."""
    modifiers = ""
    while match := _MODIFIER.match(key):
        modifiers += match.group()
        key = key[match.end() :]
    if len(key) == 1 and key.isprintable():
        return f"{modifiers}{key if key.isalnum() else _sign_name(key)}"
    if key.lower() in _NAMED:
        return f"{modifiers}{key.lower()}"
    if key in _sign_names():
        return f"{modifiers}{key}"
    return None


def _sign_name(sign: str) -> str:
    """What Textual calls the key of a printable character that is neither a letter nor a digit."""
    if sign == " ":
        return "space"
    name = unicodedata.name(sign, "")
    return _UNICODE_NAMES.get(name, name.lower().replace("-", "_").replace(" ", "_"))


@cache
def _sign_names() -> frozenset[str]:
    """The names of all signs, as Textual has them: "question_mark", "less_than_sign".

    They are listed because a name cannot be turned back: "_" stands for "-" as well as for " ". This takes 0.2 s, and
    only keys that are written by such a name need it.
    """
    characters = map(chr, range(sys.maxunicode + 1))
    return frozenset(_sign_name(one) for one in characters if one.isprintable() and not one.isalnum())


def _usable(text: str, row: Command, given: Mapping[str, str]) -> str:
    """A key that a command can have, as Textual spells it; raises ReaderError for any other."""
    key = textual_key(text)
    if key is None:
        raise ReaderError(
            f"there is no key {text!r}.", "Keys are written as `m`, `M`, `?`, `f5`, `ctrl+x`, `pagedown`."
        )
    if row.place in _TEXT and _types_a_letter(key):
        raise ReaderError(f"{text} types a letter where {row.id} works.", "Give it a key such as `ctrl+x` or `f5`.")
    for other_id, keys in given.items():
        other = COMMANDS[other_id]
        if other is not row and key in keys.split(",") and _meet(row, other):
            raise ReaderError(
                f"{text} is the key of {other_id} already.", f"Choose another key for one of {row.id} and {other_id}."
            )
    return key


def _taken_away(keys: Mapping[str, str], entries: Iterable[Entry]) -> list[ReaderError]:
    """What to say of commands that lose a key of theirs to one that the user gave it to."""
    places = {entry.name: entry.place for entry in entries}
    problems = []
    for name, given in keys.items():
        row = COMMANDS[name]
        for other in COMMANDS.values():
            if other.id in keys or other is row or not _meet(row, other):
                continue
            if lost := [key for key in given.split(",") if key and key in other.keys.split(",")]:
                problems.append(
                    ReaderError(
                        f"{places[name]}: {key_name(lost[0])} was the key of {other.id}, now it is that of {name}.",
                        f'Give {other.id} another key, or `{other.id} = ""` if you do not need it.',
                    )
                )
    return problems


def _meet(row: Command, other: Command) -> bool:
    """Whether two commands can be reached by a key at the same time."""
    if row.place == other.place:
        return True
    both = {row.place, other.place}
    return both <= _EVERYWHERE or (len(both & _EVERYWHERE) == 1 and len(both & _WIDGETS) == 1)


def _types_a_letter(key: str) -> bool:
    return "+" not in key and key not in _NAMED - {"space"}


def _like(name: str) -> str:
    close = get_close_matches(name, COMMANDS, 1)
    return (
        f"Did you mean {close[0]!r}? `tui-reader help keys` lists them."
        if close
        else "`tui-reader help keys` lists them."
    )
