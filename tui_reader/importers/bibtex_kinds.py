"""The kinds of publication that the entry types of BibTeX, BibLaTeX and the programs around them mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_reader.importers.facts import kind_at

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
PARTS: Final = frozenset(("article", "inproceedings", "conference", "incollection", "suppcollection"))
"""What stands in something with a title of its own; the title of a BibTeX `@inbook` is that of its book."""


def kind_of(entry_type: str, venue: str, *, has_arxiv: bool) -> Kind:
    """The kind of an entry: by its type, and a preprint where its venue is a server or an arXiv id is all it has."""
    return kind_at(_TYPES.get(entry_type, "other"), venue, has_arxiv=has_arxiv) or "other"
