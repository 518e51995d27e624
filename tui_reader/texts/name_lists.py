"""Several people in one text, and one person in parts, as other programs write them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.texts.name_words import GENERATION
from tui_reader.texts.names import Person, tidied

if TYPE_CHECKING:
    from collections.abc import Callable

_AND = re.compile(r"(?:^|[\s,])\s*(?:and|&)\s+", re.IGNORECASE)
_SEMICOLON = re.compile(r";\s*(?:(?:and|&)(?:\s+|$))?", re.IGNORECASE)
_OTHERS = re.compile(r"[\s,;]+(?:(?:and|&)\s+)?(?:et\.? al\.?|others|and \d+ (?:more|others))\s*$", re.IGNORECASE)
_IS_OTHERS = re.compile(r"(?:et\.? al\.?|others)", re.IGNORECASE)
_KEPT = 1 << 14
"""So many people are remembered: the same few thousand write the papers of a bibliography."""
_PERSON = 2
"""Words that a name in reading order has at least."""
_INDEXED = re.compile(
    r"[^\W\d_][\w'\N{RIGHT SINGLE QUOTATION MARK} -]*\s(?:[A-Z]\.?-?){1,3}(?:\s(?:Jr|Sr|2nd|3rd|4th)\.?)?"
)
"""A family name with initials behind it: "Lee JH", "van der Berg A." """
_USUAL = re.compile(
    r"(?P<family>[A-Z](?!ollab|onsor)[^\s,{}\\~]+), (?P<given>[A-Z][^\s,{}\\~]*(?: [A-Z][^\s,{}\\~]*)*)"
)
"""A family name of one word and given names in capitals, which mean what they seem to."""
_BETWEEN_NAMES = re.compile(r"\s+and(?=\s)|\s+and$", re.IGNORECASE)
_MARK = re.compile(r"\\.|[{},]|\s+and(?=\s)|[\s~]+", re.IGNORECASE | re.DOTALL)
_COMPANY = re.compile(r"(?:inc|ltd|llc|gmbh|corp|co)\.?", re.IGNORECASE)


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
    text, others = _without_others(text)
    if pieces := _indexed(text):
        return People(_read(pieces, Person.indexed), others)
    names, note = _names(text, others=others)
    return People(_read(names, Person.parse), others, note)


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


def bibtex_people(text: str) -> People:
    """The people of a field of BibTeX, by its grammar: "and" between names, and braces around what is one.

    A name in braces as a whole is literal. Source of the grammar: Oren Patashnik, "BibTeXing" and "Designing BibTeX
    Styles" (1988); where it takes "Van den Broeck" apart by its capitals, `Person.parse` knows better.
    """
    names: list[str] = []
    others = False
    pieces = _split(text) if "{" in text or "\\" in text else _BETWEEN_NAMES.split(text)
    for piece in pieces:
        name = piece.strip().strip(",;").strip()
        if not name:
            continue
        if _IS_OTHERS.fullmatch(name):
            others = True
        else:
            names.append(name)
    if len(names) == 1 and "{" not in names[0]:
        only = names[0]
        if ";" in only or only.count(",") > _PERSON or (only.count(",") > 1 and _OTHERS.search(only)):
            found = people_in(only)
            return found._replace(others=found.others or others)
        shorter, more = _without_others(only)
        names, others = [shorter], others or more
    return People(_read(names, _bibtex_person), others)


@lru_cache(maxsize=_KEPT)
def _bibtex_person(name: str) -> Person:  # noqa: PLR0911 - one for each shape of a name
    if (match := _USUAL.fullmatch(name)) and not GENERATION.fullmatch(match["given"]):
        return Person(match["family"], match["given"])
    if "{" not in name:
        return Person.parse(name.replace("~", " "))
    whole, parts, words = _taken_apart(name)
    if whole:
        return Person.literal(tidied(name))
    if len(parts) == 1:
        # {van den Berg} at the end is the family name as it is.
        is_apart = words[-1][:1] == "{" and len(words) > 1
        return Person(tidied(words[-1]), tidied(" ".join(words[:-1]))) if is_apart else Person.parse(name)
    family = tidied(parts[0])
    rest = [tidied(part) for part in parts[1:]]
    if _COMPANY.fullmatch(rest[-1]):
        return Person.literal(tidied(name))
    if parts[0].startswith("{") and not any("," in part for part in (family, *rest)):
        given = rest[-1]
        return Person(family, given, suffix=" ".join(rest[:-1]))
    return Person.parse(", ".join(part.replace(",", " ") for part in (family, *rest)))


def _taken_apart(name: str) -> tuple[bool, list[str], list[str]]:
    r"""Whether a name is in braces as a whole, its parts between commas, and its words; `{\"o}` is a letter."""
    depth = start = word = 0
    closed_at = 0
    parts: list[str] = []
    words: list[str] = []
    for match in _MARK.finditer(name):
        mark = match.group()
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth -= 1
            closed_at = closed_at or (match.end() if depth == 0 else 0)
        elif depth == 0 and mark == ",":
            parts.append(name[start : match.start()].strip())
            start = match.end()
        elif depth == 0 and not mark.startswith("\\"):
            words.append(name[word : match.start()])
            word = match.end()
    parts.append(name[start:].strip())
    words.append(name[word:])
    whole = name.startswith("{") and closed_at == len(name) and not name.startswith("{\\")
    return whole, parts, [text for text in words if text]


def _split(text: str) -> list[str]:
    """The names of a field, split at each "and" outside braces."""
    names = _BETWEEN_NAMES.split(text)
    if all(name.count("{") == name.count("}") for name in names):
        return names
    names = []
    depth = start = 0
    for match in _MARK.finditer(text):
        mark = match.group()
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth = max(0, depth - 1)
        elif depth == 0 and mark.strip().casefold() == "and":
            names.append(text[start : match.start()])
            start = match.end()
    names.append(text[start:])
    return names


def _without_others(text: str) -> tuple[str, bool]:
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


def _read(names: list[str], read: Callable[[str], Person]) -> tuple[Person, ...]:
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
