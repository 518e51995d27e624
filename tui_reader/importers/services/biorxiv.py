"""Preprints of bioRxiv and medRxiv, as their API gives them.

Source: https://api.biorxiv.org
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.importers.services.service import Service
from tui_reader.model.papers import Details, Paper, Version, normal_doi

if TYPE_CHECKING:
    from tui_reader.importers.services.values import Fields

_NAMES = {"biorxiv": "bioRxiv", "medrxiv": "medRxiv"}
_WITHDRAWN = re.compile(r"^\s*(?:withdrawn|withdrawal)\b", re.IGNORECASE)


def paper_of(fields: Fields, _: str = "") -> Paper:
    """The preprint; a published one keeps the DOI of its preprint, and that of its article beside it."""
    date = fields.date("date", "preprint_date", "rel_date")
    version = fields.text("version")
    server = fields.text("server", "preprint_platform", "rel_site")
    published = fields.text("published", "published_doi")
    if normal_doi(published):
        fields.keep("published", published)
    title = fields.line("title", "preprint_title", "rel_title")
    type_ = fields.text("type")
    fields.keep("type", type_ if type_ != "PUBLISHAHEADOFPRINT" else "")
    iso = f"{date.year:04}-{date.month:02}-{date.day:02}" if date.day else ""
    return Paper(
        title,
        fields.prose("abstract", "preprint_abstract", "rel_abs"),
        fields.people("authors", "preprint_authors", "rel_authors"),
        date.year or None,
        _NAMES.get(server.casefold(), server) or None,
        None,
        fields.doi("doi", "biorxiv_doi", "preprint_doi", "rel_doi"),
        fields.text("rel_link") or None,
        kind="preprint",
        details=Details(
            month=date.month,
            day=date.day,
            versions=(Version(f"v{version}", iso),) if version else (),
            status="withdrawn" if _WITHDRAWN.match(title) or type_.casefold() == "withdrawn" else "",
            categories=fields.words("category", "preprint_category"),
            institution=fields.line("author_corresponding_institution", "preprint_author_corresponding_institution"),
        ),
    )


SERVICE = Service(
    (
        frozenset(("doi", "server", "category")),
        frozenset(("doi", "jatsxml")),
        frozenset(("biorxiv_doi", "preprint_title")),
        frozenset(("preprint_doi", "preprint_title")),
        frozenset(("rel_doi", "rel_title")),
    ),
    paper_of,
)
