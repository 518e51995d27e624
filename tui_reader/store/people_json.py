"""Names of people as the database keeps them: a JSON list with an element for each.

An element is [surname, given] or, where `Person.of` would not read that back as the same name, [family, given,
particle, suffix, is_literal].
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from tui_reader.model.papers import folded
from tui_reader.texts.names import Person
from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

_UNTIDY = re.compile(r'  |[|] | [|]|["\\]')
"""What names between bars must not have to be JSON between quotes, and one line, as they are."""

_encode = json.JSONEncoder(ensure_ascii=False).encode
_PAIR = 2


def people_json(people: Sequence[Person]) -> str:
    """The names as JSON; those without a family name are left out."""
    # One look at all names together: an import asks this of five authors a paper. Nothing that `printable` replaces is
    # printable to Python either.
    together = "|".join([f"{one.family}|{one.given}" for one in people])
    if together.isprintable() and not _UNTIDY.search(f"|{together}|"):
        lists = [
            [one.family, one.given]
            if one.given and not (one.particle or one.suffix or one.is_literal or " " in one.family)
            else _parts(one)
            for one in people
            if one.family
        ]
        return _encode(lists)
    return _encode(people_lists(people))


def people_lists(people: Sequence[Person]) -> list[list[str | bool]]:
    """The names as lists; those without a family name are left out."""
    return [parts for one in people if (parts := _parts(one))[0]]


def person(parts: Sequence[Any]) -> Person:
    """The name in an element of the list."""
    return Person(*parts) if len(parts) > _PAIR else Person.of(*parts)


def families(people: str) -> frozenset[str]:
    """The family names with their particles in a text of `people_json`, folded."""
    return frozenset(
        # Only a surname of several words can have a suffix that `Person.of` takes off.
        folded(parts[0] if len(parts) == _PAIR and " " not in parts[0] else person(parts).surname)
        for parts in json.loads(people)
    )


def _parts(name: Person) -> list[str | bool]:
    tidy = Person(
        one_line(name.family), one_line(name.given), one_line(name.particle), one_line(name.suffix), name.is_literal
    )
    surname = " ".join(filter(None, (tidy.surname, tidy.suffix)))
    if Person.of(surname, tidy.given) == tidy:
        return [surname, tidy.given]
    return [tidy.family, tidy.given, tidy.particle, tidy.suffix, tidy.is_literal]
