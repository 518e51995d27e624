"""Papers in JSON of nobody in particular: digests, scrapers and exports that call the usual facts by usual names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.importers.facts import arxiv_in, pages_of
from tui_reader.importers.services.kinds import kind_of
from tui_reader.importers.services.service import Service
from tui_reader.importers.services.values import arxiv_of_doi, identifiers, links_of
from tui_reader.model.papers import Details, Paper, normal_arxiv, normal_doi

if TYPE_CHECKING:
    from tui_reader.importers.services.values import Fields

_ARXIV = ("arxiv_id", "arxivId", "arxiv", "arXiv", "eprint")
_HUGGING_FACE = "huggingface.co/papers/"


def paper_of(fields: Fields, _: str = "") -> Paper:
    """The paper, as far as its names tell."""
    identifier = fields.text("id", "paper_id", "source_id", "uid")
    url = fields.text("url", "URL", "link", "paper_url", "html_url", "abs_url", "entry_id")
    doi = fields.doi("doi", "DOI") or (normal_doi(url) if "doi.org/" in url else None)
    arxiv = next((found for name in _ARXIV if (found := normal_arxiv(fields.text(name)))), None)
    arxiv = arxiv or arxiv_of_doi(doi) or arxiv_in(identifier, url, fields.text("source_url"))
    if not arxiv and _HUGGING_FACE in f"{identifier}{url}":
        arxiv = normal_arxiv(f"{identifier} {url}")
    openalex = fields.text("openalex_id")
    if not (arxiv and normal_arxiv(identifier) == arxiv):
        fields.keep("id", identifier)
    date = fields.date(
        *("publication_date", "published_date", "publicationDate", "publishedDate", "published", "published_at"),
        *("publishedAt", "pub_date", "pubDate", "date", "issued", "created", "year", "publication_year", "pubYear"),
    )
    year = fields.date("year", "publication_year").year
    pdf = fields.text("pdf_url", "pdfUrl", "pdf", "url_pdf")
    venue = fields.line(
        "venue", "journal", "journal_title", "container_title", "conference", "booktitle", "publication"
    )
    return Paper(
        fields.line("title", "Title", "paper_title"),
        fields.prose("abstract", "summary", "abstract_text", "abstractText", "description"),
        fields.people("authors", "author", "authors_list", "creators"),
        year or date.year or None,
        venue or None,
        arxiv,
        doi,
        url or None,
        kind=kind_of((fields.text("type"), fields.text("document_type")))
        or ("preprint" if arxiv and not venue else None),
        details=Details(
            language=fields.text("language", "lang"),
            month=date.month if date.year == (year or date.year) else 0,
            day=date.day if date.year == (year or date.year) else 0,
            volume=fields.text("volume"),
            issue=fields.text("issue", "number"),
            pages=pages_of(fields.text("pages", "page")),
            publisher=fields.line("publisher"),
            ids=identifiers(
                ("openalex", openalex),
                ("pmid", fields.text("pmid", "PMID", "pubmed_id")),
                ("pmcid", fields.text("pmcid", "PMCID")),
            ),
            links=links_of(
                ("pdf", pdf),
                ("code", fields.text("code_url", "github", "github_url", "githubRepo", "repo_url", "code")),
            ),
            categories=fields.words("categories", "primary_category", "fields"),
            keywords=fields.words("keywords", "keyword", "topics"),
            comment=fields.line("comment", "comments"),
        ),
    )


_NAMES = (
    *(
        "summary",
        "published",
        "pub_date",
        "publication_date",
        "published_date",
        "published_at",
        "publishedAt",
        "pubDate",
    ),
    *(
        "arxiv_id",
        "arxivId",
        "pdf_url",
        "pdfUrl",
        "paper_url",
        "abs_url",
        "entry_id",
        "html_url",
        "link",
        "authors_list",
    ),
    *("openalex_id", "pmid", "PMID", "journal_title", "primary_category", "abstract_text", "source_url", "code_url"),
)
"""Names that our own records do not have."""

SERVICE = Service(tuple(frozenset(("title", name)) for name in _NAMES), paper_of)
