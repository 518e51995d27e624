"""One citation in a common style, as a paper: APA, IEEE, MLA, Chicago, Vancouver, ACM.

Only what is certain becomes a fact; what is left of the citation is kept aside under "citation".
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tui_reader.model.papers import Details, Paper, normal_arxiv, normal_doi
from tui_reader.texts.name_lists import without_others
from tui_reader.texts.names import Person

LONGEST = 2_000
"""Characters of a citation."""

_YEAR = r"(?:1[89]|20)\d\d"
_AUTHORS = r"(?P<authors>[^\d(“\"]{2,600}?)"
_STYLES = tuple(
    re.compile(pattern)
    for pattern in (
        # APA: Lee, A. (2020, May 3). On trees. Journal, 3(2), 4-5.
        rf"{_AUTHORS},? \((?P<year>{_YEAR})[a-z]?(?:, [^)]*)?\)\. ?(?P<title>.{{4,400}}?)[.?!] (?P<rest>.*)",
        # Chicago, author and date: Lee, Ann. 2020. “On Trees.” Journal 3 (2): 4-5.
        rf"{_AUTHORS}\.? \(?(?P<year>{_YEAR})[a-z]?\)?\.? [“\"](?P<title>[^”\"]{{4,400}})[”\"](?P<rest>.*)",
        # IEEE, MLA, Chicago with notes: A. Lee, “On trees,” Journal, vol. 3, no. 2, pp. 4-5, 2020.
        rf"{_AUTHORS}[.,]? [“\"](?P<title>[^”\"]{{4,400}})[”\"](?P<rest>.*)",
        # ACM: Ann Lee. 2020. On trees. In Proceedings, 4-5.
        rf"{_AUTHORS}\. (?P<year>{_YEAR})[a-z]?\. (?P<title>.{{4,400}}?)[.?!] (?P<rest>.*)",
        # Vancouver: Lee AB, Kim C. On trees. Journal. 2020 May;3(2):4-5.
        rf"(?P<authors>[^\d.]{{2,600}}?)\. (?P<title>.{{4,400}}?)[.?!] (?P<rest>[^.;]+\. {_YEAR}[^;:]{{0,12}}[;:].*)",
    )
)
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?-?\s?){1,4}")
_PAGE = r"(?P<pages>[A-Za-z]?\d+(?:[-\u2013]+\w?\d+)?)"
_PLACES = tuple(
    re.compile(pattern)
    for pattern in (
        # vol. 12, no. 3 and 12, no. 3 (2019): 45-67
        rf"(?:vol\. ?)?(?P<volume>\d{{1,4}}), no\. ?(?P<issue>[\w-]{{1,8}})(?: \(\d{{4}}\): {_PAGE})?",
        # 12(3), 45-67 and 12 (3): 45-67 and ;12(3):45-67
        rf"(?P<volume>\d{{1,4}})\s?\((?P<issue>[\w-]{{1,8}})\)(?:[,:] ?(?:pp?\. ?)?{_PAGE})?",
        r"vol\. ?(?P<volume>\d{1,4})",
        rf";(?P<volume>\d{{1,4}}):{_PAGE}",
        r"(?P<volume>\d{1,4}), (?P<pages>\d+[-\u2013]+\d+)",
        r"(?<=[^\W\d]), (?P<volume>\d{1,3})(?=[\s.]*$)",
    )
)
_PAGES = re.compile(rf"\bpp?\. ?{_PAGE}")
_ADDRESS = re.compile(
    r"(?:\[Online\]\. )?(?:Available(?: at)?:? |Retrieved from )?(?:https?://\S+|doi: ?10\.\S+)", re.IGNORECASE
)
_ARXIV = re.compile(r"(?:arXiv preprint )?arXiv: ?\S+(?: \[[\w.-]+\])?", re.IGNORECASE)
_NUMBER = re.compile(r"\A\s*(?:\[\d{1,4}\]|\d{1,3}\.)\s+")
_EDGES = " .,;:()"
_DATE = r"(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.? )?"
_LEFT_OUT = re.compile(r"\d|[,;:] |[^\W\d_]{6,}\. ")
"""What no plain name of a venue has: numbers, a comma, the end of a sentence (`Proc.` is an abbreviation)."""
_BEHIND_INITIALS = re.compile(r"(?P<family>[^\W\d_].+) (?P<initials>[A-Z]{1,3})")


class _Place(NamedTuple):
    """Where a paper is in its venue, and what is left of the citation."""

    volume: str
    issue: str
    pages: str
    venue: str
    rest: str


def read_citation(text: str) -> Paper | None:
    """The paper that a citation means; `None` when the text is in no style that is known here."""
    whole = " ".join(_NUMBER.sub("", text, count=1).split())
    if len(whole) > LONGEST:
        return None
    doi, arxiv = normal_doi(whole), normal_arxiv(found[0]) if (found := _ARXIV.search(whole)) else None
    plain = " ".join(_ADDRESS.sub("", whole).split())
    match = next((found for style in _STYLES if (found := style.fullmatch(f"{plain} "))), None)
    if match is None:
        return None
    names, others = without_others(match["authors"])
    authors = _people(names)
    year = match.groupdict().get("year") or _only_year(match["rest"])
    if not authors or not (year or doi or arxiv):
        return None
    place = _place(_ARXIV.sub("", match["rest"]), year)
    details = Details(
        others=others, volume=place.volume, issue=place.issue, pages=place.pages,
        extra=(("citation", whole),) if place.rest else (),
    )  # fmt: skip
    return Paper(
        match["title"].rstrip(" .,"), authors=authors, year=int(year) if year else None, venue=place.venue or None,
        doi=doi, arxiv=arxiv, details=details,
    )  # fmt: skip


def _only_year(rest: str) -> str:
    """The year in the rest of a citation; empty when there is none, or more than one."""
    years = set(re.findall(rf"(?<![\d-])(?<!\u2013){_YEAR}(?![\d\u2013-])", rest))
    return years.pop() if len(years) == 1 else ""


def _place(rest: str, year: str) -> _Place:
    found = {"volume": "", "issue": "", "pages": ""}
    first = len(rest)
    for pattern in (*_PLACES, _PAGES):
        match = pattern.search(rest)
        if match is None or any(found[name] for name, value in match.groupdict().items() if value):
            continue
        found |= {name: value for name, value in match.groupdict().items() if value}
        first = min(first, match.start())
        rest = rest[: match.start()] + "\0" * (match.end() - match.start()) + rest[match.end() :]
    pages = re.sub(r"[-\u2013]+", "-", found["pages"])
    before, after = rest[:first], rest[first:].replace("\0", "")
    # A year with its month ends the venue: "Nature. 2020 May", "Nature, May 2020".
    parts = re.split(rf"[.,(]? ?{_DATE}{year}\b" if year else r"$^", before, maxsplit=1)
    venue = re.sub(r"^(?:in:? |presented at )", "", parts[0].strip(_EDGES), flags=re.IGNORECASE)
    left = re.sub(rf"\b{_DATE}{year}\b" if year else r"$^", "", " ".join((*parts[1:], after)))
    is_certain = not _LEFT_OUT.search(venue)
    remaining = left.strip(_EDGES) if is_certain else f"{venue} {left}".strip(_EDGES)
    return _Place(found["volume"], found["issue"], pages, venue if is_certain else "", remaining)


def _people(text: str) -> tuple[Person, ...]:
    """The authors of a citation: "Lee, A. B., & Kim, C.", "A. Lee and C. Kim", "Lee, Ann, and Carl Kim", "Lee AB"."""
    text = re.sub(r",? (?:&|and|und|et) |;", ", ", text.strip(" .,") + ("." if text.rstrip().endswith(".") else ""))
    tokens = [token.strip() for token in text.split(",") if token.strip(" .")]
    people: list[Person] = []
    while tokens:
        name = tokens.pop(0)
        following = tokens[0] if tokens else ""
        is_alone = not people and len(name.split()) == 1 and bool(following)
        if following and (_INITIALS.fullmatch(following) or is_alone):
            people.append(Person.parse(f"{name}, {tokens.pop(0)}"))
        elif behind := _BEHIND_INITIALS.fullmatch(name):
            people.append(Person.parse(f"{behind['family']}, {behind['initials']}"))
        else:
            people.append(Person.parse(name))
    return tuple(people)
