"""Person names as other programs write them: several in one text, or one in parts."""

from __future__ import annotations

import re

from tui_reader.texts.names import Person

_AND = re.compile(r"(?:^|[\s,])\s*(?:and|&)\s+", re.IGNORECASE)
_SEMICOLON = re.compile(r";\s*(?:(?:and|&)(?:\s+|$))?", re.IGNORECASE)
_OTHERS = re.compile(r"[\s,;]+(?:and\s+)?(?:et\.? al\.?|others)\s*$", re.IGNORECASE)
_PERSON = 2
"""Words that a name in reading order has at least."""


def names_of_list(text: str) -> tuple[list[str], str | None]:
    """The names in a text that holds several, and a note when it could have been meant in another way.

    Names are separated by ";" or "and". Commas separate only where they cannot stand inside a name ("König, Jan"):
    "Ada Lovelace, Alan Turing and Emmy Noether" are three people.
    """
    note = None
    if (others := _OTHERS.search(text)) and others.start():
        text = text[: others.start()]
        note = "authors are not complete: the list ends in “et al.”"
    if ";" in text:
        return _stripped(_SEMICOLON.split(text)), note
    parts = _stripped(_AND.split(text))
    if not any("," in part for part in parts):
        return parts, note
    inverted = all(part.count(",") == 1 for part in parts)
    if inverted and len(parts) > 1:
        return parts, note
    names = [name for part in parts for name in _between_commas(part, inverted=inverted)]
    if inverted and len(names) == 1 and all(len(half.split()) >= _PERSON for half in names[0].split(",")):
        note = "authors were taken as one person, family name first; separate several people by “;”"
    return names, note


def author_of_parts(parts: object) -> Person | None:
    """The author that an object means (`family` and `given`, or `name`), as CSL-JSON and many services have them."""
    if not isinstance(parts, dict):
        return None
    family, given = (_squeezed(parts.get(part)) for part in ("family", "given"))
    if family:
        return Person.of(family, given)
    name = _squeezed(parts.get("name")) or _squeezed(parts.get("literal")) or given
    return Person.parse(name) if name else None


def _between_commas(part: str, *, inverted: bool) -> list[str]:
    pieces = _stripped(part.split(","))
    return [part] if inverted or any(len(piece.split()) < _PERSON for piece in pieces) else pieces


def _stripped(texts: list[str]) -> list[str]:
    return [name for text in texts if (name := text.strip().strip(",").strip())]


def _squeezed(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
