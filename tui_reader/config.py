"""What the user configured: `config.toml` in the configuration directory, which the program reads and never writes.

Every key has a default, and a file that is broken or missing means defaults: whatever is in it, papers can be read.
What could not be used is told, each with its place and with what is allowed there.
"""

from __future__ import annotations

import importlib
import re
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Literal, get_args, get_type_hints

from tui_reader.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.paths import Home

Index = Literal["auto", "whoosh", "tantivy"]
Clipboard = Literal["auto", "desktop", "tmux", "osc52", "file"]


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
            "check": "tui_reader.citations.patterns.keys_by",
        },
    )

    @classmethod
    def load(cls, home: Home) -> tuple[Config, tuple[ReaderError, ...]]:
        """The configuration of a home, and what of its file could not be used."""
        path = home.config_file
        try:
            content = path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return cls(), ()
        except OSError as error:
            reason = f"The configuration {path} cannot be read: {error.strerror or error}."
            return cls(), (ReaderError(reason, "Check its permissions; defaults hold until then."),)
        import tomllib

        try:
            text = content.decode("utf-8-sig")
            values = tomllib.loads(text)
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            return cls(), (
                ReaderError(f"{path}, line {line}: not UTF-8.", "Save it as UTF-8; defaults hold until then."),
            )
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            reason = str(error) if isinstance(error, tomllib.TOMLDecodeError) else "nested too deeply"
            return cls(), (ReaderError(f"{path}: not TOML: {reason}.", "Correct it; defaults hold until then."),)
        problems = {
            name: ReaderError(f"{path}{_place(text, name)}: {why}", hint) for name, why, hint in _problems(values)
        }
        return cls(**{name: value for name, value in values.items() if name not in problems}), tuple(problems.values())


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that can be configured."""

    name: str
    default: Any
    allowed: tuple[Any, ...]
    """Empty when any text is."""
    doc: str
    check: str = ""
    """The function that raises ReaderError for a text that cannot be used; empty when there is none."""


def keys() -> dict[str, Key]:
    """Everything that can be configured, by name."""
    hints = get_type_hints(Config)
    return {
        one.name: Key(
            one.name,
            one.default,
            (True, False) if hints[one.name] is bool else get_args(hints[one.name]),
            one.metadata["doc"],
            one.metadata.get("check", ""),
        )
        for one in fields(Config)
    }


def _problems(values: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Each name that cannot be used, why, and what can be."""
    known = keys()
    for name, value in values.items():
        if name not in known:
            yield name, f"there is no setting {name!r}.", f"There are: {', '.join(known)}."
        elif problem := _problem(known[name], value):
            yield name, *problem


def _problem(key: Key, value: object) -> tuple[str, str] | None:
    """Why a value cannot be used, and what can be."""
    if isinstance(value, type(key.default)) and (not key.allowed or value in key.allowed):
        return _refusal(key, value) if key.check else None
    shown = f'"{value}"' if isinstance(value, str) else type(value).__name__
    allowed = f"one of {', '.join(map(_written, key.allowed))}" if key.allowed else "a text in quotation marks"
    return f"{key.name} cannot be {shown}.", f"It is {allowed}; {_written(key.default)} holds until then."


def _refusal(key: Key, value: object) -> tuple[str, str] | None:
    module, _, function = key.check.rpartition(".")
    try:
        getattr(importlib.import_module(module), function)(value)
    except ReaderError as error:
        return error.message, error.hint
    return None


def _written(value: object) -> str:
    """A value as it stands in the file."""
    return str(value).lower() if isinstance(value, bool) else f'"{value}"'


def _place(text: str, name: str) -> str:
    """Where a name stands, as it is said; empty when it is written in a way that is not looked for."""
    found = re.search(rf"""^[ \t]*\[*[ \t]*["']?{re.escape(name)}["']?[ \t]*[]=.]""", text, re.MULTILINE)
    return f", line {text.count(chr(10), 0, found.start()) + 1}" if found else ""
