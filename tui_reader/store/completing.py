"""What a record adds to a paper that is there: what is empty is filled, what differs stays and is told.

Facts are compared one by one under the names of the fields of `Paper` and `Details`, with the values that the database
keeps.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from tui_reader.model.imports import Conflict
from tui_reader.model.papers import arxiv_of_doi, normal_title
from tui_reader.store.people_json import families, person

EMPTY = (None, "", "[]", 0)

_JOINED = ("ids", "links", "files", "extra", "versions", "categories", "keywords")
"""Lists that take what they do not have."""
_BEFORE_PUBLICATION = ("preprint", "other")
_LONGEST_SHOWN = 200


class Completion(NamedTuple):
    """What a record changes in a paper."""

    new: dict[str, Any]
    """The values to write."""
    filled: tuple[str, ...]
    """Those of them that were empty before or are replaced: where they are from is news."""
    conflicts: tuple[Conflict, ...]


NOTHING = Completion({}, (), ())


def completion(there: dict[str, Any], given: dict[str, Any], shipped: dict[str, Any] | None) -> Completion:
    """What a record's facts change in a paper's.

    `shipped` are the facts that the program shipped before, when it ships these: it replaces its own facts, and has no
    conflicts with the reader's.
    """
    new: dict[str, Any] = {}
    filled: list[str] = []
    conflicts: list[Conflict] = []
    for name, value in given.items():
        old = _known(name, there)
        if value == old or _known(name, given) in EMPTY:
            continue
        if old in EMPTY or (shipped is not None and shipped.get(name) == old) or _is_better(name, old, value):
            if name in ("month", "day") and given.get("year") != new.get("year", there.get("year")):
                continue  # the month of another year
            new[name] = value
            filled.append(name)
        elif name in _JOINED:
            if (joined := _joined(name, old, value)) != old:
                new[name] = joined
        elif shipped is None and not _agree(name, old, value, there, given):
            conflicts.append(Conflict(name, shown(name, old), shown(name, value)))
    if not new and not conflicts:
        return NOTHING
    return Completion(new, tuple(filled), tuple(conflicts))


def _known(name: str, facts: dict[str, Any]) -> Any:  # noqa: ANN401 - the values of all fields
    """The value of a field; an identifier in the place of a title means that the title is not known."""
    return "" if name == "title" and is_identifier(facts) else facts.get(name)


def is_identifier(facts: dict[str, Any]) -> bool:
    """Whether the title of a paper is one of its identifiers or its address: a title that is not known yet."""
    title = str(facts.get("title", "")).lower()
    if " " in title.removeprefix("pmid ") or not title:
        return False
    known = [facts.get("doi"), facts.get("arxiv"), facts.get("url"), *(value for _, value in facts.get("ids", ()))]
    plain = {str(one).lower() for one in known if one}
    return title in plain or title.partition(":")[2] in plain or title.removeprefix("pmid ") in plain


def _is_better(name: str, old: Any, value: Any) -> bool:  # noqa: ANN401 - the values of all fields
    """Whether a value says more than the one that is there, without contradicting it."""
    if name == "kind":
        return old in _BEFORE_PUBLICATION and value not in _BEFORE_PUBLICATION
    return name == "doi" and arxiv_of_doi(old) is not None and arxiv_of_doi(value) is None


def _joined(name: str, old: list[Any], value: list[Any]) -> list[Any]:
    """A list with what another one has more; of pairs that differ in their text only the first stays."""
    if name in ("extra", "versions"):
        known = {pair[0] for pair in old}
        return [*old, *(pair for pair in value if pair[0] not in known)]
    lower = {json.dumps(one).lower() for one in old}
    joined = [*old, *(one for one in value if json.dumps(one).lower() not in lower)]
    return sorted(joined) if name == "ids" else joined


def _agree(name: str, old: Any, value: Any, there: dict[str, Any], given: dict[str, Any]) -> bool:  # noqa: ANN401
    """Whether two values that are not equal say the same, or are not of the same thing."""
    match name:
        case "sources" | "url" | "preprint_date":  # a paper has several addresses
            agree = True
        case "authors":
            agree = families(old) == families(value)
        case "editors":
            agree = families(json.dumps(old)) == families(json.dumps(value))
        case "month" | "day":
            agree = given.get("year") != there.get("year")
        case "kind":
            agree = value in _BEFORE_PUBLICATION
        case "doi":
            agree = old.lower() == value.lower() or arxiv_of_doi(value) is not None
        case "venue" | "venue_short" | "booktitle":
            names = {there.get(one) for one in ("venue", "venue_short", "booktitle")}
            agree = normal_title(value) in {normal_title(one) for one in names if one}
        case "language":
            agree = str(old)[:2].lower() == str(value)[:2].lower()
        case _:
            agree = not isinstance(old, int) and normal_title(str(old)) == normal_title(str(value))
    return agree


def shown(name: str, value: Any) -> str:  # noqa: ANN401
    """A value in a few words, as a report shows it."""
    if name == "authors":
        value = json.loads(value)
    is_people = name in ("authors", "editors")
    text = ", ".join(person(parts).name for parts in value) if is_people else str(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
