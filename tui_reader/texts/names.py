"""Names of people and of groups: what their parts are, and how they are read from text.

This module is the only one that knows names: importers read them here, and citations ask it for parts and orders. The
words by which it knows them are in `name_words`, lists of them in `name_lists` and `bibtex_names`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.texts.name_words import (
    AND,
    BETWEEN_PARTICLES,
    EAST_ASIAN,
    GENERATION,
    GROUP_ALONE,
    GROUP_STEMS,
    HAN,
    HANGUL,
    INITIAL,
    ONE_SIGN,
    PARTICLES,
    SMALL_PARTICLES,
    TWO_SIGNS,
    group_pattern,
)
from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

_BEFORE_FAMILY = re.compile(r"(?P<particle>(?:[a-zà-ÿ]+['\N{RIGHT SINGLE QUOTATION MARK}]?\s+)+)(?P<family>\S.*)")
"""Words in lower case before a family name: "van den Berg", "de la Cruz". A capital ("Van den Broeck") makes them part
of the name itself, as its bearer writes it."""
_AFTER_FAMILY = re.compile(r"(?P<family>.*\S),?\s+(?P<suffix>[JjSs][Rr]\.?|I{2,3}|IV|2nd|3rd|4th)")
_BARE_INITIALS = re.compile(r"[A-Z]{1,3}(?:-[A-Z])?")
"""As PubMed writes given names, without full stops: "JH"."""
_NUMBERED = re.compile(r"(?P<name>\S.*\S)\s+\d{4}")
"""DBLP numbers people of one name: "Wei Wang 0001"."""
_STEMS = frozenset(GROUP_STEMS) | {"inc.", "ltd."}
_GLUED = re.compile(
    r"(?<![\w.])(?P<initials>(?:[^\W\d_]\.-?)+)"  # initials
    r"(?=[^\W\d_](?:[^\W\dA-Z_]|['\N{RIGHT SINGLE QUOTATION MARK}]|[A-Z]{2}))"  # a name, no company: E.ON
)
"""Initials without a space behind them: "A.V.Korobchenko"."""
_PAIR = 2


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
    def literal(cls, name: str) -> Person:
        """The group or institution of that name."""
        return cls(" ".join(name.split()), is_literal=True)

    @classmethod
    def parse(cls, name: str) -> Person:
        """The person or group that a name means.

        It may be in reading order ("Guy Van den Broeck"), in index order ("König, Jan"), with initials behind the
        family name ("Lee JH"), in the order of China, Japan or Korea ("王小明"), or a group's ("ATLAS Collaboration").
        The family name is the last word with the particles directly before it; initials and "Jr.", "III" at the
        very end ("Alami C.") belong to the word before them. Which middle names are part of a compound family name
        ("Back de Luca") no rule can tell.
        """
        name = _spaced(tidied(name))
        if is_group(name):
            return cls.literal(name)
        if "," in name:
            return cls._inverted(name)
        if EAST_ASIAN.search(name) and (person := _east_asian(name)):
            return person
        words = name.split()
        start = len(words) - 1
        if start == 1:
            if _BARE_INITIALS.fullmatch(words[1]) and not INITIAL.fullmatch(words[0]) and words[0][:1].isupper():
                return cls.of(words[0], words[1])
            return cls.of(words[1], words[0])
        while start > 1 and (INITIAL.fullmatch(words[start]) or GENERATION.fullmatch(words[start])):
            start -= 1
        start = _family_from(words, start)
        return cls.of(" ".join(words[max(start, 0) :]), " ".join(words[: max(start, 0)]))

    @classmethod
    def indexed(cls, name: str) -> Person:
        """The person of a family name with initials behind it, as PubMed writes it: "van der Berg JH", "King ML Jr"."""
        *family, last = _spaced(tidied(name)).split() or [""]
        suffix = ""
        if len(family) > 1 and GENERATION.fullmatch(last):
            suffix = last
            *family, last = family
        if not family or "," in name or not last.replace(".", "").replace("-", "").isupper():
            return cls.parse(name)
        return cls.of(" ".join((*family, *filter(None, (suffix,)))), last)

    @classmethod
    def _inverted(cls, name: str) -> Person:
        """The person of "König, Jan", of "King, Jr., Martin" as BibTeX has it, and of "King, Martin, Jr."."""
        family, *rest = (" ".join(part.split()) for part in name.split(","))
        if GENERATION.fullmatch(rest[0]):
            given = " ".join(filter(None, rest[1:]))
            return cls.of(f"{family} {rest[0]}", given) if given else cls.parse(f"{family} {rest[0]}")
        if family.casefold() in GROUP_ALONE and any(rest):
            return cls.literal(f"{' '.join(rest)} {family}")
        if is_group(family):
            return cls.literal(", ".join(filter(None, (family, *rest))))
        if len(rest) > 1 and GENERATION.fullmatch(rest[-1]) and any(rest[:-1]):
            return cls.of(f"{family} {rest.pop()}", ", ".join(filter(None, rest)))
        given = ", ".join(filter(None, rest))
        first, _, last = given.rpartition(" ")
        if first and GENERATION.fullmatch(last):  # PubMed: "King, Martin L Jr"
            return cls.of(f"{family} {last}", first)
        return cls.of(family, given) if family else cls.parse(given.replace(",", " "))

    @property
    def surname(self) -> str:
        """The family name with its particle, without the suffix: "van den Berg"."""
        if not self.particle:
            return self.family
        return f"{self.particle}{'' if self.particle.endswith(_APOSTROPHES) else ' '}{self.family}"

    @property
    def name(self) -> str:
        """The name in reading order: "Jan van den Berg", "Martin Luther King Jr.", "王小明"."""
        if self.given and EAST_ASIAN.fullmatch(self.family) and EAST_ASIAN.fullmatch(self.given):
            return f"{self.family}{self.given}"
        return " ".join(filter(None, (self.given, self.surname, self.suffix)))

    @property
    def inverted(self) -> str:
        """The name in index order, as RIS writes it: "van den Berg, Jan" and "King, Martin, Jr."."""
        return ", ".join(filter(None, (self.surname, self.given, self.suffix)))


_APOSTROPHES = ("'", "\N{RIGHT SINGLE QUOTATION MARK}")


def tidied(name: str) -> str:
    """A name as one line without LaTeX and without DBLP's number."""
    if "\\" in name or "{" in name:
        from tui_reader.texts.accents import unicode_of_name

        name = unicode_of_name(name)
    name = " ".join(name.split())
    match = _NUMBERED.fullmatch(name) if name[-1:].isdecimal() else None
    return match["name"] if match else name


def _spaced(name: str) -> str:
    """A name with a space behind its initials."""
    if "." not in name:
        return name
    return _GLUED.sub(lambda match: f"{match['initials']} " if match["initials"][0].isupper() else match.group(), name)


def is_group(name: str) -> bool:
    """Whether the words of a name say that it is a collaboration's, an institution's or a team's."""
    if " " not in name or "," in name:
        return False
    if name.startswith("the "):  # nobody is called so in lower case: "the WFPC2 IDT"
        return True
    return (
        any(word[:5] in _STEMS for word in name.lower().strip("().").split())
        and group_pattern().fullmatch(name) is not None
    )


def _family_from(words: list[str], start: int) -> int:
    """Where the family name begins that has its last word at `start`: at its particles, or at "Ortega y"."""
    while start > 1 and (_is_particle(words[start - 1]) or _is_between(words, start - 1)):
        if words[start - 1] in AND and start > _PAIR and words[start - 2][:1].isupper():
            return _family_from(words, start - 2)
        start -= 1
    return start


def _is_particle(word: str) -> bool:
    return word in SMALL_PARTICLES or word in AND or word.casefold() in PARTICLES


def _is_between(words: list[str], place: int) -> bool:
    return words[place] in BETWEEN_PARTICLES and place > 1 and _is_particle(words[place - 1])


def _east_asian(name: str) -> Person | None:
    """The person of a name in the letters of China, Japan or Korea, family name first; `None` for another order."""
    words = name.split()
    if not all(map(EAST_ASIAN.fullmatch, words)) or len(words) > _PAIR:
        return None
    if len(words) == _PAIR:
        first, last = words
        is_western = len(last) == 1 and last in ONE_SIGN and first[0] not in ONE_SIGN
        return Person(last, first) if is_western else Person(first, last)
    family = _family_length(name)
    return Person(name[:family], name[family:]) if 0 < family < len(name) else Person(name)


def _family_length(name: str) -> int:
    """How many signs of a name without spaces are the family name; 0 when that cannot be told."""
    if name[:_PAIR] in TWO_SIGNS and len(name) > _PAIR:
        return _PAIR
    if HANGUL.fullmatch(name):
        return 1
    if not HAN.fullmatch(name):
        match = HAN.match(name)  # a Japanese given name may be in kana: 山田はなこ
        return match.end() if match else 0
    if len(name) == _PAIR or (len(name) == _PAIR + 1 and name[0] in ONE_SIGN):
        return 1
    return _PAIR if len(name) <= 2 * _PAIR else 0


def unique(people: Iterable[Person]) -> tuple[Person, ...]:
    """The people in their order, one who is listed twice once."""
    return tuple(dict.fromkeys(people))


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
