"""The filters of the query language (`year:2018..2022`, `is:bookmarked`, `has:note`): one row each in `FILTERS`.

A new filter is a row here. If its node is a new class, that goes into `query_tree`, with a case in both engines; if the
library's database answers it, the class goes into `query_tree.StoreFilter` instead of the engines, and the SQL that
reads its ids into the store.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tui_reader.model.papers import KINDS, SCHEMES
from tui_reader.search.analysis import words
from tui_reader.search.fact_values import stars, times
from tui_reader.search.query_tree import Fact, Flag, Query, StoreFilter, Years

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter: how its value is parsed."""

    name: str
    """What stands before the colon, in lower case."""
    parse: Callable[[str], Query | None]
    """The query node of a complete value; None when the value is malformed."""
    hint: str
    """The sentence shown for a malformed value: which values there are."""
    parse_unfinished: Callable[[str], Query | None] = lambda _value: None
    """While the value is being typed and `parse` returned None: the node that covers everything it may become
    (`year:20` is 2000 to 2099); None when it restricts nothing yet."""
    values: tuple[str, ...] = ()
    """All values that there are, where they can be listed."""
    is_open: bool = False
    """Whether any text is a value, so that a text that is being typed is the beginning of one (`category:cs.L`)."""


@dataclass(frozen=True, slots=True)
class FilterMeaning:
    """The query node of `name:value`, or what is wrong with the value."""

    query: Query | None
    hint: str = ""


# Four digits, "..", a hyphen or an en dash, four digits; one of the years may be missing.
_RANGE = re.compile(r"(\d{4})?(?:\.\.|[-\u2013])(\d{4})?")
_BOUND = re.compile(r"(>=|<=|>|<)(\d{4})")
_YEAR = re.compile(r"\d{4}")
_UNFINISHED_YEAR = re.compile(r"\d{1,3}")
# A range whose second year is being typed: "2018.", "2018..20", "2018-20".
_UNFINISHED_RANGE = re.compile(r"(\d{4})(\.|(?:\.\.|[-\u2013])\d{0,3})")


def _years(value: str) -> Years | None:
    if _YEAR.fullmatch(value):
        return Years(int(value), int(value))
    if (match := _RANGE.fullmatch(value)) and (match[1] or match[2]):
        first, last = (int(year) if year else None for year in match.groups())
        return Years(last, first) if first is not None and last is not None and first > last else Years(first, last)
    if match := _BOUND.fullmatch(value):
        year = int(match[2])
        return {
            ">": Years(min(year + 1, 9999), None),
            ">=": Years(year, None),
            "<": Years(None, max(year - 1, 0)),
            "<=": Years(None, year),
        }[match[1]]
    return None


def _unfinished_years(value: str) -> Years | None:
    if _UNFINISHED_YEAR.fullmatch(value):
        return Years(int(value.ljust(4, "0")), int(value.ljust(4, "9")))
    if match := _UNFINISHED_RANGE.fullmatch(value):
        year = int(match[1])
        return Years(year, year if match[2] == "." else None)
    return None


def _of_flags(name: str) -> Filter:
    """The filter whose values are the flags that begin with its name."""
    flags = {flag.value.partition(":")[2]: flag for flag in Flag if flag.startswith(f"{name}:")}
    return Filter(
        name, lambda value: flags.get(value.lower()), f"There are {', '.join(flags.values())}.", values=tuple(flags)
    )


def _of_kinds() -> Filter:
    kinds = {str(kind): Fact("kind", kind) for kind in KINDS}
    hint = f"A kind is {', '.join(KINDS[:-1])} or {KINDS[-1]}."
    return Filter("kind", lambda value: kinds.get(value.lower()), hint, values=tuple(kinds))


def _of_stars(value: str) -> Fact | None:
    value = value.replace(" ", "")
    return Fact("rating", value) if stars(value) else None


def _of_times(name: str) -> Filter:
    """The filter on when papers were added, or read last."""

    def parse(value: str) -> Fact | None:
        value = value.replace(" ", "").lower()
        return Fact(name, value) if times(value, datetime.now().astimezone()) else None

    hint = (
        f"A time looks like {name}:7d, {name}:2026-11, {name}:2026-11-03, {name}:2026-10..2026-11 or {name}:>2026-10."
    )
    return Filter(name, parse, hint)


def _of_text(name: str, example: str) -> Filter:
    """The filter on a text that papers have, as a category, a keyword or an identifier."""

    def parse(value: str) -> Fact | None:
        value = " ".join(value.split()).rstrip("~")
        return Fact(name, value) if words(value) else None

    return Filter(name, parse, f"{name}: wants a value after it, as in {name}:{example}.", is_open=True)


_EXAMPLES = {
    "acl": "P17-1001",
    "bibcode": "2016PhRvL.116f1102A",
    "dblp": "conf/nips/VaswaniSPUJGKP17",
    "isbn": "9780262035613",
    "issn": "1532-4435",
    "mag": "2963403868",
    "openalex": "W2741809807",
    "openreview": "rJ4km2R5t7",
    "pmcid": "PMC3531190",
    "pmid": "23193287",
    "s2": "204e3073870fae3d05bcbc2f6a8e263d9b72e776",
}

FILTERS = {
    row.name: row
    for row in (
        Filter(
            "year",
            _years,
            "A year looks like year:2020, year:2018-2022 or year:>=2020.",
            _unfinished_years,
        ),
        _of_flags("is"),
        _of_flags("has"),
        _of_kinds(),
        _of_text("category", "cs.LG"),
        _of_text("keyword", "optimization"),
        _of_text("editor", "Wallach"),
        _of_times("added"),
        _of_times("read"),
        Filter("rating", _of_stars, "A rating looks like rating:3, rating:>3 or rating:2..4; rating:0 is none."),
        *(_of_text(scheme, _EXAMPLES.get(scheme, "value")) for scheme in SCHEMES),
    )
}
"""The filters by name."""

IN_INDEX: frozenset[StoreFilter] = frozenset({Flag.URL})
"""The flags that engines answer from their own index; they ask the library's database for all others."""


def parse_filter(name: str, value: str, *, growing: bool) -> FilterMeaning:
    """What `name:value` means, for a name in `FILTERS`; a `growing` value may go on after its last character."""
    row = FILTERS[name]
    query = row.parse(value)
    if growing and row.is_open and isinstance(query, Fact):
        query = Fact(name, f"{query.value.rstrip('*')}*")
    elif query is None and growing:
        query = row.parse_unfinished(value)
    return FilterMeaning(query, "" if query else _advice(row, value))


def _advice(row: Filter, value: str) -> str:
    """The filter that was probably meant, or which values there are."""
    if row.values and value and (close := _close(value, row.values)):
        return f"Did you mean {row.name}:{close}? {row.hint}"
    return row.hint


def unknown_name(name: str, others: Iterable[str]) -> str:
    """The sentence about a name that is neither a field nor a filter, with the one that was probably meant."""
    close = _close(name, [*FILTERS, *others])
    meant = f" Did you mean {close}:?" if close else ""
    return f"There is no field \u201c{name[:20]}:\u201d; it is searched as words.{meant}"


def _close(name: str, names: Sequence[str]) -> str:
    """The name that is most like a mistyped one; empty when none is."""
    from difflib import get_close_matches  # takes longer to import than a query to answer

    return next(iter(get_close_matches(name.lower(), names, 1, 0.7)), "")
