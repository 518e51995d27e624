"""Papers as CSL-JSON: for pandoc, Zotero and every program that knows CSL, and for our own styles."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tui_reader.citations.key_rules import keyed
from tui_reader.citations.kinds import Kind, kind, server
from tui_reader.texts.names import cited
from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.model.papers import Paper
    from tui_reader.texts.names import Person

_TYPES = {Kind.CONFERENCE: "paper-conference", Kind.ARTICLE: "article-journal", Kind.PREPRINT: "document"}


def csl_json(papers: Sequence[Paper]) -> str:
    """One JSON list of the papers in the order given, each once, and a newline at the end; empty without papers."""
    items = [_item_with_abstract(paper, key) for key, paper in keyed(papers).items()]
    return f"{json.dumps(items, ensure_ascii=False, indent=2)}\n" if items else ""


def _item_with_abstract(paper: Paper, key: str) -> dict[str, Any]:
    abstract = {"abstract": one_line(paper.abstract)} if paper.abstract.strip() else {}
    return csl_item(paper, key) | abstract


def csl_item(paper: Paper, key: str) -> dict[str, Any]:
    """The facts of a paper as CSL names them; what no source gave is not there.

    A preprint is an `article` whose publisher is its server, as Zotero has it. A paper of which nobody said where it
    is to be found is a `document`.
    """
    on_server = server(paper)
    arxiv = f"arXiv:{one_line(paper.arxiv)}" if paper.arxiv else ""
    item: dict[str, Any] = {
        "id": key,
        "type": "article" if on_server else _TYPES[kind(paper)],
        "title": one_line(paper.title),
        "author": [_name(name) for name in cited(paper.authors)],
        "issued": {"date-parts": [[paper.year]]} if paper.year is not None else None,
        "container-title": "" if on_server else one_line(paper.venue or ""),
        "publisher": on_server,
        "number": arxiv if on_server else "",
        "archive": "" if on_server or not arxiv else "arXiv",
        "archive_location": "" if on_server else one_line(paper.arxiv or ""),
        "DOI": one_line(paper.doi or ""),
        "URL": one_line(paper.url or ""),
    }
    return {name: value for name, value in item.items() if value}


def _name(name: Person) -> dict[str, str]:
    if name.is_literal:
        return {"literal": name.family}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {part: value for part, value in parts.items() if value}
