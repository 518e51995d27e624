"""What a citation of a paper lacks because no source gave it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.citations.kinds import server

if TYPE_CHECKING:
    from tui_reader.model.papers import Paper


def missing(paper: Paper) -> tuple[str, ...]:
    """The facts of a full citation that are not known, in the words of the screen; a preprint needs no venue."""
    facts = (
        ("title", paper.title.strip()),
        ("authors", paper.authors),
        ("year", paper.year is not None),
        ("venue", paper.venue or server(paper)),
        ("DOI or address", paper.page),
    )
    return tuple(name for name, known in facts if not known)
