"""A record of a service as its fields: each is asked for once and taken, and what nobody asked for is kept aside."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tui_reader.importers.aside import LONGEST_ASIDE
from tui_reader.importers.dates import Date, date_of
from tui_reader.importers.facts import ids_of
from tui_reader.importers.text_repair import storable
from tui_reader.model.papers import Link, normal_arxiv, normal_doi
from tui_reader.texts.markup import plain_abstract, plain_line
from tui_reader.texts.name_lists import people_in, person_of_parts
from tui_reader.texts.names import Person, unique

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_NAMES = ("display_name", "name", "value", "text", "term", "title", "category", "label", "descriptorName", "fullname")
"""Where an object in a list of words has its word."""


class Fields:
    """The fields of one JSON object.

    Every question takes the fields that it names, whether they held an answer or not; `rest` gives the others.
    """

    def __init__(self, record: dict[str, object], prefix: str = "") -> None:
        self._left = {name: value for name, value in record.items() if value not in (None, "", [], {})}
        self._prefix = prefix
        self._nested: list[Fields] = []
        self.left_out: list[str] = []
        """Names of fields that are too long to be kept aside."""

    def __contains__(self, name: str) -> bool:
        """Whether a field of this name has a value and was not asked for."""
        return name in self._left

    def take(self, *names: str) -> object:
        """The value of the first of these fields that has one; `None` for none."""
        found: object = None
        for name in names:
            value = self._left.pop(name, None)
            found = value if found is None else found
        return found

    def text(self, *names: str) -> str:
        """The text (or number) of the first of these fields that has one, or that is the only one of a list."""
        for name in names:
            value = self._left.get(name)
            if isinstance(value, list) and len(value) == 1:
                value = value[0]
            if isinstance(value, (str, int, float)) and not isinstance(value, bool):
                text = storable(str(value)).strip()
                del self._left[name]
                if text:
                    return text
        return ""

    def line(self, *names: str) -> str:
        """The text as one clean line."""
        return plain_line(self.text(*names))

    def prose(self, *names: str) -> str:
        """The text as a clean abstract."""
        return plain_abstract(self.text(*names))

    def is_true(self, name: str) -> bool:
        """Whether the field says yes."""
        return self._left.pop(name, None) in (True, "Y", "true", "True", 1)

    def values(self, *names: str) -> list[object]:
        """The values of the first of these lists, or the one value that stands in place of a list."""
        value = self.take(*names)
        return value if isinstance(value, list) else [] if value is None else [value]

    def objects(self, *names: str) -> list[dict[str, object]]:
        """The objects in the first of these lists."""
        return [value for value in self.values(*names) if isinstance(value, dict)]

    def nested(self, name: str) -> Fields:
        """The fields of an object; what is left of them is kept aside with its name before theirs."""
        value = self._left.pop(name, None)
        if value is not None and not isinstance(value, dict):
            self._left[name] = value
        inner = Fields(value if isinstance(value, dict) else {}, f"{self._prefix}{name}.")
        self._nested.append(inner)
        return inner

    def words(self, *names: str) -> tuple[str, ...]:
        """The words of a list of texts, or of objects that have a name."""
        return tuple(dict.fromkeys(filter(None, (plain_line(word_of(value)) for value in self.values(*names)))))

    def date(self, *names: str) -> Date:
        """The date of the first of these fields that has one: a text, a number of milliseconds, or CSL's parts."""
        for name in names:
            if (date := date_in(self._left.get(name))).year:
                del self._left[name]
                return date
        return Date()

    def people(self, *names: str, read: Callable[[object], Person | None] | None = None) -> tuple[Person, ...]:
        """The people of a list of names or of objects, or of a text that holds several."""
        value = self.take(*names)
        if isinstance(value, str):
            return people_in(plain_line(storable(value))).people
        values = value if isinstance(value, list) else [value] if value else []
        return unique(person for each in values if (person := (read or person_of)(each)) and person.family)

    def doi(self, *names: str) -> str | None:
        """The DOI of the first of these fields that has one; a text that holds none, or several, stays aside."""
        for name in names:
            text = self.text(name)
            doi = normal_doi(text)
            if text and (doi is None or len(text.split()) > 1):
                self.keep(name, text)
            if doi:
                return doi
        return None

    def keep(self, name: str, value: object) -> None:
        """Puts a value aside that was taken and has no other place."""
        if value not in (None, "", [], {}):
            self._left[name] = value

    def rest(self) -> tuple[tuple[str, str], ...]:
        """Every field that was not asked for: its name and its text, as JSON where it is none."""
        return tuple(self._rest())

    def _rest(self) -> Iterator[tuple[str, str]]:
        for name, value in self._left.items():
            text = as_text(value)
            full = storable(f"{self._prefix}{name}")
            if len(text) > LONGEST_ASIDE:
                self.left_out.append(full)
            else:
                yield full, text
        for inner in self._nested:
            yield from inner.rest()
            self.left_out += inner.left_out


def as_text(value: object) -> str:
    """A value of JSON as the text that is kept of it."""
    if isinstance(value, str):
        return storable(value)
    try:
        return storable(json.dumps(value, ensure_ascii=False))
    except RecursionError:
        return " " * (LONGEST_ASIDE + 1)  # nested as deeply as Python can read, and not to be kept


def word_of(value: object) -> str:
    """The word that a text or an object with a name means; empty for another value."""
    if isinstance(value, dict):
        value = next((value[name] for name in _NAMES if isinstance(value.get(name), (str, int))), "")
    return storable(str(value)).strip() if isinstance(value, (str, int)) and not isinstance(value, bool) else ""


def person_of(value: object) -> Person | None:
    """The person that a name or an object with its parts means, as most services have it; `None` for neither."""
    if isinstance(value, str):
        return Person.parse(plain_line(storable(value))) if value.strip() else None
    if not isinstance(value, dict):
        return None
    parts = {name: plain_line(storable(part)) for name, part in value.items() if isinstance(part, str) and part}
    aliases = {
        "family": ("family", "lastName", "last_name", "last", "familyName", "surname"),
        "given": ("given", "firstName", "first_name", "first", "givenName", "foreName"),
        "name": (
            "name",
            "fullName",
            "fullname",
            "full_name",
            "display_name",
            "author_name",
            "#text",
            "text",
            "creator",
        ),
    }
    for name, others in aliases.items():
        parts |= {name: next((parts[other] for other in others if other in parts), "")}
    if "," in parts["given"]:  # a suffix that has no field of its own: "Glynn, Jr"
        return Person.parse(f"{parts['family']}, {parts['given']}")
    if collective := parts.get("collectiveName"):
        return Person.literal(collective)
    return person_of_parts({name: part for name, part in parts.items() if part})


def date_in(value: object) -> Date:
    """The date that a value of JSON means; one without a year when it means none."""
    if isinstance(value, dict):
        value = value.get("date-parts") or value.get("date-time") or value.get("raw") or value.get("literal") or ""
    while isinstance(value, list):
        if value and isinstance(value[0], list):
            value = value[0]
        else:
            value = "-".join(str(part) for part in value[:3] if isinstance(part, (str, int)))
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return Date()
    if isinstance(value, (int, float)):
        return _of_number(value)
    return date_of(value) if len(value) <= _LONGEST_DATE else Date()


_LONGEST_DATE = 80
_MILLISECONDS = 10**11
"""Numbers above are milliseconds since 1970, as OpenReview has them."""


def _of_number(value: float) -> Date:
    from datetime import UTC, datetime

    if not _MILLISECONDS <= value < 10**14:
        return date_of(str(int(value))) if 0 < value < 10**8 else Date()
    day = datetime.fromtimestamp(value / 1000, UTC)
    return Date(day.year, day.month, day.day)


def arxiv_of_doi(doi: str | None) -> str | None:
    """The arXiv id in a DOI of arXiv's own (10.48550/arXiv.2301.00001)."""
    return normal_arxiv(doi) if doi and doi.casefold().startswith("10.48550/") else None


def links_of(*links: tuple[str, str]) -> tuple[Link, ...]:
    """The links that have an address of the web."""
    found = (Link(kind, address) for kind, address in links if address.startswith(("http://", "https://")))
    return tuple(dict.fromkeys(found))


def identifiers(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Identifiers as a record keeps them, without the addresses that some services put before them."""
    return ids_of(
        (scheme, value.rstrip("/").rsplit("/", 1)[-1] if "://" in value else value) for scheme, value in pairs
    )


def iso(date: Date) -> str:
    """The date in ISO 8601, as far as it is known."""
    parts = (f"{date.year:04}", f"{date.month:02}", f"{date.day:02}")
    known = 3 if date.day else 2 if date.month else 1
    return "-".join(parts[:known]) if date.year else ""


def without_nothing(people: Iterable[Person | None]) -> tuple[Person, ...]:
    """The people that have a name, each once."""
    return unique(person for person in people if person and person.family)
