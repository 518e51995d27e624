"""The facts of a paper as texts to be edited, and the paper that edited texts mean.

A text that is as it was changes nothing: what a form cannot show of a fact (a particle, a literal name) stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_reader.errors import ReaderError
from tui_reader.model.papers import KINDS, NO_DETAILS, SCHEMES, Details, Paper, normal_arxiv, normal_doi
from tui_reader.texts.name_lists import people_in
from tui_reader.texts.names import Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Write = Callable[[Paper, str], Paper]
"""The paper with a fact as its text says; raises ReaderError for a text that cannot be the fact."""

_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>0?[1-9]|1[0-2])(?:-(?P<day>0?[1-9]|[12]\d|3[01]))?)?")
_ADDRESS = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)
_BREAKS = re.compile(r"[;\n]")
_OTHERS = frozenset(("et al.", "et al", "and others", "others"))
_LITERAL = re.compile(r"\{(.*)\}")


class FactField(NamedTuple):
    """One text of the form."""

    name: str
    label: str
    read: Callable[[Paper], str]
    write: Write
    lines: int = 1
    """The most lines that it is shown in; 1 for a text without line breaks."""
    hint: str = ""
    """What is typed there, in a few words."""


class FieldProblem(NamedTuple):
    """A text of the form that cannot be the fact."""

    field: str
    error: ReaderError


def texts_of(paper: Paper) -> dict[str, str]:
    """The texts of a paper's facts, by the names of the fields."""
    return {one.name: one.read(paper) for one in FIELDS}


def problems(paper: Paper, texts: Mapping[str, str]) -> list[FieldProblem]:
    """What of the texts, which were changed, cannot be facts of a paper."""
    found = []
    for one in FIELDS:
        if one.name in texts:
            try:
                one.write(paper, texts[one.name])
            except ReaderError as error:
                found.append(FieldProblem(one.name, error))
    return found


def filled(paper: Paper, texts: Mapping[str, str]) -> Paper:
    """The paper with the facts whose texts were changed; raises ReaderError for a text that cannot be one."""
    for one in FIELDS:
        if one.name in texts:
            paper = one.write(paper, texts[one.name])
    return paper


def with_changes(paper: Paper, before: Paper, after: Paper) -> Paper:
    """The paper with the facts that differ between two readings of it; all its other facts stay."""
    names = ("title", "abstract", "authors", "year", "venue", "arxiv", "doi", "url", "kind")
    changed: dict[str, Any] = {
        name: getattr(after, name) for name in names if getattr(before, name) != getattr(after, name)
    }
    details: dict[str, Any] = {
        one.name: getattr(after.details, one.name)
        for one in fields(Details)
        if getattr(before.details, one.name) != getattr(after.details, one.name)
    }
    return replace(paper, **changed, details=replace(paper.details, **details))


def _fact(name: str, label: str, hint: str = "", lines: int = 1, check: Callable[[str], str | None] = str) -> FactField:
    """The field of a text of `Paper` or of its details; `check` gives the text as it is kept."""
    is_detail = not hasattr(Paper(title=""), name)

    def read(paper: Paper) -> str:
        return str(getattr(paper.details if is_detail else paper, name) or "")

    def write(paper: Paper, text: str) -> Paper:
        value: Any = check(text.strip()) if text.strip() else ("" if is_detail or name == "abstract" else None)
        return _with_details(paper, **{name: value}) if is_detail else replace(paper, **{name: value})

    return FactField(name, label, read, write, lines, hint)


def _with_details(paper: Paper, **values: object) -> Paper:
    changed: dict[str, Any] = values
    details = replace(paper.details, **changed)
    return replace(paper, details=NO_DETAILS if details == NO_DETAILS else details)


def _title(paper: Paper, text: str) -> Paper:
    title = " ".join(text.split())
    if not title:
        raise ReaderError("A paper needs a title.", "Type one.")
    return replace(paper, title=title)


def _shown_people(people: Iterable[Person], *, others: bool = False) -> str:
    names = [f"{{{one.family}}}" if one.is_literal else one.inverted for one in people]
    return "\n".join([*names, "et al."] if others else names)


def _people(text: str, known: Sequence[Person]) -> tuple[tuple[Person, ...], bool]:
    """The people of a text with one in each line or between semicolons, and whether it says that there are more."""
    as_they_were = {_shown_people([one]): one for one in known}
    names = [name for part in _BREAKS.split(text) if (name := " ".join(part.split()).strip(","))]
    others = any(name.casefold() in _OTHERS for name in names)
    names = [name for name in names if name.casefold() not in _OTHERS]
    if len(names) == 1 and names[0] not in as_they_were and not _LITERAL.fullmatch(names[0]):
        found = people_in(names[0])
        return found.people, others or found.others
    people = (as_they_were.get(name) or _person(name) for name in names)
    return tuple(dict.fromkeys(people)), others


def _person(name: str) -> Person:
    literal = _LITERAL.fullmatch(name)
    return Person.literal(literal[1]) if literal else Person.parse(name)


def _authors(paper: Paper, text: str) -> Paper:
    people, others = _people(text, paper.authors)
    return _with_details(replace(paper, authors=people), others=others)


def _editors(paper: Paper, text: str) -> Paper:
    return _with_details(paper, editors=_people(text, paper.details.editors)[0])


def _shown_date(paper: Paper) -> str:
    if not paper.year:
        return ""
    month, day = paper.details.month, paper.details.day
    return "-".join([str(paper.year), *([f"{month:02}"] if month else []), *([f"{day:02}"] if month and day else [])])


def _date(paper: Paper, text: str) -> Paper:
    if not text.strip():
        return _with_details(replace(paper, year=None), month=0, day=0)
    match = _DATE.fullmatch(text.strip())
    if match is None:
        raise ReaderError("This is no date.", "Write 2024, 2024-05 or 2024-05-31.")
    month, day = (int(match[part] or 0) for part in ("month", "day"))
    return _with_details(replace(paper, year=int(match["year"])), month=month, day=day)


def _doi(text: str) -> str:
    if (doi := normal_doi(text)) is None:
        raise ReaderError("This is no DOI.", "It begins with 10., as in 10.1145/3292500.3330701.")
    return doi


def _arxiv(text: str) -> str:
    if (number := normal_arxiv(text)) is None:
        raise ReaderError("This is no arXiv id.", "It is as in 2301.00001 or math/0309136.")
    return number


def _url(text: str) -> str:
    if _ADDRESS.fullmatch(text) is None:
        raise ReaderError("This is no web address.", "It begins with https:// and has no spaces.")
    return text


def _kind(text: str) -> str:
    if text.casefold() not in KINDS:
        raise ReaderError("There is no such kind.", f"There are: {', '.join(KINDS)}.")
    return text.casefold()


def _ids(paper: Paper, text: str) -> Paper:
    there = {scheme for scheme, _ in paper.details.ids}
    found: dict[str, str] = {}
    for part in filter(str.strip, _BREAKS.split(text)):
        scheme, _, value = (piece.strip() for piece in part.partition(":"))
        if not value or (scheme.casefold() not in SCHEMES and scheme not in there):
            raise ReaderError(f"“{part.strip()}” is no identifier.", f"Write pmid:123; there are {', '.join(SCHEMES)}.")
        found[scheme if scheme in there else scheme.casefold()] = value
    return _with_details(paper, ids=tuple(sorted(found.items())))


def _keywords(paper: Paper, text: str) -> Paper:
    words = (" ".join(word.split()) for word in re.split(r"[;\n]" if ";" in text or "\n" in text else ",", text))
    return _with_details(paper, keywords=tuple(dict.fromkeys(filter(None, words))))


def _categories(paper: Paper, text: str) -> Paper:
    separator = r"[;\n]" if ";" in text else r"[,\s]+"
    words = (word.strip() for word in re.split(separator, text))
    return _with_details(paper, categories=tuple(dict.fromkeys(filter(None, words))))


def _shown_categories(paper: Paper) -> str:
    found = paper.details.categories
    return ("; " if any(" " in one for one in found) else " ").join(found)


FIELDS: tuple[FactField, ...] = (
    FactField("title", "Title", lambda paper: paper.title, _title, 3, "the only one that is needed"),
    FactField(
        "authors",
        "Authors",
        lambda paper: _shown_people(paper.authors, others=paper.details.others),
        _authors,
        6,
        "one a line, or between semicolons",
    ),
    FactField("date", "Date", _shown_date, _date, hint="as in 2024, 2024-05 or 2024-05-31"),
    _fact("venue", "Venue", "conference or journal"),
    _fact("venue_short", "Short", "its abbreviation"),
    _fact("volume", "Volume"),
    _fact("issue", "Issue"),
    _fact("pages", "Pages", "as in 148-161"),
    _fact("publisher", "Publisher"),
    _fact("kind", "Kind", "article, conference, preprint, book, thesis …", check=_kind),
    _fact("doi", "DOI", "as in 10.1145/…", check=_doi),
    _fact("arxiv", "arXiv", "as in 2301.00001", check=_arxiv),
    _fact("url", "URL", "as in https://…", check=_url),
    FactField(
        "ids",
        "Other ids",
        lambda paper: "; ".join(f"{scheme}:{value}" for scheme, value in paper.details.ids),
        _ids,
        hint="as in pmid:123; isbn:978-…",
    ),
    FactField("editors", "Editors", lambda paper: _shown_people(paper.details.editors), _editors, 4, "one a line"),
    FactField(
        "keywords", "Keywords", lambda paper: "; ".join(paper.details.keywords), _keywords, 3, "as in one; another"
    ),
    FactField("categories", "Categories", _shown_categories, _categories, hint="as in cs.LG cs.CL"),
    _fact("status", "Status", "as in withdrawn, retracted, in press"),
    _fact("comment", "Comment", "of the authors: 12 pages, 3 figures", 3),
    _fact("abstract", "Abstract", lines=10),
)
"""The fields of the form, in their order."""
