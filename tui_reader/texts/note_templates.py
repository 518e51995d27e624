"""The text that a new note begins as: the user's own, with what is known about the paper in its places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.errors import ReaderError
from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from tui_reader.model.papers import Paper

PLACES = ("title", "authors", "year", "venue", "key", "doi", "url", "abstract")
"""What may stand in braces."""

_PLACE = re.compile(r"\{(\w+)\}")


def filled(template: str, paper: Paper) -> str:
    """The template with the facts of a paper; one that is not known leaves its place empty.

    What stands in braces and is no place stays as it is.
    """
    facts = {
        "title": one_line(paper.title),
        "authors": ", ".join(one_line(author.name) for author in paper.authors),
        "year": str(paper.year or ""),
        "venue": one_line(paper.venue or ""),
        "key": paper.key,
        "doi": paper.doi or "",
        "url": one_line(paper.page or ""),
        "abstract": paper.abstract.strip(),
    }
    return _PLACE.sub(lambda match: facts.get(match[1], match[0]), template)


def check(template: str) -> None:
    """Raises ReaderError for a template with braces around what is no place."""
    unknown = [name for name in _PLACE.findall(template) if name not in PLACES]
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in PLACES)
        raise ReaderError(f"a template knows no {{{unknown[0]}}}; it stays as it is.", f"There are {known}.")
