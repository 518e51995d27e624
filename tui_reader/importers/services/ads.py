"""Documents of the Astrophysics Data System's search.

Source: https://ui.adsabs.harvard.edu/help/api/api-docs.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.importers.services.kinds import kind_of
from tui_reader.importers.services.service import Service
from tui_reader.importers.services.values import arxiv_of_doi, identifiers
from tui_reader.model.papers import Details, Paper, normal_arxiv

if TYPE_CHECKING:
    from tui_reader.importers.services.values import Fields


def paper_of(fields: Fields, _: str = "") -> Paper:
    """The paper of a document."""
    bibcode = fields.text("bibcode")
    names = fields.words("identifier")
    dois = fields.words("doi")
    date = fields.date("pubdate", "date", "year")
    doi = dois[0] if dois else None
    fields.keep("doi", doi)
    fields.keep("identifier", list(names))
    return Paper(
        next(iter(fields.words("title")), ""),
        fields.prose("abstract"),
        fields.people("author", "first_author"),
        date.year or fields.date("year").year or None,
        fields.line("pub") or None,
        next((found for name in names if "arxiv" in name.casefold() and (found := normal_arxiv(name))), None)
        or arxiv_of_doi(doi),
        fields.doi("doi"),
        f"https://ui.adsabs.harvard.edu/abs/{bibcode}" if bibcode else None,
        kind=kind_of({"eprint": "preprint"}.get(kind, kind) for kind in (fields.text("doctype"),)),
        details=Details(
            month=date.month,
            day=date.day,
            venue_short=fields.text("bibstem"),
            volume=fields.text("volume"),
            issue=fields.text("issue"),
            pages=next(iter(fields.words("page_range", "page")), ""),
            publisher=fields.line("publisher"),
            ids=identifiers(("bibcode", bibcode), ("issn", next(iter(fields.words("issn")), ""))),
            categories=fields.words("arxiv_class"),
            keywords=fields.words("keyword"),
            comment="; ".join(fields.words("comment")),
        ),
    )


SERVICE = Service((frozenset(("bibcode", "title")),), paper_of)
