"""What the user configured: `config.toml` in the configuration directory, which the program reads and never writes.

Every setting has a default, and a file that is broken or missing means defaults: whatever is in it, papers can be read.
What could not be used is told, each with its place and with what is allowed there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args, get_type_hints

from tui_reader.errors import ReaderError
from tui_reader.system.bounded_read import read_bounded

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.paths import Home

Index = Literal["auto", "whoosh", "tantivy"]
Clipboard = Literal["auto", "desktop", "tmux", "osc52", "file"]

Check = Callable[[str], object]
"""Raises ReaderError for a text that cannot be used."""

_LARGEST_NUMBER = 1e9
"""Timers take no more."""
LARGEST_BYTES = 1_000_000
"""The largest file that is read."""


# What a check needs is loaded where the file has that setting; the start does not wait for it.


def _check_directory(path: str) -> None:
    from tui_reader.paths import notes_directory

    notes_directory(path)


def _check_citation_key(pattern: str) -> None:
    from tui_reader.citations.patterns import keys_by

    keys_by(pattern)


def _check_template(template: str) -> None:
    from tui_reader.texts.note_templates import check

    check(template)


def _check_opener(command: str) -> None:
    from tui_reader.system.file_opener import command_for

    command_for(command, "")


class Entry(NamedTuple):
    """One name in a table of the file whose names are the user's own, `[keys]` or `[commands]`."""

    name: str
    value: object
    place: str
    """The file and the line."""


@dataclass(frozen=True, slots=True)
class Config:
    """The values that hold; each field's `doc` says what it means."""

    index: Index = field(
        default="auto",
        metadata={
            "doc": "The search engine: auto is tantivy when that is installed and the library large, else Whoosh."
        },
    )

    format: str = field(
        default="bibtex",
        metadata={"doc": "What y copies in and cite prints: a format, or a style as in apa, apa:html, mla:in-text."},
    )
    clipboard: Clipboard = field(
        default="auto",
        metadata={
            "doc": "Who takes what is copied: auto is the desktop's clipboard, else tmux, else the terminal (OSC 52)."
        },
    )
    primary_selection: bool = field(
        default=False, metadata={"doc": "Whether a middle click pastes what was copied as well."}
    )
    citation_key: str = field(
        default="auth.lower + year + veryshorttitle.lower",
        metadata={
            "doc": "How the keys of new papers are made, as in Better BibTeX: auth, authEtAl, shorttitle(3, 3), year.",
            "check": _check_citation_key,
        },
    )
    read_after: float = field(
        # Going through a list takes a second or two a paper; who stays for eight has read the title and has begun to
        # read the abstract.
        default=8,
        metadata={"doc": "How many seconds a paper is looked at before it counts as read; 0 means only r does it."},
    )
    note_lines: bool = field(
        default=False, metadata={"doc": "Whether the list shows the first line of a paper's note."}
    )
    notes_mirror: str = field(
        default="",
        metadata={
            "name": "notes.mirror",
            "doc": "The directory where each note is a file too, KEY.md, for git, Obsidian and grep; empty means none.",
            "check": _check_directory,
        },
    )
    notes_template: str = field(
        default="",
        metadata={
            "name": "notes.template",
            "doc": "What a new note begins as; {title}, {authors}, {year}, {venue}, {key}, {doi}, {url} and {abstract} "
            "are those of the paper.",
            "advice": _check_template,
        },
    )

    open_file: str = field(
        default="",
        metadata={
            "name": "open.file",
            "doc": "The program that F opens a paper's file with, as in zathura {}; empty means the desktop's own.",
            "check": _check_opener,
        },
    )

    watch_directories: str = field(
        default="",
        metadata={
            "name": "watch.directories",
            "doc": "The directories that the reader, and watch without DIR, take lists from, with a colon (Windows: "
            "semicolon) between them.",
        },
    )

    keys: tuple[Entry, ...] = field(default=(), metadata={"table": "keys"})
    """What keys the user gave to commands; the screen checks them, which knows the commands."""
    commands: tuple[Entry, ...] = field(default=(), metadata={"table": "commands"})
    """Programs that the user made commands of the reader."""
    exports: tuple[Entry, ...] = field(default=(), metadata={"table": "export"})
    """The files that keep themselves, each a table `[[export]]`; the library checks them, which knows the formats."""

    @property
    def watched(self) -> tuple[Path, ...]:
        """The directories of `watch.directories`."""
        import os

        from tui_reader.paths import typed_path

        return tuple(typed_path(one.strip()) for one in self.watch_directories.split(os.pathsep) if one.strip())

    @classmethod
    def load(cls, home: Home) -> tuple[Config, tuple[ReaderError, ...]]:
        """The configuration of a home, and what of its file could not be used."""
        path = home.config_file
        try:
            content = read_bounded(path, LARGEST_BYTES)
        except (FileNotFoundError, NotADirectoryError):
            return cls(), ()
        except OSError as error:
            reason = f"The configuration {path} cannot be read: {error.strerror or error}."
            return cls(), (ReaderError(reason, "Make it a file that can be read; defaults hold until then."),)
        import tomllib

        try:
            text = content.decode("utf-8-sig")
            values = tomllib.loads(text)
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            return cls(), (
                ReaderError(f"{path}, line {line}: not UTF-8.", "Save it as UTF-8; defaults hold until then."),
            )
        except (ValueError, RecursionError) as error:  # ValueError also for a number with thousands of digits
            reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
            return cls(), (ReaderError(f"{path}: not TOML: {reason}.", "Correct it; defaults hold until then."),)
        known, problems = settings(), []
        own = [values.pop(name) if isinstance(values.get(name), dict) else {} for name in _TABLES]
        keys, commands = (_entries(path, text, name, table) for name, table in zip(_TABLES, own, strict=True))
        exports = _exports(path, text, values.pop("export", []))
        given = _given(values)
        for name, value in given.items():
            if problem := _problem(known, name, value):
                problems.append(ReaderError(f"{path}{_place(text, name)}: {problem.message}", problem.hint))
        usable = {known[name].attribute: value for name, value in given.items() if _is_usable(known, name, value)}
        return cls(**usable, keys=keys, commands=commands, exports=exports), tuple(problems)


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be configured."""

    name: str
    """As it stands in the file; a section and a full stop may be in front."""
    attribute: str
    """The field of Config."""
    default: Any
    allowed: tuple[Any, ...]
    """Empty when any text or number is."""
    doc: str
    check: Check | None = None
    """Raises ReaderError for a text that cannot be used."""
    advice: Check | None = None
    """Raises ReaderError for a text that can be used, but hardly is what was meant."""

    @property
    def is_number(self) -> bool:
        """Whether it is a number, which is then 0 or more."""
        return isinstance(self.default, int | float) and not isinstance(self.default, bool)


def settings() -> dict[str, Setting]:
    """Everything that can be configured, by name; what belongs to a section comes last."""
    hints = get_type_hints(Config)
    found = (
        Setting(
            one.metadata.get("name", one.name),
            one.name,
            one.default,
            (True, False) if hints[one.name] is bool else get_args(hints[one.name]),
            one.metadata["doc"],
            one.metadata.get("check"),
            one.metadata.get("advice"),
        )
        for one in fields(Config)
        if "table" not in one.metadata
    )
    return {setting.name: setting for setting in found}


_TABLES = ("keys", "commands")
"""The tables whose names are the user's own."""


def _entries(path: Path, text: str, table: str, values: dict[str, Any]) -> tuple[Entry, ...]:
    """The names of a table with their places; dots in an id of a command make no tables (`list.down = "n"`)."""
    found: list[tuple[str, object]] = []

    def add(name: str, value: object) -> None:
        if table == "keys" and isinstance(value, dict):
            for inner, one in value.items():
                add(f"{name}.{inner}", one)
        else:
            found.append((name, value))

    for name, value in values.items():
        add(name, value)
    return tuple(Entry(name, value, f"{path}{_place(text, f'{table}.{name}')}") for name, value in found)


def _exports(path: Path, text: str, tables: object) -> tuple[Entry, ...]:
    """The tables `[[export]]` with their places."""
    lines = [text.count("\n", 0, one.start()) + 1 for one in re.finditer(r"(?m)^[ \t]*\[\[[ \t]*export\b", text)]
    listed = tables if isinstance(tables, list) else [tables]
    places = [f"{path}, line {line}" for line in lines] if len(lines) == len(listed) else [str(path)] * len(listed)
    return tuple(Entry("export", value, place) for value, place in zip(listed, places, strict=True))


def _given(values: dict[str, Any]) -> dict[str, Any]:
    """What a file gives, by the names of keys: those of known sections with the section in front."""
    sections = {name.partition(".")[0] for name in settings() if "." in name}
    given: dict[str, Any] = {}
    for name, value in values.items():
        if name in sections and isinstance(value, dict):
            given |= {f"{name}.{inner}": one for inner, one in value.items()}
        else:
            given[name] = value
    return given


def _is_usable(known: dict[str, Setting], name: str, value: object) -> bool:
    setting = known.get(name)
    return setting is not None and _refusal(setting, value) is None


def _problem(known: dict[str, Setting], name: str, value: object) -> ReaderError | None:
    """Why a value cannot be used or is hardly meant, and what can be."""
    if name not in known:
        return ReaderError(f"there is no setting {name!r}.", f"There are: {', '.join(known)}.")
    setting = known[name]
    return _refusal(setting, value) or _raised(setting.advice, value)


def _refusal(setting: Setting, value: object) -> ReaderError | None:
    """Why a value cannot be used, and what can be."""
    if setting.is_number:
        fits = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= _LARGEST_NUMBER
    else:
        fits = isinstance(value, type(setting.default)) and (not setting.allowed or value in setting.allowed)
    if fits:
        return _raised(setting.check, value)
    shown = f'"{value}"' if isinstance(value, str) else str(value) if setting.is_number else type(value).__name__
    allowed = f"one of {', '.join(map(_written, setting.allowed))}" if setting.allowed else "a text in quotation marks"
    allowed = "a number, 0 or more, at most a billion" if setting.is_number else allowed
    return ReaderError(
        f"{setting.name} cannot be {shown}.", f"It is {allowed}; {_written(setting.default)} holds until then."
    )


def _raised(check: Check | None, value: object) -> ReaderError | None:
    """What a check says about a value of the file; the empty text, which turns a setting off, is never wrong."""
    if check is None or not isinstance(value, str) or not value:
        return None
    try:
        check(value)
    except ReaderError as error:
        return error
    return None


def _written(value: object) -> str:
    """A value as it stands in the file."""
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


def _place(text: str, name: str) -> str:
    """Where a name stands, as it is said; empty when it is written in a way that is not looked for."""
    section, _, last = name.partition(".") if name.partition(".")[0] in _TABLES else name.rpartition(".")
    for within, wanted in ((section, last), ("", name)):
        header = re.search(rf"^[ \t]*\[[ \t]*{re.escape(within)}[ \t]*\]", text, re.MULTILINE) if within else None
        if within and not header:
            continue
        pattern = re.compile(rf"""^[ \t]*\[*[ \t]*["']?{re.escape(wanted)}["']?[ \t]*[]=.]""", re.MULTILINE)
        if found := pattern.search(text, header.end() if header else 0):
            return f", line {text.count(chr(10), 0, found.start()) + 1}"
    return ""
