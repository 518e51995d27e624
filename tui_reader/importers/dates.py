"""Dates as bibliographies write them: years, months as words or numbers, and when a record came into a library."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final, NamedTuple

_STEMS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FOREIGN: Final = {
    **dict.fromkeys(("mär", "maer", "mrz", "mars"), 3),
    **dict.fromkeys(("avr", "abr"), 4),
    **dict.fromkeys(("mai", "mag"), 5),
    **dict.fromkeys(("juin", "giu"), 6),
    **dict.fromkeys(("juil", "lug"), 7),
    **dict.fromkeys(("aoû", "aou", "ago"), 8),
    **dict.fromkeys(("set",), 9),
    **dict.fromkeys(("okt", "ott"), 10),
    **dict.fromkeys(("dez", "déc", "dic"), 12),
    **dict.fromkeys(("ene", "gen", "jän"), 1),
    **dict.fromkeys(("fév", "fev"), 2),
}
MONTHS: Final = {stem: number for number, stem in enumerate(_STEMS, 1)} | _FOREIGN
"""The number of a month by the beginning of its name, in English, German, French, Italian, Spanish and Portuguese."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_YEAR = re.compile(r"(?<!\d)(?:1[0-9]|20)\d\d(?!\d)")
_ISO = re.compile(r"(?P<year>[12]\d{3})(?:[-/.](?P<month>\d{1,2})?(?:[-/.](?P<day>\d{1,2})?)?)?(?![\d])")
_COMPACT = re.compile(r"(?P<year>[12]\d{3})(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?!\d)")
_DAY = re.compile(r"(?<!\d)(?:[0-2]?\d|3[01])(?!\d)")
_MOMENT = re.compile(r"[12]\d{3}[-/.]\d{1,2}[-/.]\d{1,2}.*")
_ARXIV_ID = re.compile(r"(?:[a-z-]+(?:\.[A-Z]{2})?/)?(?P<year>\d\d)(?P<month>0[1-9]|1[0-2])")
_ARXIV_BEGAN = 91
"""arXiv began in 1991: the year 91 of an id is 1991, the year 07 is 2007."""
_LAST_MONTH, _LAST_DAY = 12, 31


class Date(NamedTuple):
    """A date as far as it is known; 0 for what is not."""

    year: int = 0
    month: int = 0
    day: int = 0


def date_of(text: str) -> Date:
    """The date in a text: "2019-03-01", "2019/03//", "20190301", "2016 Nov-Dec", "3 May 2001", "1998a", "2020".

    Of a range it is the beginning. What is no date has no year.
    """
    text = text.strip()
    match = _ISO.match(text) or _COMPACT.match(text)
    if match and _WORD.search(text) is None:
        return _checked(int(match["year"]), int(match["month"] or 0), int(match["day"] or 0))
    if (found := _YEAR.search(text)) is None:
        return Date()
    if match and "T" in text:
        return _checked(int(match["year"]), int(match["month"] or 0), int(match["day"] or 0))
    month = month_of(text)
    rest = text[: found.start()] + " " + text[found.end() :]
    day = _DAY.search(rest) if month else None
    return _checked(int(found.group()), month, int(day.group()) if day and "-" not in rest else 0)


def date_of_arxiv_id(arxiv: str) -> Date:
    """The year and month that an arXiv id begins with; no date for what is no arXiv id."""
    if (match := _ARXIV_ID.match(arxiv)) is None:
        return Date()
    year = int(match["year"])
    return Date(year + (1900 if year >= _ARXIV_BEGAN else 2000), int(match["month"]))


def month_of(text: str) -> int:
    """The number of the first month that a text names, as a word or a number; 0 when it names none."""
    for word in _WORD.findall(text.casefold()):
        for length in (4, 3):
            if number := MONTHS.get(word[:length]):
                return number
    number = int(match.group()) if (match := re.search(r"(?<!\d)\d{1,2}(?!\d)", text)) else 0
    return number if number <= _LAST_MONTH else 0


def day_in(text: str) -> int:
    """The day of a month that a text has as a number; 0 when it has none."""
    match = re.search(r"(?<!\d)\d{1,2}(?!\d)", text)
    return int(match.group()) if match and 1 <= int(match.group()) <= _LAST_DAY else 0


def _checked(year: int, month: int, day: int) -> Date:
    if not 1 <= month <= _LAST_MONTH:
        return Date(year)
    return Date(year, month, day if day <= _LAST_DAY else 0)


def moment_of(text: str) -> int:
    """When something happened, in seconds since 1970, UTC, from a date with or without time; 0 for another text."""
    text = text.strip()
    if not _MOMENT.fullmatch(text):
        return 0
    date = re.sub(r"^(\d{4})[./](\d{1,2})[./](\d{1,2})", r"\1-\2-\3", text)
    date = re.sub(r"^(\d{4})-(\d)(?=-)", r"\1-0\2", date)
    date = re.sub(r"^(\d{4}-\d\d)-(\d)(?!\d)", r"\1-0\2", date)
    date = re.sub(r"\s*(?:GMT|UTC)$|(?<=\d) (?=[+-]\d{4}$)", "", date)
    try:
        moment = datetime.fromisoformat(date)
        return max(0, int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()))
    except (ValueError, OverflowError):
        return 0


def mail_date(text: str) -> str:
    """The day of a date as mails have it ("Wed, 1 Mar 2023 19:00:02 GMT") in ISO 8601; empty for another text."""
    try:
        return parsedate_to_datetime(re.sub(r"\s*\(.*", "", text).strip()).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
