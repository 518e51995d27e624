"""Names of people and of groups: what their parts are, and how one is read from text.

This module is the only one that knows names: importers read them here, and citations ask it for parts and orders.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

_PARTICLES = frozenset(
    (
        *("af", "al", "ben", "da", "dal", "dalla", "das", "de", "del", "della", "den", "der", "des", "di", "dos", "du"),
        *("el", "la", "las", "le", "lo", "los", "mac", "nic", "san", "st", "st.", "ter", "tot", "van", "vom", "von"),
    )
)
_SMALL_PARTICLES = frozenset(("ap", "bin", "d", "do", "e", "li", "ten", "u", "y", "zu", "zum", "zur"))
"""Particles only in lower case: with a capital they are initials (Jason D Lee) or given names (Hong Bin Wang)."""
_GENERATION = re.compile(r"[JjSs][Rr]\.?|I{2,3}|IV")
_INITIAL = re.compile(r"(?:[^\W\d_]\.-?)+|[A-Z]")
_BEFORE_FAMILY = re.compile(r"(?P<particle>(?:[a-zà-ÿ]+['\N{RIGHT SINGLE QUOTATION MARK}]?\s+)+)(?P<family>\S.*)")
"""Words in lower case before a family name: "van den Berg", "de la Cruz". A capital ("Van den Broeck") makes them part
of the name itself, as its bearer writes it."""
_AFTER_FAMILY = re.compile(r"(?P<family>.*\S),?\s+(?P<suffix>[JjSs][Rr]\.?|I{2,3}|IV)")


@dataclass(frozen=True, slots=True)
class Person:
    """One author or editor: a person whose name has parts, or a name that nothing may take apart."""

    family: str
    """The family name without particle and suffix ("Berg"), or the whole name if there are no parts ("Plato")."""
    given: str = ""
    particle: str = ""
    """What stands before the family name in lower case ("van den", "d'"), as CSL's non-dropping particle."""
    suffix: str = ""
    """As in "Jr." or "III"."""
    is_literal: bool = False
    """Whether the source says that this is no person's name: a collaboration, an institution, a team. Then `family` is
    all of it."""

    @classmethod
    def of(cls, surname: str, given: str = "") -> Person:
        """The person with a surname that may have a particle before it and a suffix after it ("van den Berg Jr.")."""
        if not given:
            return cls(surname)
        particle = suffix = ""
        if match := _AFTER_FAMILY.fullmatch(surname):
            surname, suffix = match["family"], match["suffix"]
        if match := _BEFORE_FAMILY.fullmatch(surname):
            particle, surname = match["particle"].strip(), match["family"]
        return cls(surname, given, particle, suffix)

    @classmethod
    def parse(cls, name: str) -> Person:
        """The person that a name in reading order ("Guy Van den Broeck") or in index order ("König, Jan") means.

        The family name is the last word with the particles directly before it; initials and "Jr.", "III" at the
        very end ("Alami C.") belong to the word before them. Which middle names are part of a compound family name
        ("Back de Luca") no rule can tell.
        """
        if "," in name:
            return cls._inverted(name)
        words = name.split()
        start = len(words) - 1
        if start == 1:
            return cls.of(words[1], words[0])
        while start > 1 and (_INITIAL.fullmatch(words[start]) or _GENERATION.fullmatch(words[start])):
            start -= 1
        while start > 1 and _is_particle(words[start - 1]):
            start -= 1
        return cls.of(" ".join(words[max(start, 0) :]), " ".join(words[: max(start, 0)]))

    @classmethod
    def _inverted(cls, name: str) -> Person:
        """The person of "König, Jan", of "King, Jr., Martin" as BibTeX has it, and of "Martin King, Jr."."""
        family, *rest = (" ".join(part.split()) for part in name.split(","))
        if _GENERATION.fullmatch(rest[0]):
            given = " ".join(filter(None, rest[1:]))
            return cls.of(f"{family} {rest[0]}", given) if given else cls.parse(f"{family} {rest[0]}")
        given = ", ".join(filter(None, rest))
        return cls.of(family, given) if family else cls.parse(given.replace(",", " "))

    @property
    def surname(self) -> str:
        """The family name with its particle, without the suffix: "van den Berg"."""
        if not self.particle:
            return self.family
        return f"{self.particle}{'' if self.particle.endswith(_APOSTROPHES) else ' '}{self.family}"

    @property
    def name(self) -> str:
        """The name in reading order: "Jan van den Berg", "Martin Luther King Jr."."""
        return " ".join(filter(None, (self.given, self.surname, self.suffix)))

    @property
    def inverted(self) -> str:
        """The name in index order, as RIS writes it: "van den Berg, Jan" and "King, Martin, Jr."."""
        return ", ".join(filter(None, (self.surname, self.given, self.suffix)))


_APOSTROPHES = ("'", "\N{RIGHT SINGLE QUOTATION MARK}")


def _is_particle(word: str) -> bool:
    return word in _SMALL_PARTICLES or word.casefold() in _PARTICLES


def cited(people: Iterable[Person]) -> list[Person]:
    """The people that have any letter, in their order, as citations take them.

    Each part is one line of printable text, and a name without parts is literal.
    """
    names = []
    for one in people:
        family, given = one_line(one.family), one_line(one.given)
        if one.is_literal or not (family and given):
            if whole := family or given:
                names.append(Person(whole, is_literal=True))
        else:
            names.append(Person(family, given, one_line(one.particle), one_line(one.suffix)))
    return names
