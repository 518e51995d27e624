"""Filters of the query language: `year:2018..2022`, `is:bookmarked`, `has:note`.

A value that is still being typed stands for all that may become of it (`year:20` for every year from 2000 to 2099), or
for nothing yet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tui_reader.search.query_tree import Flag, Query, Years

FILTERS = ("year", "is", "has")
"""The names before the colon."""

_RANGE = re.compile(r"(\d{4})?\.\.(\d{4})?")
_BOUND = re.compile(r"(>=|<=|>|<)(\d{4})")
_YEAR = re.compile(r"\d{4}")
_GROWING_YEAR = re.compile(r"\d{1,3}")
_GROWING_RANGE = re.compile(r"(\d{4})\.(?:\.\d{0,3})?")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a filter asks for."""

    query: Query | None
    """None when the value is not understood."""
    hint: str = ""
    """Which values are."""


def wanted_by(name: str, value: str, *, growing: bool) -> Wanted:
    """What the filter `name:value` asks for; a `growing` value may go on after its last letter."""
    if name == "year":
        return Wanted(
            _years(value) or (_growing_years(value) if growing else None),
            "A year looks like year:2020, year:2018..2022 or year:>=2020.",
        )
    try:
        return Wanted(Flag(f"{name}:{value.lower()}"))
    except ValueError:
        known = ", ".join(flag for flag in Flag if flag.startswith(f"{name}:"))
        return Wanted(None, f"There are {known}.")


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


def _growing_years(value: str) -> Years | None:
    if _GROWING_YEAR.fullmatch(value):
        return Years(int(value.ljust(4, "0")), int(value.ljust(4, "9")))
    if match := _GROWING_RANGE.fullmatch(value):
        year = int(match[1])
        return Years(year, None if ".." in value else year)
    return None
