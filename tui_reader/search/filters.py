"""The filters of the query language (`year:2018..2022`, `is:bookmarked`, `has:note`): one row each in `FILTERS`.

A new filter is a row here. If its node is a new class, that goes into `query_tree`, with a case in both engines; if the
library's database answers it, the class goes into `query_tree.StoreFilter` instead of the engines, and the SQL that
reads its ids into the store.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_reader.search.query_tree import Flag, Query, StoreFilter, Years

if TYPE_CHECKING:
    from collections.abc import Callable


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
    return Filter(name, lambda value: flags.get(value.lower()), f"There are {', '.join(flags.values())}.")


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
    )
}
"""The filters by name."""

IN_INDEX: frozenset[StoreFilter] = frozenset({Flag.URL})
"""The flags that engines answer from their own index; they ask the library's database for all others."""


def parse_filter(name: str, value: str, *, growing: bool) -> FilterMeaning:
    """What `name:value` means, for a name in `FILTERS`; a `growing` value may go on after its last character."""
    row = FILTERS[name]
    query = row.parse(value)
    if query is None and growing:
        query = row.parse_unfinished(value)
    return FilterMeaning(query, "" if query else row.hint)
