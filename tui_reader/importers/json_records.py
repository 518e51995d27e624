"""One JSON object as a paper: what every format that is made of JSON objects shares.

Fields: title, abstract, authors, year, venue, arxiv, doi, url, sources, tags, note; others mean nothing. A paper needs
a title and nothing else. Any other field that is not what it should be stays empty, and a note says which and why, so
that one wrong field never costs a paper.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from tui_reader.importers.name_lists import author_of_parts, names_of_list
from tui_reader.importers.records import Item, Problem, Record
from tui_reader.importers.text_repair import REPAIRED, storable
from tui_reader.model.papers import Paper, normal_arxiv, normal_doi
from tui_reader.texts.names import Person

if TYPE_CHECKING:
    from collections.abc import Callable

_person = lru_cache(maxsize=8_192)(Person.parse)
"""People write more than one paper."""

_YEAR = re.compile(r"[1-9]\d{3}", re.ASCII)


def items_of(value: object, line: int, *, suspect: bool = True) -> list[Item]:
    """The paper that a JSON value means and the notes on it, or the one problem that kept it out.

    `suspect` is whether the text it was parsed from may stand for characters that cannot be stored.
    """
    if not isinstance(value, dict):
        return [Problem(line, f"{_kind(value)} where an object was expected")]
    title = value.get("title")
    if not isinstance(title, str) or not (title := title.strip()):
        found = "an empty title" if title == "" else "no title" if title is None else f"its title is {_kind(title)}"
        return [Problem(line, found)]
    notes: list[str] = []
    paper = Paper(
        title,
        _text(value, "abstract", notes) or "",
        _authors(value.get("authors"), notes),
        _year(value.get("year"), notes),
        _text(value, "venue", notes),
        _identifier(value, "arxiv", normal_arxiv, notes),
        _identifier(value, "doi", normal_doi, notes),
        _text(value, "url", notes),
        _strings(value, "sources", notes),
        tags=_tags(value, notes),
        note=_text(value, "note", notes) or "",
    )
    if suspect and (repaired := _storable(paper)) != paper:
        paper = repaired
        notes.append(REPAIRED)
    return [Record(paper, line), *(Problem(line, note, refused=False) for note in notes)]


def _text(record: dict[str, object], field: str, notes: list[str]) -> str | None:
    value = record.get(field)
    if value is None:
        return None
    if isinstance(value, str):
        return value.strip() or None
    notes.append(f"{field} left empty: it is {_kind(value)}, not text")
    return None


def _identifier(
    record: dict[str, object], field: str, normal: Callable[[str], str | None], notes: list[str]
) -> str | None:
    text = _text(record, field, notes)
    if text is None or (found := normal(text)):
        return None if text is None else found
    notes.append(f"{field} left empty: {_shown(text)} holds none")
    return None


def _year(value: object, notes: list[str]) -> int | None:
    if value is None or value == "":
        return None
    if isinstance(value, str) and _YEAR.fullmatch(value.strip()):
        return int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 1000 <= value <= 9999:  # noqa: PLR2004  # four digits
        return value
    shown = _shown(value) if isinstance(value, (str, int, float)) else _kind(value)
    notes.append(f"year left empty: {shown} is not a year")
    return None


def _strings(record: dict[str, object], field: str, notes: list[str]) -> tuple[str, ...]:
    value = record.get(field)
    if value is None:
        return ()
    if isinstance(value, str):
        value = [value]
    if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        return tuple(text for entry in value if (text := entry.strip()))
    notes.append(f"{field} left empty: it is {'a list of other things' if isinstance(value, list) else _kind(value)}")
    return ()


def _tags(record: dict[str, object], notes: list[str]) -> tuple[str, ...]:
    tags = _strings(record, "tags", notes)
    return tuple(sorted({name for tag in tags if (name := tag.lstrip("#").strip())})) if tags else ()


def _authors(value: object, notes: list[str]) -> tuple[Person, ...]:
    if value is None:
        return ()
    if isinstance(value, str):
        names, note = names_of_list(value)
        if note:
            notes.append(note)
        return tuple(map(_person, names))
    if not isinstance(value, list):
        notes.append(f"authors left empty: they are {_kind(value)}, not a list of names")
        return ()
    authors = []
    for place, entry in enumerate(value, 1):
        author = _person(entry) if isinstance(entry, str) else author_of_parts(entry)
        if author is None:
            notes.append(f"author {place} left out: {_kind(entry)} without a name")
        elif author.family:
            authors.append(author)
    return tuple(authors)


def _storable(paper: Paper) -> Paper:
    def optional(text: str | None) -> str | None:
        return text and storable(text)

    return replace(
        paper,
        title=storable(paper.title),
        abstract=storable(paper.abstract),
        authors=tuple(
            replace(author, family=storable(author.family), given=storable(author.given)) for author in paper.authors
        ),
        venue=optional(paper.venue),
        doi=optional(paper.doi),
        url=optional(paper.url),
        sources=tuple(map(storable, paper.sources)),
        tags=tuple(map(storable, paper.tags)),
        note=storable(paper.note),
    )


def _kind(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, (int, float)):
        return "a number"
    if isinstance(value, str):
        return "text"
    return "a list" if isinstance(value, list) else "an object"


def _shown(value: str | float) -> str:
    """The value in a few characters; an integer of JSON can have thousands of digits."""
    if isinstance(value, int) and abs(value) >= 10**20:
        return "a number that long"
    text = ascii(value)
    return text if len(text) <= 40 else f"{text[:40]}…"  # noqa: PLR2004  # about half a line of a terminal
