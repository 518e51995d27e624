"""Records of lines with tags: what RIS, PubMed, EndNote and Web of Science have in common.

A line begins with a tag, lines without one go on, and a record ends with a tag of its own, with a blank line, or where
the next one begins. `Grammar` says which.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tui_reader.importers.facts import LONGEST_RAW, serials_of, text_lines
from tui_reader.importers.records import Problem

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

    from tui_reader.importers.records import Source

LARGEST: Final = 2**24
"""Characters of one record; a longer one is refused."""


class Grammar(NamedTuple):
    """How a format of tags writes its records."""

    line: re.Pattern[str]
    """A line with a tag: its groups are `tag` and `value`."""
    begins: frozenset[str]
    """The tags that begin a record."""
    ends: frozenset[str] = frozenset()
    """The tags that end one."""
    outside: frozenset[str] = frozenset()
    """The tags of the file, which belong to no record."""
    blank_ends: bool = False
    """Whether a blank line ends a record when a line with a tag follows."""
    needs_beginning: bool = False
    """Whether lines before the first tag that begins a record belong to none."""


class TaggedRecord:
    """One record: its fields in order, each taken once."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.fields: list[tuple[str, list[str]]] = []
        self.raw: list[str] = []
        self.size = 0
        self.seen: set[str] = set()
        """The tags that there were, also those that are taken."""
        self.notes: list[str] = []

    @property
    def tags(self) -> set[str]:
        """The tags that are there."""
        return {tag for tag, _ in self.fields}

    @property
    def text(self) -> str:
        """The record as it stands in its file, as far as it is kept."""
        return "\n".join(self.raw)

    def all(self, *tags: str) -> list[list[str]]:
        """The lines of every field with one of these tags, in order of the record; they are then taken."""
        found = [lines for tag, lines in self.fields if tag in tags]
        if found:
            self.fields = [(tag, lines) for tag, lines in self.fields if tag not in tags]
        return [lines for lines in found if any(lines)]

    def values(self, *tags: str) -> list[str]:
        """The text of every field with one of these tags, its lines joined."""
        return [_joined(lines) for lines in self.all(*tags)]

    def lines(self, *tags: str) -> list[str]:
        """Every line of the fields with one of these tags, where each is a value of its own."""
        return [line.strip() for lines in self.all(*tags) for line in lines if line.strip()]

    def take(self, *tags: str) -> str:
        """The text of the first field with the first of these tags that has one; other fields of that tag stay."""
        for tag in tags:
            for place, (name, lines) in enumerate(self.fields):
                if name == tag and (text := _joined(lines)):
                    del self.fields[place]
                    return text
        return ""

    def serials(self, schemes: Mapping[str, str]) -> list[tuple[str, str]]:
        """The ISSN and ISBN in the fields with these tags, the first of each; fields that say more stay."""
        found: dict[str, str] = {}
        left: list[tuple[str, list[str]]] = []
        for tag, lines in self.fields:
            numbers, is_more = serials_of(_joined(lines), schemes[tag]) if tag in schemes else ([], True)
            if any(found.setdefault(scheme, number) != number for scheme, number in numbers) or is_more:
                left.append((tag, lines))
        self.fields = left
        return list(found.items())

    def rest(self) -> tuple[tuple[str, str], ...]:
        """The fields that were not taken, under their tags."""
        return tuple(
            (tag, text) for tag, lines in self.fields if (text := "\n".join(line.strip() for line in lines).strip())
        )


def _joined(lines: list[str]) -> str:
    return " ".join(text for line in lines if (text := line.strip()))


def tagged_records(source: Source, grammar: Grammar) -> Iterator[TaggedRecord | Problem]:
    """The records of a file in their order, and a problem for each that is too long."""
    record: TaggedRecord | None = None
    after_blank = False
    for number, line in text_lines(source):
        if not line.strip():
            after_blank = True
            continue
        match = grammar.line.match(line)
        tag = match["tag"].strip() if match else ""
        if record and _is_new(record, tag, grammar, after_blank=after_blank):
            yield _finished(record)
            record = None
        after_blank = False
        if tag in grammar.outside or (record is None and not _can_begin(tag, grammar)):
            continue
        record = record or TaggedRecord(number)
        _add(record, tag, (match["value"] or "") if match else line)
        if record.size < LONGEST_RAW:
            record.raw.append(line)
        if tag in grammar.ends:
            yield _finished(record)
            record = None
    if record:
        yield _finished(record)


def _can_begin(tag: str, grammar: Grammar) -> bool:
    """Whether a line with this tag may be the first of a record."""
    return bool(tag) and tag not in grammar.ends and (tag in grammar.begins or not grammar.needs_beginning)


def _is_new(record: TaggedRecord, tag: str, grammar: Grammar, *, after_blank: bool) -> bool:
    if not tag:
        return False
    if tag in grammar.begins:
        return bool(record.seen - grammar.begins) and (not grammar.blank_ends or after_blank or tag in record.seen)
    return grammar.blank_ends and after_blank


def _add(record: TaggedRecord, tag: str, value: str) -> None:
    record.size += len(value) + len(tag)
    if tag:
        record.seen.add(tag)
    if record.size > LARGEST:
        return
    if tag:
        record.fields.append((tag, [value.strip()]))
    elif record.fields:
        record.fields[-1][1].append(value)


def _finished(record: TaggedRecord) -> TaggedRecord | Problem:
    if record.size > LARGEST:
        return Problem(record.line, f"a record of more than {LARGEST // 2**20} MiB", raw=record.text)
    return record
