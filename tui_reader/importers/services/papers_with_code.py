"""The dump of Papers with Code: papers with abstracts, and the links between papers and code.

Source: https://github.com/paperswithcode/paperswithcode-data
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.importers.services.service import Service
from tui_reader.importers.services.values import links_of
from tui_reader.model.papers import Details, Paper, normal_arxiv

if TYPE_CHECKING:
    from tui_reader.importers.services.values import Fields


def paper_of(fields: Fields, _: str = "") -> Paper:
    """The paper of a row, or the paper that a repository belongs to."""
    date = fields.date("date")
    venue = fields.line("proceeding", "conference")
    arxiv = normal_arxiv(fields.text("arxiv_id", "paper_arxiv_id"))
    page = fields.text("url_abs", "paper_url_abs")
    pdf = fields.text("url_pdf", "paper_url_pdf")
    return Paper(
        fields.line("title", "paper_title"),
        fields.prose("abstract", "short_abstract"),
        fields.people("authors"),
        date.year or None,
        venue or None,
        arxiv,
        None,
        page or fields.text("paper_url") or None,
        kind="conference" if venue else "preprint" if arxiv else None,
        details=Details(
            month=date.month,
            day=date.day,
            links=links_of(("pdf", pdf), ("code", fields.text("repo_url"))),
            categories=fields.words("tasks"),
            keywords=fields.words("methods"),
        ),
    )


SERVICE = Service(
    (
        frozenset(("paper_url", "arxiv_id", "url_abs")),
        frozenset(("paper_url", "paper_title", "repo_url")),
        frozenset(("url_abs", "url_pdf", "title")),
    ),
    paper_of,
)
