"""Results of Europe PMC's search, short (`lite`) and full (`core`).

Source: https://europepmc.org/RestfulWebService
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.importers.facts import pages_of
from tui_reader.importers.services.kinds import kind_of
from tui_reader.importers.services.service import Service
from tui_reader.importers.services.values import identifiers, links_of, person_of, without_nothing
from tui_reader.model.papers import Details, Paper
from tui_reader.texts.name_lists import people_in
from tui_reader.texts.names import Person

if TYPE_CHECKING:
    from tui_reader.importers.services.values import Fields


def paper_of(fields: Fields, _: str = "") -> Paper:
    """The paper of a result; one of source PPR is a preprint."""
    info = fields.nested("journalInfo")
    journal = info.nested("journal")
    book = fields.nested("bookOrReportDetails")
    date = fields.date("firstPublicationDate", "pubYear")
    year = fields.date("pubYear").year or info.date("yearOfPublication").year
    is_preprint = fields.text("source") == "PPR"
    types = fields.nested("pubTypeList").words("pubType") or fields.words("pubType")
    title = fields.line("title")
    mesh = fields.nested("meshHeadingList").words("meshHeading")
    keywords = fields.nested("keywordList").words("keyword")
    pmid, pmcid = fields.text("pmid"), fields.text("pmcid")
    identifier = fields.text("id")
    if identifier not in (pmid, pmcid):
        fields.keep("id", identifier)
    fields.keep("pubType", ", ".join(types))
    return Paper(
        title_of_medline(title),
        fields.prose("abstractText"),
        _authors(fields),
        year or date.year or None,
        journal.line("title") or fields.line("journalTitle") or book.line("publisher") or None,
        None,
        fields.doi("doi"),
        kind="preprint" if is_preprint else kind_of((*types, *(part for name in types for part in name.split("; ")))),
        details=Details(
            language=fields.text("language"),
            month=date.month if date.year == year else 0,
            day=date.day if date.year == year else 0,
            status="retracted" if any("retracted publication" in name.casefold() for name in types) else "",
            venue_short=journal.text("isoabbreviation", "medlineAbbreviation"),
            volume=info.text("volume") or fields.text("journalVolume"),
            issue=info.text("issue") or fields.text("issue"),
            pages=pages_of(fields.text("pageInfo")),
            ids=identifiers(
                ("pmid", pmid), ("pmcid", pmcid), ("issn", journal.text("issn", "essn") or fields.text("journalIssn"))
            ),
            links=links_of(*_links(fields)),
            keywords=tuple(dict.fromkeys((*keywords, *mesh))),
        ),
    )


def title_of_medline(title: str) -> str:
    """A title without the dot at its end, and without the brackets that PubMed puts around a translation."""
    if title.startswith("[") and title.rstrip(".").endswith("]"):
        title = title.rstrip(".")[1:-1]
    return title[:-1].rstrip() if title.endswith(".") and not title.endswith("..") else title


def _authors(fields: Fields) -> tuple[Person, ...]:
    listed = without_nothing(_person(each) for each in fields.nested("authorList").values("author"))
    text = fields.line("authorString")
    return listed or people_in(text.rstrip(".")).people


def _person(value: object) -> Person | None:
    if isinstance(value, dict) and not value.get("lastName") and isinstance(value.get("fullName"), str):
        return Person.indexed(value["fullName"])
    return person_of(value)


def _links(fields: Fields) -> list[tuple[str, str]]:
    links = []
    for link in fields.nested("fullTextUrlList").objects("fullTextUrl"):
        address, style = link.get("url"), link.get("documentStyle")
        if isinstance(address, str) and "doi.org/" not in address:
            links.append(("pdf" if style == "pdf" else "page", address))
    return links


SERVICE = Service(
    (
        frozenset(("source", "authorString", "pubYear")),
        frozenset(("source", "pubYear", "inEPMC")),
        frozenset(("source", "title", "isOpenAccess")),
        frozenset(("pmid", "authorString")),
    ),
    paper_of,
)
