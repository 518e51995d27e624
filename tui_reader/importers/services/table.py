"""Which record of JSON is whose: one row a service, those with the plainest signs first.

A service's module is loaded when the first file of JSON is looked at: the table of formats stays cheap to import.
"""

from __future__ import annotations

from functools import cache, partial
from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from tui_reader.importers.records import Format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.importers.records import Item, Source
    from tui_reader.importers.services.service import Service

_ROWS: Final = (
    ("unarxive", "unarXive", "unarxive"),
    ("arxiv-snapshot", "arXiv's snapshot on Kaggle", "arxiv_snapshot"),
    ("openalex", "OpenAlex", "openalex"),
    ("zotero-json", "Zotero's items in JSON", "zotero_items"),
    ("crossref", "Crossref", "crossref"),
    ("inspire", "INSPIRE", "inspire"),
    ("datacite", "DataCite", "datacite"),
    ("ads", "NASA's Astrophysics Data System", "ads"),
    ("s2orc", "S2ORC", "s2orc"),
    ("hugging-face", "Hugging Face's daily papers", "hugging_face"),
    ("semantic-scholar", "Semantic Scholar", "semantic_scholar"),
    ("europe-pmc", "Europe PMC", "europe_pmc"),
    ("biorxiv", "bioRxiv and medRxiv", "biorxiv"),
    ("openreview", "OpenReview", "openreview"),
    ("papers-with-code", "Papers with Code", "papers_with_code"),
    ("papercopilot", "Paper Copilot's lists of conferences", "papercopilot"),
    ("dblp-json", "DBLP's search", "dblp"),
    ("json-papers", "papers in JSON with usual names", "other"),
)
"""Name, label and module of each service."""

_OWN = frozenset(("title", "bookmarked", "queued"))
"""Names that only records of this program have."""


@cache
def services() -> dict[str, Service]:
    """The services by their names, in the order in which they are asked whether a record is theirs."""
    package = __name__.rpartition(".")[0]
    return {name: cast("Service", import_module(f"{package}.{module}").SERVICE) for name, _, module in _ROWS}


def recognised(record: dict[str, object], likely: Service | None = None) -> Service | None:
    """The service whose record it is; the likely one, if it can be, because a file seldom mixes them."""
    if likely is not None and likely.knows(record):
        return likely
    if record.keys() >= _OWN:
        return None
    return next((service for service in services().values() if service.knows(record)), None)


def _looks_like(beginning: str, name: str) -> bool:
    if beginning.lstrip("\ufeff \t\r\n")[:1] not in {"{", "["}:
        return False
    from tui_reader.importers.services.reading import service_of

    return service_of(beginning) is services()[name]


def _read(source: Source, name: str) -> Iterator[Item]:
    from tui_reader.importers.services.reading import read

    return read(source, services()[name])


FORMATS: Final[tuple[Format, ...]] = tuple(
    Format(name, label, (), partial(_looks_like, name=name), partial(_read, name=name)) for name, label, _ in _ROWS
)
"""One for each service; `detect` asks them before the formats whose records have the names of this program."""
