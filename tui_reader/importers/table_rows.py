"""One row of a spreadsheet as a paper."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from tui_reader.importers.records import Quote
from tui_reader.importers.table_columns import KINDS, unguarded
from tui_reader.model.papers import Details, Link, Paper, normal_arxiv, normal_doi
from tui_reader.texts.markdown import markdown_of
from tui_reader.texts.markup import plain, plain_abstract, plain_line
from tui_reader.texts.name_lists import people_of_cell

if TYPE_CHECKING:
    from tui_reader.model.papers import Kind
    from tui_reader.texts.names import Person

_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_DATE = re.compile(r"(?P<year>[12]\d{3})(?:[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?)?")
_LIST = re.compile(r"\s*[;|]\s*")
_KINDS: Final = [(kind, re.compile(words, re.IGNORECASE)) for kind, words in KINDS]
_EXTRA_LINE = re.compile(r"\s*([A-Za-z][\w .-]{0,40}):\s*(.*)")
_IDENTIFIERS = ("isbn", "issn", "openalex", "pmcid", "pmid")
_TEXTS = (
    *("venue_short", "event", "volume", "issue", "article_number", "publisher", "place", "series", "edition"),
    *("institution", "language", "short_title"),
)
_SHOWN = 60


class Row:
    """A row: the cells under their facts."""

    def __init__(self, header: list[str], places: dict[str, list[int]], cells: list[str]) -> None:
        self._header = header
        self._places = places
        self.cells = [unguarded(cell) for cell in cells]
        self._used: set[int] = set()
        self._notes: list[str] = []

    @property
    def raw(self) -> str:
        """The row as one line of tab-separated text."""
        return "\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in self.cells)

    @property
    def title(self) -> str:
        """The title, as one line; empty when there is none."""
        return plain_line(self._text("title"))

    def paper(self) -> tuple[Paper, list[str]]:
        """The paper, and what could not be used as it was meant."""
        if len(self.cells) != len(self._header):
            self._notes.append(f"the row has {len(self.cells)} cells where the header has {len(self._header)}")
        year, month, day = self._date()
        paper = Paper(
            self.title,
            plain_abstract(self._text("abstract")),
            self._people("authors"),
            year,
            plain_line(self._text("venue")) or None,
            self._identifier("arxiv"),
            self._identifier("doi"),
            self._first("url"),
            kind=self._kind(),
            details=self._details(month, day),
            key=self._text("key"),
            tags=tuple(sorted(set(filter(None, _LIST.split(self._text("tags")))))),
            note=markdown_of(self._text("note")),
            added=self._added(),
            rating=self._rating(),
        )
        # The cells that no fact has taken are known when all facts are.
        paper = replace(paper, details=replace(paper.details, extra=self._extra()))
        if paper.arxiv is None and (arxiv := _arxiv(paper)):
            paper = replace(paper, arxiv=arxiv)
        return paper, self._notes

    def quotes(self) -> tuple[Quote, ...]:
        """What the row marks as a highlight."""
        text = plain(self._text("selection"))
        return (Quote(text),) if text else ()

    def _text(self, fact: str) -> str:
        """The first cell of a fact that is not empty."""
        for place in self._places.get(fact, ()):
            if place < len(self.cells) and (text := self.cells[place].strip()):
                self._used.add(place)
                return text
        return ""

    def _first(self, fact: str) -> str | None:
        """The first of several values in a cell."""
        text = self._text(fact)
        return re.split(r"\s*[;|]\s+|\s+", text)[0] if text else None

    def _identifier(self, fact: str) -> str | None:
        if not (text := self._text(fact)):
            return None
        found = normal_doi(text) if fact == "doi" else normal_arxiv(text)
        if found is None:
            self._notes.append(f"{fact} left empty: {text[:_SHOWN]!a} holds none")
        return found

    def _date(self) -> tuple[int | None, int, int]:
        """Year, month and day, as far as they are known; 0 for what is not."""
        year, date = self._text("year"), self._text("date")
        found = _DATE.match(date)
        month = int(found["month"] or 0) if found else 0
        day = int(found["day"] or 0) if found else 0
        if not (1 <= month <= 12 and day <= 31):  # noqa: PLR2004 - months and days
            month = day = 0
        if (match := _YEAR.search(year) or _YEAR.search(date)) is None:
            if year or date:
                self._notes.append(f"year left empty: {(year or date)[:_SHOWN]!a} has none")
            return None, 0, 0
        number = int(match.group())
        return (number, month, day) if found and found["year"] == match.group() else (number, 0, 0)

    def _people(self, fact: str) -> tuple[Person, ...]:
        return people_of_cell(self._text(fact))

    def _kind(self) -> Kind | None:
        text = self._text("kind")
        for kind, words in _KINDS:
            if text and words.search(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)):
                return kind  # type: ignore[return-value]  # the table has kinds
        return None

    def _pages(self) -> str:
        if pages := self._text("pages"):
            return re.sub(r"\s*[-\u2010-\u2015]+\s*", "-", pages)
        first, last = self._text("first_page"), self._text("last_page")
        return f"{first}-{last}" if first and last and first != last else first

    def _details(self, month: int, day: int) -> Details:
        pdf = self._first("pdf")
        ids = [(scheme, value) for scheme in _IDENTIFIERS if (value := self._first(scheme))]
        texts = {name: plain_line(self._text(name)) for name in _TEXTS}
        return Details(
            **texts,  # type: ignore[arg-type]  # all of them are texts
            editors=self._people("editors"),
            month=month,
            day=day,
            pages=self._pages(),
            ids=tuple(ids),
            links=(Link("pdf", pdf),) if pdf and pdf.startswith("http") else (),
            files=tuple(filter(None, _LIST.split(self._text("files")))),
            categories=_split(self._text("categories")),
            keywords=_split(self._text("keywords")),
        )

    def _extra(self) -> tuple[tuple[str, str], ...]:
        """The lines of Zotero's column "Extra", and every cell that is no fact, under the name of its column."""
        lines = [
            match.groups() for line in self._text("extra_lines").splitlines() if (match := _EXTRA_LINE.fullmatch(line))
        ]
        rest = [
            (self._header[place] if place < len(self._header) else f"column {place + 1}", cell.strip())
            for place, cell in enumerate(self.cells)
            if place not in self._used and cell.strip()
        ]
        return tuple((str(name).strip(), str(value).strip()) for name, value in (*lines, *rest) if value)

    def _added(self) -> int:
        text = self._text("added")
        try:
            if text.isdecimal():
                return int(text)
            return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) if text else 0
        except ValueError:
            return 0

    def _rating(self) -> int:
        text = self._text("rating")
        return int(text) if text in {"1", "2", "3", "4", "5"} else 0


def _arxiv(paper: Paper) -> str | None:
    """The arXiv id that a paper without one has elsewhere: as its venue, in its address, in Zotero's "Extra"."""
    for name, text in (("venue", paper.venue or ""), ("url", paper.url or ""), *paper.details.extra):
        if "arxiv" in text.casefold() or name.casefold() == "arxiv":
            return normal_arxiv(text)
    return None


def _split(text: str) -> tuple[str, ...]:
    """The values of a cell that are separated by semicolons or bars or, where there are none, by commas."""
    parts = _LIST.split(text) if _LIST.search(text) else text.split(",")
    return tuple(dict.fromkeys(part for each in parts if (part := plain_line(each))))
