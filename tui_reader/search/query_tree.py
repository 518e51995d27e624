"""What a query means: values without behaviour, and how to write them down again.

A query is a tree. `both`, `either` and `negated` build it in the one shape that the parser makes too: an `And` holds no
`And` and an `Or` no `Or`, both hold at least two parts, and nothing is negated twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Field(StrEnum):
    """Where a word may be looked for."""

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
    """How a word has to be like a word of the paper."""

    EXACT = auto()
    """The same stem."""
    PREFIX = auto()
    """`word*`: every word that begins like this."""
    FUZZY = auto()
    """`word~`: every word that is this one but for a slip of the finger."""
    TYPED = auto()
    """The last word of a query that is being typed: the same stem, or a word that begins like this."""


class Flag(StrEnum):
    """A filter that the library's database answers."""

    BOOKMARKED = "is:bookmarked"
    READ = "is:read"
    UNREAD = "is:unread"
    QUEUED = "is:queued"
    NOTE = "has:note"
    HIGHLIGHT = "has:highlight"
    URL = "has:url"


@dataclass(frozen=True, slots=True)
class Everything:
    """Every paper."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was typed (`state-space`, `König`), or the value of an exact field (`reading list`)."""

    text: str
    field: Field | None = None
    """None means anywhere."""
    match: Match = Match.EXACT


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words directly after each other."""

    text: str
    field: Field | None = None
    """Not an exact one; None means anywhere."""


@dataclass(frozen=True, slots=True)
class Years:
    """Papers from these years; papers without a year never match."""

    first: int | None
    last: int | None
    """Both inclusive; None means open, and not both are None."""


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


Query = Everything | Word | Phrase | Years | Flag | Not | And | Or


def both(*parts: Query) -> Query:
    """The query that wants all parts; with no part it is `Everything`."""
    flat = [part for query in parts for part in (query.parts if isinstance(query, And) else (query,))]
    wanted = tuple(part for part in dict.fromkeys(flat) if part != Everything())
    return And(wanted) if len(wanted) > 1 else wanted[0] if wanted else Everything()


def either(*parts: Query) -> Query:
    """The query that is content with any part; with no part it is `Everything`."""
    flat = tuple(dict.fromkeys(part for q in parts for part in (q.parts if isinstance(q, Or) else (q,))))
    return Or(flat) if len(flat) > 1 else flat[0] if flat else Everything()


def negated(query: Query) -> Query:
    """The query that wants what the other one leaves out."""
    return query.part if isinstance(query, Not) else Not(query)


def for_engine(query: Query) -> Query:
    """The same question with `is:unread` as what is not read: of very many papers few are read, and flags are sets."""
    match query:
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
    """Whether flags and years decide alone, so that no index is needed to answer."""
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
    """The words and phrases that papers match for having them, in the order of the query; negated ones are left out."""
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
    """The query as a person would type it. Parsing it gives the query back, with typed words as exact ones."""
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
        case _:
            return ""


def _inside(query: Query) -> str:
    return f"({to_text(query)})" if isinstance(query, And | Or | Everything) else to_text(query)


def _year(year: int | None) -> str:
    return "" if year is None else f"{year:04}"
