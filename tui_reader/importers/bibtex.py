"""BibTeX and BibLaTeX in all dialects: the papers of the entries, with macros, cross-references and JabRef's groups.

A file is read once and a piece of it is held: groups and cross-references that stand up to `AHEAD` characters after
an entry (in most files: anywhere) reach it. Every entry stands for itself: one that cannot be read is refused alone.
"""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING, Final

from tui_reader.importers.bibtex_blocks import Comment, Macro, RawEntry, Refused, batches, blocks_of
from tui_reader.importers.bibtex_text import MONTH_MACROS, value_of
from tui_reader.importers.facts import LONGEST_RAW, record_items
from tui_reader.importers.records import Format, Item, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.importers.bibtex_blocks import Batch
    from tui_reader.importers.records import Source

AHEAD: Final = 2**24
"""Characters that are read ahead of the entries that are given out."""

_ENTRY = re.compile(r"(?m)^[^%\n]{0,200}?@(?P<kind>\w+)\s*[{(]\s*(?P<key>[^\s,{}=]+)\s*,")
_REFERENCE = re.compile(r"\b(?:crossref|xdata|xref)\s*=\s*[{\"]?(?P<keys>[^}\"\n]+)", re.IGNORECASE)
_COMMENT = re.compile(r"@comment\s*\{\s*(?=jabref-meta:\s*group)", re.IGNORECASE)
_FIRST = re.compile(r"\s*(?:%.*\n\s*)*@\s*\w+\s*[{(]")
_SOME = re.compile(
    r"(?mi)^[ \t]*@(?:article|book|booklet|inproceedings|conference|incollection|inbook|misc|techreport|report|online"
    r"|phdthesis|mastersthesis|thesis|unpublished|proceedings|manual|string|software|dataset)\s*[{(]"
    r"[^\n=]{0,200}(?:,\s*$|=)"
)
_MOST_NOTES: Final = 20
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


def read(source: Source) -> Iterator[Item]:
    """The papers of the entries in their order, and what could not be read."""
    reading = _Reading()
    waiting: deque[Batch] = deque()
    size = 0
    for batch in batches(source):
        reading.look_ahead(batch)
        waiting.append(batch)
        size += len(batch.text)
        while size > AHEAD:
            first = waiting.popleft()
            size -= len(first.text)
            yield from reading.items(first)
    while waiting:
        yield from reading.items(waiting.popleft())
    yield from reading.last_notes()


def looks_like(beginning: str) -> bool:
    """Whether it begins with an entry (after lines of comment), or has a usual one at the beginning of a line."""
    start = beginning.removeprefix("\ufeff").lstrip()
    if start[:1] in {"{", "[", "<"} or start.startswith("---"):
        return False
    return bool(_FIRST.match(start) or _SOME.search(start))


FORMAT = Format("bibtex", "BibTeX and BibLaTeX", (".bib", ".bibtex", ".biblatex"), looks_like, read)


class _Reading:
    """What is known of a file while it is read."""

    def __init__(self) -> None:
        from tui_reader.importers.bibtex_parents import Parents

        self._macros: dict[str, str] = dict(MONTH_MACROS)
        self._missing: set[str] = set()
        self._parents = Parents()
        self._keys: set[str] = set()
        self._paths: dict[str, str] = {}
        self._groups: dict[str, list[str]] = {}
        self._computed = 0
        self._notes = 0

    def look_ahead(self, batch: Batch) -> None:
        """Learns the groups and the entries that others refer to."""
        from tui_reader.importers.bibtex_files import jabref_groups

        self._parents.look_ahead(batch)
        for match in _COMMENT.finditer(batch.text) if "jabref-meta" in batch.text else ():
            end = re.compile(r"(?<!\\)\}").search(batch.text, match.end())
            for kind, path, keys in jabref_groups(batch.text[match.end() : end.start() if end else len(batch.text)]):
                self._paths.setdefault(path.rsplit("/", 1)[-1], path)
                self._computed += kind not in {"ExplicitGroup", "StaticGroup"}
                for key in keys:
                    self._groups.setdefault(key, []).append(path)

    def items(self, batch: Batch) -> Iterator[Item]:
        """The papers and problems of a part of the file."""
        for block in blocks_of(batch):
            if isinstance(block, RawEntry):
                yield from self._paper(block)
            elif isinstance(block, Macro):
                self._macros[block.name], _ = value_of(block.value, self._macros, self._missing)
            elif isinstance(block, Refused):
                yield Problem(block.line, block.reason, record=block.key, raw=block.raw[:LONGEST_RAW])
            elif isinstance(block, Comment) and re.match(r"\s*<b?saved|.*jabref-entrytype", block.text):
                pass

    def last_notes(self) -> Iterator[Item]:
        """What is to be said of the file as a whole."""
        if names := sorted(name for name in self._missing if name):
            shown = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")  # noqa: PLR2004 - the same five
            yield Problem(0, f"macros that the file does not define are taken as text: {shown}", refused=False)
        if self._computed:
            what = "1 group is" if self._computed == 1 else f"{self._computed} groups are"
            yield Problem(0, f"{what} a search that JabRef repeats, not a list of papers, and left out", refused=False)

    def _paper(self, entry: RawEntry) -> Iterator[Item]:
        from tui_reader.importers.bibtex_fields import EntryFields

        if entry.kind == "xdata":
            return
        fields = self._fields(entry.fields)
        references = [value for name, value in fields if name.lower() in {"crossref", "xdata"}]
        parts = EntryFields(entry.kind, self._own_key(entry), self._inherited(entry, fields) if references else fields)
        groups = [path for name in parts.take("groups").split(",") if (path := self._path(name.strip()))]
        groups += self._groups.get(entry.key, ())
        paper = parts.paper(groups)
        if paper is None:
            yield Problem(entry.line, "no title", record=entry.key, raw=entry.raw[:LONGEST_RAW])
            return
        if paper.key != entry.key and entry.key:
            parts.notes.append(f"the key {entry.key} is there already; this entry has {paper.key}")
        yield from record_items(paper, entry.line, parts.notes)

    def _fields(self, raw: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """The fields with their texts."""
        fields = []
        for name, value in raw:
            if value[:1] == "{" and value[-1:] == "}" and "{" not in (inner := value[1:-1]) and "}" not in inner:
                fields.append((name, inner))
                continue
            text, more = value_of(value, self._macros, set() if name.lower() == "month" else self._missing)
            fields.append((name, text))
            if more:
                fields += self._fields(more)
        return fields

    def _inherited(self, entry: RawEntry, fields: list[tuple[str, str]]) -> list[tuple[str, str]]:
        return self._parents.inherited(entry.kind, fields, self._fields)

    def _own_key(self, entry: RawEntry) -> str:
        """The key of an entry, with a letter where another entry of the file has it."""
        key = entry.key
        if not key:
            return ""
        number = 0
        while key in self._keys:
            first, second = divmod(number, len(_LETTERS))
            key = (
                f"{entry.key}{_LETTERS[first - 1] if first else ''}{_LETTERS[second]}" if first <= len(_LETTERS) else ""
            )
            number += 1
        self._keys.add(key)
        return key

    def _path(self, name: str) -> str:
        return self._paths.get(name, name)
