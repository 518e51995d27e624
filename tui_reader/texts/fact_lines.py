"""The facts of a paper beyond title, authors and abstract, in few quiet lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.model.papers import Details, Paper

_IDS = {"pmid": "PMID ", "pmcid": "", "isbn": "ISBN ", "issn": "ISSN ", "openalex": "OpenAlex ", "s2": "S2 "}

ALARMING = ("withdrawn", "retracted")
"""The words in a status that nobody should overlook."""


def fact_lines(paper: Paper) -> Iterator[str]:
    """One line for where and when it was published, and others for what else there is."""
    details = paper.details
    lines = (
        (date(paper), where(paper), publisher(details), *_main_ids(paper), details.status, paper.kind or ""),
        other_ids(details),
        (editors(details),),
        (published_as(details),),
        (", ".join(details.categories), "; ".join(details.keywords)),
        (details.comment,),
        (*(f"{link.kind}: {link.address}" for link in details.links),),
        details.files,
    )
    for line in lines:
        if any(line):
            yield " · ".join(filter(None, line))


def date(paper: Paper) -> str:
    """As far as it is known: "2024", "2024-05", "2024-05-03", with that of the preprint behind it."""
    details = paper.details
    parts = [str(paper.year or "")]
    if paper.year and details.month:
        parts += [f"{details.month:02}", *([f"{details.day:02}"] if details.day else [])]
    published = "-".join(filter(None, parts))
    if details.preprint_date and not published.startswith(details.preprint_date[:4]):
        preprint = f"preprint {details.preprint_date}"
        return f"{published} ({preprint})" if published else preprint
    return published


def where(paper: Paper) -> str:
    """As in "Machine Learning 6(2), 148-161"; the abbreviation of the venue behind it, where it is not in it."""
    details = paper.details
    venue = paper.venue or details.booktitle
    if details.venue_short and details.venue_short not in venue:
        venue = f"{venue} ({details.venue_short})" if venue else details.venue_short
    number = f"{details.volume}({details.issue})" if details.issue else details.volume
    place = " ".join(filter(None, (venue, number)))
    return ", ".join(filter(None, (place, details.pages or details.article_number)))


def publisher(details: Details) -> str:
    """As in "MIT Press, Cambridge": who published it, and where."""
    return ", ".join(filter(None, (details.institution, details.publisher, details.place)))


def editors(details: Details) -> str:
    """As in "edited by Ada Lovelace"."""
    return f"edited by {', '.join(one.name for one in details.editors)}" if details.editors else ""


def published_as(details: Details) -> str:
    """The title of the published version, as a phrase."""
    return f"published as “{details.published_as}”" if details.published_as else ""


def other_ids(details: Details) -> tuple[str, ...]:
    """The identifiers beside DOI and arXiv id: "PMID 123", "acl:2020.acl-main.1"."""
    return tuple(f"{_IDS.get(scheme, f'{scheme}:')}{value}" for scheme, value in details.ids)


def is_alarming(status: str) -> bool:
    """Whether a status says that the paper was taken back."""
    folded = status.casefold()
    return any(word in folded for word in ALARMING)


def _main_ids(paper: Paper) -> Iterator[str]:
    if paper.arxiv:
        yield f"arXiv:{paper.arxiv}"
    if paper.doi:
        yield f"doi:{paper.doi}"
