"""A paper as a BibTeX entry to be edited by hand, and the facts that were changed in it.

An entry is read twice: as it was written and as it was edited. Only facts that differ between the two readings change,
so whatever BibTeX has no field for stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui_reader.citations.bibtex import spelled
from tui_reader.citations.key_rules import keyed
from tui_reader.citations.latex import latex, latex_title
from tui_reader.errors import ReaderError
from tui_reader.library.fact_form import with_changes
from tui_reader.texts.fact_lines import date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui_reader.importers.records import Record
    from tui_reader.model.papers import Kind, Paper
    from tui_reader.texts.names import Person

_TYPES: Final[dict[Kind | None, str]] = {
    "article": "article",
    "conference": "inproceedings",
    "preprint": "unpublished",
    "book": "book",
    "chapter": "incollection",
    "thesis": "phdthesis",
    "report": "techreport",
    "dataset": "dataset",
    "software": "software",
    "webpage": "online",
}
_IN_BOOKS: Final = frozenset(("inproceedings", "incollection"))


def entry(paper: Paper) -> str:
    """The paper as one entry of BibLaTeX's fields, letters as they are; a field that it lacks is left out."""
    kind = _TYPES.get(paper.kind, "misc")
    ((key, _),) = keyed([paper]).items()
    lines = (f"  {name} = {{{text}}}," for name, text in _fields(paper, kind) if text)
    return "\n".join((f"@{kind}{{{key},", *lines, "}\n"))


def edited(paper: Paper, written: str, text: str) -> Paper:
    """The paper with what differs between the entry as it was written and as it is now.

    Raises ReaderError, with the line, when the text is not one entry that can be read.
    """
    return with_changes(paper, _read(written).paper, _read(text).paper)


def _read(text: str) -> Record:
    from tui_reader.importers.bibtex import read
    from tui_reader.importers.records import Problem, Record, Source

    items = list(read(Source(iter(text.splitlines(keepends=True)), pieces=iter([text]))))
    for one in items:
        if isinstance(one, Problem) and one.refused:
            raise ReaderError(f"Line {one.line}: {one.reason}.", "Correct the entry.")
    records = [one for one in items if isinstance(one, Record)]
    if len(records) != 1:
        found = f"There are {len(records)} entries" if records else "There is no entry of BibTeX"
        raise ReaderError(f"{found} in what was edited.", "Leave the one entry of the paper.")
    return records[0]


def _fields(paper: Paper, kind: str) -> Iterator[tuple[str, str]]:
    details = paper.details

    def plain(text: str | None) -> str:
        return latex(text or "", unicode=True)

    yield "title", latex_title(paper.title, unicode=True)
    yield "author", _people(paper.authors, others=details.others)
    yield "booktitle" if kind in _IN_BOOKS else "journal", plain(paper.venue)
    yield "shortjournal", plain(details.venue_short)
    yield "date", date(paper).partition(" ")[0] if paper.year else ""
    yield "volume", plain(details.volume)
    yield "number", plain(details.issue)
    yield "pages", details.pages.replace("-", "--")
    yield "publisher", plain(details.publisher)
    yield "address", plain(details.place)
    yield "series", plain(details.series)
    yield "edition", plain(details.edition)
    yield "school" if kind == "phdthesis" else "institution", plain(details.institution)
    yield "editor", _people(details.editors)
    yield "doi", paper.doi or ""
    yield "eprint", paper.arxiv or ""
    yield "archiveprefix", "arXiv" if paper.arxiv else ""
    yield "primaryclass", details.categories[0] if paper.arxiv and details.categories else ""
    yield "url", paper.url or ""
    yield from details.ids
    yield "keywords", plain(", ".join(details.keywords))
    yield "note", plain(details.comment)
    yield "abstract", plain(paper.abstract)


def _people(people: Sequence[Person], *, others: bool = False) -> str:
    names = [spelled(one, unicode=True) for one in people]
    return " and ".join([*names, "others"] if others else names)
