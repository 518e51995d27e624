"""Papers of unarXive: the metadata of arXiv's snapshot with the full text beside it, of which the abstract is taken.

Source: https://github.com/IllDepence/unarXive
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.importers.services import arxiv_snapshot
from tui_reader.importers.services.service import Service

if TYPE_CHECKING:
    from tui_reader.importers.services.values import Fields
    from tui_reader.model.papers import Paper


def paper_of(fields: Fields, _: str = "") -> Paper:
    """The paper of its metadata."""
    return arxiv_snapshot.paper_of(fields)


def _record(record: dict[str, object]) -> dict[str, object]:
    """The metadata, with the fields around it and without what the full text is made of."""
    metadata, abstract = record.get("metadata"), record.get("abstract")
    if not isinstance(metadata, dict) or "paper_id" not in record:
        return {}
    text = abstract.get("text") if isinstance(abstract, dict) else None
    around = {name: value for name, value in record.items() if name not in ("metadata", "abstract")}
    whole = around | {"id": record["paper_id"]} | metadata
    whole["abstract"] = metadata.get("abstract") or text
    return whole


SERVICE = Service(
    (frozenset(("paper_id", "bib_entries")), frozenset(("paper_id", "_source_hash"))),
    paper_of,
    _record,
)
