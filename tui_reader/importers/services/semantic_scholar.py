"""Papers of Semantic Scholar: its graph, search, recommendations, and the data set `papers` (names in lower case).

Source: https://api.semanticscholar.org/api-docs/graph
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.importers.facts import pages_of
from tui_reader.importers.services.kinds import kind_of
from tui_reader.importers.services.service import Service
from tui_reader.importers.services.values import arxiv_of_doi, identifiers, links_of
from tui_reader.model.papers import Details, Paper, normal_arxiv

if TYPE_CHECKING:
    from tui_reader.importers.services.values import Fields

_KEY = re.compile(r"\s*@\w+\s*\{\s*([^\s,{}]+)\s*,")


def paper_of(fields: Fields, _: str = "") -> Paper:
    """The paper; the number of the corpus is kept aside, because only the other id of Semantic Scholar is its name."""
    ids = fields.nested("externalIds" if "externalIds" in fields else "externalids")
    venue = fields.nested("publicationVenue")
    journal = fields.nested("journal")
    date = fields.date("publicationDate", "publicationdate")
    year = fields.date("year").year
    doi = ids.doi("DOI") or fields.doi("doi")
    arxiv = normal_arxiv(ids.text("ArXiv")) or normal_arxiv(fields.text("arxivId")) or arxiv_of_doi(doi)
    types = (*fields.words("publicationTypes", "publicationtypes"), venue.text("type"))
    full = fields.line("venue") or venue.line("name") or journal.line("name")
    key = _KEY.match(fields.nested("citationStyles").text("bibtex"))
    topics = fields.words("fieldsOfStudy") or fields.words("s2FieldsOfStudy", "s2fieldsofstudy")
    pmcid = ids.text("PubMedCentral")
    is_preprint = bool(arxiv) and (not full or full.casefold().startswith("arxiv"))
    fields.keep("tldr", fields.nested("tldr").text("text"))
    return Paper(
        fields.line("title"),
        fields.prose("abstract"),
        fields.people("authors"),
        year or date.year or None,
        full or None,
        arxiv,
        doi,
        fields.text("url") or None,
        kind=kind_of(types) or ("preprint" if is_preprint else None),
        key=key[1] if key else "",
        details=Details(
            month=date.month if date.year == year or not year else 0,
            day=date.day if date.year == year or not year else 0,
            venue_short=next((name for name in venue.words("alternate_names") if len(name) < len(full)), ""),
            volume=journal.text("volume"),
            pages=" ".join(pages_of(journal.text("pages")).split()),
            ids=identifiers(
                ("s2", fields.text("paperId", "paperid")),
                ("mag", ids.text("MAG")),
                ("dblp", ids.text("DBLP")),
                ("pmid", ids.text("PubMed")),
                ("pmcid", f"PMC{pmcid}" if pmcid.isdecimal() else pmcid),
                ("acl", ids.text("ACL")),
                ("issn", venue.text("issn")),
            ),
            links=links_of(("pdf", fields.nested("openAccessPdf").text("url"))),
            categories=topics,
        ),
    )


def _cited(record: dict[str, object]) -> dict[str, object]:
    """The paper at the other end of a citation, for the answers that list citations."""
    for name in ("citingPaper", "citedPaper"):
        if isinstance(inner := record.get(name), dict):
            return inner
    return record


SERVICE = Service(
    (
        frozenset(("paperId",)),
        frozenset(("externalIds",)),
        frozenset(("corpusid", "externalids")),
        frozenset(("corpusid", "openaccessinfo")),
    ),
    paper_of,
    _cited,
)
