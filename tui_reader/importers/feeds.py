"""RSS and Atom feeds of journals and blogs, with Dublin Core and PRISM: an item is a paper as far as its fields say.

Sources: RFC 4287 (Atom); https://www.rssboard.org/rss-specification; http://purl.org/rss/1.0/spec; PRISM 3.0.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.importers.dates import Date, date_of, mail_date
from tui_reader.importers.facts import ids_of, joined_pages
from tui_reader.importers.records import Format, Item
from tui_reader.importers.services.values import links_of
from tui_reader.importers.xml_fields import XmlFields, inner_text, line_of, read_elements
from tui_reader.model.papers import Details, Paper, normal_doi
from tui_reader.texts.markup import plain_abstract
from tui_reader.texts.name_lists import people_in
from tui_reader.texts.names import Person, unique

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.importers.records import Source

ITEMS = frozenset(("item", "entry"))
"""What feeds call their items."""

_SIGN = re.compile(
    r"<rss\b|<(?:\w+:)?feed\b[^<>]*(?:http://www\.w3\.org/2005/Atom|purl\.org/atom)|http://purl\.org/rss/1\.0/[\"']|<channel\b"
)
_MAIL = re.compile(r"\S+@\S+\s*\((?P<name>[^()]+)\)|(?P<other>[^<>]+?)\s*<\S+@\S+>|(?P<mail>\S+@\S+)")
_QUERY = re.compile(r"[?#].*")
_NO_ABSTRACT = frozenset(("", "abstract", "no abstract available", "no description"))


def read(source: Source) -> Iterator[Item]:
    """The paper of each item."""
    return read_elements(source, ITEMS, paper_of)


def looks_like(beginning: str) -> bool:
    """Whether it is XML whose root is that of a feed."""
    start = beginning.lstrip("\ufeff \t\r\n")
    return start.startswith("<") and bool(_SIGN.search(start)) and "<opml" not in start


FORMAT = Format("feed", "RSS and Atom feeds", (".rss", ".atom"), looks_like, read)


def paper_of(fields: XmlFields) -> Paper:
    """The paper of an item."""
    title, rss_title = fields.line("dc:title"), fields.line("title")
    page, links = link_of(fields)
    guid = fields.text("guid", "id")
    doi = _doi(fields, page, guid)
    date = date_in(
        fields,
        "published",
        "issued",
        "prism:publicationDate",
        "prism:coverDate",
        "dc:date",
        "dcterms:issued",
        "pubDate",
        "updated",
        "modified",
    )
    source = fields.line("prism:publicationName", "dc:source", "dcterms:isPartOf")
    first = fields.text("prism:startingPage", "startPage")
    number = fields.text("prism:issn", "prism:eIssn")
    fields.all("dc:source") if source else None
    extra = [("guid", guid)] if guid and guid != page and doi is None else []
    return Paper(
        title or rss_title,
        _abstract(fields),
        _authors(fields),
        date.year or None,
        source or None,
        None,
        doi,
        page or None,
        kind="article" if source and doi else None,
        details=Details(
            language=fields.text("dc:language", "language"),
            month=date.month,
            day=date.day,
            volume=fields.text("prism:volume"),
            issue=fields.text("prism:number", "prism:issueIdentifier"),
            pages=joined_pages(first, fields.text("prism:endingPage", "endPage")) or fields.text("prism:pageRange"),
            publisher=fields.line("dc:publisher", "prism:publisher"),
            ids=ids_of([("issn", number)]),
            links=links_of(*(each for each in links if each[1] != page)),
            keywords=_words(fields),
            extra=tuple(extra),
        ),
    )


def link_of(fields: XmlFields) -> tuple[str, list[tuple[str, str]]]:
    """The address of an item's page, and its other links."""
    page = ""
    links: list[tuple[str, str]] = []
    for element in (*fields.all("link"), *fields.all("feedburner:origLink"), *fields.all("prism:url")):
        address = (element.get("href") or inner_text(element)).strip()
        relation, title = element.get("rel", "alternate"), element.get("title", "")
        if "pdf" in f"{title} {element.get('type', '')}":
            links.append(("pdf", address))
        elif relation == "alternate" and not page:
            page = address
        elif relation in {"alternate", "related", "enclosure"}:
            links.append(("page", address))
    guid = fields.element.find("guid")
    if not page and guid is not None and guid.get("isPermaLink") != "false" and inner_text(guid).startswith("http"):
        page = inner_text(guid)
    return page or fields.element.get("rdf:about", ""), links


def date_in(fields: XmlFields, *paths: str) -> Date:
    """The date of the first of these elements that has one, in any spelling; all of them are taken."""
    found = Date()
    for path in paths:
        for element in fields.all(path):
            text = inner_text(element)
            date = date_of(text[:10]) if re.match(r"\d{4}-\d", text) else date_of(mail_date(text) or text[:80])
            found = found if found.year else date
    return found


def _doi(fields: XmlFields, page: str, guid: str) -> str | None:
    for text in (
        fields.text("prism:doi", "dc:doi", "arxiv:doi", "doi"),
        *map(inner_text, fields.all("dc:identifier")),
        guid,
    ):
        if doi := normal_doi(text):
            return doi
    for child in ("prism:doi", "dc:doi"):
        fields.all(child)
    return normal_doi(_QUERY.sub("", page)) if re.search(r"doi(?:\.org)?/(?:\w+/)?10\.", page) else None


def _abstract(fields: XmlFields) -> str:
    """The description; the full content only where there is none."""
    texts = [
        plain_abstract(inner_text(element) if not len(element) else line_of(element))
        for path in ("dcterms:abstract", "summary", "description", "dc:description", "content", "content:encoded")
        for element in fields.all(path)
    ]
    return next((text for text in texts if text.casefold().strip(" .") not in _NO_ABSTRACT), "")


def _authors(fields: XmlFields) -> tuple[Person, ...]:
    names = [line_of(name) for name in fields.all("author/name")]
    creators = [line_of(creator) for creator in fields.all("dc:creator")]
    others = [line_of(author) for author in fields.all("author") if not len(author)]
    people: list[Person] = [Person.parse(name) for name in names if name]
    for creator in creators:
        people += people_in(creator).people
    for other in others if not people else ():
        match = _MAIL.fullmatch(other)
        name = (match["name"] or match["other"] or "") if match else other
        people += people_in(name).people
    return unique(people)


def _words(fields: XmlFields) -> tuple[str, ...]:
    """The categories of an item: as texts, terms of Atom, or subjects of Dublin Core and PRISM."""
    elements = [each for path in ("category", "dc:subject", "prism:keyword") for each in fields.all(path)]
    words = (element.get("label") or element.get("term") or line_of(element) for element in elements)
    return tuple(dict.fromkeys(filter(None, words)))
