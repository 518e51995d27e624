"""Publications in answers of DBLP's search; they have no abstracts.

Source: https://dblp.org/faq/How+to+use+the+dblp+search+API.html
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.importers.facts import pages_of
from tui_reader.importers.services.kinds import kind_of
from tui_reader.importers.services.service import Service
from tui_reader.importers.services.values import arxiv_of_doi, identifiers, without_nothing, word_of
from tui_reader.model.papers import Details, Paper, normal_arxiv
from tui_reader.texts.markup import plain_line
from tui_reader.texts.names import Person

if TYPE_CHECKING:
    from tui_reader.importers.services.values import Fields

_NUMBER = re.compile(r"\s+\d{4}$")


def paper_of(fields: Fields, _: str = "") -> Paper:
    """The paper of a hit; its author is one object where there is only one."""
    key = fields.text("key")
    doi = fields.doi("doi")
    page = fields.text("ee")
    record = fields.text("url")
    names = fields.nested("authors").values("author")
    venue = fields.words("venue")
    volume = fields.text("volume")
    return Paper(
        title_of(fields.line("title")),
        "",
        without_nothing(person_of_dblp(word_of(each)) for each in names),
        fields.date("year").year or None,
        venue[0] if venue else None,
        arxiv_of_doi(doi) or (normal_arxiv(page) if "arxiv.org" in page else None) or _of_corr(volume, venue),
        doi,
        page or record or None,
        kind=kind_of((fields.text("type"),)),
        key=f"DBLP:{key}" if key else "",
        details=Details(
            volume=volume,
            issue=fields.text("number"),
            pages=pages_of(fields.text("pages")),
            publisher=fields.line("publisher"),
            series=" ".join(venue[1:]),
            ids=identifiers(("dblp", key)),
        ),
    )


def title_of(title: str) -> str:
    """A title without the dot that DBLP puts at its end."""
    return title[:-1] if title.endswith(".") and not title.endswith("..") else title


def person_of_dblp(name: str) -> Person | None:
    """The person of a name, without the number that tells namesakes apart ("Wei Wang 0001")."""
    name = _NUMBER.sub("", plain_line(name))
    return Person.parse(name) if name else None


def _of_corr(volume: str, venue: tuple[str, ...]) -> str | None:
    """The arXiv id in the volume of CoRR ("abs/1706.03762")."""
    return normal_arxiv(volume.removeprefix("abs/")) if venue[:1] == ("CoRR",) else None


def _record(record: dict[str, object]) -> dict[str, object]:
    info = record.get("info")
    return {**info, _MARK: None} if isinstance(info, dict) else record


_MARK = "@info"
"""A field that records have which stood in a hit."""

SERVICE = Service(
    (frozenset((_MARK, "title")), frozenset(("key", "title", "ee")), frozenset(("title", "venue", "ee"))),
    paper_of,
    _record,
)
