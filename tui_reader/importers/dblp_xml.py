"""DBLP's XML: the whole of it, or the records of one person. Its entities are those of HTML; it has no abstracts.

Source: https://dblp.org/xml/dblp.dtd
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui_reader.importers.dates import month_of
from tui_reader.importers.facts import ids_of, pages_of
from tui_reader.importers.records import Format, Item
from tui_reader.importers.services.dblp import person_of_dblp, title_of
from tui_reader.importers.services.kinds import kind_of
from tui_reader.importers.services.values import arxiv_of_doi
from tui_reader.importers.xml_fields import XmlFields, inner_text, read_elements
from tui_reader.model.papers import Details, Paper, normal_arxiv, normal_doi
from tui_reader.texts.names import unique

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.importers.records import Source

_KINDS = (
    "article",
    "inproceedings",
    "proceedings",
    "book",
    "incollection",
    "phdthesis",
    "mastersthesis",
    "data",
    "www",
)
_SIGN = re.compile(rf"<dblp(?:person)?\b[^<>]*>|<(?:{'|'.join(_KINDS[:-2])})\s[^<>]*\bkey=\"[a-z]+/[^\"<>]+/[^\"<>]+\"")


def read(source: Source) -> Iterator[Item]:
    """The paper of each record; the pages of persons are none."""
    return read_elements(source, frozenset(_KINDS), _paper)


def looks_like(beginning: str) -> bool:
    """Whether the root is DBLP's, or a record has a key of DBLP."""
    return beginning.lstrip("\ufeff \t\r\n").startswith("<") and bool(_SIGN.search(beginning))


FORMAT = Format("dblp-xml", "DBLP's XML", (), looks_like, read)


def _paper(fields: XmlFields) -> Paper | None:
    element = fields.element
    key = element.get("key", "")
    if element.tag == "www" or key.startswith("homepages/"):
        return None
    links = [inner_text(each) for each in fields.all("ee")]
    doi = next((found for link in links if "doi.org/" in link and (found := normal_doi(link))), None)
    venue = fields.line("journal", "booktitle")
    booktitle = fields.line("booktitle")
    volume, school = fields.text("volume"), fields.line("school")
    arxiv = arxiv_of_doi(doi) or next(
        (found for link in links if "arxiv.org" in link and (found := normal_arxiv(link))), None
    )
    if venue == "CoRR":
        arxiv = arxiv or normal_arxiv(volume.removeprefix("abs/"))
    page = fields.text("url")
    others = [link for link in links if doi is None or (normal_doi(link) or "").casefold() != doi.casefold()]
    year = fields.text("year")
    number = fields.text("number")
    fields.all("author", "editor", "isbn")
    extra = [("ee", "; ".join(others[1:]))] if others[1:] else []
    extra += [("url", page)] if page else []
    return Paper(
        title_of(fields.line("title")),
        "",
        unique(person for each in fields.all("author") if (person := person_of_dblp(inner_text(each)))),
        int(year) if re.fullmatch(r"[12]\d{3}", year, re.ASCII) else None,
        venue or None,
        arxiv,
        doi,
        others[0] if others else None,
        kind="preprint"
        if venue == "CoRR" or element.get("publtype") == "informal"
        else kind_of((element.tag,)) or "other",
        key=f"DBLP:{key}" if key else "",
        details=Details(
            editors=unique(person for each in fields.all("editor") if (person := person_of_dblp(inner_text(each)))),
            month=month_of(fields.text("month")),
            status="withdrawn" if element.get("publtype") == "withdrawn" else "",
            booktitle=booktitle if booktitle != venue else "",
            volume=volume,
            issue=number,
            pages=pages_of(fields.text("pages")),
            publisher=fields.line("publisher"),
            place=fields.line("address"),
            series=fields.line("series"),
            institution=school,
            ids=ids_of([("dblp", key), ("isbn", fields.text("isbn"))]),
            comment=fields.line("note"),
            extra=tuple(extra),
        ),
    )
