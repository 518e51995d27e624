"""Finds the paper that somebody names: by its citation key, an identifier, or the start of a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.errors import NotFoundError, ReaderError
from tui_reader.model.papers import normal_arxiv, normal_doi

if TYPE_CHECKING:
    from tui_reader.model.papers import Paper
    from tui_reader.store.papers import Shelf

_LISTED = 5
"""How many citation keys are listed when a start of a key is ambiguous."""


def find(shelf: Shelf, key: str) -> Paper:
    """The paper named by a citation key, an arXiv id, a DOI, or an unambiguous start of a key, in this order.

    Raises NotFoundError when there is none, and ReaderError when there is more than one.
    """
    key = key.strip()
    found = shelf.with_key(key) if key else []
    if len(found) != 1:
        arxiv, doi = normal_arxiv(key), normal_doi(key)
        found = (shelf.with_identifier(arxiv=arxiv, doi=doi) if arxiv or doi else []) or found
    if len(found) == 1:
        return shelf.papers(found)[0]
    if found:
        names = ", ".join(paper.key for paper in shelf.papers(shelf.with_key(key, limit=_LISTED)))
        raise ReaderError(f"“{key}” is the start of more than one citation key.", f"One of: {names}.")
    raise NotFoundError(f"No paper has the key “{key}”.", "tui-reader search finds keys by words of the title.")
