"""The syntax tree of a query: immutable nodes without behaviour, and their text form.

`both`, `either` and `negated` build trees in one normal form, which the parser produces too: an `And` has no `And`
among its parts and an `Or` no `Or`, both have at least two parts, and no `Not` contains a `Not`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Field(StrEnum):
    """The fields that a query can name (`title:word`)."""

    TITLE = "title"
    ABSTRACT = "abstract"
    AUTHOR = "author"
    VENUE = "venue"
    NOTE = "note"
    TAG = "tag"
    KEY = "key"
    ARXIV = "arxiv"
    DOI = "doi"

    @property
    def exact(self) -> bool:
        """Whether its values are compared as a whole instead of word by word."""
        return self in {Field.TAG, Field.KEY, Field.ARXIV, Field.DOI}


class Match(Enum):
    """Which words of a paper a query word matches."""

    EXACT = auto()
    """The same stem."""
    PREFIX = auto()
    """`word*`: every word with this prefix."""
    FUZZY = auto()
    """`word~`: every word within the edit distance `analysis.edits`."""
    TYPED = auto()
    """The last word of a query that is being typed: the same stem, or a word with this prefix."""


class Flag(StrEnum):
    """A property that a paper has or has not; the value is the text of the filter."""

    BOOKMARKED = "is:bookmarked"
    READ = "is:read"
    UNREAD = "is:unread"
    QUEUED = "is:queued"
    NOTE = "has:note"
    HIGHLIGHT = "has:highlight"
    URL = "has:url"
    FILE = "has:file"
    ABSTRACT = "has:abstract"


@dataclass(frozen=True, slots=True)
class Everything:
    """Matches all papers: the query without conditions."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was typed (`state-space`, `König`), or the value of an exact field (`reading list`)."""

    text: str
    field: Field | None = None
    """None means anywhere."""
    match: Match = Match.EXACT


@dataclass(frozen=True, slots=True)
class Phrase:
    """Adjacent words in this order."""

    text: str
    field: Field | None = None
    """Never an exact field; None means anywhere."""


@dataclass(frozen=True, slots=True)
class Years:
    """Papers from these years; papers without a year never match."""

    first: int | None
    last: int | None
    """Both inclusive; None means open, and not both are None."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Papers with a fact: `kind:article`, `category:cs.LG`, `pmid:123`, `added:7d`, `rating:>3`."""

    name: str
    """The filter; `lacks` stands for papers without an abstract, which are few."""
    value: str
    """As `filters` reads it. Times that count from today are resolved when papers are asked for."""


@dataclass(frozen=True, slots=True)
class Not:
    """Papers that the part does not match."""

    part: Query


@dataclass(frozen=True, slots=True)
class And:
    """Papers that all parts match."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Papers that some part matches."""

    parts: tuple[Query, ...]


StoreFilter = Flag | Fact
"""The nodes that the library's database answers with the ids of papers; further classes join with `|`."""

Query = Everything | Word | Phrase | Years | Flag | Fact | Not | And | Or


def both(*parts: Query) -> Query:
    """The conjunction of the parts; `Everything` for no part."""
    flat = [part for query in parts for part in (query.parts if isinstance(query, And) else (query,))]
    wanted = tuple(part for part in dict.fromkeys(flat) if part != Everything())
    return And(wanted) if len(wanted) > 1 else wanted[0] if wanted else Everything()


def either(*parts: Query) -> Query:
    """The disjunction of the parts; `Everything` for no part."""
    flat = tuple(dict.fromkeys(part for q in parts for part in (q.parts if isinstance(q, Or) else (q,))))
    return Or(flat) if len(flat) > 1 else flat[0] if flat else Everything()


def negated(query: Query) -> Query:
    """The query that matches exactly the papers that `query` does not."""
    return query.part if isinstance(query, Not) else Not(query)


def for_engine(query: Query) -> Query:
    """The same query with `is:unread` as `-is:read` and the like, because the other set is usually the smaller one."""
    match query:
        case Flag.ABSTRACT:
            return Not(Fact("lacks", "abstract"))
        case Flag.UNREAD:
            return Not(Flag.READ)
        case And(parts):
            return both(*map(for_engine, parts))
        case Or(parts):
            return either(*map(for_engine, parts))
        case Not(part):
            return negated(for_engine(part))
        case _:
            return query


def flags_only(query: Query) -> bool:
    """Whether the query has neither words nor phrases, so that the database can answer it without an index."""
    match query:
        case And(parts) | Or(parts):
            return all(map(flags_only, parts))
        case Not(part):
            return flags_only(part)
        case Word() | Phrase():
            return False
        case _:
            return True


def terms(query: Query) -> Iterator[Word | Phrase]:
    """The words and phrases of the query that are not negated, in its order."""
    match query:
        case And(parts) | Or(parts):
            for part in parts:
                yield from terms(part)
        case Word() | Phrase():
            yield query
        case _:
            return


_MARKS = {Match.PREFIX: "*", Match.FUZZY: "~"}


def to_text(query: Query) -> str:  # noqa: PLR0911 - one for each kind of query
    """The query in the query language. Parsing that gives the same query, with `EXACT` instead of `TYPED`."""
    match query:
        case Word(text, field, how):
            quoted = f'"{text}"' if re.search(r"[\s()]", text) else text
            return f"{field}:{quoted}{_MARKS.get(how, '')}" if field else f"{quoted}{_MARKS.get(how, '')}"
        case Phrase(text, field):
            return f'{field}:"{text}"' if field else f'"{text}"'
        case Years(first, last):
            return f"year:{first}" if first == last else f"year:{_year(first)}..{_year(last)}"
        case Not(part):
            return f"-{_inside(part)}"
        case And(parts):
            return " ".join(map(_inside, parts))
        case Or(parts):
            return " OR ".join(map(_inside, parts))
        case Flag():
            return str(query)
        case Fact(name, value):
            return f'{name}:"{value}"' if re.search(r"[\s()]", value) else f"{name}:{value}"
        case _:
            return ""


def _inside(query: Query) -> str:
    return f"({to_text(query)})" if isinstance(query, And | Or | Everything) else to_text(query)


def _year(year: int | None) -> str:
    return "" if year is None else f"{year:04}"
