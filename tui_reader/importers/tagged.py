"""Records of lines with tags: what RIS, PubMed, EndNote and Web of Science have in common.

A line begins with a tag, lines without one go on, and a record ends with a tag of its own, with a blank line, or where
the next one begins. `Grammar` says which.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tui_reader.importers.facts import LONGEST_RAW, text_lines
from tui_reader.importers.records import Problem

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

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

    def rest(self) -> tuple[tuple[str, str], ...]:
        """The fields that were not taken, under their tags."""
        return tuple(
            (tag, text) for tag, lines in self.fields if (text := "\n".join(line.strip() for line in lines).strip())
        )


def _joined(lines: list[str]) -> str:
    return " ".join(text for line in lines if (text := line.strip()))


def tagged_records(source: Source, grammar: Grammar) -> Iterator[TaggedRecord | Problem]:  # noqa: C901 - one loop
    """The records of a file in their order, and a problem for each that is too long."""
    record: TaggedRecord | None = None
    after_blank = False
    for number, line in text_lines(source):
        if not line.strip():
            after_blank = True
            if record:
                record.raw.append("")
            continue
        match = grammar.line.match(line)
        tag = match["tag"].strip() if match else ""
        if record and _is_new(record, tag, grammar, after_blank=after_blank):
            yield _finished(record)
            record = None
        after_blank = False
        if tag in grammar.outside or (tag in grammar.ends and record is None):
            continue
        if record is None:
            if not tag or (grammar.needs_beginning and tag not in grammar.begins):
                continue
            record = TaggedRecord(number)
        _add(record, tag, (match["value"] or "") if match else line)
        if record.size < LONGEST_RAW:
            record.raw.append(line)
        if tag in grammar.ends:
            yield _finished(record)
            record = None
    if record:
        yield _finished(record)


def _is_new(record: TaggedRecord, tag: str, grammar: Grammar, *, after_blank: bool) -> bool:
    if not tag:
        return False
    if tag in grammar.begins:
        return any(name not in grammar.begins for name, _ in record.fields) and (
            not grammar.blank_ends or after_blank or any(name == tag for name, _ in record.fields)
        )
    return grammar.blank_ends and after_blank


def _add(record: TaggedRecord, tag: str, value: str) -> None:
    record.size += len(value) + len(tag)
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
