"""Suggestions for a query without results: unmatched terms, a corrected spelling, and each query with one term dropped.

Each suggestion comes with its number of hits, and none has zero.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice, product
from typing import TYPE_CHECKING

from tui_reader.search.analysis import words
from tui_reader.search.query_tree import And, Match, Or, Phrase, Query, Word, both, either, for_engine, terms, to_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.search.engine import Engine, Flagged, Wanted

_TERMS = 12
"""The number of terms of a query that are looked at."""
_SPELLINGS = 4
"""Corrections of one word that are tried."""
_TRIES = 24
"""Corrections of the whole query that are counted."""


@dataclass(frozen=True, slots=True)
class WayOut:
    """Another query, which has results."""

    text: str
    """The query in the query language."""
    change: str
    """The difference: the corrected words, or the part that is left out."""
    papers: int
    """The number of papers that match."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a query has no results, and which similar queries have."""

    missing: tuple[str, ...] = ()
    """Words and phrases of the query that occur in no paper."""
    meant: WayOut | None = None
    """The query with corrected spelling."""
    without: tuple[WayOut, ...] = ()
    """The query without one of its parts, in the order of the query."""

    @property
    def ways_out(self) -> tuple[WayOut, ...]:
        """All suggestions, the corrected spelling first."""
        return (*([self.meant] if self.meant else []), *self.without)


def explain(engine: Engine, query: Query, flagged: Flagged, wanted: Wanted = lambda: True) -> Explanation:
    """Why the query has no results in the engine's index. Raises as `Engine.search` does."""

    def count(asked: Query) -> int:
        return engine.count(for_engine(asked), flagged, wanted)

    sought = list(dict.fromkeys(islice(terms(query), _TERMS)))
    missing = [term for term in sought if not count(term)]
    meant = None
    for changed, change in islice(_respelled(engine, query, missing or sought, wanted), _TRIES):
        if papers := count(changed):
            meant = WayOut(to_text(changed), change, papers)
            break
    parts = query.parts if isinstance(query, And) else ()
    without = []
    for part in parts[:_TERMS]:
        rest = both(*(other for other in parts if other != part))
        if papers := count(rest):
            without.append(WayOut(to_text(rest), to_text(part), papers))
    return Explanation(tuple(map(to_text, missing)), meant, tuple(without))


def _respelled(
    engine: Engine, query: Query, sought: list[Word | Phrase], wanted: Wanted
) -> Iterator[tuple[Query, str]]:
    """The query with other spellings of the terms, nearest first, each with the changed words alone."""
    spellings = [list(_spellings(engine, term, wanted)) for term in sought]
    if not any(spellings):
        return
    # The nearest spelling of every term first; a term that has none stays as it is.
    choices = product(*(found or [term] for found, term in zip(spellings, sought, strict=True)))
    together = [dict(zip(sought, choice, strict=True)) for choice in islice(choices, _TRIES)]
    alone = [{term: other} for term, found in zip(sought, spellings, strict=True) for other in found]
    for changes in [*together, *alone] if len(sought) > 1 else together:
        changed = _with(query, changes)
        if changed != query:
            yield changed, " ".join(to_text(new) for old, new in changes.items() if new != old)


def _spellings(engine: Engine, term: Word | Phrase, wanted: Wanted) -> Iterator[Word | Phrase]:
    if isinstance(term, Phrase):
        yield from _phrase_spellings(engine, term, wanted)
        return
    if term.field and term.field.exact:
        yield replace(term, match=Match.FUZZY)
        return
    typed = words(term.text)
    if len(typed) == 1:
        for word, _papers in engine.alike(typed[0], _SPELLINGS, wanted):
            if word != typed[0]:
                yield Word(word, term.field)


def _phrase_spellings(engine: Engine, phrase: Phrase, wanted: Wanted) -> Iterator[Word | Phrase]:
    """The phrase with each word replaced by the nearest indexed one, if that changes it."""
    nearest = []
    for word in words(phrase.text)[:_TERMS]:
        found = engine.alike(word, 1, wanted)
        nearest.append(found[0][0] if found else word)
    if nearest != words(phrase.text):
        yield Phrase(" ".join(nearest), phrase.field)


def _with(query: Query, changes: dict[Word | Phrase, Word | Phrase]) -> Query:
    """The query with terms replaced, except negated ones."""
    match query:
        case And(parts):
            return both(*(_with(part, changes) for part in parts))
        case Or(parts):
            return either(*(_with(part, changes) for part in parts))
        case Word() | Phrase():
            return changes.get(query, query)
        case _:
            return query
