r"""The authors of arXiv's listings: one text with affiliations in parentheses, "and", "&", and LaTeX.

Source: https://info.arxiv.org/help/prep.html#author; arXiv/arxiv-base, arxiv/authors.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.texts.names import Person, unique

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEPARATOR = re.compile(r"\s*[,;]\s*(?:and\s+|&\s*)?|\s+and\s+|\s*(?<!\\)&\s*", re.IGNORECASE)
_OTHERS = re.compile(r"(?:et\.? al\.?|others)", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:[JjSs]r\.?|I{2,3}|IV|V)")
_FOR = re.compile(
    r"(?:\s|^)(?:for|on behalf of)\s+(?:the\s+)?(?P<group>.*\b(?:collaborations?|teams?|consorti\w+|group)\b.*)",
    re.IGNORECASE,
)


def arxiv_people(text: str) -> tuple[tuple[Person, ...], bool, bool]:
    """The people in a list of arXiv's, whether there are more, and whether it has affiliations, which are left out."""
    plain = "".join(_outside(text))
    people: list[Person] = []
    others = False
    plain = re.sub(r"\s*\bet\.? al\.?,?\s*$", lambda _: ", et al", plain)
    for piece in _SEPARATOR.split(plain):
        name = " ".join(piece.split()).strip(" .:") if piece.strip(" .:") in {"", "et al"} else " ".join(piece.split())
        name = re.sub(r"^(?:and|with)\s+", "", name).strip(":")
        if not name:
            continue
        if _OTHERS.fullmatch(name):
            others = True
        elif _SUFFIX.fullmatch(name) and people and people[-1].given:
            last = people.pop()
            people.append(Person(last.family, last.given, last.particle, name))
        elif match := _FOR.search(name):
            if before := name[: match.start()].strip():
                people.append(Person.parse(before))
            people.append(Person.literal(match["group"]))
        else:
            people.append(Person.parse(name))
    return unique(person for person in people if person.family), others, plain != text


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
