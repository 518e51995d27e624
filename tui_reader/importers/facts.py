"""What the readers of bibliographies share: pages, lists of words, tags, and the identifiers that a text holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tui_reader.errors import ReaderError
from tui_reader.importers.records import Item, Problem, Record
from tui_reader.model.papers import normal_arxiv, normal_tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui_reader.importers.records import Quote, Source
    from tui_reader.model.papers import Kind, Paper

_DASH = re.compile(r"\s*[-\u2010-\u2015\u2212]+\s*")
_SHORTENED = re.compile(r"(?<![\w-])(?P<first>\d+)-(?P<last>\d+)(?![\w-])")
_LIST = re.compile(r"\s*[;|]\s*")
_SERIALS = re.compile(
    r"(?<![\dXx-])(?:\d{4}-\d{3}[\dXx]|(?P<isbn>(?:97[89][- ]?)?\d(?:[- ]?\d){8}[- ]?[\dXx])|\d{7}[\dXx])"
    r"(?![\dXx-])"
)
_ARXIV_MARK = re.compile(r"arxiv|10\.48550/", re.IGNORECASE)
_SERVER = re.compile(r"(?:arxiv|corr|bio-?rxiv|med-?rxiv|chem-?rxiv|ssrn|e-?prints?|pre-?prints?)\b", re.IGNORECASE)
LONGEST_RAW: Final = 2**16
"""Characters of a refused record that are kept for writing it out."""


def kind_at(kind: Kind | None, venue: str | None, *, has_arxiv: bool) -> Kind | None:
    """The kind, but a preprint where the venue is a server ("arXiv:2101.00001 [cs]") or an arXiv id is all there is.

    Programs call what is on arXiv a journal article, a page or something else; a book or a report stays one.
    """
    if kind not in {"article", "other", "webpage", None}:
        return kind
    return "preprint" if (_SERVER.match(venue) if venue else has_arxiv) else kind


def pages_of(text: str) -> str:
    """Pages with one hyphen between first and last ("148-161")."""
    return _DASH.sub("-", text.strip().replace("{", "").replace("}", "")) if not text.isdecimal() else text


def whole_pages(text: str) -> str:
    """Pages whose last numbers PubMed writes without the digits that they share: "1534-55" is 1534-1555."""
    return _SHORTENED.sub(lambda match: f"{match['first']}-{_completed(match['first'], match['last'])}", pages_of(text))


def _completed(first: str, last: str) -> str:
    return first[: len(first) - len(last)] + last if len(last) < len(first) else last


def joined_pages(first: str, last: str) -> str:
    """The pages from the first to the last, of which the second may be short ("283", "98" is 283-98)."""
    first, last = pages_of(first), pages_of(last)
    if not first or not last or first == last or "-" in first:
        return first or last
    return f"{first}-{last}"


def words_of(text: str) -> tuple[str, ...]:
    """The words of a list: between semicolons, bars or lines or, where there are none, between commas."""
    if not text:
        return ()
    parts = _LIST.split(text.replace("\n", ";")) if ";" in text or "|" in text or "\n" in text else text.split(",")
    return tuple(dict.fromkeys(word for part in parts if (word := " ".join(part.split()))))


def tags_of(names: Iterable[str]) -> tuple[tuple[str, ...], list[str]]:
    """The names that can be tags, sorted, and those that cannot."""
    tags: set[str] = set()
    others: list[str] = []
    for name in names:
        if not (text := " ".join(name.split()).strip(" #/")):
            continue
        try:
            normal_tag(text)
        except ReaderError:
            others.append(text)
        else:
            tags.add(text)
    return tuple(sorted(tags)), others


def arxiv_in(*texts: str) -> str | None:
    """The arXiv id in the first text that speaks of arXiv and has one."""
    for text in texts:
        if text and _ARXIV_MARK.search(text) and (found := normal_arxiv(text)):
            return found
    return None


def serials_of(text: str, scheme: str) -> tuple[list[tuple[str, str]], bool]:
    """The ISSN and ISBN in a text, the first of each, and whether the text has more than they say.

    Writers put one into the field of the other, and several into one. A text without any is of the given scheme.
    """
    numbers = [("isbn" if match["isbn"] else "issn", match.group()) for match in _SERIALS.finditer(text)]
    if not numbers:
        return ([(scheme, text)] if text else []), False
    found = dict(reversed(numbers))
    rest = re.sub(r"\b(?:(?:print|linking|e|p)[- ]?)?(?:ISSN|ISBN)\b[:\s]*", "", text, flags=re.IGNORECASE)
    return list(found.items()), rest.strip() not in found.values()


def ids_of(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Identifiers as a record keeps them: sorted by scheme, the first of each."""
    found: dict[str, str] = {}
    for scheme, value in pairs:
        if value:
            found.setdefault(scheme, value)
    return tuple(sorted(found.items()))


def record_items(paper: Paper, line: int, notes: Iterable[str] = (), quotes: tuple[Quote, ...] = ()) -> list[Item]:
    """The record of a paper, and the notes on it."""
    called = paper.key or paper.title[:80]
    return [Record(paper, line, quotes), *(Problem(line, note, refused=False, record=called) for note in notes)]


def text_lines(source: Source) -> Iterator[tuple[int, str]]:
    """The lines of a file with their numbers, without their ends, a byte order mark, and NULs, which become �."""
    for number, line in enumerate(source.lines, 1):
        text = line.rstrip("\r\n")
        if number == 1:
            text = text.lstrip("\ufeff\u200b\ufffe\uffff")
        yield number, text.replace("\0", "\ufffd") if "\0" in text else text
