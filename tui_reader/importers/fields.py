"""The fields of a paper in JSON beyond title, authors and the like: how each is written, and how it is read back.

`search --json` and `show --json` write them, and an import reads them, so that what was written comes back as it was.
Every function that reads raises ValueError, with what is wrong, for a value that it cannot use.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_reader.model.papers import KINDS, Link, Version
from tui_reader.texts.names import Person
from tui_reader.texts.times import in_utc

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_reader.model.papers import Details

FACTS = ("title", "abstract", "authors", "year", "venue", "arxiv", "doi", "url", "sources", "tags", "note")
"""The fields that every record has had from the beginning; `json_records` says how they are read."""

OUTPUT_ONLY = frozenset(("author_parts", "details", "highlights", "note_versions", "score", "shared", "key", "kind"))
"""Fields that are no fact of a paper by themselves, or are read by name."""

_STARS = range(6)
_PART = ("family", "given", "particle", "suffix")


class Field(NamedTuple):
    """A field by its name, which is that of `Details` or `Paper`."""

    name: str
    write: Callable[[Any], object]
    read: Callable[[object], Any]


def _same(value: Any) -> object:  # noqa: ANN401 - whatever the field holds is JSON
    return value


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise ValueError("it is not text")  # noqa: TRY004 - all mistakes of a value are one
    return str(value).strip()


def _exact_text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("it is not text")  # noqa: TRY004
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("it is neither true nor false")  # noqa: TRY004
    return value


def _number_in(numbers: Sequence[int]) -> Callable[[object], int]:
    def read(value: object) -> int:
        if isinstance(value, str) and value.strip().isdecimal():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or value not in numbers:
            raise ValueError(f"it is no number from {numbers[0]} to {numbers[-1]}")
        return value

    return read


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError("it is not a list")  # noqa: TRY004
    return value


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(_exact_text, [value] if isinstance(value, str) else _list(value)))


def _pairs(value: object) -> tuple[tuple[str, str], ...]:
    pairs = [_texts(pair) for pair in _list(value)]
    if any(len(pair) != 2 for pair in pairs):  # noqa: PLR2004 - a name and a value
        raise ValueError("it is not a list of names with values")
    return tuple((pair[0], pair[1]) for pair in pairs)


def _ids(value: object) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(_pairs(value), key=lambda pair: pair[0]))


def person_parts(person: Person) -> dict[str, object]:
    """A name in its parts."""
    parts: dict[str, object] = {name: text for name in _PART if (text := getattr(person, name))}
    return {**parts, "literal": True} if person.is_literal else parts


def person_of(value: object) -> Person:
    """The name in an object of `person_parts`."""
    if not isinstance(value, dict) or not value.get("family"):
        raise ValueError("it has no name")
    family, given, particle, suffix = (_exact_text(value.get(name, "")) for name in _PART)
    return Person(family, given, particle, suffix, _flag(value.get("literal", False)))


def written_time(at: float) -> str | None:
    """A time (seconds since 1970, UTC) in ISO 8601, to the microsecond where it has a fraction; none for 0."""
    if not at:
        return None
    second = in_utc(at)
    fraction = round((at - int(at)) * 1e6) if second.timestamp() == int(at) else 0
    exact = second + timedelta(microseconds=fraction)
    return exact.isoformat().replace("+00:00", "Z")


def read_time(value: object) -> float:
    """The time that ISO 8601 or a number of seconds since 1970 means; a time without zone is in UTC."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    try:
        found = datetime.fromisoformat(_exact_text(value).strip())
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        raise ValueError("it is no time of ISO 8601") from None


def written_text(record: object, name: str) -> str:
    """The text under a name in an object; empty when there is none."""
    if not isinstance(record, dict):
        raise ValueError("it is not an object")  # noqa: TRY004
    return _exact_text(record.get(name) or "")


def _kind(value: object) -> str:
    if value not in KINDS:
        raise ValueError(f"it is none of {', '.join(KINDS)}")
    return str(value)


def _seconds(value: object) -> int:
    return int(read_time(value))


_TEXTS = (
    *("language", "short_title", "preprint_date", "status", "published_as", "venue_short", "booktitle", "volume"),
    *("issue", "pages", "article_number", "publisher", "place", "series", "edition", "event", "institution", "comment"),
)

DETAILS: dict[str, Field] = {
    field.name: field
    for field in (
        *(Field(name, _same, _text) for name in _TEXTS),
        Field("editors", lambda value: [*map(person_parts, value)], lambda value: tuple(map(person_of, _list(value)))),
        Field("others", _same, _flag),
        Field("month", _same, _number_in(range(13))),
        Field("day", _same, _number_in(range(32))),
        Field(
            "versions", lambda value: [*map(list, value)], lambda value: tuple(Version(*one) for one in _pairs(value))
        ),
        Field("ids", lambda value: [*map(list, value)], _ids),
        Field("links", lambda value: [*map(list, value)], lambda value: tuple(Link(*one) for one in _pairs(value))),
        *(Field(name, list, _texts) for name in ("files", "categories", "keywords")),
        Field("extra", lambda value: [*map(list, value)], _pairs),
    )
}
"""The fields of `details`, an object in which those that are empty are left out."""

STATE: dict[str, Field] = {
    field.name: field
    for field in (
        *(Field(name, _same, _flag) for name in ("bookmarked", "read", "queued")),
        *(Field(name, written_time, read_time) for name in ("bookmarked_at", "read_at", "queued_at")),
        Field("rating", _same, _number_in(_STARS)),
        Field("added", written_time, _seconds),
    )
}
"""What a reader did with the paper, and when it came into the library."""

KIND = Field("kind", _same, _kind)


def written_details(details: Details) -> dict[str, object]:
    """The object of what is not empty."""
    return {name: field.write(value) for name, field in DETAILS.items() if (value := getattr(details, name))}


def author_parts(authors: Sequence[Person]) -> list[dict[str, object] | None] | None:
    """The parts of the names that could not be read back from the list of names; none when all can."""
    parts = [None if Person.parse(one.name) == one else person_parts(one) for one in authors]
    return parts if any(parts) else None


_LONGEST = 10_000
"""Characters of a field that is kept aside."""


def kept_aside(value: object, encoded: Callable[[Any], str]) -> str:
    """A field that means nothing here as text, as an export gives it back; empty for one that says nothing."""
    text = value if isinstance(value, str) else "" if value is None or value in ([], {}) else encoded(value)
    if len(text) > _LONGEST:
        raise ValueError(f"it has more than {_LONGEST:,} characters")
    return re.sub(r"\A\s+\Z", "", text)
