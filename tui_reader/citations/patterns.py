"""How citation keys are made, in the user's own words: patterns as in Better BibTeX.

Both of its notations are understood, `[auth:lower][year][shorttitle3_3]` and `auth.lower + year + shorttitle(3, 3)`. A
key has ASCII letters and digits, and of what a pattern says itself also `- _ : . / +`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tui_reader.citations.key_rules import LONGEST_KEY, citation_key, significant
from tui_reader.errors import ReaderError
from tui_reader.model.papers import folded
from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_reader.model.papers import Paper

DEFAULT = "auth.lower + year + veryshorttitle.lower"

_NOT_IN_PART = re.compile(r"[^A-Za-z0-9]+")
_NOT_IN_TEXT = re.compile(r"[^A-Za-z0-9\-_:./+]+")
_BRACKET = re.compile(r"\[(?P<inside>[^\[\]]*)\]|(?P<text>[^\[\]]+)|(?P<wrong>.)")
_NUMBERED = re.compile(r"(?P<name>[A-Za-z.]*?[A-Za-z])(?P<numbers>\d+(?:_\d+)*)?")
_TERM = re.compile(
    r"""\s*(?:'(?P<single>[^']*)'|"(?P<double>[^"]*)"|(?P<name>[A-Za-z]+)(?P<rest>(?:\([^()]*\)|\.[A-Za-z]+)*))\s*"""
)
_CALL = re.compile(r"\.?(?P<name>[A-Za-z]*)(?:\((?P<arguments>[^()]*)\))?")
_FEW, _ALPHA_LETTERS = 2, 3
_ALPHA_NAMES = 4


@dataclass(frozen=True, slots=True)
class _Fact:
    """One part of a pattern: a text, or a fact with numbers and filters."""

    name: str
    numbers: tuple[int, ...] = ()
    filters: tuple[tuple[str, tuple[int, ...]], ...] = ()

    def made(self, paper: Paper) -> str:
        text = _FACTS[self.name](paper, self.numbers)
        for name, numbers in self.filters:
            text = _FILTERS[name](text, numbers)
        return text


@dataclass(frozen=True, slots=True)
class Pattern:
    """What keys are made of."""

    parts: tuple[_Fact | str, ...]

    def key(self, paper: Paper) -> str:
        """The key of a paper; one of which the pattern finds nothing gets the usual key."""
        facts = [part if isinstance(part, str) else part.made(paper) for part in self.parts]
        if not any(fact for fact, part in zip(facts, self.parts, strict=True) if isinstance(part, _Fact)):
            return citation_key(paper)
        key = "".join(facts)[:LONGEST_KEY].strip("-_:./+")
        return key or citation_key(paper)


@cache
def keys_by(pattern: str) -> Callable[[Paper], str]:
    """What makes keys by a pattern. Raises ReaderError for a pattern that means nothing, and says what does."""
    if pattern.strip() in ("", DEFAULT):
        return citation_key
    return parsed(pattern).key


def parsed(pattern: str) -> Pattern:
    """The pattern that a text means. Raises ReaderError."""
    parts = list(_bracketed(pattern) if "[" in pattern else _formula(pattern))
    if not any(isinstance(part, _Fact) for part in parts):
        raise _wrong(f"“{one_line(pattern)}” makes the same key for every paper")
    return Pattern(tuple(parts))


def _bracketed(pattern: str) -> list[_Fact | str]:
    parts: list[_Fact | str] = []
    for match in _BRACKET.finditer(pattern):
        if match["wrong"]:
            raise _wrong("a bracket has no other")
        if match["text"] is not None:
            parts.append(_NOT_IN_TEXT.sub("", match["text"]))
            continue
        name, *filters = match["inside"].split(":")
        parts.append(_part(*_numbered(name), [_numbered(one) for one in filters]))
    return parts


def _numbered(text: str) -> tuple[str, tuple[int, ...]]:
    match = _NUMBERED.fullmatch(text.strip())
    if match is None:
        raise _wrong(f"“{one_line(text)}” means nothing")
    return match["name"], tuple(int(number) for number in (match["numbers"] or "").split("_") if number)


def _formula(pattern: str) -> list[_Fact | str]:
    parts: list[_Fact | str] = []
    position = 0
    while True:
        match = _TERM.match(pattern, position)
        if match is None:
            raise _wrong(f"“{one_line(pattern[position:])}” means nothing")
        if match["name"]:
            (name, numbers), *filters = _calls(match["name"] + match["rest"])
            parts.append(_part(name, numbers, filters))
        else:
            parts.append(_NOT_IN_TEXT.sub("", match["single"] or match["double"] or ""))
        position = match.end()
        if position == len(pattern):
            return parts
        if pattern[position] != "+":
            raise _wrong(f"“{one_line(pattern[position:])}” means nothing")
        position += 1


def _calls(text: str) -> list[tuple[str, tuple[int, ...]]]:
    calls = []
    for match in _CALL.finditer(text):
        if match["name"]:
            try:
                numbers = tuple(int(word) for word in (match["arguments"] or "").split(",") if word.strip())
            except ValueError:
                raise _wrong(f"“{one_line(match['arguments'])}” is no number") from None
            calls.append((match["name"], numbers))
    if len(calls) > 1 and calls[0][0] == "auth" and calls[1][0] == "etal":
        return [("auth.etal", calls[0][1]), *calls[2:]]
    return calls


def _part(name: str, numbers: tuple[int, ...], filters: Sequence[tuple[str, tuple[int, ...]]]) -> _Fact:
    known = {one.lower(): one for one in _FACTS}
    if name.lower() not in known:
        raise _wrong(f"“{one_line(name)}” means nothing")
    for one, _ in filters:
        if one not in _FILTERS:
            raise _wrong(f"“{one_line(one)}” means nothing")
    return _Fact(known[name.lower()], numbers, tuple(filters))


def _wrong(why: str) -> ReaderError:
    return ReaderError(
        f"This pattern for citation keys cannot be used: {why}.",
        f"A pattern is like {DEFAULT}; it has {', '.join(_FACTS)}, and after a full stop {', '.join(_FILTERS)}.",
    )


# The facts


def _number(numbers: tuple[int, ...], place: int, default: int) -> int:
    return numbers[place] if len(numbers) > place else default


def _plain(text: str) -> str:
    """ASCII letters and digits, their case as it was: `König` becomes `Konig`."""
    letters = (folded(letter) if not letter.isascii() else letter for letter in unicodedata.normalize("NFC", text))
    kept = "".join(
        plain.capitalize() if letter.isupper() and not letter.isascii() else plain
        for letter, plain in zip(unicodedata.normalize("NFC", text), letters, strict=True)
    )
    return _NOT_IN_PART.sub("", kept)


def _families(paper: Paper) -> list[str]:
    return [family for author in paper.authors if (family := _plain(author.surname))]


def _auth(paper: Paper, numbers: tuple[int, ...]) -> str:
    family = next(iter(_families(paper)), "")
    return family[: _number(numbers, 0, len(family))]


def _authors(paper: Paper, numbers: tuple[int, ...]) -> str:
    families = _families(paper)
    most = _number(numbers, 0, len(families))
    return "".join(families[:most]) + ("EtAl" if len(families) > most else "")


def _auth_et_al(paper: Paper, _: tuple[int, ...]) -> str:
    families = _families(paper)
    return "".join(families) if len(families) <= _FEW else f"{families[0]}EtAl"


def _auth_dot_et_al(paper: Paper, _: tuple[int, ...]) -> str:
    families = _families(paper)
    return ".".join(families) if len(families) <= _FEW else f"{families[0]}.etal"


def _alpha(paper: Paper, _: tuple[int, ...]) -> str:
    """As BibTeX's style `alpha`: three letters of one author, else the initials of at most four."""
    families = _families(paper)
    if len(families) == 1:
        return families[0][:_ALPHA_LETTERS]
    if len(families) <= _ALPHA_NAMES:
        return "".join(family[0] for family in families)
    return "".join(family[0] for family in families[:_ALPHA_LETTERS]) + "+"


def _title_words(paper: Paper, most: int, capitals: int) -> str:
    """The first words of the title that say something, so many of them with a capital at least."""
    words = [_plain(word) for word, _ in significant(paper.title)]
    words = [word for word in words if word][:most]
    return "".join(word[:1].upper() + word[1:] if place < capitals else word for place, word in enumerate(words))


def _journal(paper: Paper, _: tuple[int, ...]) -> str:
    venue = paper.venue or ""
    acronym = re.search(r"\(([A-Z][\w\s&-]*)\)\s*$", venue)
    return _plain(acronym[1] if acronym else "".join(word[:1] for word in venue.split() if word[:1].isupper()))


_FACTS: dict[str, Callable[[Paper, tuple[int, ...]], str]] = {
    "auth": _auth,
    "authors": _authors,
    "authEtAl": _auth_et_al,
    "auth.etal": _auth_dot_et_al,
    "authorsAlpha": _alpha,
    "authorLast": lambda paper, _: next(reversed(_families(paper)), ""),
    "year": lambda paper, _: str(paper.year or ""),
    "shortyear": lambda paper, _: str(paper.year or "")[-2:],
    "title": lambda paper, _: _title_words(paper, len(paper.title), len(paper.title)),
    "shorttitle": lambda paper, numbers: _title_words(paper, _number(numbers, 0, 3), _number(numbers, 1, 0)),
    "veryshorttitle": lambda paper, numbers: _title_words(paper, _number(numbers, 0, 1), _number(numbers, 1, 0)),
    "journal": _journal,
    "arxiv": lambda paper, _: _NOT_IN_TEXT.sub("", paper.arxiv or ""),
}
"""By name; a name is found in any case."""

_FILTERS: dict[str, Callable[[str, tuple[int, ...]], str]] = {
    "lower": lambda text, _: text.lower(),
    "upper": lambda text, _: text.upper(),
    "capitalize": lambda text, _: text[:1].upper() + text[1:],
    "substring": lambda text, numbers: text[_number(numbers, 0, 1) - 1 :][: _number(numbers, 1, len(text))],
}
