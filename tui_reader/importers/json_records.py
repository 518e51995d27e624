"""One JSON object as a paper: what every format that is made of JSON objects shares.

The fields are those of `fields`; any other is kept aside under its name. A paper needs a title and nothing else. Any
other field that is not what it should be stays empty, and a note says which and why, so that one wrong field never
costs a paper.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tui_reader.importers import fields
from tui_reader.importers.records import Item, Problem, Quote, Record
from tui_reader.importers.text_repair import REPAIRED, storable
from tui_reader.model.papers import Details, Paper, normal_arxiv, normal_doi
from tui_reader.texts.name_lists import people_in, person_of_parts
from tui_reader.texts.names import Person

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.importers.fields import Field

_FACTS = frozenset(fields.FACTS)
_encoded = json.JSONEncoder(ensure_ascii=False).encode
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
    if not _FACTS.issuperset(value):
        paper = _with_the_rest(paper, value, notes)
    if suspect and (repaired := _storable(paper)) != paper:
        paper = repaired
        notes.append(REPAIRED)
    record = Record(paper, line, _quotes(value.get("highlights"), notes), _versions(value.get("note_versions"), notes))
    return [record, *(Problem(line, note, refused=False) for note in notes)]


def _with_the_rest(paper: Paper, record: dict[str, object], notes: list[str]) -> Paper:
    """The paper with the fields that not every record has, its state, and what is kept aside of it."""
    state: dict[str, Any] = {}
    for name, field in fields.STATE.items():
        if record.get(name) is not None:
            _read(field, record[name], state, notes)
    if record.get("kind") is not None:
        _read(fields.KIND, record["kind"], state, notes)
    if isinstance(key := record.get("key"), str):
        state["key"] = key
    for name in ("bookmarked", "read", "queued"):
        state[name] = state.get(name, bool(state.get(f"{name}_at")))
    if details := _details(record, notes):
        state["details"] = Details(**details)
    return replace(paper, authors=_in_parts(paper.authors, record.get("author_parts")), **state)


def _details(record: dict[str, object], notes: list[str]) -> dict[str, Any]:
    """The fields of details, which stand beside the title or in an object of their own, and what is kept aside."""
    given: dict[str, Any] = {}
    extra: list[tuple[str, str]] = []
    own = record.get("details")
    for name, value in (*record.items(), *(own.items() if isinstance(own, dict) else ())):
        if value is None or name in _FACTS or name in fields.STATE:
            continue
        if field := fields.DETAILS.get(name):
            _read(field, value, given, notes)
        elif name not in fields.OUTPUT_ONLY:
            try:
                if text := fields.kept_aside(value, _encoded):
                    extra.append((name, text))
            except ValueError as error:
                notes.append(f"{_shown(name)} left out: {error}")
    if extra:
        given["extra"] = (*given.get("extra", ()), *extra)
    return given


def _read(field: Field, value: object, into: dict[str, Any], notes: list[str]) -> None:
    try:
        into[field.name] = field.read(value)
    except ValueError as error:
        notes.append(f"{field.name} left empty: {error}")


def _in_parts(authors: tuple[Person, ...], parts: object) -> tuple[Person, ...]:
    """The authors, those of them by their parts for which parts are given."""
    if not isinstance(parts, list) or len(parts) != len(authors):
        return authors
    try:
        return tuple(fields.person_of(part) if part else one for one, part in zip(authors, parts, strict=True))
    except ValueError:
        return authors


def _quotes(value: object, notes: list[str]) -> tuple[Quote, ...]:
    """The highlights; of a list of papers only their number is there."""
    quotes = []
    for one in value if isinstance(value, list) else ():
        try:
            said = {name: fields.written_text(one, name) for name in ("exact", "comment", "colour")}
            at = fields.read_time(one["at"]) if one.get("at") else 0.0
        except ValueError as error:
            notes.append(f"a highlight left out: {error}")
            continue
        start = one.get("start")
        quotes.append(Quote(said["exact"], said["comment"], said["colour"], at, start if type(start) is int else -1))
    return tuple(quotes)


def _versions(value: object, notes: list[str]) -> tuple[tuple[float, str], ...]:
    versions = []
    for one in value if isinstance(value, list) else ():
        try:
            versions.append((fields.read_time(one["at"]), fields.written_text(one, "text")))
        except (ValueError, KeyError, TypeError):
            notes.append("an earlier note left out: it has no time and text")
    return tuple(versions)


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
        found = people_in(value)
        if found.note:
            notes.append(found.note)
        if found.others:
            notes.append("authors are not complete: the list ends in “et al.”")
        return found.people
    if not isinstance(value, list):
        notes.append(f"authors left empty: they are {_kind(value)}, not a list of names")
        return ()
    authors = []
    for place, entry in enumerate(value, 1):
        author = Person.parse(entry) if isinstance(entry, str) else person_of_parts(entry)
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
