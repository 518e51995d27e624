"""What the values of filters on facts mean: `rating:2..4` as stars, `added:7d` and `read:2026-11` as times."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import NamedTuple

from tui_reader.model.papers import MOST_STARS

_RANGE = re.compile(r"(?P<first>[^.]*)\.\.(?P<last>[^.]*)")
_BOUND = re.compile(r"(?P<sign>>=|<=|>|<)(?P<value>.+)")
_AGO = re.compile(r"(\d{1,4})([dwmy])")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
# A year, a month or a day of ISO 8601.
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_DECEMBER = 12


class Span(NamedTuple):
    """The seconds since 1970, UTC, from a time on and before another; `None` is open."""

    first: float | None
    before: float | None


def stars(value: str) -> tuple[int, int] | None:
    """The least and the most stars of `3`, `>3`, `<=3`, `2..4` or `2-4`; `None` when it is none of them.

    `0` is (0, 0), which stands for papers that are not rated; a bound never includes them.
    """
    if match := re.fullmatch(r"(\d)?(?:\.\.|[-\u2013])(\d)?", value):
        if not (match[1] or match[2]):
            return None
        low, high = sorted((int(match[1] or 1), int(match[2] or MOST_STARS)))
    elif match := re.fullmatch(r"(>=|<=|>|<)?(\d)", value):
        number = int(match[2])
        low, high = {
            None: (number, number),
            ">": (number + 1, MOST_STARS),
            ">=": (number, MOST_STARS),
            "<": (1, number - 1),
            "<=": (1, number),
        }[match[1]]
    else:
        return None
    if (low, high) == (0, 0) and value == "0":
        return 0, 0
    return (max(low, 1), high) if max(low, 1) <= high <= MOST_STARS else None


def times(value: str, now: datetime) -> Span | None:
    """The time that `7d`, `2026-11`, `2026-11-03`, `2026-10..2026-11` or `>2026-10` is, in the time zone of `now`.

    `None` when it is none of them. A range has its last day, month or year in it, `>` begins after its own.
    """
    if match := _AGO.fullmatch(value):
        return Span((now - timedelta(days=int(match[1]) * _DAYS[match[2]])).timestamp(), None)
    if match := _BOUND.fullmatch(value):
        if (found := _date(match["value"])) is None:
            return None
        return {
            ">": Span(found.before, None),
            ">=": Span(found.first, None),
            "<": Span(None, found.first),
            "<=": Span(None, found.before),
        }[match["sign"]]
    if match := _RANGE.fullmatch(value):
        return _between(match["first"], match["last"])
    return _date(value)


def _between(first: str, last: str) -> Span | None:
    start, end = (_date(one) if one else Span(None, None) for one in (first, last))
    if start is None or end is None or not (first or last):
        return None
    if first and last and start > end:
        start, end = end, start
    return Span(start.first, end.before)


def _date(text: str) -> Span | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        first = datetime(year, month or 1, day or 1).astimezone()
        if day:
            before = (first.replace(tzinfo=None) + timedelta(days=1)).astimezone()
        elif month:
            before = datetime(year + month // _DECEMBER, month % _DECEMBER + 1, 1).astimezone()
        else:
            before = datetime(year + 1, 1, 1).astimezone()
        return Span(first.timestamp(), before.timestamp())
    except (ValueError, OverflowError, OSError):
        return None  # no such day, or one that the system's clock does not know
