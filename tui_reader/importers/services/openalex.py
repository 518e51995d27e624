"""Works of OpenAlex: answers of its API and parts of its snapshot.

Source: https://docs.openalex.org/api-entities/works/work-object
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.importers.dates import Date
from tui_reader.importers.facts import joined_pages
from tui_reader.importers.services.kinds import kind_of
from tui_reader.importers.services.service import Service
from tui_reader.importers.services.values import arxiv_of_doi, identifiers, links_of, person_of
from tui_reader.model.papers import Details, Paper, normal_arxiv
from tui_reader.texts.markup import plain_abstract
from tui_reader.texts.names import unique

if TYPE_CHECKING:
    from tui_reader.importers.services.values import Fields
    from tui_reader.texts.names import Person

_LONGEST_ABSTRACT = 50_000
"""Words; a position beyond is no place in an abstract."""


def paper_of(fields: Fields, _: str = "") -> Paper:
    """The paper of a work."""
    identifier = fields.text("id")
    ids = fields.nested("ids")
    place = fields.nested("primary_location")
    source = place.nested("source")
    biblio = fields.nested("biblio")
    doi = fields.doi("doi") or ids.doi("doi")
    date = fields.date("publication_date", "publication_year")
    year = fields.date("publication_year").year
    date = date if date.year == year or not year else Date(year)
    page = place.text("landing_page_url")
    pdf = place.text("pdf_url")
    open_access = fields.nested("open_access")
    abstract = indexed_abstract(fields.take("abstract_inverted_index")) or fields.prose("abstract")
    arxiv = arxiv_of_doi(doi) or (normal_arxiv(page) if "arxiv.org" in page else None)
    source_type = source.text("type")
    kind = kind_of((fields.text("type_crossref"), fields.text("type")))
    title = fields.line("title", "display_name")
    return Paper(
        title,
        abstract,
        _authors(fields),
        date.year or None,
        source.line("display_name") or None,
        arxiv,
        doi,
        page or None,
        kind="preprint" if source_type == "repository" and kind in (None, "article") else kind,
        details=Details(
            language=fields.text("language"),
            month=date.month,
            day=date.day,
            status="retracted" if fields.is_true("is_retracted") else "",
            volume=biblio.text("volume"),
            issue=biblio.text("issue"),
            pages=joined_pages(biblio.text("first_page"), biblio.text("last_page")),
            publisher=source.line("host_organization_name"),
            ids=identifiers(
                ("openalex", ids.text("openalex") or identifier),
                ("mag", ids.text("mag")),
                ("pmid", ids.text("pmid")),
                ("pmcid", ids.text("pmcid")),
                ("issn", source.text("issn_l")),
            ),
            links=links_of(("pdf", pdf), ("page", open_access.text("oa_url"))),
            categories=_topics(fields),
            keywords=fields.words("keywords"),
        ),
    )


def indexed_abstract(index: object) -> str:
    """The text of an inverted index: {word: [its places]}; also as JSON in a text."""
    if isinstance(index, str):
        import json

        try:
            index = json.loads(index)
        except (ValueError, RecursionError):
            return ""
    if isinstance(index, dict) and isinstance(index.get("InvertedIndex"), dict):  # as Microsoft Academic Graph had it
        index = index["InvertedIndex"]
    if not isinstance(index, dict):
        return ""
    words: dict[int, str] = {}
    for word, places in index.items():
        for place in places if isinstance(places, list) else ():
            if isinstance(place, int) and 0 <= place < _LONGEST_ABSTRACT:
                words[place] = word
    return plain_abstract(" ".join(words[place] for place in sorted(words)))


def _authors(fields: Fields) -> tuple[Person, ...]:
    people: list[Person] = []
    affiliations: list[str] = []
    for authorship in fields.objects("authorships"):
        person = person_of(authorship.get("author")) or person_of(authorship.get("raw_author_name"))
        if person is None:
            continue
        people.append(person)
        institutions = authorship.get("institutions")
        names = [
            str(each.get("display_name"))
            for each in (institutions if isinstance(institutions, list) else ())
            if isinstance(each, dict) and each.get("display_name")
        ]
        if names:
            affiliations.append(f"{person.name}: {', '.join(names)}")
    fields.keep("institutions", "; ".join(affiliations))
    return unique(people)


def _topics(fields: Fields) -> tuple[str, ...]:
    """The topics, the primary one first."""
    primary = fields.words("primary_topic")
    return tuple(dict.fromkeys((*primary, *fields.words("topics"))))


SERVICE = Service(
    (
        frozenset(("id", "authorships")),
        frozenset(("id", "abstract_inverted_index")),
        frozenset(("primary_location", "publication_year")),
    ),
    paper_of,
)
