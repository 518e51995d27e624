"""Papers as citeproc-py takes them, in the spelling in which styles come out right.

CSL wants titles in sentence case and makes headlines of them where a style has headlines. A title that its source gave
as a headline is put into sentence case here, but for names (`casing`), and a style that has headlines gets it back.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self

from citeproc.model import TextCased
from citeproc.source import BibliographySource, Date, Reference
from citeproc.source import Name as CslName
from citeproc.string import MixedString, NoCase, String

from tui_reader.citations.csl.casing import sentence_case
from tui_reader.citations.csl.marks import ENDED, OWN_MARKS
from tui_reader.citations.csl_json import csl_item
from tui_reader.citations.latex import own_capitals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tui_reader.model.papers import Paper

_ENDS = (".", "?", "!", "…")
_PREPRINTS = {
    "ieee": {"publisher": ""},  # 2019, arXiv:1911.11929; it would print "arXiv: arXiv:1911.11929"
    "american-medical-association": {"number": ""},  # it takes the number for that of a journal's article
    "association-for-computing-machinery": {"container-title": "number"},  # it has no place for a number
}
"""What these styles get of a preprint so that it is as their manuals want it: a field, and the one that it shows."""
_SMALL_WORDS = frozenset(TextCased._stop_words)  # noqa: SLF001 the words that the engine leaves small
_OWN, _END_OF_OWN = "\ufdea", "\ufdeb"


class Title(MixedString):
    """A title in sentence case whose words are those of the headline that it was."""

    def __init__(self, parts: list[str], headline: str = "") -> None:
        super().__init__(parts)
        self._headline = headline

    def words(self) -> Iterator[str]:
        """The words that a style makes a headline of, those with capitals of their own marked."""
        for word in own_capitals(self._headline, _OWN, _END_OF_OWN).split():
            plain = word.replace(_OWN, "").replace(_END_OF_OWN, "")
            if plain != word:
                yield NoCase(plain)
            elif plain.lower() in _SMALL_WORDS:
                yield String(plain.lower())
            else:
                yield String("-".join(_capital(part) for part in plain.split("-")))

    def isupper(self) -> bool:
        """Whether the whole title is in capitals."""
        return self._headline.isupper()


def _capital(part: str) -> str:
    """Each part of `Higher-Order` begins with a capital in a headline, but for small words."""
    return part if part in _SMALL_WORDS else part[:1].upper() + part[1:]


class LetteredYear(int):
    """A year that is written with a letter: `2019a`."""

    letter: str

    def __new__(cls, year: int, letter: str) -> Self:
        """The year with its letter."""
        made = super().__new__(cls, year)
        made.letter = letter
        return made

    def __abs__(self) -> LetteredYear:
        """Itself: a year with a letter is after Christ."""
        return self

    def __str__(self) -> str:
        """The year as it is written."""
        return f"{int(self)}{self.letter}"


class Source(BibliographySource):
    """The facts of papers by key; `suffixes` are letters for papers that a citation would not tell apart.

    `explicit` says that the style has a place of its own for the letter; else it belongs to the year. `style` is the
    name of the style's file.
    """

    def __init__(self, papers: Mapping[str, Paper], suffixes: Mapping[str, str], *, explicit: bool, style: str) -> None:
        super().__init__()
        for number, paper in enumerate(papers.values()):
            # citeproc-py looks keys up in lower case, where two keys can be one.
            key = str(number)
            facts = csl_item(paper, key)
            if facts["type"] == "article":
                for name, other in _PREPRINTS.get(style, {}).items():
                    facts[name] = facts.get(other, "")
            self.add(_reference(paper, facts, suffixes.get(key, ""), explicit=explicit))


def _reference(paper: Paper, facts: dict[str, Any], suffix: str, *, explicit: bool) -> Any:
    values: dict[str, Any] = {}
    for name, value in facts.items():
        if not value or name in ("id", "type", "archive", "archive_location"):
            continue
        values[name.replace("-", "_")] = _value(name, value, paper)
    if suffix and explicit:
        values["year_suffix"] = String(suffix)
    elif suffix and "issued" in values:
        # The constructor would make a plain number of it.
        values["issued"]["year"] = LetteredYear(paper.year or 0, suffix)
    return Reference(facts["id"], facts["type"], **values)


def _value(name: str, value: Any, paper: Paper) -> Any:
    if name == "author":
        return [CslName(**{part: OWN_MARKS.sub("", text) for part, text in one.items()}) for one in value]
    if name == "issued":
        return Date(year=value["date-parts"][0][0])
    text = OWN_MARKS.sub("", value)
    ended = ENDED if text.endswith(_ENDS) else ""
    if name == "title":
        text = text.replace("---", "\N{EM DASH}").replace("--", "\N{EN DASH}")  # sources have them from LaTeX
        return Title([String(sentence_case(text, paper.abstract) + ended)], text + ended)
    # `arXiv:2301.00001` begins with a small letter wherever it stands.
    return MixedString([NoCase(text)]) if re.match(r"[a-z]+[A-Z]", text) else String(text + ended)
