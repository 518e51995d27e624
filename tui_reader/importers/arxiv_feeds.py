"""What arXiv answers and announces as feeds: its API (Atom), and the new papers of a day (RSS and Atom).

Sources: https://info.arxiv.org/help/api/user-manual.html; https://info.arxiv.org/help/rss.html
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.importers import feeds
from tui_reader.importers.arxiv_authors import arxiv_people
from tui_reader.importers.dates import Date, date_of_arxiv_id
from tui_reader.importers.records import Format, Item, Problem
from tui_reader.importers.services.arxiv_snapshot import WITHDRAWN, arxiv_prose
from tui_reader.importers.services.values import iso, links_of
from tui_reader.importers.xml_fields import XmlFields, at, inner_text, line_of, markup, read_elements
from tui_reader.model.papers import Details, Paper, Version, normal_arxiv, normal_doi
from tui_reader.texts.markup import plain
from tui_reader.texts.names import Person, unique

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.importers.records import Source

_SIGN = re.compile(
    r"arxiv\.org/schemas/atom|arxiv\.org/api|oai:arXiv\.org|(?:export|rss)\.arxiv\.org|updates on arXiv\.org",
    re.IGNORECASE,
)
_ROOT = re.compile(r"<(?:rss|feed|\w+:feed|rdf:RDF|entry)\b")
_VERSION = re.compile(r"(?:\d{4}\.\d{4,5}|/\d{7})(?P<version>v\d+)")
_ANNOUNCED = re.compile(r"\s*arXiv:\S+(?:\s+Announce Type:\s*(?P<type>[\w-]+))?\s*(?:Abstract:\s*)?", re.IGNORECASE)
_TITLE = re.compile(r"\s*\(arXiv:[^()]*\)\s*$")
_CATEGORY = re.compile(r"[a-z][a-z-]+(?:\.[A-Za-z-]+)?")


def read(source: Source) -> Iterator[Item]:
    """The paper of each entry; an entry called "Error" is a problem that arXiv tells."""
    return read_elements(source, feeds.ITEMS, _paper)


def looks_like(beginning: str) -> bool:
    """Whether a feed begins that says it is arXiv's."""
    start = beginning.lstrip("\ufeff \t\r\n")
    return start.startswith("<") and bool(_ROOT.search(start) and _SIGN.search(start))


FORMAT = Format("arxiv-feed", "arXiv's API and feeds", (), looks_like, read)


def _paper(fields: XmlFields) -> Paper | Problem:
    names = [inner_text(each) for name in ("id", "guid", "link") for each in fields.element.iter(name)]
    if any("/api/errors" in name for name in names):
        return Problem(0, f"arXiv answered with an error: {fields.line('summary', 'title')[:200]}")
    arxiv = next((found for name in names if "arxiv" in name.casefold() and (found := normal_arxiv(name))), None)
    if arxiv is None:
        return feeds.paper_of(fields)
    page, links = feeds.link_of(fields)
    prose, announced = _prose(fields)
    version = next((match["version"] for name in names if (match := _VERSION.search(name))), "")
    announced = fields.text("arxiv:announce_type") or announced
    date = _date(fields, arxiv, announced)
    comment = fields.line("arxiv:comment")
    people, others = _people(fields)
    for taken in ("id", "guid"):
        fields.all(taken)
    updated = feeds.date_in(fields, "updated")
    versions = [Version("v1", iso(date))] if version in {"", "v1"} else [Version(version, iso(updated))]
    extra = [("announce_type", announced)] if announced else []
    categories, other_classes = _categories(fields)
    extra += [("category", "; ".join(other_classes))] if other_classes else []
    extra += [("affiliation", places)] if (places := _affiliations(fields)) else []
    pdf = [(kind, address) for kind, address in links if kind == "pdf"]
    return Paper(
        _TITLE.sub("", fields.line("title")),
        prose,
        people,
        date.year or None,
        None,
        arxiv,
        normal_doi(fields.text("arxiv:doi", "arxiv:DOI")),
        None if normal_arxiv(page) == arxiv else page or None,
        kind="preprint",
        details=Details(
            others=others,
            month=date.month,
            day=date.day,
            versions=tuple(versions) if version else (),
            status="withdrawn" if WITHDRAWN.search(comment) else "",
            links=links_of(*pdf),
            categories=categories,
            comment=comment,
            extra=tuple(extra),
        ),
    )


def _prose(fields: XmlFields) -> tuple[str, str]:
    """The abstract, and how it is announced where the text before it says so."""
    element = fields.one("summary", "description", "content")
    if element is None:
        return "", ""
    text = markup(element)
    match = _ANNOUNCED.match(text)
    return arxiv_prose(text[match.end() :] if match else text), (match["type"] or "") if match else ""


def _date(fields: XmlFields, arxiv: str, announced: str) -> Date:
    """When the first version came out: as the API says, as it is announced when it is new, or as its id says."""
    date = feeds.date_in(fields, "published", "pubDate", "dc:date")
    if (
        date.year
        and announced.casefold() in {"", "new", "cross"}
        and (fields.element.tag == "entry" or announced == "new")
    ):
        return date
    if (by_id := date_of_arxiv_id(arxiv)).year:
        return date if date[:2] == by_id[:2] and announced.casefold() == "new" else by_id
    return date


def _people(fields: XmlFields) -> tuple[tuple[Person, ...], bool]:
    """The authors: one name each in the API, all in one text in announcements."""
    if names := [line_of(name) for name in fields.all("author/name")]:
        return unique(Person.parse(name) for name in names if name), False
    people: list[Person] = []
    others = False
    for creator in fields.all("dc:creator"):
        found, more, _ = arxiv_people(plain(markup(creator)))
        people += found
        others = others or more
    return unique(people), others


def _affiliations(fields: XmlFields) -> str:
    """Where the authors work, as the API has it: "Ada Lovelace: Royal Society"."""
    fields.all("author/arxiv:affiliation")
    places = [
        f"{line_of(name)}: {line_of(place)}"
        for author in at(fields.element, "author")
        for name in at(author, "name")
        for place in at(author, "arxiv:affiliation")
    ]
    return "; ".join(places)


def _categories(fields: XmlFields) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The categories of arXiv, the primary one first, and classes of others (MSC, ACM)."""
    elements = [*fields.all("arxiv:primary_category"), *fields.all("category"), *fields.all("dc:subject")]
    terms = dict.fromkeys(filter(None, (element.get("term") or line_of(element) for element in elements)))
    return (
        tuple(term for term in terms if _CATEGORY.fullmatch(term)),
        tuple(term for term in terms if not _CATEGORY.fullmatch(term)),
    )
