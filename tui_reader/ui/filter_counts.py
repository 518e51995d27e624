"""What the panel of filters counts: the papers of an answer, and those there would be without a chosen filter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui_reader.search.query_pieces import without_values

if TYPE_CHECKING:
    from tui_reader.library.library import Library
    from tui_reader.model.results import Answer, Facets
    from tui_reader.search.engine import Wanted

_GROUPS = {"author": "authors", "category": "categories", "kind": "kinds", "year": "years", "venue": "venues"}
"""The field of `Facets` with the values of a filter."""


def counts(library: Library, answer: Answer, wanted: Wanted) -> Facets:
    """The counts of an answer; the values of a filter that may have several are those of the query without it.

    Raises `SupersededError` when `wanted` returns False.
    """
    facets = library.facets(None if answer.query is None else answer.ids)
    for name, rest in without_values(answer.text):
        others = library.search(rest, typing=True, wanted=wanted)
        found = library.facets(None if others.query is None else others.ids)
        facets = replace(facets, **{_GROUPS[name]: getattr(found, _GROUPS[name])})
    return facets
