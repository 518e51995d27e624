"""What an import says of single records: values that do not agree, and pairs of papers that may be the same."""

from __future__ import annotations

from typing import NamedTuple


class Conflict(NamedTuple):
    """A fact for which the library and a record have different values; the library's stays."""

    field: str
    """A field of `Paper` or `Details`, or "note"."""
    kept: str
    given: str


class Duplicate(NamedTuple):
    """Two papers that may be the same."""

    paper: int
    other: int
    """The larger of the two ids."""
    reason: str
    """What agrees and what does not: "same title, author and year; different DOI"."""
    at: float
    """When it was noticed, in seconds since 1970, UTC."""
    apart: bool = False
    """Whether the reader keeps them apart for good."""


class FactSource(NamedTuple):
    """Where a fact of a paper is from."""

    field: str
    """A field of `Paper` or `Details`."""
    source: str
    """Empty for facts that came before sources were kept."""
    at: float
    """When it came into the library, in seconds since 1970, UTC."""
