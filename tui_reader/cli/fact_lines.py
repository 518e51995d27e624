"""The facts of a paper beyond title, authors and abstract, in few quiet lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.model.papers import Details, Paper

_IDS = {"pmid": "PMID ", "pmcid": "", "isbn": "ISBN ", "issn": "ISSN ", "openalex": "OpenAlex ", "s2": "S2 "}


def fact_lines(paper: Paper) -> Iterator[str]:
    """One line for where and when it was published, and others for what else there is."""
    details = paper.details
    lines = (
        (_date(paper), _where(paper), _who_published(details), *_main_ids(paper), details.status, paper.kind or ""),
        tuple(f"{_IDS.get(scheme, f'{scheme}:')}{value}" for scheme, value in details.ids),
        (f"edited by {', '.join(one.name for one in details.editors)}" if details.editors else "",),
        (f"published as “{details.published_as}”" if details.published_as else "",),
        (", ".join(details.categories), "; ".join(details.keywords)),
        (details.comment,),
        (*(f"{link.kind}: {link.address}" for link in details.links),),
        details.files,
    )
    for line in lines:
        if any(line):
            yield " · ".join(filter(None, line))


def _date(paper: Paper) -> str:
    """As far as it is known: "2024", "2024-05", "2024-05-03", with that of the preprint before it."""
    details = paper.details
    parts = [str(paper.year or "")]
    if paper.year and details.month:
        parts += [f"{details.month:02}", *([f"{details.day:02}"] if details.day else [])]
    date = "-".join(filter(None, parts))
    if details.preprint_date and not date.startswith(details.preprint_date[:4]):
        return f"{date} (preprint {details.preprint_date})" if date else f"preprint {details.preprint_date}"
    return date


def _where(paper: Paper) -> str:
    """As in "Machine Learning 6(2), 148-161"."""
    details = paper.details
    venue = paper.venue or details.booktitle
    if details.venue_short and details.venue_short not in venue:
        venue = f"{venue} ({details.venue_short})" if venue else details.venue_short
    number = f"{details.volume}({details.issue})" if details.issue else details.volume
    place = " ".join(filter(None, (venue, number)))
    return ", ".join(filter(None, (place, details.pages or details.article_number)))


def _who_published(details: Details) -> str:
    return ", ".join(filter(None, (details.institution, details.publisher, details.place)))


def _main_ids(paper: Paper) -> Iterator[str]:
    if paper.arxiv:
        yield f"arXiv:{paper.arxiv}"
    if paper.doi:
        yield f"doi:{paper.doi}"
