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
    from tui_reader.model.papers import Paper

_DASH = re.compile(r"\s*[-\u2010-\u2015\u2212]+\s*")
_LIST = re.compile(r"\s*[;|]\s*")
_ARXIV_MARK = re.compile(r"arxiv|10\.48550/", re.IGNORECASE)
LONGEST_RAW: Final = 2**16
"""Characters of a refused record that are kept for writing it out."""


def pages_of(text: str) -> str:
    """Pages with one hyphen between first and last ("148-161")."""
    return _DASH.sub("-", text.strip().replace("{", "").replace("}", "")) if not text.isdecimal() else text


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
