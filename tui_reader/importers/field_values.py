"""Values of the fields of a paper in JSON: how each is read, leniently, and how it is written, exactly.

A reading function takes a value that is not empty, the name of its field, and a list for notes; it returns `None` when
the value means nothing, after a note that says why. So one wrong field never costs a paper.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from tui_reader.model.papers import KINDS, normal_arxiv, normal_doi
from tui_reader.texts.name_lists import people_in, person_of_parts
from tui_reader.texts.names import Person
from tui_reader.texts.times import in_utc

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_reader.model.papers import Kind

Notes = list[str]

_YEAR = re.compile(r"[1-9]\d{3}", re.ASCII)
_LONGEST_SHOWN = 40
"""Characters: about half a line of a terminal."""

_person = lru_cache(maxsize=8_192)(Person.parse)
"""People write more than one paper."""


# Texts and numbers


def text(value: object, name: str, notes: Notes) -> str | None:
    """A text without white space around it."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, int) and not isinstance(value, bool) and name in _NUMBERED:
        return str(value)
    notes.append(f"{name} left empty: it is {sort_of(value)}, not text")
    return None


_NUMBERED = ("volume", "issue", "pages", "article_number", "edition")


def texts(value: object, name: str, notes: Notes) -> tuple[str, ...] | None:
    """A list of texts, or the list of the one text that it is."""
    if isinstance(value, str):
        value = [value]
    if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        return tuple(stripped for entry in value if (stripped := entry.strip()))
    notes.append(f"{name} left empty: it is {'a list of other things' if isinstance(value, list) else sort_of(value)}")
    return None


def tags(value: object, name: str, notes: Notes) -> tuple[str, ...] | None:
    """Tags, sorted, without `#`."""
    found = texts(value, name, notes)
    return found and tuple(sorted({tag for one in found if (tag := one.lstrip("#").strip())}))


def flag(value: object, name: str, notes: Notes) -> bool | None:
    """The value, if it is true or false; a note says what else it was."""
    if isinstance(value, bool):
        return value
    notes.append(f"{name} left empty: it is {sort_of(value)}, not true or false")
    return None


def number(value: object, name: str, notes: Notes, low: int, high: int) -> int | None:
    """A whole number between two others."""
    if isinstance(value, str) and value.strip().isdecimal():
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
        return value
    notes.append(f"{name} left empty: {brief(value)} is not between {low} and {high}")
    return None


def year(value: object, _name: str, notes: Notes) -> int | None:
    """A year of four digits."""
    if isinstance(value, str) and _YEAR.fullmatch(value.strip()):
        return int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 1000 <= value <= 9999:  # noqa: PLR2004  # four digits
        return value
    notes.append(f"year left empty: {brief(value)} is not a year")
    return None


def kind(value: object, name: str, notes: Notes) -> Kind | None:
    """The value, if it is one of `KINDS`; a note says what else it was."""
    found = next((one for one in KINDS if one == value), None)
    if found is None:
        notes.append(f"{name} left empty: {brief(value)} is none of {', '.join(KINDS)}")
    return found


def arxiv(value: object, name: str, notes: Notes) -> str | None:
    """An arXiv id as `normal_arxiv` spells it."""
    return _identifier(value, name, notes, normal_arxiv)


def doi(value: object, name: str, notes: Notes) -> str | None:
    """A DOI as `normal_doi` spells it."""
    return _identifier(value, name, notes, normal_doi)


def _identifier(value: object, name: str, notes: Notes, normal: Callable[[str], str | None]) -> str | None:
    found = text(value, name, notes)
    if found is None or (identifier := normal(found)):
        return None if found is None else identifier
    notes.append(f"{name} left empty: {brief(found)} holds none")
    return None


# People


def people(value: object, name: str, notes: Notes) -> tuple[Person, ...] | None:
    """People in a list, or in one text with ";" or "and" between them."""
    if isinstance(value, str):
        found = people_in(value)
        if found.note:
            notes.append(found.note)
        if found.others:
            notes.append(f"{name} are not complete: the list ends in “et al.”")
        return found.people
    if not isinstance(value, list):
        notes.append(f"{name} left empty: they are {sort_of(value)}, not a list of names")
        return None
    read = []
    for place, entry in enumerate(value, 1):
        one = _person(entry) if isinstance(entry, str) else person_of_parts(entry)
        if one is None:
            notes.append(f"{name.removesuffix('s')} {place} left out: {sort_of(entry)} without a name")
        elif one.family:
            read.append(one)
    return tuple(read)


def names(value: Sequence[Person]) -> list[str]:
    """Names in reading order."""
    return [one.name for one in value]


def people_parts(value: Sequence[Person]) -> list[dict[str, str]]:
    """The parts of all names, if one of them would be read as another name; else nothing."""
    if all(_person(one.name) == one for one in value):
        return []
    return [_parts(one) for one in value]


def _parts(one: Person) -> dict[str, str]:
    if one.is_literal:
        return {"literal": one.family}
    parts = {"family": one.family, "given": one.given, "particle": one.particle, "suffix": one.suffix}
    return {name: part for name, part in parts.items() if part}


def exact_people(value: object, otherwise: tuple[Person, ...]) -> tuple[Person, ...]:
    """The people that `people_parts` wrote; others if this is something else."""
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        return otherwise
    found = []
    for one in value:
        parts = {name: part for name, part in one.items() if isinstance(part, str)}
        literal = parts.get("literal")
        person = Person(literal, is_literal=True) if literal else _of_parts(parts)
        if person.family:
            found.append(person)
    return tuple(found) or otherwise


def _of_parts(parts: dict[str, str]) -> Person:
    return Person(parts.get("family", ""), parts.get("given", ""), parts.get("particle", ""), parts.get("suffix", ""))


# Times


def time(value: object, name: str, notes: Notes) -> float | None:
    """Seconds since 1970, UTC: of a text as in "2026-11-25T01:47:00Z", or a number of them."""
    if isinstance(value, str):
        try:
            at = datetime.fromisoformat(value.strip())
        except ValueError:
            pass
        else:
            return max((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp(), 0.0)
    elif isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < 10**11:
        return float(value)
    notes.append(f"{name} left empty: {brief(value)} is not a time")
    return None


def whole_time(value: object, name: str, notes: Notes) -> int | None:
    """As `time`, in whole seconds."""
    at = time(value, name, notes)
    return None if at is None else int(at)


def utc(at: float) -> str | None:
    """A time as every record has it, `2026-11-25T01:47:00Z`, with microseconds if it has some; `None` for none."""
    if not at:
        return None
    at = round(at, 6)  # so that what is nearly a second is one
    whole = in_utc(at).strftime("%Y-%m-%dT%H:%M:%S")
    fraction = f"{at % 1:.6f}"[1:].rstrip("0.") and f"{at % 1:.6f}"[1:].rstrip("0")
    return f"{whole}{fraction}Z"


# In words


def sort_of(value: object) -> str:
    """What a value of JSON is, in words."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, (int, float)):
        return "a number"
    if isinstance(value, str):
        return "text"
    return "a list" if isinstance(value, list) else "an object"


def brief(value: object) -> str:
    """The value in a few characters; an integer of JSON can have thousands of digits."""
    if not isinstance(value, (str, int, float)) or isinstance(value, bool):
        return sort_of(value)
    if isinstance(value, int) and abs(value) >= 10**20:
        return "a number that long"
    shown = ascii(value)
    return shown if len(shown) <= _LONGEST_SHOWN else f"{shown[:_LONGEST_SHOWN]}…"
