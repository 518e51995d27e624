"""A record as it comes in: the facts as columns, without anything that could harm a terminal, and its identifiers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from tui_reader.model.papers import NO_DETAILS, arxiv_of_doi, folded_doi, normal_tag, normal_title
from tui_reader.store.details_json import encoded_values, tidy_values
from tui_reader.store.people_json import people_json
from tui_reader.texts.printable import one_line, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui_reader.importers.records import Quote
    from tui_reader.model.papers import Paper

FACTS = ("title", "abstract", "authors", "year", "venue", "arxiv", "doi", "url", "sources", "kind", "details")
"""The columns that a source gives."""

IDENTITY_SCHEMES = frozenset(
    ("doi", "arxiv", "pmid", "pmcid", "openreview", "openalex", "s2", "mag", "dblp", "acl", "bibcode")
)
"""Whose identifiers mean one paper. An ISBN is that of all chapters of a book, an ISSN that of a journal."""

encoded = json.JSONEncoder(ensure_ascii=False).encode
"""A value as the database keeps it."""


class Arrival(Protocol):
    """What can come in: a `Record` of an importer, or a paper by hand."""

    @property
    def paper(self) -> Paper:
        """The facts, and the state that comes along."""

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Passages to highlight."""

    @property
    def note_versions(self) -> Sequence[tuple[float, str]]:
        """What the note was: when, and its text."""

    @property
    def origins(self) -> Sequence[tuple[str, str]]:
        """Fields with sources of their own."""


class PaperByHand(NamedTuple):
    """A paper that the reader typed."""

    paper: Paper
    quotes: tuple[Quote, ...] = ()
    note_versions: Sequence[tuple[float, str]] = ()
    origins: Sequence[tuple[str, str]] = ()


class ImportRow:
    """A record that is about to come in."""

    __slots__ = ("details", "facts", "names", "note", "record", "same", "tags")

    facts: dict[str, Any]
    """The columns of `FACTS`."""
    details: dict[str, Any]
    """What the column `details` holds."""
    names: frozenset[str]
    """As `identity_names` has them."""

    def __init__(self, record: Arrival) -> None:
        """Raises ReaderError when one of its tags cannot be kept."""
        paper = record.paper
        self.record = record
        self.details = {} if paper.details is NO_DETAILS else tidy_values(paper.details)
        self.facts = fact_columns(paper)
        self.facts["details"] = encoded_values(self.details)
        self.names = identity_names(self.facts, self.details)
        self.same = same_title(self.facts["title"])
        self.tags = list(dict.fromkeys(map(normal_tag, paper.tags))) if paper.tags else []
        self.note = printable(paper.note) if paper.note and not paper.note.isspace() else ""

    @property
    def fields(self) -> dict[str, Any]:
        """All facts by the names of the fields."""
        fields = {**self.facts, **self.details}
        del fields["details"]
        return fields


def fact_columns(paper: Paper) -> dict[str, Any]:
    """The columns of `FACTS` of a paper; `details` is left empty."""
    doi = one_line(paper.doi) or None if paper.doi else None
    return {
        "title": one_line(paper.title),
        "abstract": printable(paper.abstract).strip(),
        "authors": people_json(paper.authors),
        "year": paper.year,
        "venue": one_line(paper.venue) or None if paper.venue else None,
        "arxiv": paper.arxiv or (arxiv_of_doi(doi) if doi else None),
        "doi": doi,
        "url": one_line(paper.url) or None if paper.url else None,
        "sources": encoded([one_line(source) for source in paper.sources]) if paper.sources else "[]",
        "kind": paper.kind,
        "details": "",
    }


def identity_names(facts: dict[str, Any], details: dict[str, Any]) -> frozenset[str]:
    """The identifiers of a paper as `identifiers.name` has them, of the schemes that mean one paper."""
    doi, arxiv = facts["doi"], facts["arxiv"]
    if not (doi or arxiv or details):
        return _NONE
    names = [f"{scheme}:{value}" for scheme, value in details.get("ids", ()) if scheme in IDENTITY_SCHEMES]
    if doi and not arxiv_of_doi(doi):
        names.append(f"doi:{folded_doi(doi)}")
    if arxiv:
        archive, dot, number = arxiv.partition(".")
        names.append(f"arxiv:{archive}{number[2:]}" if dot and number[2:3] == "/" else f"arxiv:{arxiv}")
    return frozenset(names)


_NONE: frozenset[str] = frozenset()


def contradicting(names: Iterable[str], others: Iterable[str]) -> list[str]:
    """The schemes in which two papers have identifiers and none in common, sorted."""
    if not names or not others:
        return []
    ours, theirs = _by_scheme(names), _by_scheme(others)
    return sorted(scheme for scheme in ours.keys() & theirs.keys() if not ours[scheme] & theirs[scheme])


def _by_scheme(names: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name in names:
        scheme, _, value = name.partition(":")
        found.setdefault(scheme, set()).add(value)
    return found


def same_title(title: str) -> str:
    """The title as identity compares it; one of signs only ("???") has no normal form and is compared as it is."""
    return normal_title(title) or title
