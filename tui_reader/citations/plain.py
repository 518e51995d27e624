"""Papers as references that anybody can read: one line a paper, for an e-mail or a slide.

Control characters never come through, whatever a source put into a field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.model.papers import Paper
    from tui_reader.texts.names import Person

_MOST_AUTHORS = 8
_FIRST_AUTHORS = 6

_ENDS = (".", "?", "!")


def plain(papers: Sequence[Paper]) -> str:
    """One line a paper: `Ann Lee and Jan König. “Title”. Venue, 2019. https://doi.org/10.1000/1`.

    What no source gave is left out with its punctuation. There is no newline at the end.
    """
    return "\n".join(_line(paper) for paper in papers)


def _line(paper: Paper) -> str:
    """The reference of one paper; empty when nothing is known about it."""
    authors, title, place = names(paper.authors), one_line(paper.title), published(paper)
    told = sentences((authors, authors), (f"“{title}”", title), (place, place))
    return " ".join(part for part in (told, _link(paper)) if part)


def names(authors: Sequence[Person]) -> str:
    """The names in reading order: all up to eight, else the first six and "et al."."""
    spelled = [name for author in authors if (name := one_line(author.name))]
    if len(spelled) > _MOST_AUTHORS:
        return ", ".join(spelled[:_FIRST_AUTHORS]) + " et al."
    return " and ".join(part for part in (", ".join(spelled[:-1]), *spelled[-1:]) if part)


def published(paper: Paper) -> str:
    """Venue and year, as far as they are known: `Journal of Symbolic Logic, 2012`."""
    year = "" if paper.year is None else str(paper.year)
    return ", ".join(part for part in (one_line(paper.venue or ""), year) if part)


def _link(paper: Paper) -> str:
    """Where the paper is: its DOI as an address, else its arXiv id as `arXiv:2301.00001`, else its URL."""
    if paper.doi_page:
        return one_line(paper.doi_page)
    if paper.arxiv:
        return one_line(f"arXiv:{paper.arxiv}")
    return one_line(paper.url or "")


def sentences(*parts: tuple[str, str]) -> str:
    """Parts in some markup, each with the text that is read, as sentences; what ends like one gets no full stop."""
    return " ".join(shown if read.endswith(_ENDS) else f"{shown}." for shown, read in parts if read)
