"""Names as columns hold them, without anything that could harm a terminal."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from tui_reader.model.papers import folded
from tui_reader.texts.names import Person
from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

encoded = json.JSONEncoder(ensure_ascii=False).encode
"""A value as the database keeps it."""
_UNTIDY = re.compile(r'  |[|] | [|]|["\\]')
"""What names between bars must not have to be JSON between quotes, and one line, as they are."""


def authors_json(authors: Sequence[Person]) -> str:
    """Names as the database keeps them: a JSON list with an element for each.

    An element is [surname, given] or, where `Person.of` would not read that back as the same name, [family, given,
    particle, suffix, is_literal].
    """
    # One look at all names together: an import asks this of five authors a paper.
    together = "|".join([f"{author.family}|{author.given}" for author in authors])
    if together.isascii() and together.isprintable() and not _UNTIDY.search(f"|{together}|"):
        plain = [author for author in authors if author.family]
        if not any(author.particle or author.suffix or author.is_literal or " " in author.family for author in plain):
            pairs = [f'["{author.family}", "{author.given}"]' for author in plain]
            return f"[{', '.join(pairs)}]"
    return encoded([parts for author in authors if (parts := _parts(author))[0]])


def _parts(person: Person) -> list[str | bool]:
    tidy = Person(
        one_line(person.family),
        one_line(person.given),
        one_line(person.particle),
        one_line(person.suffix),
        person.is_literal,
    )
    surname = " ".join(filter(None, (tidy.surname, tidy.suffix)))
    if Person.of(surname, tidy.given) == tidy:
        return [surname, tidy.given]
    return [tidy.family, tidy.given, tidy.particle, tidy.suffix, tidy.is_literal]


def person(parts: Sequence[Any]) -> Person:
    """The name in an element of a list of `authors_json`."""
    return Person(*parts) if len(parts) > _PAIR else Person.of(*parts)


_PAIR = 2


def families(authors: str) -> frozenset[str]:
    """The family names in a text of `authors_json`, as identity compares them."""
    return frozenset(folded(person(parts).surname) for parts in json.loads(authors))
