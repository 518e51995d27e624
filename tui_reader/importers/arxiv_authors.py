r"""The authors of arXiv's listings: one text with affiliations in parentheses, "and", "&", and LaTeX.

Source: https://info.arxiv.org/help/prep.html#author; arXiv/arxiv-base, arxiv/authors.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.texts.names import Person, is_group, unique

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEPARATOR = re.compile(r"\s*[,;]\s*(?:and\b\.?\s*|&\s*)?|\s+and\b\.?(?:\s+|$)|\s*(?<!\\)&\s*", re.IGNORECASE)
_OTHERS = re.compile(
    r"(?:and\s+)?(?:et\.? al\.?|others|(?:the )?other (?:team |co-?)?(?:members|authors)"
    r"|\d+ (?:\w+ )?(?:co-?authors|others))",
    re.IGNORECASE,
)
_ET_AL = re.compile(r"\s*\bet\.? al\.?(?=\s*(?:[,;.]|$))", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:[JjSs]r\.?|I{2,3}|IV|V)")
_FOR = re.compile(r"(?:\s|^)(?:for|on behalf of)\s+the\s+(?P<group>\S.*)", re.IGNORECASE)
_FOR_GROUP = re.compile(
    r"(?:\s|^)(?:for|on behalf of)\s+(?:the\s+)?"
    r"(?P<group>.*\b(?:collaborations?|teams?|consorti\w+|group|experiment)\b.*)",
    re.IGNORECASE,
)
_GROUP_AND_FIRST = re.compile(r"(?P<group>[^:]+?)\s*:\s*(?P<name>\S.*)")
"""A group before its first member: "ARA Collaboration: P. Allison"."""
_MARK_OF_PLACE = re.compile(r"(?<=[^\W\d_]{3})\d{1,2}(?=\s|$)|^\d{1,2}\s+(?=[^\W\d_])")
"""The number of an affiliation that lost its parentheses: "P. Pistilli8", "1 Nial R. Tanvir"."""


def arxiv_people(text: str) -> tuple[tuple[Person, ...], bool, bool]:
    """The people in a list of arXiv's, whether there are more, and whether it has affiliations, which are left out."""
    plain = "".join(_outside(text))
    people: list[Person] = []
    listed, found = _ET_AL.subn(", et al", plain)
    others = bool(found)
    for piece in _SEPARATOR.split(listed):
        name = _tidied(piece)
        if not name:
            continue
        if _OTHERS.fullmatch(name):
            others = True
        elif _SUFFIX.fullmatch(name) and people and people[-1].given:
            last = people.pop()
            people.append(Person(last.family, last.given, last.particle, name))
        else:
            people += _people(name)
    return unique(person for person in people if person.family), others, plain != text


def _tidied(piece: str) -> str:
    """A name without what a list leaves at its ends."""
    name = " ".join(piece.split()).strip(" :)\\")
    if name.endswith(" .") or name == ".":
        name = name[:-1].rstrip()
    name = re.sub(r"^(?:and|with)\s+", "", name)
    return name if is_group(name) else _MARK_OF_PLACE.sub("", name)


def _people(name: str) -> Iterator[Person]:
    """The person of a name, and the group that it is a list or a paper of."""
    match = _GROUP_AND_FIRST.fullmatch(name)
    if match and (is_group(match["group"]) or "collab" in match["group"].casefold()):
        yield Person.literal(match["group"])
        yield Person.parse(match["name"])
        return
    if match := _FOR_GROUP.search(name) or _FOR.search(name):
        if before := name[: match.start()].strip():
            yield Person.parse(before)
        yield Person.literal(match["group"])
        return
    yield Person.parse(name)


def _outside(text: str) -> Iterator[str]:
    """The text outside parentheses; a comma stands for those that nothing else separates from a next name."""
    depth = 0
    closed = False
    for letter in text:
        if letter == "(":
            depth += 1
        elif letter == ")" and depth:
            depth -= 1
            closed = True
        elif depth == 0:
            if closed and not letter.isspace():
                if letter not in ",;&:.)" and not letter.islower():
                    yield ", "
                closed = False
            yield letter
