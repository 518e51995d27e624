"""DOIs of DataCite: data sets, software, and every preprint of arXiv and Zenodo.

Source: https://schema.datacite.org
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.importers.services.kinds import kind_of
from tui_reader.importers.services.service import Service
from tui_reader.importers.services.values import arxiv_of_doi, links_of, person_of, without_nothing, word_of
from tui_reader.model.papers import Details, Paper, Version
from tui_reader.texts.markup import plain_abstract, plain_line
from tui_reader.texts.names import Person

if TYPE_CHECKING:
    from tui_reader.importers.services.values import Fields


def paper_of(fields: Fields, _: str = "") -> Paper:
    """The work of a DOI."""
    doi = fields.doi("doi")
    types = fields.nested("types")
    type_ = types.text("resourceTypeGeneral")
    titles = fields.objects("titles")
    issued = next((str(each.get("date")) for each in fields.objects("dates") if each.get("dateType") == "Issued"), "")
    fields.keep("_issued", issued)
    date = fields.date("published", "_issued", "publicationYear")
    container = fields.nested("container")
    publisher = fields.take("publisher")
    version = fields.text("version")
    descriptions = fields.objects("descriptions")
    abstract = next((each for each in descriptions if each.get("descriptionType") == "Abstract"), {})
    arxiv = arxiv_of_doi(doi)
    return Paper(
        next((title for each in titles if (title := plain_line(word_of(each.get("title"))))), ""),
        plain_abstract(word_of(abstract.get("description"))),
        without_nothing(_person(each) for each in fields.objects("creators")),
        fields.date("publicationYear").year or date.year or None,
        container.line("title") or None,
        arxiv,
        doi,
        fields.text("url") or None,
        kind="preprint" if arxiv else kind_of((type_, types.text("bibtex"))),
        details=Details(
            language=fields.text("language"),
            month=date.month,
            day=date.day,
            versions=(Version(version, ""),) if version else (),
            volume=container.text("volume"),
            issue=container.text("issue"),
            publisher=plain_line(word_of(publisher)),
            links=links_of(*(("page", address) for address in fields.words("contentUrl"))),
            keywords=tuple(
                filter(None, (plain_line(word_of(each.get("subject"))) for each in fields.objects("subjects")))
            ),
        ),
    )


def _person(parts: dict[str, object]) -> Person | None:
    if parts.get("nameType") == "Organizational" and isinstance(parts.get("name"), str):
        return Person.literal(plain_line(str(parts["name"])))
    return person_of(parts)


def _record(record: dict[str, object]) -> dict[str, object]:
    inner = record.get("attributes")
    return inner if isinstance(inner, dict) and "titles" in inner else record


SERVICE = Service((frozenset(("doi", "titles", "creators")),), paper_of, _record)
