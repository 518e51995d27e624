"""Times as the library stores them (seconds since 1970, UTC), turned into dates.

A clock that is wrong gives times before 1970 and after the year 9999, which Python's dates and the C library refuse.
No function here raises for any number: what is out of range becomes the first or the last moment that has a date.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

_FIRST = 0.0
_LAST = 253_402_214_400.0
"""The beginning of 9999-12-31 in UTC, which is in the year 9999 in every time zone."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def in_utc(at: float) -> datetime:
    """The date and time, in UTC."""
    return _EPOCH + timedelta(seconds=int(_in_range(at)))


def local(at: float) -> time.struct_time:
    """The date and time in the reader's time zone, for `time.strftime`."""
    try:
        return time.localtime(_in_range(at))
    except (OverflowError, ValueError, OSError):
        return time.gmtime(0)


def _in_range(at: float) -> float:
    # A number that is none compares with nothing.
    return min(max(at, _FIRST), _LAST) if at == at else _FIRST  # noqa: PLR0124
