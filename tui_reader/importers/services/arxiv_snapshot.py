"""The snapshot of arXiv's metadata on Kaggle: JSON Lines, a line a paper, 2.9 million of them.

Source: https://www.kaggle.com/datasets/Cornell-University/arxiv
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from tui_reader.importers.arxiv_authors import arxiv_people
from tui_reader.importers.dates import date_of, mail_date
from tui_reader.importers.services.service import Service
from tui_reader.model.papers import Details, Paper, Version, normal_arxiv
from tui_reader.texts.markup import plain_abstract, plain_line
from tui_reader.texts.names import Person, unique

if TYPE_CHECKING:
    from tui_reader.importers.services.values import Fields

WITHDRAWN = re.compile(r"\bwithdrawn\b", re.IGNORECASE)
"""A comment that says so."""

_OTHERS = re.compile(r"\bet\.? al\b|\band others\b", re.IGNORECASE)
_FLUSH = re.compile(r"\n(?=\S)")
"""A line that is not indented: where all are, indentation means nothing."""
_PARAGRAPH = re.compile(r"\n {2}(?=\S)")


def paper_of(fields: Fields, _: str = "") -> Paper:
    """The preprint of a line; its year is that of the first version."""
    versions = tuple(
        Version(str(each.get("version", "")), mail_date(str(each.get("created", ""))))
        for each in fields.objects("versions")
    )
    date = date_of(versions[0].date if versions else "")
    comment = fields.line("comments")
    people, others = _authors(fields)
    doi = fields.doi("doi")
    return Paper(
        fields.line("title"),
        arxiv_prose(fields.text("abstract")),
        people,
        date.year or None,
        None,
        normal_arxiv(fields.text("id")),
        doi,
        kind="preprint",
        details=Details(
            others=others,
            month=date.month,
            day=date.day,
            versions=versions,
            status="withdrawn" if WITHDRAWN.search(comment) else "",
            categories=tuple(fields.text("categories").split()),
            comment=comment,
        ),
    )


def arxiv_prose(text: str) -> str:
    """An abstract of arXiv's, in which a line that is indented by two spaces begins a paragraph."""
    text = text.strip()
    return plain_abstract(_PARAGRAPH.sub("\n\n", text) if _FLUSH.search(text) else text)


def _authors(fields: Fields) -> tuple[tuple[Person, ...], bool]:
    """The people by the parts of their names, which are in Unicode, or by their list, which is in LaTeX."""
    listed = " ".join(fields.text("authors").split())
    parsed = (_person(*_texts(parts)) for parts in fields.values("authors_parsed") if isinstance(parts, list))
    if people := unique(person for person in parsed if person and person.family):
        return people, bool(_OTHERS.search(listed))
    people, others, _ = arxiv_people(listed)
    return people, others


def _texts(parts: list[object]) -> tuple[str, str, str]:
    """Family name, given names and suffix; affiliations may come after them."""
    family, given, suffix = (part if isinstance(part, str) else "" for part in (*parts, "", "", "")[:3])
    return family, given, suffix


@lru_cache(maxsize=1 << 14)
def _person(family: str, given: str, suffix: str) -> Person | None:
    """The person of these parts; a family name alone can be a group's."""
    family, given, suffix = plain_line(family), plain_line(given), plain_line(suffix)
    if not given:
        return Person.parse(family) if family else None
    person = Person.of(family, given)
    return Person(person.family, person.given, person.particle, suffix) if suffix else person


SERVICE = Service(
    (frozenset(("id", "authors_parsed", "categories")), frozenset(("id", "submitter", "journal-ref"))),
    paper_of,
)
