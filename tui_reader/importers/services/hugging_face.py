"""The daily papers of Hugging Face: all of them are arXiv's.

Source: https://huggingface.co/docs/hub/api
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.importers.services.service import Service
from tui_reader.importers.services.values import links_of
from tui_reader.model.papers import Details, Paper, normal_arxiv

if TYPE_CHECKING:
    from tui_reader.importers.services.values import Fields


def paper_of(fields: Fields, _: str = "") -> Paper:
    """The paper, with its code and project page."""
    date = fields.date("publishedAt")
    organization = fields.nested("organization")
    return Paper(
        fields.line("title"),
        fields.prose("summary"),
        fields.people("authors"),
        date.year or None,
        None,
        normal_arxiv(fields.text("id")),
        kind="preprint",
        details=Details(
            month=date.month,
            day=date.day,
            institution=organization.line("fullname", "name"),
            links=links_of(("code", fields.text("githubRepo")), ("project", fields.text("projectPage"))),
            keywords=fields.words("ai_keywords"),
        ),
    )


def _record(record: dict[str, object]) -> dict[str, object]:
    """The paper, with what the page around it has besides."""
    inner = record.get("paper")
    return {**record, **inner} | {"paper": None} if isinstance(inner, dict) and "id" in inner else record


SERVICE = Service(
    (
        frozenset(("id", "summary", "upvotes")),
        frozenset(("id", "summary", "publishedAt")),
        frozenset(("id", "ai_summary", "title")),
        frozenset(("id", "summary", "submittedOnDailyAt")),
    ),
    paper_of,
    _record,
)
