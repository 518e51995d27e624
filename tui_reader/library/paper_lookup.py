"""Finds the paper that somebody names: by its citation key, an identifier, or the start of a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.errors import NotFoundError, ReaderError

if TYPE_CHECKING:
    from tui_reader.model.papers import Paper
    from tui_reader.store.papers import PaperReader

_LISTED = 5
"""How many citation keys are listed when a start of a key is ambiguous."""


def find(papers: PaperReader, text: str) -> Paper:
    """The paper that a citation key, an identifier (arXiv id, DOI, `pmid:123`) or an unambiguous start of a key names.

    They are tried in this order. Raises NotFoundError when there is none, and ReaderError when there is more than one.
    """
    wanted = text.strip()
    found = papers.with_key(wanted) if wanted else []
    if len(found) != 1:
        found = (papers.with_identifier(wanted) if wanted else []) or found
    if len(found) == 1:
        return papers.papers(found)[0]
    if found:
        starting = papers.with_key(wanted, limit=_LISTED)
        names = ", ".join(paper.key for paper in papers.papers(starting or found))
        what = "is the start of more than one citation key" if starting else "names more than one paper"
        raise ReaderError(f"“{wanted}” {what}.", f"One of: {names}.")
    raise NotFoundError(f"No paper has the key “{wanted}”.", "tui-reader search finds keys by words of the title.")
