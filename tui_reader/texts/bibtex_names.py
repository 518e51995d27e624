"""The people of a field of BibTeX, by its own grammar of names and by biblatex's extended one."""

from __future__ import annotations

import re
from functools import lru_cache

from tui_reader.texts.name_lists import People, people_in, read_once, without_others
from tui_reader.texts.name_words import GENERATION
from tui_reader.texts.names import Person, tidied

_IS_OTHERS = re.compile(
    r"(?:and\s+)?(?:et\.? al\.?|others|(?:&\s*)?\d+ (?:(?:more|others)(?: authors)?|(?:\w+ )?co-?authors))",
    re.IGNORECASE,
)
_PERSON = 2
"""Commas that a name has at most, and words that one in reading order has at least."""
_KEPT = 1 << 14
"""So many people are remembered: the same few thousand write the papers of a bibliography."""
_USUAL = re.compile(
    r"(?P<family>[A-Z](?!ollab|onsor)[^\s,{}\\~]+), (?P<given>[A-Z][^\s,{}\\~]*(?: [A-Z][^\s,{}\\~]*)*)"
)
"""A family name of one word and given names in capitals, which mean what they seem to."""
_BETWEEN_NAMES = re.compile(r"\s+and(?=\s)|\s+and$", re.IGNORECASE)
_MARK = re.compile(r"\\.|[{},]|\s+and(?=\s)|[\s~]+", re.IGNORECASE | re.DOTALL)
_NAMED_PART = re.compile(r"\"?(?P<part>[a-z]+(?:-i)?)\s*=\s*(?P<value>.*?)\"?", re.DOTALL)
"""A part of a name as biblatex's extended format has it: `family=Rehman`, `given-i={Ph}`."""
_PAIRS = re.compile(r"[^,]*\w[^,]*,\s*(?:[^\W\d_]\.[ -]?)+(?:,[^,]*\w[^,]*,\s*(?:[^\W\d_]\.[ -]?)+)+")
"""Several people with commas between them: "Miller, D., Firby, J."."""
_COMPANY = re.compile(r"(?:inc|ltd|llc|gmbh|corp|co)\.?", re.IGNORECASE)


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
        if _IS_OTHERS.fullmatch(name.strip("{}")):
            others = True
        elif name.count(",") > _PERSON and _PAIRS.fullmatch(name):
            halves = name.split(",")
            names += [f"{family},{given}" for family, given in zip(halves[::2], halves[1::2], strict=True)]
        else:
            names.append(name)
    if len(names) == 1 and "{" not in names[0]:
        only = names[0]
        if ";" in only or only.count(",") > _PERSON or (only.count(",") > 1 and without_others(only)[1]):
            found = people_in(only)
            return found._replace(others=found.others or others)
        shorter, more = without_others(only)
        names, others = [shorter], others or more
    return People(read_once(names, _bibtex_person), others)


@lru_cache(maxsize=_KEPT)
def _bibtex_person(name: str) -> Person:
    if (match := _USUAL.fullmatch(name)) and not GENERATION.fullmatch(match["given"]):
        return Person(match["family"], match["given"])
    if "=" in name and (person := _extended_person(name)):
        return person
    if "{" not in name:
        return Person.parse(name.replace("~", " "))
    whole, parts, words = _taken_apart(name)
    if whole:
        return Person.literal(tidied(name))
    if len(parts) == 1:
        # {van den Berg} at the end is the family name as it is.
        is_apart = words[-1][:1] == "{" and len(words) > 1
        return Person(tidied(words[-1]), tidied(" ".join(words[:-1]))) if is_apart else Person.parse(name)
    return _indexed_person(name, parts)


def _extended_person(name: str) -> Person | None:
    """The person of a name in the extended format of biblatex (its manual, 3.4); `None` for another name."""
    _, pieces, _ = _taken_apart(name)
    matches = [_NAMED_PART.fullmatch(piece) for piece in pieces]
    parts = {match["part"]: tidied(match["value"]) for match in matches if match}
    if len(parts) < len(pieces) or parts.keys().isdisjoint({"family", "given"}):
        return None
    family, given = parts.get("family", ""), parts.get("given", "")
    if not family or not given:
        return Person(family or given)
    return Person(family, given, parts.get("prefix", ""), parts.get("suffix", ""))


def _indexed_person(name: str, parts: list[str]) -> Person:
    """The person of a name in index order, of which some part is in braces."""
    family = tidied(parts[0])
    rest = [tidied(part) for part in parts[1:]]
    if _COMPANY.fullmatch(rest[-1]):
        return Person.literal(tidied(name))
    if parts[0].startswith("{") and not any("," in part for part in (family, *rest)):
        return Person(family, rest[-1], suffix=" ".join(rest[:-1]))
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
