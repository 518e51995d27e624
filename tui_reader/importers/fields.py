"""The fields of a paper in JSON: written by the command line, read by the importers, described in the manual (`json`).

A field is a row of `FIELDS`. Its name is that of the attribute of `Paper` or `Details` that it holds, but for those
that a record carries beside its paper (`highlights`, `note_versions`, `provenance`). What was written is read back as
the same paper; what other programs write in these fields is read as far as it can be understood.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from tui_reader.importers import field_lists as lists
from tui_reader.importers import field_values as values
from tui_reader.importers.records import Record
from tui_reader.model.papers import NO_DETAILS, Details, Link, Paper, Version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tui_reader.importers.field_values import Notes
    from tui_reader.model.annotations import Highlight
    from tui_reader.model.history import NoteVersion
    from tui_reader.model.imports import FactSource

Place = Literal["paper", "details", "record"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a paper in JSON."""

    name: str
    place: Place
    """What has the attribute of this name."""
    read: Callable[[Any, str, Notes], Any]
    """The attribute that a value of JSON means, `None` if there is none; takes the field's name and the notes on it."""
    write: Callable[[Any], Any]
    """The value of JSON for the attribute."""
    about: str
    """What it is, for the manual."""
    always: bool = False
    """Whether it is written when it is empty too: the fields that scripts have always found."""


def _same(value: Any) -> Any:  # noqa: ANN401 - a value of JSON
    return value


def _number(low: int, high: int) -> Callable[[Any, str, Notes], int | None]:
    return lambda value, name, notes: values.number(value, name, notes, low, high)


FIELDS: tuple[Field, ...] = (
    Field("key", "paper", values.text, _same, "the citation key", always=True),
    Field("title", "paper", values.text, _same, "required; everything else is optional", always=True),
    Field("kind", "paper", values.kind, _same, "article, conference, preprint, book, chapter…", always=True),
    Field("authors", "paper", values.people, values.names, "names in reading order", always=True),
    Field("others", "details", values.flag, _same, "whether there are more authors than these"),
    Field("editors", "details", values.people, values.names, "names in reading order"),
    Field("year", "paper", values.year, _same, "of the publication", always=True),
    Field("month", "details", _number(1, 12), _same, "1 to 12"),
    Field("day", "details", _number(1, 31), _same, "1 to 31"),
    Field("venue", "paper", values.text, _same, "the conference or journal", always=True),
    Field("venue_short", "details", values.text, _same, "its short form"),
    Field("booktitle", "details", values.text, _same, "the full title of the proceedings"),
    Field("series", "details", values.text, _same, ""),
    Field("volume", "details", values.text, _same, ""),
    Field("issue", "details", values.text, _same, ""),
    Field("pages", "details", values.text, _same, "first and last with a hyphen"),
    Field("article_number", "details", values.text, _same, ""),
    Field("publisher", "details", values.text, _same, ""),
    Field("place", "details", values.text, _same, "where the publisher is"),
    Field("edition", "details", values.text, _same, ""),
    Field("event", "details", values.text, _same, "the conference as an event"),
    Field("institution", "details", values.text, _same, "of a thesis or a report"),
    Field("arxiv", "paper", values.arxiv, _same, "the arXiv id, without version", always=True),
    Field("doi", "paper", values.doi, _same, "", always=True),
    Field("ids", "details", lists.ids, lists.id_object, "other identifiers by scheme: pmid, isbn, openreview…"),
    Field("url", "paper", values.text, _same, "the paper's page", always=True),
    Field("links", "details", lists.pairs_of("kind", "address", Link), lists.objects, "other addresses: kind, address"),
    Field("files", "details", values.texts, list, "paths on this machine"),
    Field("abstract", "paper", values.text, _same, "", always=True),
    Field("language", "details", values.text, _same, ""),
    Field("short_title", "details", values.text, _same, ""),
    Field("categories", "details", values.texts, list, "of arXiv or another classification, the primary one first"),
    Field("keywords", "details", values.texts, list, "of the authors or the source"),
    Field("comment", "details", values.text, _same, "what the authors remark"),
    Field("status", "details", values.text, _same, "withdrawn, retracted, in press…"),
    Field("preprint_date", "details", values.text, _same, "when the preprint came out"),
    Field("published_as", "details", values.text, _same, "the title of the published version, where it differs"),
    Field("versions", "details", lists.pairs_of("name", "date", Version), lists.objects, "of a preprint: name, date"),
    Field("extra", "details", lists.extra, lists.extra_objects, "every other field of the source: name, value"),
    Field("sources", "paper", values.texts, list, "where the facts were looked up", always=True),
    Field("bookmarked", "paper", values.flag, _same, "", always=True),
    Field("bookmarked_at", "paper", values.time, values.utc, "", always=True),
    Field("read", "paper", values.flag, _same, "", always=True),
    Field("read_at", "paper", values.time, values.utc, "when it was read last", always=True),
    Field("queued", "paper", values.flag, _same, "whether it is to be read next", always=True),
    Field("queued_at", "paper", values.time, values.utc, "", always=True),
    Field("rating", "paper", _number(0, 5), _same, "1 to 5 stars; 0 for none", always=True),
    Field("added", "paper", values.whole_time, values.utc, "when it came into the library", always=True),
    Field("tags", "paper", values.tags, list, "without `#`, levels by `/`", always=True),
    Field("note", "paper", values.text, _same, "Markdown", always=True),
    Field("note_at", "record", values.time, values.utc, "when the note was written"),
    Field("note_versions", "record", lists.note_versions, _same, "what the note was, the oldest first: at, text"),
    Field("highlights", "record", lists.quotes, _same, "passages: exact, start, colour, comment, at", always=True),
    Field("provenance", "record", lists.origins, _same, "where each fact is from: source, at"),
)
"""In the order in which they are written."""

LONGEST_EXTRA = 10_000
"""Characters of a field that has no place of its own: services give vectors of thousands of numbers."""

_BY_NAME = {field.name: field for field in FIELDS}
_PARTS = {"author_parts": "authors", "editor_parts": "editors"}
"""The names in parts, written where the names in reading order would be read as other ones."""
_EMPTY: tuple[object, ...] = ("", [])
_OF_ANSWERS = frozenset(("id", "score", "terms"))
"""What lists of papers add of the search, which is no fact of a paper."""


def record_of(value: dict[str, Any], line: int, notes: Notes) -> Record:
    """The record that a JSON object with a title means; what could not be used goes to the notes."""
    value = _flat(value)
    found: dict[Place, dict[str, Any]] = {"paper": {}, "details": {}, "record": {}}
    others: list[tuple[str, str]] = []
    for name, given in value.items():
        if given is None or given in _EMPTY:
            continue
        if field := _BY_NAME.get(name):
            if (meant := field.read(given, name, notes)) is not None:
                found[field.place][name] = meant
        elif name not in _PARTS and name not in _OF_ANSWERS:
            if len(text := lists.as_text(given)) > LONGEST_EXTRA:
                notes.append(f"{name!r} left out: it has more than {LONGEST_EXTRA:,} characters")
            else:
                others.append((name, text))
    for parts, name in _PARTS.items():
        if parts in value:
            place = found[_BY_NAME[name].place]
            place[name] = values.exact_people(value[parts], place.get(name, ()))
    if others:
        found["details"]["extra"] = (*found["details"].get("extra", ()), *others)
    _complete_marks(found["paper"])
    details = Details(**found["details"]) if found["details"] else NO_DETAILS
    more = found["record"]
    return Record(
        Paper(**found["paper"], details=details),
        line,
        more.get("highlights", ()),
        more.get("note_versions", ()),
        more.get("provenance", ()),
        lists.origin_times(value.get("provenance")),
        more.get("note_at", 0.0),
    )


def _flat(value: dict[str, Any]) -> dict[str, Any]:
    """The object with its details among its other fields: some exports have them one level deeper."""
    if not isinstance(details := value.get("details"), dict):
        return value
    return {**details, **{name: given for name, given in value.items() if name != "details"}}


def _complete_marks(paper: dict[str, Any]) -> None:
    """A time says that there is a mark; that there is none says that there is no time."""
    for mark in ("bookmarked", "read", "queued"):
        if mark not in paper and paper.get(f"{mark}_at"):
            paper[mark] = True
        elif f"{mark}_at" in paper and not paper.get(mark):
            del paper[f"{mark}_at"]


def object_of(
    paper: Paper,
    highlights: Iterable[Highlight] = (),
    note_versions: Iterable[NoteVersion] = (),
    provenance: Iterable[FactSource] = (),
) -> dict[str, Any]:
    """The paper as a JSON object, from which `record_of` reads it back.

    `note_versions` are the newest first, as `Notes.versions` has them, and may begin with the note as it is.
    """
    note_versions = [*note_versions]
    more = {
        "highlights": [_highlight(one) for one in highlights],
        "note_at": next((values.utc(version.at) for version in note_versions if version.text == paper.note), None),
        "note_versions": [
            {"at": values.utc(version.at), "text": version.text}
            for version in reversed(note_versions)
            if version.text != paper.note
        ],
        "provenance": {fact.field: {"source": fact.source, "at": values.utc(fact.at)} for fact in provenance},
    }
    written: dict[str, Any] = {}
    for field in FIELDS:
        if field.place == "record":
            value = more[field.name]
        else:
            value = field.write(getattr(paper if field.place == "paper" else paper.details, field.name))
        if value or field.always:
            written[field.name] = value
        if field.name == "authors" and (parts := values.people_parts(paper.authors)):
            written["author_parts"] = parts
        if field.name == "editors" and (parts := values.people_parts(paper.details.editors)):
            written["editor_parts"] = parts
    return written


def _highlight(one: Highlight) -> dict[str, Any]:
    """What a reader marked, and how."""
    written = {
        "id": one.id,
        "exact": one.anchor.exact,
        "start": one.anchor.start,
        "colour": one.colour,
        "comment": one.comment,
    }
    return written | ({"at": values.utc(one.at)} if one.at else {})
