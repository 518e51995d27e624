"""Which record of JSON is whose: one row a service, those with the plainest signs first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_reader.importers.services import (
    ads,
    arxiv_snapshot,
    biorxiv,
    crossref,
    datacite,
    dblp,
    europe_pmc,
    hugging_face,
    inspire,
    openalex,
    openreview,
    other,
    papercopilot,
    papers_with_code,
    s2orc,
    semantic_scholar,
    unarxive,
    zotero_items,
)

if TYPE_CHECKING:
    from tui_reader.importers.services.service import Service

SERVICES: Final[tuple[Service, ...]] = (
    unarxive.SERVICE,
    arxiv_snapshot.SERVICE,
    openalex.SERVICE,
    zotero_items.SERVICE,
    crossref.SERVICE,
    inspire.SERVICE,
    datacite.SERVICE,
    ads.SERVICE,
    s2orc.SERVICE,
    hugging_face.SERVICE,
    semantic_scholar.SERVICE,
    europe_pmc.SERVICE,
    biorxiv.SERVICE,
    openreview.SERVICE,
    papers_with_code.SERVICE,
    papercopilot.SERVICE,
    dblp.SERVICE,
    other.SERVICE,
)

_OWN = frozenset(("title", "bookmarked", "queued"))
"""Names that only records of this program have."""


def recognised(record: dict[str, object], likely: Service | None = None) -> Service | None:
    """The service whose record it is; the likely one, if it can be, because a file seldom mixes them."""
    if likely is not None and likely.knows(record):
        return likely
    if record.keys() >= _OWN:
        return None
    return next((service for service in SERVICES if service.knows(record)), None)
