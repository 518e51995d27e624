"""Notes of OpenReview that are submissions: API 1 (`content: {title}`) and API 2 (`content: {title: {value}}`).

Source: https://docs.openreview.net/reference/api-v2
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.importers.services.service import Service
from tui_reader.importers.services.values import identifiers, links_of
from tui_reader.model.papers import Details, Paper

if TYPE_CHECKING:
    from tui_reader.importers.services.values import Fields
    from tui_reader.model.papers import Kind

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_KEY = re.compile(r"\s*@\w+\s*\{\s*([^\s,{}]+)\s*,")
_STATUS = re.compile(r"\b(withdrawn|rejected|submitted|under review|desk reject\w*)\b", re.IGNORECASE)
SITE = "https://openreview.net"


def paper_of(fields: Fields, _: str = "") -> Paper:
    """The paper of a note, whose year is that of its venue where the venue names one."""
    identifier = fields.text("forum", "id")
    published = fields.date("pdate", "tcdate", "cdate")
    venue, venue_id = fields.line("venue"), fields.text("venueid")
    year = _YEAR.search(venue) or _YEAR.search(venue_id)
    key = _KEY.match(fields.text("_bibtex"))
    fields.keep("venueid", venue_id)
    fields.keep("TLDR", fields.line("TLDR", "TL;DR", "tldr"))
    pdf = fields.text("pdf")
    status = _STATUS.search(venue)
    kind: Kind | None = "conference" if venue and not status else "preprint" if status else None
    return Paper(
        fields.line("title"),
        fields.prose("abstract"),
        fields.people("authors"),
        int(year.group()) if year else published.year or None,
        venue or None,
        None,
        fields.doi("doi"),
        f"{SITE}/forum?id={identifier}" if identifier else None,
        kind=kind,
        key=key[1] if key else "",
        details=Details(
            month=published.month if year and int(year.group()) == published.year else 0,
            day=published.day if year and int(year.group()) == published.year else 0,
            status=status.group().casefold() if status else "",
            ids=identifiers(("openreview", identifier)),
            links=links_of(("pdf", f"{SITE}{pdf}" if pdf.startswith("/") else pdf), ("code", fields.text("code"))),
            categories=fields.words("primary_area", "subject_areas"),
            keywords=fields.words("keywords"),
        ),
    )


def _record(record: dict[str, object]) -> dict[str, object]:
    """The fields of the content without the `value` around each, beside those of the note."""
    content = record.get("content")
    if not isinstance(content, dict):
        return record
    flat = {
        name: field["value"] if isinstance(field, dict) and "value" in field else field
        for name, field in content.items()
    }
    note = {name: value for name, value in record.items() if name not in _OF_NOTE}
    return {**note, **flat} if "title" in flat else record


_OF_NOTE = frozenset(
    (
        *(
            "content",
            "signatures",
            "readers",
            "writers",
            "nonreaders",
            "details",
            "tauthor",
            "version",
            "mdate",
            "tmdate",
        ),
        *("odate", "ddate", "domain", "parentInvitations", "replyto", "original", "referent", "license", "invitations"),
    )
)
"""What a note says of itself and not of its paper."""

SERVICE = Service(
    (
        frozenset(("forum", "title", "authors")),
        frozenset(("forum", "title", "abstract")),
        frozenset(("id", "title", "venueid")),
    ),
    paper_of,
    _record,
)
