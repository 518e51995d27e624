"""Papers as RIS, which every reference manager reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rispy.writer import RisWriter

from tui_reader.citations.key_rules import keyed
from tui_reader.citations.kinds import Kind, kind, server
from tui_reader.texts.names import cited
from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.model.papers import Paper

_TYPES = {Kind.CONFERENCE: "CPAPER", Kind.ARTICLE: "JOUR", Kind.PREPRINT: "GEN"}


class _Writer(RisWriter):  # type: ignore[misc]  # rispy comes without types
    def set_header(self, count: int) -> str:  # noqa: ARG002 rispy's interface
        """Nothing: rispy would number the records in lines of their own, which other programs take for text."""
        return ""


def ris(papers: Sequence[Paper]) -> str:
    """One record a paper in the order given, each paper once, and a newline at the end; empty without papers."""
    records = [_record(paper, key) for key, paper in keyed(papers).items()]
    return _Writer().formats(records).lstrip("\n") if records else ""


def _record(paper: Paper, key: str) -> dict[str, Any]:
    on_server = server(paper)
    fields: dict[str, Any] = {
        "type_of_reference": "UNPB" if on_server else _TYPES[kind(paper)],
        "id": key,
        "title": one_line(paper.title),
        "authors": [name.inverted for name in cited(paper.authors)],
        "year": "" if paper.year is None else str(paper.year),
        "secondary_title": "" if on_server else one_line(paper.venue or ""),
        "publisher": on_server,
        "abstract": one_line(paper.abstract),
        "doi": one_line(paper.doi or ""),
        "accession_number": f"arXiv:{one_line(paper.arxiv)}" if paper.arxiv else "",
        "urls": [address] if (address := one_line(paper.url or "")) else [],
    }
    return {name: value for name, value in fields.items() if value}
