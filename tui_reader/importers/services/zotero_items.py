"""Items of Zotero in JSON: its web API (`{key, data: {itemType, …}}`) and Better BibTeX's "BetterBibTeX JSON".

Source: https://api.zotero.org/schema
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.importers.dates import moment_of
from tui_reader.importers.facts import arxiv_in, pages_of, tags_of
from tui_reader.importers.services.kinds import kind_of
from tui_reader.importers.services.service import Service
from tui_reader.importers.services.values import arxiv_of_doi, identifiers, person_of, without_nothing, word_of
from tui_reader.model.papers import Details, Paper
from tui_reader.texts.markdown import markdown_of
from tui_reader.texts.markup import plain_line
from tui_reader.texts.names import Person

if TYPE_CHECKING:
    from tui_reader.importers.services.values import Fields

_VENUES = ("publicationTitle", "proceedingsTitle", "bookTitle", "blogTitle", "websiteTitle", "encyclopediaTitle")
_AUTOMATIC = 1
"""The type of a tag that a translator made of a keyword."""


def paper_of(fields: Fields, _: str = "") -> Paper:
    """The paper of an item, with its reader's tags, notes and files."""
    type_ = fields.text("itemType")
    date = fields.date("date")
    if not date.year:
        fields.keep("date", fields.text("date"))
    doi, extra, url = fields.doi("DOI"), fields.text("extra"), fields.text("url")
    archive, report = fields.text("archiveID"), fields.text("reportNumber", "number")
    fields.keep("archiveID", archive)
    fields.keep("extra", extra)
    fields.keep("number", report)
    tags, keywords = _tags(fields)
    authors, editors = _creators(fields)
    return Paper(
        fields.line("title", "caseName", "subject", "nameOfAct"),
        fields.prose("abstractNote"),
        authors,
        date.year or None,
        fields.line(*_VENUES) or fields.line("repository", "conferenceName") or None,
        arxiv_of_doi(doi) or arxiv_in(archive, report, extra, url if "arxiv.org" in url else ""),
        doi,
        url or None,
        kind=kind_of((type_,)) or "other",
        key=fields.text("citationKey", "citekey"),
        added=moment_of(fields.text("dateAdded")),
        tags=tags,
        note=_note(fields),
        details=Details(
            language=fields.text("language"),
            short_title=fields.line("shortTitle"),
            editors=editors,
            month=date.month,
            day=date.day,
            venue_short=fields.line("journalAbbreviation"),
            volume=fields.text("volume"),
            issue=fields.text("issue"),
            pages=pages_of(fields.text("pages")),
            publisher=fields.line("publisher"),
            place=fields.line("place"),
            series=fields.line("series", "seriesTitle"),
            edition=fields.text("edition"),
            event=fields.line("conferenceName", "meetingName"),
            institution=fields.line("university", "institution"),
            ids=identifiers(("issn", fields.text("ISSN")), ("isbn", fields.text("ISBN"))),
            files=_files(fields),
            keywords=keywords,
        ),
    )


def _creators(fields: Fields) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
    """The authors (or who stands in their place) and the editors; others are kept aside with what they did."""
    people: dict[str, list[Person]] = {}
    for creator in fields.objects("creators"):
        name = creator.get("name")
        given = isinstance(name, str) and not creator.get("lastName")
        person = Person.literal(plain_line(str(name))) if given else person_of(creator)
        if person and person.family:
            people.setdefault(word_of(creator.get("creatorType")) or "author", []).append(person)
    editors = people.pop("editor", [])
    first = "author" if "author" in people else next((role for role in people if role not in _HELPED), "")
    authors = people.pop(first, [])
    fields.keep("creators", "; ".join(f"{role}: {each.name}" for role, all_ in people.items() for each in all_))
    return without_nothing(authors), without_nothing(editors)


_HELPED = frozenset(("contributor", "translator", "seriesEditor", "reviewedAuthor", "bookAuthor"))


def _tags(fields: Fields) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The reader's tags, and the keywords of the source."""
    own: list[str] = []
    automatic: list[str] = []
    for tag in fields.values("tags"):
        name = word_of(tag.get("tag")) if isinstance(tag, dict) else word_of(tag)
        is_automatic = isinstance(tag, dict) and tag.get("type") == _AUTOMATIC
        (automatic if is_automatic else own).append(plain_line(name))
    tags, others = tags_of(own)
    return tags, tuple(dict.fromkeys(filter(None, (*automatic, *others))))


def _note(fields: Fields) -> str:
    notes = [note.get("note") if isinstance(note, dict) else note for note in fields.values("notes")]
    return "\n\n".join(filter(None, (markdown_of(note) for note in notes if isinstance(note, str))))


def _files(fields: Fields) -> tuple[str, ...]:
    paths = (each.get("path") or each.get("localPath") for each in fields.objects("attachments"))
    return tuple(dict.fromkeys(path for path in paths if isinstance(path, str)))


def _record(record: dict[str, object]) -> dict[str, object]:
    data = record.get("data")
    return data if isinstance(data, dict) and "itemType" in data else record


SERVICE = Service(
    (
        frozenset(("itemType", "title", "creators")),
        frozenset(("itemType", "creators")),
        frozenset(("itemType", "itemKey")),
    ),
    paper_of,
    _record,
)
