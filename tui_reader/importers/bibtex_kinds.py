"""The kinds of publication that the entry types of BibTeX, BibLaTeX and the programs around them mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tui_reader.model.papers import Kind

_TYPES: Final[dict[str, Kind]] = {
    "article": "article",
    "suppperiodical": "article",
    "newspaper_article": "article",
    "magazine_article": "article",
    "review": "article",
    "inproceedings": "conference",
    "conference": "conference",
    "conference_proceedings": "conference",
    "poster": "conference",
    "presentation": "conference",
    "proceedings": "book",
    "mvproceedings": "book",
    "book": "book",
    "mvbook": "book",
    "booklet": "book",
    "collection": "book",
    "mvcollection": "book",
    "reference": "book",
    "mvreference": "book",
    "incollection": "chapter",
    "inbook": "chapter",
    "bookinbook": "chapter",
    "suppbook": "chapter",
    "suppcollection": "chapter",
    "inreference": "chapter",
    "encyclopedia_article": "chapter",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "masterthesis": "thesis",
    "bachelorsthesis": "thesis",
    "thesis": "thesis",
    "techreport": "report",
    "report": "report",
    "working_paper": "report",
    "preprint": "preprint",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "webpage": "webpage",
    "web_page": "webpage",
    "internet": "webpage",
    "dataset": "dataset",
    "data": "dataset",
    "software": "software",
    "softwareversion": "software",
    "softwaremodule": "software",
    "computer_program": "software",
}
CANONICAL: Final = frozenset(
    (
        "article",
        "inproceedings",
        "book",
        "incollection",
        "phdthesis",
        "techreport",
        "misc",
        "online",
        "dataset",
        "software",
    )
)
"""One type for each kind; every other one says more and is kept."""
CONTAINERS: Final = frozenset(
    (
        *("book", "mvbook", "collection", "mvcollection", "proceedings", "mvproceedings", "reference", "mvreference"),
        *("periodical", "xdata", "set"),
    )
)
"""What other entries refer to."""

_ON_SERVER = re.compile(r"(?:arxiv|corr|bio-?rxiv|med-?rxiv|chem-?rxiv|ssrn|e-?prints?|pre-?prints?)\b", re.IGNORECASE)


def kind_of(entry_type: str, venue: str, *, has_arxiv: bool) -> Kind:
    """The kind of an entry: by its type; a preprint where its venue is a server or it has but an arXiv id."""
    kind = _TYPES.get(entry_type, "other")
    if venue and _ON_SERVER.match(venue) and kind in {"article", "other", "webpage"}:
        return "preprint"
    if has_arxiv and not venue and kind in {"other", "webpage", "article"}:
        return "preprint"
    return kind
