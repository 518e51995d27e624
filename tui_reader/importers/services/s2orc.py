"""Metadata of S2ORC, the corpus of the Allen Institute.

Source: https://github.com/allenai/s2orc
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.importers.services.service import Service
from tui_reader.importers.services.values import identifiers, without_nothing
from tui_reader.model.papers import Details, Paper, normal_arxiv
from tui_reader.texts.markup import plain_line
from tui_reader.texts.names import Person

if TYPE_CHECKING:
    from tui_reader.importers.services.values import Fields


def paper_of(fields: Fields, _: str = "") -> Paper:
    """The paper of a line."""
    venue, journal = fields.line("venue"), fields.line("journal")
    pmcid = fields.text("pmc_id")
    if venue and journal and venue != journal:
        fields.keep("journal", journal)
    return Paper(
        fields.line("title"),
        fields.prose("abstract"),
        without_nothing(_person(each) for each in fields.objects("authors")),
        fields.date("year").year or None,
        venue or journal or None,
        normal_arxiv(fields.text("arxiv_id")),
        fields.doi("doi"),
        fields.text("s2_url") or None,
        kind="article" if journal else None,
        details=Details(
            ids=identifiers(
                ("acl", fields.text("acl_id")),
                ("pmid", fields.text("pubmed_id")),
                ("pmcid", f"PMC{pmcid}" if pmcid.isdecimal() else pmcid),
                ("mag", fields.text("mag_id")),
            ),
            categories=fields.words("mag_field_of_study"),
        ),
    )


def _person(parts: dict[str, object]) -> Person | None:
    """The person of {first, middle: [], last, suffix}."""
    middle = parts.get("middle")
    names = [parts.get("first"), *(middle if isinstance(middle, list) else [middle])]
    given = plain_line(" ".join(name for name in names if isinstance(name, str)))
    family, suffix = (plain_line(str(parts.get(name) or "")) for name in ("last", "suffix"))
    if not family:
        return Person.parse(given) if given else None
    person = Person.of(family, given)
    return Person(person.family, person.given, person.particle, suffix) if suffix else person


SERVICE = Service((frozenset(("paper_id", "mag_field_of_study")), frozenset(("paper_id", "s2_url"))), paper_of)
