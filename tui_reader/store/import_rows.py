"""A paper as it comes in: the facts as columns, without anything that could harm a terminal."""

from __future__ import annotations

import json
import string
from typing import TYPE_CHECKING, Any

from tui_reader.model.papers import NO_DETAILS, Paper, normal_tag, normal_title
from tui_reader.store import details_json
from tui_reader.store.authors_json import authors_json, encoded
from tui_reader.store.import_marks import NO_MARKS
from tui_reader.texts.printable import one_line, printable

if TYPE_CHECKING:
    from tui_reader.store.import_marks import Marks

FACTS = ("title", "abstract", "authors", "year", "venue", "arxiv", "doi", "url", "sources", "kind", "details")
"""The columns that a source gives."""

EMPTY = (None, "", "[]", details_json.NOTHING)

_NAMING_ONE = frozenset(("acl", "dblp", "openalex", "openreview", "pmcid", "pmid", "s2"))
"""The schemes whose identifiers name one paper, as the table of identifiers has them."""

_SMALL = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
"""What SQLite's `lower` and NOCASE do."""


class Arrival:
    """A paper that wants to come in."""

    __slots__ = ("doi", "facts", "ids", "marks", "note", "paper", "same", "tags")

    def __init__(self, paper: Paper, marks: Marks = NO_MARKS) -> None:
        """Raises ReaderError when one of its tags cannot be kept."""
        self.paper = paper
        self.marks = marks
        """What comes with it."""
        self.facts = _facts(paper)
        self.doi = compared(self.facts["doi"])
        self.ids = () if paper.details is NO_DETAILS else compared_ids(self.facts["details"])
        self.same = same_title(self.facts["title"])
        self.tags = [normal_tag(tag) for tag in paper.tags]
        self.note = printable(paper.note) if paper.note.strip() else ""


def _facts(paper: Paper) -> dict[str, Any]:
    return {
        "title": one_line(paper.title),
        "abstract": printable(paper.abstract).strip(),
        "authors": authors_json(paper.authors),
        "year": paper.year,
        "venue": one_line(paper.venue) or None if paper.venue else None,
        "arxiv": paper.arxiv,
        "doi": one_line(paper.doi) or None if paper.doi else None,
        "url": one_line(paper.url) or None if paper.url else None,
        "sources": encoded([one_line(source) for source in paper.sources]) if paper.sources else "[]",
        "kind": paper.kind,
        "details": details_json.encode(paper.details),
    }


def compared(doi: str | None) -> str:
    """The DOI as identity compares it: without case; empty for none."""
    return doi.translate(_SMALL) if doi else ""


def compared_ids(details: str) -> tuple[str, ...]:
    """The identifiers in details that name one paper, as identity compares them: scheme, space, value without case."""
    if '"ids"' not in details:
        return ()
    return tuple(
        f"{scheme} {value.translate(_SMALL)}"
        for scheme, value in json.loads(details).get("ids", ())
        if scheme in _NAMING_ONE
    )


def same_title(title: str) -> str:
    """The title as identity compares it; one of signs only ("???") has no normal form and is compared as it is."""
    return normal_title(title) or title
