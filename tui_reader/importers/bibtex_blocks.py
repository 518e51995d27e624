"""A BibTeX file as blocks (entries, macros, comments), in bounded memory, whatever is wrong with some of them.

bibtexparser takes the text apart, a batch at a time; a batch ends before a line that begins an entry, which is where
bibtexparser itself begins anew after a mistake. Entries that it refuses are mended where what is meant is certain.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from tui_reader.importers.facts import text_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bibtexparser.library import Library
    from bibtexparser.model import Block

    from tui_reader.importers.records import Source

_BATCH: Final = 2**16
_LARGEST: Final = 2**22
"""Characters of one entry; a longer one (a brace that is never closed in a file of another kind) is cut."""
_BEGINS = re.compile(r"\s*@\w*[ \t]*[{(]")
_HEAD = re.compile(r"\s*@(?P<kind>\w+)\s*(?P<open>[{(])(?P<key>[^={}\"]*)")
_FIELD = re.compile(r"[\w+-]+\s*=\s*(?:[{\"]|\d)")
_AT = re.compile(r"(?m)^([ \t]*)@")
_BRACE = re.compile(r"(?<!\\)[{}]")
_STAND_IN = "\ue0a0"
"""Stands for an `@` at the beginning of a line inside a field, which bibtexparser takes for an entry."""


class Batch(NamedTuple):
    """A part of a file, of whole entries."""

    text: str
    line: int
    """The number of its first line."""


class RawEntry(NamedTuple):
    """An entry as it stands in its file."""

    kind: str
    key: str
    fields: list[tuple[str, str]]
    """Names, and values with their braces and quotation marks."""
    line: int
    raw: str


class Macro(NamedTuple):
    """A definition of `@string`."""

    name: str
    value: str


class Comment(NamedTuple):
    """A `@comment`, or another block that is no entry."""

    text: str
    line: int


class Refused(NamedTuple):
    """An entry that cannot be read."""

    reason: str
    key: str
    line: int
    raw: str


RawBlock = RawEntry | Macro | Comment | Refused


def batches(source: Source) -> Iterator[Batch]:
    """The file in parts, each of which begins where an entry does."""
    held: list[str] = []
    size = 0
    first = 1
    for number, line in text_lines(source):
        if size > _BATCH and ((line.lstrip()[:1] == "@" and _BEGINS.match(line)) or size > _LARGEST):
            yield Batch("\n".join(held), first)
            held, size, first = [], 0, number
        held.append(line)
        size += len(line) + 1
    if held:
        yield Batch("\n".join(held), first)


def blocks_of(batch: Batch) -> list[RawBlock]:
    """The blocks of a batch in their order."""
    found: list[RawBlock] = []
    for block in _split(batch.text).blocks:
        _add(found, block, batch.line)
    return found


def _split(text: str) -> Library:
    from bibtexparser.splitter import Splitter

    # What it warns of is in the library that it returns.
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    return Splitter(text).split()


def _add(found: list[RawBlock], block: Block, first: int) -> None:
    from bibtexparser.model import (
        DuplicateBlockKeyBlock,
        DuplicateFieldKeyBlock,
        Entry,
        ExplicitComment,
        ImplicitComment,
        ParsingFailedBlock,
        String,
    )

    line = first + max(0, block.start_line or 0)
    if isinstance(block, Entry):
        found.append(_entry(block, line))
    elif isinstance(block, (DuplicateBlockKeyBlock, DuplicateFieldKeyBlock)) and block.ignore_error_block is not None:
        _add(found, block.ignore_error_block, first)
    elif isinstance(block, ParsingFailedBlock):
        found.append(_mended(block.raw or "", line, str(getattr(block.error, "abort_reason", ""))))
    elif isinstance(block, String):
        found.append(Macro(block.key.strip().casefold(), block.value))
    elif isinstance(block, ExplicitComment):
        found.append(Comment(block.comment, line))
    elif isinstance(block, ImplicitComment) and _FIELD.search(block.comment):
        _refuse_cut(found, block.comment, line)


def _entry(block: object, line: int) -> RawEntry:
    from bibtexparser.model import Entry

    assert isinstance(block, Entry)  # noqa: S101 - the caller has asked
    fields = [(field.key, field.value) for field in block.fields]
    if any("%" in name or "\n" in name for name, _ in fields):
        fields = [(_name(name), value) for name, value in fields if not name.lstrip().startswith("%") or "\n" in name]
    return RawEntry(block.entry_type, " ".join(block.key.split()), fields, line, block.raw or "")


def _name(name: str) -> str:
    """The name of a field without the lines of comment before it."""
    lines = [line.strip() for line in name.split("\n")]
    return " ".join(line for line in lines if line and not line.startswith("%"))


def _refuse_cut(found: list[RawBlock], rest: str, line: int) -> None:
    """Fields outside an entry: one brace too many closed the entry before them."""
    reason = "fields after the end of the entry: a brace too many?"
    before = found[-1] if found else None
    if isinstance(before, RawEntry) and rest.lstrip()[:1] in {",", "}"}:
        found[-1] = Refused(reason, before.key, before.line, f"{before.raw}{rest}")
    else:
        found.append(Refused("fields that belong to no entry", "", line, rest))


def _mended(raw: str, line: int, reason: str) -> RawBlock:
    """The block that a refused text means, if that is certain; else the refusal."""
    head = _HEAD.match(raw)
    kind = head["kind"].casefold() if head else ""
    if kind in {"comment", "preamble"}:
        return Comment(raw, line)
    candidates = []
    if head and "," not in head["key"] and "=" in raw[head.end() : head.end() + 1]:
        candidates.append(f"{raw[: head.start('key')]},{raw[head.start('key') :]}")  # no key: @article{title = {…}}
    if head and (end := _balanced_end(raw)) and _AT.search(raw, 1):
        whole = raw[:end]
        candidates.append(whole[0] + _AT.sub(rf"\1{_STAND_IN}", whole[1:]))
    if head and raw[head.end() : head.end() + 1] in {"{", '"'}:
        key, comma, rest = raw[head.start("key") :].partition(",")
        candidates.append(f"{raw[: head.start('key')]}{re.sub(r'[{}=]', '', key)}{comma}{rest}")
    for text in candidates:
        blocks = _split(text).blocks
        entries: list[RawBlock] = []
        for block in blocks:
            _add_whole(entries, block, line)
        if len(entries) == 1 and isinstance(entries[0], RawEntry):
            entry = entries[0]
            return entry._replace(
                fields=[(name, value.replace(_STAND_IN, "@")) for name, value in entry.fields], raw=raw
            )
    return Refused(_in_words(reason), head["key"].strip(" ,\n") if head else "", line, raw)


def _add_whole(found: list[RawBlock], block: Block, line: int) -> None:
    from bibtexparser.model import DuplicateFieldKeyBlock, Entry

    if isinstance(block, DuplicateFieldKeyBlock) and isinstance(block.ignore_error_block, Entry):
        block = block.ignore_error_block
    found.append(_entry(block, line) if isinstance(block, Entry) else Comment("", line))


def _balanced_end(raw: str) -> int:
    """Where the entry ends whose braces are all closed; 0 when they are not."""
    depth = 0
    for match in _BRACE.finditer(raw):
        depth += 1 if match.group() == "{" else -1
        if depth == 0:
            return match.end()
    return 0


def _in_words(reason: str) -> str:
    if "closing" in reason or "end of file" in reason:
        return "an entry whose braces or quotation marks do not match"
    return f"an entry that cannot be read: {' '.join(reason.split()).rstrip('.').lower()}" if reason else "no entry"
