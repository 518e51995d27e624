"""Stored times as dates, also those that a wrong clock made."""

from __future__ import annotations

import math
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui_reader.texts.times import in_utc, local


@given(st.floats() | st.integers())
@example(math.nan)
@example(math.inf)
@example(-1)
@example(10**30)
def test_every_number_has_a_date(at: float) -> None:
    """Before 1970, beyond the year 9999, infinite, or no number at all."""
    assert 1970 <= int(in_utc(at).strftime("%Y")) <= 9999
    assert 1969 <= int(time.strftime("%Y", local(at))) <= 9999


@pytest.mark.parametrize(
    ("at", "date"),
    [(0, "1970-01-01 00:00:00"), (1_795_599_678.9, "2026-11-25 09:41:18"), (1e18, "9999-12-31 00:00:00")],
)
def test_a_time_is_its_date(at: float, date: str) -> None:
    """To the second, in UTC; the last date stands for all after it."""
    assert in_utc(at).strftime("%Y-%m-%d %H:%M:%S") == date
