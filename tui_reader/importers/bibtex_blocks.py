"""A BibTeX file as blocks (entries, macros, comments), in bounded memory, whatever is wrong with some of them.

bibtexparser takes the text apart, a batch at a time; a batch ends before a line that begins an entry, which is where
bibtexparser itself begins anew after a mistake. Entries that it refuses are mended where what is meant is certain.
"""

from __future__ import annotations

import logging
import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from bibtexparser.model import Block, Entry
    from bibtexparser.splitter import Splitter

    from tui_reader.importers.records import Source

_BATCH: Final = 2**16
_LARGEST: Final = 2**22
"""Characters of one entry; a longer one (a brace that is never closed in a file of another kind) is cut."""
_BEGINS = re.compile(r"\s*@\w*[ \t]*[{(]")
_HEAD = re.compile(r"\s*@(?P<kind>\w+)\s*(?P<open>[{(])(?P<key>[^={}\"]*)")
_FIELD = re.compile(r"[\w+-]+\s*=\s*(?:[{\"]|\d)")
_COMMENTED = re.compile(r"(?mi)^\s*(?:%|@comment\b).*$")
"""A line that is commented out."""
_AT = re.compile(r"(?m)^([ \t]*)@")
_BRACE = re.compile(r"(?<!\\)[{}]")
_HEAD_INSIDE = re.compile(r"(?m)^[ \t]*@\w+[ \t]*[{(]\s*[^\s,{}=]+\s*,")
_LARGEST_MENDED: Final = 2**16
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
    for number, line in enumerate(source.lines, 1):
        if size > _BATCH and ((line.lstrip()[:1] == "@" and _BEGINS.match(line)) or size > _LARGEST):
            yield _batch(held, first)
            held, size, first = [], 0, number
        held.append(line or "\n")  # a line that could not be read
        size += len(line)
    if held:
        yield _batch(held, first)


def _batch(lines: list[str], first: int) -> Batch:
    text = "".join(lines)
    if first == 1:
        text = text.lstrip("\ufeff\ufffe\uffff")
    return Batch(text.replace("\0", "\ufffd") if "\0" in text else text, first)


def blocks_of(batch: Batch) -> list[RawBlock]:
    """The blocks of a batch in their order."""
    found: list[RawBlock] = []
    failed = _model().ParsingFailedBlock
    place = mended_to = 0
    for block in _split(batch.text):
        raw = block.raw or ""
        if mended_to or type(block) is failed:
            place = max(place, batch.text.find(raw, place))
        if place < mended_to:
            continue  # a part of an entry that was mended
        if type(block) is failed:
            mended, length = _mended(raw, batch.text, place, batch.line + max(0, block.start_line or 0), block)
            mended_to = place + length
            found.append(mended)
        else:
            _add(found, block, batch.line)
    return found


def _split(text: str) -> list[Block]:
    return _parser()(text).split().blocks


@cache
def _parser() -> type[Splitter]:
    """Bibtexparser's splitter, without a log: what it would warn of is in the library that it returns."""
    from bibtexparser.splitter import Splitter

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    return Splitter


@cache
def _model() -> ModuleType:
    from bibtexparser import model

    return model


def _add(found: list[RawBlock], block: Block, first: int) -> None:
    model = _model()
    line = first + max(0, block.start_line or 0)
    if isinstance(block, model.Entry):
        found.append(_entry(block, line))
    elif isinstance(block, (model.DuplicateBlockKeyBlock, model.DuplicateFieldKeyBlock)):
        _add(found, block.ignore_error_block, first)
    elif isinstance(block, model.String):
        found.append(Macro(block.key.strip().casefold(), block.value))
    elif isinstance(block, model.ExplicitComment):
        found.append(Comment(block.comment, line))
    elif isinstance(block, model.ImplicitComment) and _FIELD.search(_COMMENTED.sub("", block.comment)):
        _refuse_cut(found, block.comment, line)


def _entry(block: Entry, line: int) -> RawEntry:
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


def _mended(raw: str, text: str, place: int, line: int, block: Block) -> tuple[RawBlock, int]:
    """The block that a refused text means, if that is certain, else the refusal; and how long the text is."""
    head = _HEAD.match(raw)
    if head is None or head["kind"].casefold() in {"comment", "preamble"}:
        return Comment(raw, line), len(raw)
    end = _balanced_end(text, place)
    whole = text[place:end] if end and not _HEAD_INSIDE.search(text, place + 1, end) else raw
    for candidate in _candidates(whole, head):
        entries: list[RawBlock] = []
        for each in _split(candidate):
            _add_whole(entries, each, line)
        if len(entries) == 1 and isinstance(entries[0], RawEntry):
            entry = entries[0]
            fields = [(name, value.replace(_STAND_IN, "@")) for name, value in entry.fields]
            return entry._replace(fields=fields, raw=whole), len(whole)
    key = head["key"].split(",")[0].strip() if "," in head["key"] else ""
    reason = str(getattr(getattr(block, "error", None), "abort_reason", ""))
    return Refused(_in_words(reason), key, line, raw), len(raw)


def _candidates(whole: str, head: re.Match[str]) -> Iterator[str]:
    """What an entry may mean: one without a key, with lines that begin with `@` in its fields, with an odd key."""
    key = head.start("key")
    if "," not in head["key"] and whole[head.end() : head.end() + 1] == "=":
        yield f"{whole[:key]},{whole[key:]}"
    if _AT.search(whole, 1):
        yield whole[0] + _AT.sub(rf"\1{_STAND_IN}", whole[1:])
    if whole[head.end() : head.end() + 1] in {"{", '"'}:
        odd, comma, rest = whole[key:].partition(",")
        yield f"{whole[:key]}{re.sub(r'[{}=]', '', odd)}{comma}{rest}"


def _add_whole(found: list[RawBlock], block: Block, line: int) -> None:
    model = _model()
    if isinstance(block, model.DuplicateFieldKeyBlock):
        block = block.ignore_error_block
    found.append(_entry(block, line) if isinstance(block, model.Entry) else Comment("", line))


def _balanced_end(text: str, place: int) -> int:
    """Where the entry that begins at a place ends, when all its braces are closed; 0 when they are not."""
    depth = 0
    for match in _BRACE.finditer(text, place, place + _LARGEST_MENDED):
        depth += 1 if match.group() == "{" else -1
        if depth == 0:
            return match.end()
    return 0


def _in_words(reason: str) -> str:
    if "closing" in reason or "end of file" in reason:
        return "an entry whose braces or quotation marks do not match"
    return f"an entry that cannot be read: {' '.join(reason.split()).rstrip('.').lower()}" if reason else "no entry"
