"""A paper, its authors, and how its identifiers are spelled.

Everything here is a frozen value without behaviour that touches a disk or a screen. Facts (title to sources) come from
a source and are never invented: `None` and `()` mean that no source gave the fact. State (id to note) is what a library
adds; a paper fresh from an importer has the defaults.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from tui_reader.errors import ReaderError
from tui_reader.texts.printable import one_line

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
_DOI = re.compile(r"10\.\d{4,9}/\S+", re.IGNORECASE)
_ARXIV = re.compile(
    r"(?:(?<![\w.])|(?<=arxiv\.))"  # arXiv's own DOIs are 10.48550/arXiv.2301.00001
    r"(?:(?P<new>\d\d(?:0[1-9]|1[0-2])\.\d{4,5})|(?P<archive>[a-z-]+)(?P<subject>\.[a-z]{2})?/(?P<number>\d{7}))"
    r"(?:v\d+)?(?![\w/])",
    re.IGNORECASE | re.ASCII,
)
_PAGE = re.compile(r"https?://[^\s\x00-\x20\x7f/][^\s\x00-\x20\x7f]*", re.IGNORECASE)
_NOT_TAG = re.compile(r"[\s,;#\"()]+")
_NOT_WORD = re.compile(r"[\W_]+")

LONGEST_TAG = 100
"""Characters."""


@dataclass(frozen=True, slots=True)
class Author:
    """One author. A collaboration or a single name has only a family name."""

    family: str
    """With its particles, as in "van den Berg"."""
    given: str = ""

    @classmethod
    def parse(cls, name: str) -> Author:
        """The author that a name in reading order ("Guy Van den Broeck") or in index order ("König, Jan") means.

        The family name is the last word with the particles directly before it; initials and "Jr.", "III" at the
        very end ("Alami C.") belong to the word before them. Which middle names are part of a compound family name
        ("Back de Luca") no rule can tell.
        """
        if "," in name:
            return cls._inverted(name)
        words = name.split()
        start = len(words) - 1
        if start == 1:
            return cls(words[1], words[0])
        while start > 1 and (_INITIAL.fullmatch(words[start]) or _GENERATION.fullmatch(words[start])):
            start -= 1
        while start > 1 and _is_particle(words[start - 1]):
            start -= 1
        return cls(" ".join(words[max(start, 0) :]), " ".join(words[: max(start, 0)]))

    @classmethod
    def _inverted(cls, name: str) -> Author:
        """The author of "König, Jan", of "King, Jr., Martin" as BibTeX has it, and of "Martin King, Jr."."""
        family, *rest = (" ".join(part.split()) for part in name.split(","))
        if _GENERATION.fullmatch(rest[0]):
            given = " ".join(filter(None, rest[1:]))
            return cls(f"{family} {rest[0]}", given) if given else cls.parse(f"{family} {rest[0]}")
        given = ", ".join(filter(None, rest))
        return cls(family, given) if family else cls.parse(given.replace(",", " "))

    @property
    def name(self) -> str:
        """The name in reading order."""
        return f"{self.given} {self.family}" if self.given else self.family


@dataclass(frozen=True, slots=True)
class Paper:
    """What is known about one paper, and what its reader did with it."""

    title: str
    abstract: str = ""
    authors: tuple[Author, ...] = ()
    """In the order of the paper."""
    year: int | None = None
    venue: str | None = None
    """The conference or journal, as the source spells it."""
    arxiv: str | None = None
    """The arXiv id without version, as `normal_arxiv` spells it."""
    doi: str | None = None
    """As `normal_doi` spells it."""
    url: str | None = None
    sources: tuple[str, ...] = ()
    """Where each fact was looked up, one phrase a source."""

    id: int = 0
    """The number inside a library; 0 for a paper that is in none."""
    key: str = ""
    """The citation key (`wang2019cspnet`), unique in its library; empty for a paper that is in none."""
    added: int = 0
    """When it came into the library, in seconds since 1970, UTC."""
    bookmarked: bool = False
    read: bool = False
    queued: bool = False
    """Whether it is to be read next."""
    tags: tuple[str, ...] = ()
    """Sorted, without `#`."""
    note: str = ""
    """Markdown; empty when there is none."""
    highlights: int = 0
    """How many passages of the abstract are marked."""
    read_at: float = 0.0
    """When it was read last, in seconds since 1970, UTC; 0 for an unread paper."""
    queued_at: float = 0.0
    """When it was queued; 0 for one that is not."""

    @property
    def page(self) -> str | None:
        """The address to open in a browser: the URL if it is a web address, else one made from DOI or arXiv id."""
        if self.url and _PAGE.fullmatch(self.url):
            return self.url
        return self.doi_page or self.arxiv_page

    @property
    def doi_page(self) -> str | None:
        """The address that resolves the DOI."""
        return f"https://doi.org/{self.doi}" if self.doi else None

    @property
    def arxiv_page(self) -> str | None:
        """The page of the arXiv id."""
        return f"https://arxiv.org/abs/{self.arxiv}" if self.arxiv else None


def _is_particle(word: str) -> bool:
    return word in _SMALL_PARTICLES or word.casefold() in _PARTICLES


def normal_doi(text: str) -> str | None:
    """The DOI in a text, in lower case and without resolver or trailing punctuation; `None` when there is none."""
    match = _DOI.search(text)
    if match is None:
        return None
    doi = match.group().replace("\\_", "_").rstrip(_AFTER_DOI)
    while doi.endswith(")") and doi.count("(") < doi.count(")"):  # 10.1016/0004-3702(81)90024-(2) keeps its own
        doi = doi[:-1].rstrip(_AFTER_DOI)
    return None if doi.endswith("/") else doi.lower()


_AFTER_DOI = ".,;]}>\"'"


def normal_arxiv(text: str) -> str | None:
    """The arXiv id in a text without prefix and version (`2301.00001`, `cs.LG/0501001`); `None` when there is none."""
    match = _ARXIV.search(text)
    if match is None:
        return None
    return match["new"] or f"{match['archive'].lower()}{(match['subject'] or '').upper()}/{match['number']}"


def normal_tag(text: str) -> str:
    """A tag as it is kept: lower case, without `#`, words joined by hyphens, levels by `/` (`ml/inference`).

    Raises ReaderError for a text without a letter or digit, and for one that is too long.
    """
    levels = (_NOT_TAG.sub("-", level).strip("-") for level in one_line(text).casefold().split("/"))
    tag = "/".join(level for level in levels if level)
    if not any(letter.isalnum() for letter in tag):
        raise ReaderError(f"“{one_line(text)}” is no tag.", "Use letters, digits, hyphens and / for levels.")
    if len(tag) > LONGEST_TAG:
        raise ReaderError(f"A tag has at most {LONGEST_TAG} characters.", "Use a shorter one.")
    return tag


def folded(text: str) -> str:
    """The text in lower case without accents and ligatures, for comparing (`König` → `konig`)."""
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return plain.translate(_UNDECOMPOSED)


_UNDECOMPOSED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i", "ħ": "h", "ŧ": "t"}
)


def normal_title(title: str) -> str:
    """The title as identity compares it: letters and digits only, in lower case, without accents."""
    return _NOT_WORD.sub("", folded(title))
