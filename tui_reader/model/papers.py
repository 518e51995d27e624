"""A paper, the record of its facts, and how its identifiers are spelled.

Everything here is a frozen value without behaviour that touches a disk or a screen. Facts (title to details) come from
a source and are never invented: `None`, `""` and `()` mean that no source gave the fact. State (id to rating) is what a
library adds; a paper fresh from an importer has the defaults, but for state that its file carried.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from tui_reader.errors import ReaderError
from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from tui_reader.texts.names import Person

_DOI = re.compile(r"(?P<resolver>doi\.org/(?:doi:)?)?(?P<doi>10\.\d{4,9}(?:/|%2F)\S+)", re.IGNORECASE)
_ESCAPED = re.compile(r"%([2-7][0-9A-F])", re.IGNORECASE)
"""The visible characters of ASCII as an address escapes them."""
_LEFT_ESCAPED = re.compile(r"%(2[3F89]|3[ABCEF]|5[BD])", re.IGNORECASE)
"""`#/():;<>?[]` only: outside an address a `%` can be the DOI's own, and these are what programs forget to unescape."""
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.", re.IGNORECASE)
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

MOST_STARS = 5
"""Of a rating."""


Kind = Literal[
    "article",
    "conference",
    "preprint",
    "book",
    "chapter",
    "thesis",
    "report",
    "dataset",
    "software",
    "webpage",
    "other",
]
"""What sort of publication a paper is, as far as its source says."""

KINDS: tuple[Kind, ...] = get_args(Kind)


class Version(NamedTuple):
    """One version of a preprint or a record."""

    name: str
    """As in "v1"."""
    date: str
    """ISO 8601, as far as it is known: "2023-01", "2023-01-15"; empty when it is not."""


class Link(NamedTuple):
    """An address that belongs to a paper, beside its `url`."""

    kind: str
    """"pdf", "code", "project", "page", "data", "video" or "slides"."""
    address: str


@dataclass(frozen=True, slots=True)
class Details:
    """The facts of a paper that lists do not show; an empty value means that no source gave the fact."""

    language: str = ""
    """As the source gives it: "en", "English"."""
    short_title: str = ""
    editors: tuple[Person, ...] = ()
    others: bool = False
    """Whether the source says that there are more authors than it lists ("and others", "et al.")."""
    month: int = 0
    """1 to 12, beside `Paper.year`; 0 when it is not known."""
    day: int = 0
    """1 to 31; 0 when it is not known."""
    preprint_date: str = ""
    """When the preprint of a published paper came out: ISO 8601, as far as it is known ("2022-10")."""
    versions: tuple[Version, ...] = ()
    """In the order in which they came out."""
    status: str = ""
    """"withdrawn", "retracted", or a text of the source such as "in press"."""
    published_as: str = ""
    """The title of the published version where it differs."""
    venue_short: str = ""
    """The venue as it is abbreviated: "NeurIPS", "J. ACM"."""
    booktitle: str = ""
    """The full title of the proceedings, where the source gives it beside the venue."""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    """First and last with a hyphen ("148-161"), or several ranges with commas."""
    article_number: str = ""
    publisher: str = ""
    place: str = ""
    """Where the publisher is."""
    series: str = ""
    edition: str = ""
    event: str = ""
    """The conference as an event: its name and place."""
    institution: str = ""
    """The university of a thesis, the institution of a report."""
    ids: tuple[tuple[str, str], ...] = ()
    """Identifiers beyond DOI and arXiv id: (scheme, value) sorted by scheme. Schemes: see `SCHEMES`."""
    links: tuple[Link, ...] = ()
    files: tuple[str, ...] = ()
    """Paths of the paper's files on this machine, as the source or the reader gave them."""
    categories: tuple[str, ...] = ()
    """Of arXiv or another classification, the primary one first."""
    keywords: tuple[str, ...] = ()
    """Of the authors or the source; not the reader's tags."""
    comment: str = ""
    """What the authors remark: "12 pages, 3 figures; accepted at ICML"."""
    extra: tuple[tuple[str, str], ...] = ()
    """Every other field of the source: (its name there, its text as it was), in the order of the source."""

    def id(self, scheme: str) -> str:
        """The identifier of a scheme; empty when there is none."""
        return next((value for name, value in self.ids if name == scheme), "")


NO_DETAILS = Details()

SCHEMES = ("acl", "bibcode", "dblp", "isbn", "issn", "mag", "openalex", "openreview", "pmcid", "pmid", "s2")
"""The schemes of `Details.ids`."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What is known about one paper, and what its reader did with it."""

    title: str
    abstract: str = ""
    authors: tuple[Person, ...] = ()
    """In the order of the paper."""
    year: int | None = None
    venue: str | None = None
    """The conference or journal, as the source spells it."""
    arxiv: str | None = None
    """The arXiv id without version, as `normal_arxiv` spells it."""
    doi: str | None = None
    """As `normal_doi` spells it, in the case of the registrant; `folded_doi` compares it."""
    url: str | None = None
    sources: tuple[str, ...] = ()
    """Where the facts were looked up, one phrase a source."""
    kind: Kind | None = None
    """What sort of publication it is; `None` when no source said."""
    details: Details = NO_DETAILS
    """The facts that lists do not show."""

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
    bookmarked_at: float = 0.0
    """When it was bookmarked; 0 for one that is not."""
    rating: int = 0
    """1 to 5 stars; 0 for a paper that is not rated."""

    @property
    def page(self) -> str | None:
        """The address to open in a browser: the URL if it is a web address, else one made from DOI or arXiv id."""
        if self.url and _PAGE.fullmatch(self.url):
            return self.url
        return self.doi_page or self.arxiv_page

    @property
    def doi_page(self) -> str | None:
        """The address that resolves the DOI; what would end or change an address is escaped."""
        return f"https://doi.org/{_UNSAFE.sub(_escaped, self.doi)}" if self.doi else None

    @property
    def arxiv_page(self) -> str | None:
        """The page of the arXiv id."""
        return f"https://arxiv.org/abs/{self.arxiv}" if self.arxiv else None


_UNSAFE = re.compile(r"""[#?%<>"\\^`{|}\[\]\s]""")
"""What RFC 3986 does not take in a path as it is."""


def _escaped(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match.group().encode())


def normal_doi(text: str) -> str | None:
    """The DOI in a text, plain and in its case, without resolver, brackets around it and trailing punctuation.

    `%3C` and `&lt;` are `<`, as they are where a DOI was taken out of an address or out of XML. `None` when there is no
    DOI.
    """
    match = _DOI.search(text)
    if match is None:
        return None
    doi = match["doi"].replace("\\_", "_")
    if "%" in doi or "&" in doi:
        escaped = _ESCAPED if match["resolver"] else _LEFT_ESCAPED
        doi = escaped.sub(lambda found: chr(int(found[1], 16)), doi).split()[0]
        doi = doi.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    doi = doi.rstrip(_AFTER_DOI)
    while (opening := _OPENING.get(doi[-1:])) and doi.count(opening) < doi.count(doi[-1]):
        doi = doi[:-1].rstrip(_AFTER_DOI)  # 10.1016/0004-3702(81)90024-(2) keeps its own
    return None if doi.endswith("/") else doi


_AFTER_DOI = ".,;\"'"
_OPENING = {")": "(", "]": "[", "}": "{", ">": "<"}


def folded_doi(doi: str) -> str:
    """The DOI as it is compared: registrants spell one in different cases, and all of them resolve."""
    return doi.lower()


def arxiv_of_doi(doi: str) -> str | None:
    """The arXiv id in a DOI that arXiv gave to a preprint (`10.48550/arXiv.2301.00001`); `None` for any other DOI."""
    return normal_arxiv(doi) if _ARXIV_DOI.match(doi) else None


def normal_arxiv(text: str) -> str | None:
    """The arXiv id in a text without prefix, subject class and version; `None` when there is none.

    `2301.00001`, and `math/0309136` for `math.GT/0309136`: of the ids before April 2007 the archive and the number are
    what arXiv resolves.
    """
    match = _ARXIV.search(text)
    if match is None:
        return None
    return match["new"] or f"{match['archive'].lower()}/{match['number']}"


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
    """The title as identity looks it up: letters and digits only, in lower case, without accents.

    What it leaves out can tell papers apart where the title is short; see `short_name_signs`.
    """
    return _NOT_WORD.sub("", folded(title))


_SHORT_NAME_SIGNS = re.compile(r"(?<![^\W_])[^\W_][+#*]+(?![^\W_])")
_LATEX_SIGNS = str.maketrans("", "", "${}^\\")


def short_name_signs(title: str) -> tuple[str, ...]:
    """The names of one letter or digit with signs in a title, sorted: `C++` and `C#` are not `C`, `A*` is not `A`."""
    if not ("+" in title or "#" in title or "*" in title):
        return ()
    return tuple(sorted(found.lower() for found in _SHORT_NAME_SIGNS.findall(title.translate(_LATEX_SIGNS))))
