"""Works of Crossref: answers of its API, and its public data files.

Source: https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.importers.facts import pages_of
from tui_reader.importers.services.kinds import kind_of
from tui_reader.importers.services.service import Service
from tui_reader.importers.services.values import arxiv_of_doi, identifiers, links_of, without_nothing
from tui_reader.model.papers import Details, Paper, normal_doi
from tui_reader.texts.markup import plain_line
from tui_reader.texts.name_lists import person_of_parts
from tui_reader.texts.names import Person

if TYPE_CHECKING:
    from tui_reader.importers.services.values import Fields

_RETRACTIONS = frozenset(("retraction", "withdrawal", "removal"))


def paper_of(fields: Fields, _: str = "") -> Paper:
    """The paper of a work, with a subtitle after a colon."""
    doi = fields.doi("DOI")
    relation = fields.take("relation")
    fields.keep("relation", relation)
    date = fields.date("issued", "published", "published-print", "published-online", "posted")
    containers, short = fields.words("container-title"), fields.words("short-container-title")
    event, institution = fields.nested("event"), fields.objects("institution")
    type_, subtype = fields.text("type"), fields.text("subtype")
    pages, number = fields.text("page"), fields.text("article-number")
    url = fields.text("URL")
    resource = fields.nested("resource").nested("primary").text("URL")
    return Paper(
        _title(fields),
        fields.prose("abstract"),
        _people(fields, "author"),
        date.year or None,
        containers[0] if containers else next(iter(fields.words("group-title")), None),
        arxiv_of_doi(doi) or _preprint(relation),
        doi,
        (resource or url) if doi is None or (normal_doi(url) or "").casefold() != doi.casefold() else None,
        kind=kind_of((subtype, type_)) if type_ else None,
        details=Details(
            language=fields.text("language"),
            short_title=next(iter(fields.words("short-title")), ""),
            editors=_people(fields, "editor"),
            month=date.month,
            day=date.day,
            status=_status(fields),
            venue_short=short[0] if containers and short and short[0] != containers[0] else "",
            series=containers[1] if len(containers) > 1 else "",
            volume=fields.text("volume"),
            issue=fields.text("issue") or fields.nested("journal-issue").text("issue"),
            pages=pages_of(pages),
            article_number=number,
            publisher=fields.line("publisher"),
            place=fields.line("publisher-location"),
            edition=fields.text("edition-number"),
            event=", ".join(filter(None, (event.line("name"), event.line("location")))),
            institution=next((name for each in institution if (name := plain_line(str(each.get("name") or "")))), ""),
            ids=identifiers(
                ("issn", next(iter(fields.words("ISSN")), "")), ("isbn", next(iter(fields.words("ISBN")), ""))
            ),
            links=links_of(*_links(fields)),
            keywords=fields.words("subject"),
        ),
    )


def _title(fields: Fields) -> str:
    title = next(iter(fields.words("title")), "")
    subtitle = next(iter(fields.words("subtitle")), "")
    if not title or not subtitle or subtitle.casefold() in title.casefold():
        return title or next(iter(fields.words("original-title")), "")
    return f"{title}{'' if title.endswith((':', '?', '!')) else ':'} {subtitle}"


def _people(fields: Fields, name: str) -> tuple[Person, ...]:
    """The people of a list; those with `name` alone are groups. Who has an ORCID or an affiliation is kept aside."""
    people: list[Person | None] = []
    aside: list[str] = []
    for parts in fields.objects(name):
        clean = {part: plain_line(text) for part, text in parts.items() if isinstance(text, str)}
        person = (
            Person.literal(clean["name"]) if clean.get("name") and not clean.get("family") else person_of_parts(clean)
        )
        people.append(person)
        if person and clean.get("ORCID"):
            aside.append(f"{person.name}: {clean['ORCID']}")
    fields.keep(f"{name} ORCID", "; ".join(aside))
    return without_nothing(people)


def _status(fields: Fields) -> str:
    """Whether the work was retracted: `updated-by` says so; `update-to` is of the notice, which says it of another."""
    for update in fields.objects("updated-by"):
        if str(update.get("type", "")).casefold() in _RETRACTIONS:
            return "retracted"
    return ""


def _preprint(relation: object) -> str | None:
    """The arXiv id of the preprint that a work says it has."""
    preprints = relation.get("has-preprint") if isinstance(relation, dict) else None
    for each in preprints if isinstance(preprints, list) else ():
        if isinstance(each, dict) and isinstance(each.get("id"), str) and (found := arxiv_of_doi(each["id"])):
            return found
    return None


def _links(fields: Fields) -> list[tuple[str, str]]:
    links = []
    for link in fields.objects("link"):
        address = link.get("URL")
        if isinstance(address, str):
            links.append(("pdf" if "pdf" in f"{link.get('content-type')}{address}" else "page", address))
    return links


SERVICE = Service(
    (
        frozenset(("DOI", "prefix")),
        frozenset(("DOI", "container-title", "is-referenced-by-count")),
        frozenset(("DOI", "deposited")),
        frozenset(("DOI", "indexed")),
        frozenset(("DOI", "is-referenced-by-count")),
        frozenset(("DOI", "reference-count")),
    ),
    paper_of,
)
