"""Papers of a conference in the lists of Paper Copilot, whose file is called after venue and year (`iclr2018.json`).

Source: https://github.com/papercopilot/paperlists
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tui_reader.importers.facts import words_of
from tui_reader.importers.services.openreview import SITE
from tui_reader.importers.services.service import Service
from tui_reader.importers.services.values import identifiers, links_of, without_nothing
from tui_reader.model.papers import Details, Paper
from tui_reader.texts.markup import plain_line
from tui_reader.texts.names import Person

if TYPE_CHECKING:
    from tui_reader.importers.services.values import Fields

_FILE = re.compile(r"(?P<venue>[a-z]{2,12})[-_]?(?P<year>(?:19|20)\d\d)", re.IGNORECASE)
_SPELLED: Final = {"neurips": "NeurIPS", "nips": "NIPS", "corl": "CoRL", "interspeech": "Interspeech"}
_BETWEEN_NAMES = re.compile(r"\s*;\s*(?:and\s+)?|\s+and\s+")
"""Semicolons, and what authors typed into the form: "Samuel Smith and Quoc Le", "Rudolf Kadlec;and Jan Kleindienst"."""
_KEY = re.compile(r"\s*@\w+\s*\{\s*([^\s,{}]+)\s*,")
_NOT_PUBLISHED = re.compile(r"withdraw|reject|desk", re.IGNORECASE)


def paper_of(fields: Fields, name: str = "") -> Paper:
    """The paper, with the venue and year of the file's name."""
    match = _FILE.match(name)
    venue = match["venue"].casefold() if match else ""
    status = fields.text("status")
    key = _KEY.match(fields.text("bibtex"))
    site, forum = fields.text("site"), fields.text("openreview")
    identifier = fields.text("id")
    is_openreview = "openreview.net" in f"{site}{forum}"
    area, topics = fields.words("primary_area"), fields.text("keywords", "keyword")
    fields.keep("status", status)
    fields.keep("TLDR", fields.line("tldr"))
    if not is_openreview:
        fields.keep("id", identifier)
    names = _BETWEEN_NAMES.split(fields.text("author", "authors"))
    pdf = fields.text("pdf")
    return Paper(
        fields.line("title"),
        fields.prose("abstract"),
        without_nothing(Person.parse(clean) for each in names if (clean := plain_line(each))),
        int(match["year"]) if match else None,
        _SPELLED.get(venue, venue.upper()) or None,
        None,
        fields.doi("doi"),
        site or forum or (f"{SITE}/forum?id={identifier}" if is_openreview else None),
        kind="preprint" if _NOT_PUBLISHED.search(status) else "conference",
        key=key[1] if key else "",
        details=Details(
            status=status.casefold() if _NOT_PUBLISHED.search(status) else "",
            ids=identifiers(("openreview", identifier if is_openreview else "")),
            links=links_of(
                ("pdf", f"{SITE}{pdf}" if pdf.startswith("/") else pdf),
                ("code", fields.text("github")),
                ("project", fields.text("project")),
                ("video", fields.text("video", "youtube")),
            ),
            categories=area,
            keywords=words_of(plain_line(topics)),
        ),
    )


SERVICE = Service(
    (
        frozenset(("title", "author", "status", "track")),
        frozenset(("title", "author", "site", "primary_area")),
        frozenset(("title", "author", "aff", "bibtex")),
        frozenset(("title", "author", "abstract", "site", "pdf")),
    ),
    paper_of,
)
