"""The ACL Anthology's own XML: a collection of volumes of papers.

Source: https://github.com/acl-org/acl-anthology/blob/master/data/xml/schema.rnc
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.importers.dates import month_of
from tui_reader.importers.facts import ids_of, pages_of
from tui_reader.importers.records import Format, Item
from tui_reader.importers.services.values import links_of
from tui_reader.importers.xml_fields import XmlFields, inner_text, line_of, read_elements
from tui_reader.model.papers import Details, Paper, normal_doi
from tui_reader.texts.names import Person, unique

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from tui_reader.importers.records import Source

_SIGN = re.compile(r"<collection\s[^<>]*\bid=[\"'][^<>]*>\s*(?:<!--.*?-->\s*)?<(?:volume|event)\b", re.DOTALL)
_SITE = "https://aclanthology.org/"


def read(source: Source) -> Iterator[Item]:
    """The paper of each `paper`, with what its volume says of all of them; front matter is no paper."""
    return read_elements(source, frozenset(("meta", "paper")), _Volume().paper)


def looks_like(beginning: str) -> bool:
    """Whether a collection with an id begins, and a volume in it."""
    return bool(_SIGN.search(beginning))


FORMAT = Format("acl-xml", "the ACL Anthology's XML", (), looks_like, read)


class _Volume:
    """The volume that is read: its `meta` comes before its papers."""

    def __init__(self) -> None:
        self._meta: dict[str, str] = {}
        self._editors: tuple[Person, ...] = ()

    def paper(self, fields: XmlFields) -> Paper | None:
        """The paper of an element; `None` for the description of a volume."""
        if fields.element.tag == "meta":
            self._meta = {child.tag: line_of(child) for child in fields.element if child.tag != "editor"}
            self._editors = _people(fields.all("editor"))
            return None
        meta = self._meta
        anthology = fields.text("url")
        is_here = bool(anthology) and "://" not in anthology
        doi, booktitle = normal_doi(fields.text("doi")), fields.line("booktitle") or meta.get("booktitle", "")
        year = fields.text("year") or meta.get("year", "")
        is_retracted = bool(fields.all("retracted"))
        journal = fields.line("journal") or meta.get("journal-title", "")
        links = [("pdf", f"{_SITE}{anthology}.pdf")] if is_here else []
        links += [("video", video.get("href", "")) for video in fields.all("video")]
        links += [("code", code.get("url", "")) for code in fields.all("pwccode")]
        return Paper(
            fields.line("title"),
            fields.prose("abstract"),
            _people(fields.all("author")),
            int(year) if re.fullmatch(r"[12]\d{3}", year, re.ASCII) else None,
            journal or booktitle or None,
            None,
            doi,
            f"{_SITE}{anthology}/" if is_here else anthology or None,
            kind="article" if journal else "conference",
            key=fields.text("bibkey"),
            details=Details(
                language=fields.text("language"),
                editors=_people(fields.all("editor")) or self._editors,
                month=month_of(fields.text("month") or meta.get("month", "")),
                status="retracted" if is_retracted else "",
                booktitle=booktitle if journal else "",
                volume=meta.get("journal-volume", ""),
                issue=meta.get("journal-issue", ""),
                pages=pages_of(fields.text("pages")),
                publisher=meta.get("publisher", ""),
                place=meta.get("address", ""),
                ids=ids_of([("acl", anthology if is_here else ""), ("isbn", meta.get("isbn", ""))]),
                links=links_of(*links),
            ),
        )


def _people(elements: list[Element]) -> tuple[Person, ...]:
    people: list[Person] = []
    for element in elements:
        parts = {child.tag: line_of(child) for child in element if child.tag in {"first", "last"}}
        family, given = parts.get("last", ""), parts.get("first", "")
        whole = family or given or (inner_text(element) if not len(element) else "")
        if whole:
            people.append(Person.of(family, given) if family and given else Person.parse(whole))
    return unique(people)
