"""PubMed's XML: answers of efetch and the files of the baseline, articles and books.

Source: https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/250101/
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.importers.dates import Date, date_of, month_of
from tui_reader.importers.facts import ids_of, pages_of
from tui_reader.importers.records import Format, Item
from tui_reader.importers.services.europe_pmc import title_of_medline
from tui_reader.importers.services.kinds import kind_of
from tui_reader.importers.xml_fields import XmlFields, inner_text, line_of, markup, read_elements
from tui_reader.model.papers import Details, Paper, normal_doi
from tui_reader.texts.markup import BREAK, plain_abstract
from tui_reader.texts.names import Person, unique

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from tui_reader.importers.records import Source

_SIGN = re.compile(r"<(?:PubmedArticleSet|PubmedArticle|PubmedBookArticle|MedlineCitationSet|MedlineCitation)\b")
_WANTED = frozenset(("PubmedArticle", "PubmedBookArticle", "MedlineCitation"))
_RETRACTED = "Retracted Publication"
_UNLABELLED = frozenset(("", "UNLABELLED", "UNASSIGNED", "ABSTRACT"))


def read(source: Source) -> Iterator[Item]:
    """The paper of each article and book."""
    return read_elements(source, _WANTED, _paper)


def looks_like(beginning: str) -> bool:
    """Whether an element that only PubMed has begins."""
    return beginning.lstrip("\ufeff \t\r\n").startswith("<") and bool(_SIGN.search(beginning))


FORMAT = Format("pubmed-xml", "PubMed's XML", (), looks_like, read)


def _paper(fields: XmlFields) -> Paper:
    return _book(fields) if fields.element.tag == "PubmedBookArticle" else _article(fields)


def _article(fields: XmlFields) -> Paper:
    top = "MedlineCitation/" if fields.element.tag == "PubmedArticle" else ""
    article = f"{top}Article/"
    journal = f"{article}Journal/"
    issue = f"{journal}JournalIssue/"
    date = _date(fields, f"{issue}PubDate", f"{article}ArticleDate")
    types = fields.lines(f"{article}PublicationTypeList/PublicationType")
    title = title_of_medline(fields.line(f"{article}ArticleTitle"))
    vernacular = fields.line(f"{article}VernacularTitle")
    venue, short = (
        fields.line(f"{journal}Title"),
        fields.text(f"{journal}ISOAbbreviation", f"{top}MedlineJournalInfo/MedlineTA"),
    )
    fields.all(f"{top}MedlineJournalInfo/MedlineTA")
    pmid = fields.text(f"{top}PMID")
    ids = _ids(fields, "PubmedData/ArticleIdList/ArticleId")
    places = {element.get("EIdType", ""): inner_text(element) for element in fields.all(f"{article}ELocationID")}
    doi = ids.pop("doi", "") or places.get("doi", "")
    ids = {name: value for name, value in places.items() if name != "doi"} | ids
    pages = fields.text(f"{article}Pagination/MedlinePgn")
    if pages:
        fields.all(f"{article}Pagination")
    keywords = (*fields.lines(f"{top}KeywordList/Keyword"), *_mesh(fields, f"{top}MeshHeadingList/MeshHeading"))
    abstract = _abstract(fields, f"{article}Abstract/AbstractText")
    extra = [("PublicationType", "; ".join(types))] if types else []
    extra += [("VernacularTitle", vernacular)] if vernacular and title else []
    extra += _affiliations(fields, f"{article}AuthorList/Author")
    return Paper(
        title or vernacular,
        abstract,
        _people(fields, f"{article}AuthorList/Author"),
        date.year or None,
        venue or short or None,
        None,
        normal_doi(doi),
        kind=kind_of((*types, "article")),
        details=Details(
            language=fields.text(f"{article}Language"),
            others=_is_incomplete(fields, f"{article}AuthorList"),
            month=date.month,
            day=date.day,
            status="retracted" if _RETRACTED in types else "",
            venue_short=short if venue and short != venue else "",
            volume=fields.text(f"{issue}Volume"),
            issue=fields.text(f"{issue}Issue"),
            pages=pages_of(pages),
            ids=ids_of(
                [
                    ("pmid", pmid),
                    ("pmcid", ids.pop("pmc", "")),
                    ("issn", fields.text(f"{journal}ISSN", f"{top}MedlineJournalInfo/ISSNLinking")),
                ]
            ),
            keywords=tuple(dict.fromkeys(keywords)),
            extra=(*extra, *((f"ArticleId {name}", value) for name, value in ids.items() if name != "pubmed")),
        ),
    )


def _book(fields: XmlFields) -> Paper:
    top = "BookDocument/"
    book = f"{top}Book/"
    title, book_title = (
        title_of_medline(fields.line(f"{top}ArticleTitle")),
        title_of_medline(fields.line(f"{book}BookTitle")),
    )
    date = _date(fields, f"{top}ContributionDate", f"{book}PubDate")
    ids = _ids(fields, "PubmedBookData/ArticleIdList/ArticleId") | _ids(fields, f"{top}ArticleIdList/ArticleId")
    pmid = fields.text(f"{top}PMID")
    lists = [
        each for each in fields.all(f"{top}AuthorList", f"{book}AuthorList") if each.get("Type", "authors") == "authors"
    ]
    edited = [each for each in (*fields.all(f"{book}AuthorList"), *lists) if each.get("Type") == "editors"]
    return Paper(
        title or book_title,
        _abstract(fields, f"{top}Abstract/AbstractText"),
        unique(person for each in lists for author in each if (person := _person(author))),
        date.year or None,
        (book_title if title else "") or None,
        None,
        normal_doi(ids.pop("doi", "")),
        kind="chapter" if title and book_title and title != book_title else "book",
        details=Details(
            language=fields.text(f"{top}Language"),
            editors=unique(person for each in edited for author in each if (person := _person(author))),
            month=date.month,
            day=date.day,
            publisher=fields.line(f"{book}Publisher/PublisherName"),
            place=fields.line(f"{book}Publisher/PublisherLocation"),
            edition=fields.text(f"{book}Edition"),
            series=fields.line(f"{book}CollectionTitle"),
            volume=fields.text(f"{book}Volume"),
            ids=ids_of([("pmid", pmid), ("isbn", fields.text(f"{book}Isbn")), ("pmcid", ids.pop("pmc", ""))]),
            keywords=fields.lines(f"{top}KeywordList/Keyword"),
            extra=tuple((f"ArticleId {name}", value) for name, value in ids.items() if name != "pubmed"),
        ),
    )


def _date(fields: XmlFields, *paths: str) -> Date:
    """The date of the first of these elements that has one: in parts, or in words ("1998 Dec-1999 Jan")."""
    found = Date()
    for path in paths:
        for element in fields.all(path):
            parts = {child.tag: inner_text(child) for child in element}
            if parts.get("MedlineDate"):
                date = date_of(parts["MedlineDate"])
            else:
                written = parts.get("Month", "")
                month = month_of(written) if written else 0
                day = int(parts["Day"]) if parts.get("Day", "").isdecimal() and month and len(parts["Day"]) < 3 else 0  # noqa: PLR2004 - two digits
                year = parts.get("Year", "")
                date = Date(int(year) if year.isdecimal() and len(year) == 4 else 0, month, day)  # noqa: PLR2004 - four digits
            found = found if found.year else date
    return found


def _abstract(fields: XmlFields, path: str) -> str:
    """The paragraphs of an abstract, each after its label ("Methods: …"); a label in capitals is none to shout."""
    paragraphs = []
    for element in fields.all(path):
        label = " ".join(element.get("Label", "").split())
        text = plain_abstract(markup(element))
        if text and label.upper() not in _UNLABELLED:
            text = f"{label.capitalize() if label.isupper() else label}: {text}"
        paragraphs.append(text)
    return BREAK.join(filter(None, paragraphs))


def _people(fields: XmlFields, path: str) -> tuple[Person, ...]:
    authors = [author for author in fields.all(path) if author.get("ValidYN") != "N"]
    return unique(person for author in authors if (person := _person(author)))


def _person(author: Element) -> Person | None:
    parts = {child.tag: line_of(child) for child in author}
    if group := parts.get("CollectiveName", ""):
        return Person.literal(group)
    family, given, suffix = (
        parts.get("LastName", ""),
        parts.get("ForeName") or parts.get("Initials", ""),
        parts.get("Suffix", ""),
    )
    if not family:
        return Person.literal(given) if given else None
    person = Person.of(family, given)
    return Person(person.family, person.given, person.particle, suffix) if suffix else person


def _affiliations(fields: XmlFields, path: str) -> list[tuple[str, str]]:
    """Where the authors work and their ORCIDs, which no field has a place for."""
    found: dict[str, list[str]] = {}
    for author in fields.all(path):
        person = _person(author)
        for child in author.iter():
            if child.tag in {"Affiliation", "Identifier"} and person and (text := line_of(child)):
                found.setdefault(child.tag, []).append(f"{person.name}: {text}")
    return [(name, text) for name, texts in found.items() if len(text := "; ".join(texts)) <= _LONGEST]


_LONGEST = 4096


def _is_incomplete(fields: XmlFields, path: str) -> bool:
    return any(each.get("CompleteYN") == "N" for each in fields.all(path))


def _ids(fields: XmlFields, path: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in fields.all(path):
        found.setdefault(element.get("IdType", ""), inner_text(element))
    return found


def _mesh(fields: XmlFields, path: str) -> list[str]:
    """The headings with their qualifiers: "Urinary Tract Infections/diagnosis/drug therapy"."""
    return ["/".join(line_of(part) for part in heading if inner_text(part)) for heading in fields.all(path)]
