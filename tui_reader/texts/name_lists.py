"""Several people in one text, and one person in parts, as other programs write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.texts.names import Person

if TYPE_CHECKING:
    from collections.abc import Callable

_AND = re.compile(r"(?:^|[\s,])\s*(?:and|&)\s+", re.IGNORECASE)
_SEMICOLON = re.compile(r";\s*(?:(?:and|&)(?:\s+|$))?", re.IGNORECASE)
_OTHERS = re.compile(
    r"(?<![\s,;])[\s,;]+(?:(?:and|&)\s+)?(?:et\.? al\.?|others|and \d+ (?:more|others))\s*$", re.IGNORECASE
)
_PERSON = 2
"""Words that a name in reading order has at least."""
_INDEXED = re.compile(
    r"[^\W\d_][\w'\N{RIGHT SINGLE QUOTATION MARK} -]*\s(?:[A-Z]\.?-?){1,3}(?:\s(?:Jr|Sr|2nd|3rd|4th)\.?)?"
)
"""A family name with initials behind it: "Lee JH", "van der Berg A." """
_ID_IN_BRACKETS = re.compile(r"\s*\(\d+\)")
"""Scopus writes the number of an author behind the full name: "Liu, Fengyuan (60410297700)"."""
_INITIALS = re.compile(r"(?:[A-Z]\.[- ]?)+|[A-Z]")
_FAMILY_AND_INITIALS = re.compile(r"(?P<family>\S.*?)\s+(?P<initials>(?:[A-Z]\.?-?){1,4})")
_RUN_OF_INITIALS = re.compile(r"[A-Z]{2,4}\.")
_RUN_TOGETHER = re.compile(
    r"(?<=[a-zà-ÿ.])(?<!\bMc)(?<!\bMac)(?<!\bDe)(?<!\bLa)(?<!\bLe)(?<!\bDi)(?<!\bVan)(?=[A-ZÀ-Þ])"
)
"""Springer writes authors without anything between them: "Ann LeeBob Smith"."""
_BARS = re.compile(r"\s*[;|]\s*")
_COMMAS = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+")


class People(NamedTuple):
    """The people that a text names."""

    people: tuple[Person, ...] = ()
    others: bool = False
    """Whether it says that there are more ("and others", "et al.")."""
    note: str = ""
    """That it could have been meant in another way; empty when it could not."""


def people_in(text: str) -> People:
    """The people in a text that holds several.

    Names are separated by ";" or "and". Commas separate only where they cannot stand inside a name ("König, Jan"):
    "Ada Lovelace, Alan Turing and Emmy Noether" are three people, and so are "Lee JH, Smith AB, Wang X".
    """
    text, others = without_others(text)
    if pieces := _indexed(text):
        return People(read_once(pieces, Person.indexed), others)
    names, note = _names(text, others=others)
    return People(read_once(names, Person.parse), others, note)


def people_of_cell(text: str) -> tuple[Person, ...]:
    """The people in a cell of a spreadsheet, which services fill in five ways.

    Between names there are semicolons, bars, commas or nothing ("Ann LeeBob Smith"); initials may stand behind a
    family name, and the number of an author in brackets.
    """
    text = _ID_IN_BRACKETS.sub("", text)
    names = filter(None, (name.strip(" ,;") for name in _names_of_cell(text)))
    return tuple(dict.fromkeys(map(_person_of_cell, names)))


def person_of_parts(parts: object) -> Person | None:
    """The person that an object means (`family` and `given`, `literal`, or `name`), as CSL-JSON and services have it.

    `None` for one without a name.
    """
    if not isinstance(parts, dict):
        return None
    family, given, particle, suffix = (
        _squeezed(parts.get(part)) for part in ("family", "given", "non-dropping-particle", "suffix")
    )
    if literal := _squeezed(parts.get("literal")):
        return Person.literal(literal)
    if dropping := _squeezed(parts.get("dropping-particle")):
        particle = f"{dropping} {particle}".strip()
    if family and (particle or suffix):
        return Person(family, given, particle, suffix)
    if family:
        return Person.of(family, given)
    name = _squeezed(parts.get("name")) or given
    return Person.parse(name) if name else None


def without_others(text: str) -> tuple[str, bool]:
    """A list without the end that says that there are more ("et al."), and whether it had one."""
    match = _OTHERS.search(text)
    return (text[: match.start()], True) if match and match.start() else (text, False)


def _indexed(text: str) -> list[str]:
    """The names of a list in PubMed's style ("Lee JH, Smith AB."); empty for another list.

    The full stop after the last initials ends the list, unless the initials before have theirs too.
    """
    pieces = _stripped(re.split(r"[,;]", text))
    if len(pieces) <= 1 or not all(map(_INDEXED.fullmatch, pieces)):
        return []
    if not any("." in piece for piece in pieces[:-1]):
        pieces[-1] = pieces[-1].rstrip(".")
    return pieces


def _names(text: str, *, others: bool) -> tuple[list[str], str]:
    if ";" in text:
        return _stripped(_SEMICOLON.split(text)), ""
    parts = _stripped(_AND.split(text))
    if not any("," in part for part in parts):
        return parts, ""
    inverted = all(part.count(",") == 1 for part in parts)
    if inverted and len(parts) > 1:
        return parts, ""
    names = [name for part in parts for name in _between_commas(part, inverted=inverted)]
    if inverted and len(names) == 1 and all(len(half.split()) >= _PERSON for half in names[0].split(",")):
        if others:
            return _stripped(names[0].split(",")), ""
        return names, "authors were taken as one person, family name first; separate several people by “;”"
    return names, ""


def _between_commas(part: str, *, inverted: bool) -> list[str]:
    pieces = _stripped(part.split(","))
    return [part] if inverted or any(len(piece.split()) < _PERSON for piece in pieces) else pieces


def read_once(names: list[str], read: Callable[[str], Person]) -> tuple[Person, ...]:
    """The people of names, the same one once: two whom only DBLP's numbers tell apart are two."""
    people = {name: read(name) for name in names}
    if len({person.family for person in people.values()}) == len(people):
        return tuple(people.values())
    numbered = {name for name in people if name[-4:].isdecimal()}
    once = dict.fromkeys(person for name, person in people.items() if name not in numbered)
    return tuple(person for name, person in people.items() if name in numbered or once.pop(person, 0) is None)


def _stripped(texts: list[str]) -> list[str]:
    return [name for text in texts if (name := text.strip().strip(",").strip())]


def _squeezed(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _names_of_cell(text: str) -> list[str]:
    if _BARS.search(text):
        return _BARS.split(text)
    if "," in text:
        parts = _COMMAS.split(text)
        # "König, Jan" is one person, "Lee J, Smith AB" and "Ann Lee, Bob Smith" are two.
        if (
            len(parts) == _PERSON
            and not (" " in parts[0] and " " in parts[1])
            and not _FAMILY_AND_INITIALS.fullmatch(parts[0])
        ):
            return [text]
        return parts
    return _RUN_TOGETHER.split(text)


def _person_of_cell(name: str) -> Person:
    """The person of a name in reading or index order, or of a family name with initials behind it ("Liu F.")."""
    if "," not in name and (match := _FAMILY_AND_INITIALS.fullmatch(name)) and not _INITIALS.fullmatch(match["family"]):
        initials = match["initials"]
        # The full stop of "Smith AB." ends PubMed's list, that of "Smith A.B." is part of the name.
        return Person.of(match["family"], initials.rstrip(".") if _RUN_OF_INITIALS.fullmatch(initials) else initials)
    return Person.parse(name)
