"""The snapshot of arXiv's metadata on Kaggle: JSON Lines, a line a paper, 2.9 million of them.

Source: https://www.kaggle.com/datasets/Cornell-University/arxiv
"""

from __future__ import annotations

import re
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

_PARAGRAPH = re.compile(r"\n[ \t]{2,}(?=\S)")


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
    return plain_abstract(_PARAGRAPH.sub("\n\n", text.strip()))


def _authors(fields: Fields) -> tuple[tuple[Person, ...], bool]:
    """The people by the parts of their names, which are in Unicode, or by their list, which is in LaTeX."""
    parsed = [_person(parts) for parts in fields.values("authors_parsed") if isinstance(parts, list)]
    listed, others, _ = arxiv_people(" ".join(fields.text("authors").split()))
    people = unique(person for person in parsed if person and person.family)
    return (people, others) if people else (listed, others)


def _person(parts: list[object]) -> Person | None:
    """The person of [family, given, suffix, affiliation…]; a family name alone can be a group's."""
    family, given, suffix = (plain_line(part) if isinstance(part, str) else "" for part in (*parts, "", "", "")[:3])
    if not given:
        return Person.parse(family) if family else None
    person = Person.of(family, given)
    return Person(person.family, person.given, person.particle, suffix) if suffix else person


SERVICE = Service(
    "arxiv-snapshot",
    "arXiv's snapshot on Kaggle",
    (frozenset(("id", "authors_parsed", "categories")), frozenset(("id", "submitter", "journal-ref"))),
    paper_of,
)
