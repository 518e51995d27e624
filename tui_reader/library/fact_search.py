"""Answers filters on facts (`kind:`, `added:`, `pmid:`, …) with the ids of papers, from the database alone."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, cast

from tui_reader.model.papers import Kind, folded
from tui_reader.search import fact_values
from tui_reader.search.analysis import stem, words
from tui_reader.store import fact_filters

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from tui_reader.search.query_tree import Fact
    from tui_reader.store.filters import Filters
    from tui_reader.store.id_filter import IdSet


def having(filters: Filters, fact: Fact) -> IdSet:
    """The papers for which a filter on facts holds; none for a value that makes no sense."""
    if fact.name == "lacks":
        return ~filters.flagged(f"has:{fact.value}")
    if fact.name == "rating" and fact_values.stars(fact.value) == (0, 0):
        return ~filters.facts(fact_filters.rated)
    return filters.facts(partial(_ids, fact))


def _ids(fact: Fact, connection: sqlite3.Connection) -> set[int]:
    match fact.name:
        case "kind":
            return fact_filters.of_kind(connection, cast("Kind", fact.value))
        case "rating":
            stars = fact_values.stars(fact.value)
            return fact_filters.rated(connection, *stars) if stars else set()
        case "added" | "read":
            span = fact_values.times(fact.value, datetime.now().astimezone())
            ask = fact_filters.added_between if fact.name == "added" else fact_filters.read_between
            return ask(connection, *span) if span else set()
        case "category" | "keyword" | "editor" as label:
            found = _is_category(fact.value) if label == "category" else _has_words(fact.value)
            values = filter(found, fact_filters.label_values(connection, label))
            return fact_filters.labelled_any(connection, label, list(values))
        case scheme:
            return _identified(connection, scheme, fact.value)


def _is_category(value: str) -> Callable[[str], bool]:
    """Whether a category is the one that is asked for, or below it: `cs` and `cs.*` are all of computer science.

    Classifications with names instead of codes are found by words: `category:"computer science"`.
    """
    sought = folded(value)
    if sought.endswith("*"):
        start = sought.rstrip("*")
        return lambda category: folded(category).startswith(start)
    named = _has_words(value)
    return lambda category: (
        (plain := folded(category)) == sought
        or plain.startswith(f"{sought}.")
        or (" " in category and "." not in sought and named(category))
    )


def _has_words(value: str) -> Callable[[str], bool]:
    """Whether a text has the words next to each other, as search compares words; after `*` the last is a beginning."""
    sought = words(value)
    if not sought:
        return lambda _text: False
    if value.endswith("*"):
        start = "".join(f" {word}" for word in sought)
        return lambda text: start in "".join(f" {word}" for word in words(text))
    stems = f" {' '.join(map(stem, sought))} "
    # A word and its stem begin with the same two letters; looking for these first spares most texts the analysis.
    starts = [word[:2] for word in sought]
    return lambda text: (
        not (text.isascii() and any(start not in text for start in starts))
        and stems in f" {' '.join(map(stem, words(text)))} "
    )


def _identified(connection: sqlite3.Connection, scheme: str, value: str) -> set[int]:
    """The papers with an identifier in the spellings that sources use: with and without hyphens, `PMC`, or a case."""
    if value.endswith("*"):
        return fact_filters.identified_from(connection, f"{scheme}:{value.rstrip('*')}")
    spellings = {value, value.lower(), value.upper()}
    if scheme == "doi":
        spellings = {folded(value)}
    if scheme == "pmcid":
        spellings |= {f"PMC{value}", value.upper().removeprefix("PMC")}
    if scheme in {"isbn", "issn"}:
        spellings |= {one.replace("-", "").replace(" ", "") for one in spellings}
        plain = value.replace("-", "")
        spellings.add(f"{plain[:4]}-{plain[4:]}")
    return fact_filters.identified(connection, [f"{scheme}:{one}" for one in spellings])
