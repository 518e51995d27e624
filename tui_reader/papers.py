"""A paper, its authors, and how its identifiers are spelled.

Everything here is a frozen value without behaviour that touches a disk or a screen. Facts (title to sources) come from
a source and are never invented: `None` and `()` mean that no source gave the fact. State (id to note) is what a library
adds; a paper fresh from an importer has the defaults.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_PARTICLES = frozenset(
    "af al ap ben bin d da dal dalla das de del della den der des di do dos du e el la las le li lo los mac "
    "nic san st st. ten ter tot van vom von y zu zum zur".split()
)
_INITIAL = re.compile(r"(?:[^\W\d_]\.-?)+|[A-Z]")
_DOI = re.compile(r"10\.\d{4,9}/\S+", re.IGNORECASE)
_ARXIV = re.compile(
    r"(?<![\w.])(?:(?P<new>\d{4}\.\d{4,5})|(?P<old>[a-z-]+(?:\.[A-Z]{2})?/\d{7}))(?:v\d+)?(?![\w/])", re.IGNORECASE
)
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Author:
    """One author. A collaboration or a single name has only a family name."""

    family: str
    """With its particles, as in "van den Berg"."""
    given: str = ""

    @classmethod
    def parse(cls, name: str) -> Author:
        """The author that a name in reading order ("Guy Van den Broeck") or in index order ("König, Jan") means.

        The family name is the last word with the particles directly before it; initials at the very end
        ("Alami C.") belong to the word before them.
        """
        if "," in name:
            family, _, given = name.partition(",")
            return cls(" ".join(family.split()), " ".join(given.split()))
        words = name.split()
        start = len(words) - 1
        while start > 1 and _INITIAL.fullmatch(words[start]):
            start -= 1
        while start > 1 and words[start - 1].casefold() in _PARTICLES:
            start -= 1
        return cls(" ".join(words[max(start, 0) :]), " ".join(words[: max(start, 0)]))

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
    tags: tuple[str, ...] = ()
    """Sorted, without `#`."""
    note: str = ""
    """Markdown; empty when there is none."""

    @property
    def page(self) -> str | None:
        """The address to open in a browser: the URL if it is a web address, else one made from DOI or arXiv id."""
        if self.url and re.match(r"https?://[^\s/]", self.url, re.IGNORECASE):
            return self.url
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.arxiv:
            return f"https://arxiv.org/abs/{self.arxiv}"
        return None


def normal_doi(text: str) -> str | None:
    """The DOI in a text, in lower case and without resolver or trailing punctuation; `None` when there is none."""
    match = _DOI.search(text)
    return match.group().rstrip(".,;)]}>\"'").lower() if match else None


def normal_arxiv(text: str) -> str | None:
    """The arXiv id in a text without prefix and version (`2301.00001`, `cs.LG/0501001`); `None` when there is none."""
    match = _ARXIV.search(text)
    return (match["new"] or match["old"]) if match else None


def folded(text: str) -> str:
    """The text in lower case without accents and ligatures, for comparing (`König` → `konig`)."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return plain.translate(_UNDECOMPOSED)


_UNDECOMPOSED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}
)


def normal_title(title: str) -> str:
    """The title as identity compares it: letters and digits only, in lower case, without accents."""
    return _NOT_WORD.sub("", folded(title))
