"""EndNote's XML, whose texts stand in `style` elements and whose lists and notes are separated by carriage returns.

Source: EndNote's own exports; JabRef, `EndnoteXmlImporter`; Zotero, `Endnote XML.js`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tui_reader.importers.dates import date_of, month_of
from tui_reader.importers.facts import arxiv_in, ids_of, kind_at, pages_of, tags_of
from tui_reader.importers.records import Format, Item
from tui_reader.importers.services.kinds import kind_of
from tui_reader.importers.services.values import links_of
from tui_reader.importers.xml_fields import XmlFields, inner_text, markup, read_elements
from tui_reader.model.papers import Details, Paper, normal_doi
from tui_reader.texts.markdown import markdown_of
from tui_reader.texts.markup import plain_abstract, plain_line
from tui_reader.texts.name_lists import people_in
from tui_reader.texts.names import Person, unique

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from tui_reader.importers.records import Source
    from tui_reader.model.papers import Kind

_SIGN = re.compile(
    r"<records?\b[^<>]*>\s*(?:<record>\s*)?<(?:database|source-app|rec-number|foreign-keys|ref-type|contributors|titles)\b"
)
_BREAKS = re.compile(r"[\r\n]+")
_ISSN = re.compile(r"\d{4}-?\d{3}[\dXx]")
_SERIAL = re.compile(r"(?<![\d-])(?:\d{4}-?\d{3}[\dXx]|97[89][\d-]{10,14}|[\d-]{9,12}[\dXx])(?![\d-])")
"""The first ISSN or ISBN among several, or before what it is of ("0007-0920 (Linking)")."""
_CARRIAGE = re.compile(r"\r\n?")
_PDF = re.compile(r"internal-pdf://", re.IGNORECASE)
_KINDS: Final[dict[str, Kind]] = {
    "electronic article": "article",
    "newspaper article": "article",
    "conference proceedings": "conference",
    "conference paper": "conference",
    "electronic book": "book",
    "edited book": "book",
    "electronic book section": "chapter",
    "web page": "webpage",
    "unpublished work": "preprint",
    "manuscript": "preprint",
    "computer program": "software",
    "online database": "dataset",
}


def read(source: Source) -> Iterator[Item]:
    """The paper of each record."""
    return read_elements(source, frozenset(("record",)), _paper)


def looks_like(beginning: str) -> bool:
    """Whether records begin, and the first elements of one that only EndNote has."""
    return beginning.lstrip("\ufeff \t\r\n").startswith("<") and bool(_SIGN.search(beginning))


FORMAT = Format("endnote-xml", "EndNote's XML", (), looks_like, read)


def _unstyled(element: Element) -> None:
    """Makes of each `style` what it means: EndNote writes high and low letters so, and wraps every text in one."""
    for style in element.iter("style"):
        face = style.get("face", "")
        style.tag = "sup" if "superscript" in face else "sub" if "subscript" in face else "span"
        style.attrib.clear()


def _paper(fields: XmlFields) -> Paper:
    _unstyled(fields.element)
    kind = fields.element.find("ref-type")
    name = kind.get("name", "") if kind is not None else ""
    for bookkeeping in ("ref-type", "database", "source-app", "foreign-keys", "rec-number"):
        fields.all(bookkeeping)
    year, written = fields.line("dates/year"), fields.line("dates/pub-dates/date")
    date = date_of(written) if date_of(written).year else date_of(f"{written} {year}".strip())
    secondary, periodical = fields.line("titles/secondary-title"), fields.line("periodical/full-title")
    short = fields.line("periodical/abbr-1", "titles/alt-title", "alt-periodical/full-title")
    for path in ("periodical/abbr-1", "titles/alt-title", "alt-periodical/full-title", "alt-periodical/abbr-1"):
        fields.all(path)
    venue = secondary or periodical
    number = fields.line("electronic-resource-num")
    urls = [url for path in ("related-urls", "web-urls") for url in _texts(fields, f"urls/{path}/url")]
    files = [_PDF.sub("", url) for path in ("pdf-urls", "text-urls") for url in _texts(fields, f"urls/{path}/url")]
    doi = normal_doi(number) or next((found for url in urls if "doi.org/" in url and (found := normal_doi(url))), None)
    others = [("electronic-resource-num", number)] if number and not normal_doi(number) else []
    serials = fields.line("isbn")
    others += [("isbn", serials)] if _SERIAL.sub("", serials).strip() else []
    page = next((url for url in urls if doi is None or "doi.org/" not in url), None)
    serial = fields.line("isbn")
    number_of_serial = match.group() if (match := _SERIAL.search(serial)) else serial
    keywords = _texts(fields, "keywords/keyword")
    tags, _ = tags_of(_texts(fields, "label"))
    notes = [markdown_of(_BREAKS.sub("\n", inner_text(each))) for each in fields.all("research-notes")]
    place = fields.line("pub-location")
    accession = fields.line("accession-num")
    author_lists = {role: _people(fields, role) for role in ("authors", "secondary-authors")}
    is_book = kind_of((name,)) in {"chapter", "conference"} or "proceedings" in name.casefold()
    meant = (_KINDS.get(name.casefold()) or kind_of((name,)) or "other") if name else None
    arxiv = arxiv_in(number, accession, *urls, venue)
    return Paper(
        fields.line("titles/title"),
        plain_abstract(_CARRIAGE.sub("\n\n", _text(fields, "abstract"))),
        author_lists["authors"] or author_lists["secondary-authors"],
        date_of(year).year or date.year or None,
        venue or None,
        arxiv,
        doi,
        page,
        kind=kind_at(meant, venue, has_arxiv=arxiv is not None),
        tags=tags,
        note="\n\n".join(filter(None, notes)),
        details=Details(
            language=fields.line("language"),
            short_title=fields.line("titles/short-title"),
            editors=author_lists["secondary-authors"] if author_lists["authors"] else (),
            month=date.month or month_of(written) if written else 0,
            day=date.day,
            venue_short=short if short != venue else "",
            booktitle=periodical if is_book and periodical != venue else "",
            volume=fields.line("volume"),
            issue=fields.line("number", "issue"),
            pages=pages_of(fields.line("pages")),
            article_number=fields.line("elocation-id", "article-number"),
            publisher=fields.line("publisher"),
            place=place,
            series=fields.line("titles/tertiary-title"),
            edition=fields.line("edition"),
            ids=ids_of(
                [
                    ("issn" if _ISSN.fullmatch(number_of_serial) else "isbn", number_of_serial),
                    ("pmcid", fields.line("custom2") if _is_pmc(fields) else ""),
                ]
            ),
            links=links_of(*(("page", url) for url in urls if url != page)),
            files=tuple(dict.fromkeys(files)),
            keywords=tuple(dict.fromkeys(plain_line(word) for word in keywords)),
            extra=(*others, *((("accession-num", accession),) if accession else ()), *_notes(fields)),
        ),
    )


def _notes(fields: XmlFields) -> list[tuple[str, str]]:
    """What the source notes, which is not its reader's note."""
    text = "; ".join(_texts(fields, "notes"))
    return [("notes", text)] if text else []


def _text(fields: XmlFields, path: str) -> str:
    element = fields.one(path)
    return markup(element) if element is not None else ""


def _texts(fields: XmlFields, path: str) -> list[str]:
    """The texts at a path; carriage returns separate several in one element."""
    parts = (part.strip() for element in fields.all(path) for part in _BREAKS.split(inner_text(element)))
    return [part for part in parts if part]


def _people(fields: XmlFields, role: str) -> tuple[Person, ...]:
    people: list[Person] = []
    for element in fields.all(f"contributors/{role}/author"):
        people += _person(element)
    return unique(people)


def _person(element: Element) -> list[Person]:
    """The person of a name; one that ends in a comma is a group, and several may stand in one element."""
    text = plain_line(inner_text(element))
    if text.endswith(","):
        return [Person.literal(text.rstrip(", "))]
    if "\r" in inner_text(element) or ";" in text:
        return list(people_in(_BREAKS.sub("; ", inner_text(element))).people)
    return [Person.parse(text)] if text else []


def _is_pmc(fields: XmlFields) -> bool:
    element = fields.element.find("custom2")
    return element is not None and inner_text(element).startswith("PMC")
