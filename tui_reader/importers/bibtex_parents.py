"""What BibTeX's `crossref` and BibLaTeX's `crossref` and `xdata` make an entry inherit.

Sources: btxdoc (1988), section 4; the manual of biblatex 3.20, appendix B. An identifier, an address or a file of a
volume is none of the papers in it and is never inherited.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tui_reader.importers.bibtex_blocks import Batch, RawEntry, blocks_of
from tui_reader.importers.bibtex_kinds import CONTAINERS

if TYPE_CHECKING:
    from collections.abc import Callable

    Fields = list[tuple[str, str]]

_ENTRY = re.compile(r"@(?P<kind>\w+)\s*[{(]\s*(?P<key>[^\s,{}=]+)\s*,")
_NEXT = re.compile(r"(?m)^\s*@\w+\s*[{(]")
_REFERENCE = re.compile(r"\b(?:crossref|xdata)\s*=\s*[{\"]?(?P<keys>[^}\"\n]+)", re.IGNORECASE)
_MOST_HELD: Final = 2**24
"""Characters of entries that others may refer to."""
_DEEPEST: Final = 5

_NEVER: Final = frozenset(
    (
        *("abstract", "annotation", "annote", "bdsk-url-1", "comment", "crossref", "doi", "ee", "eprint", "eprinttype"),
        *("file", "groups", "ids", "indextitle", "keywords", "note", "options", "owner", "pages", "presort", "related"),
        *("archiveprefix", "relatedoptions", "relatedstring", "relatedtype", "shorthand", "shorttitle", "sorttitle"),
        *("timestamp", "title", "subtitle", "titleaddon", "url", "urldate", "xdata", "xref", "biburl", "date-added"),
    )
)
_TITLES: Final = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
_AUTHORED: Final = frozenset(("inbook", "bookinbook", "suppbook"))
"""Where the author of the book is the author of the part."""


class Parents:
    """The entries of a file that others refer to."""

    def __init__(self) -> None:
        self._raw: dict[str, str] = {}
        self._read: dict[str, RawEntry | None] = {}
        self._size = 0
        self._wanted: set[str] = set()

    def look_ahead(self, batch: Batch) -> None:
        """Keeps the entries of a part of the file that others may refer to."""
        if any(name in batch.text for name in ("crossref", "xdata", "Crossref", "CROSSREF", "CrossRef", "XDATA")):
            for match in _REFERENCE.finditer(batch.text):
                self._wanted.update(key.strip().casefold() for key in match["keys"].split(","))
        for match in _ENTRY.finditer(batch.text):
            key = match["key"].casefold()
            if match["kind"].casefold() in CONTAINERS or key in self._wanted:
                end = _NEXT.search(batch.text, match.end())
                raw = batch.text[match.start() : end.start() if end else len(batch.text)]
                if key not in self._raw and self._size + len(raw) < _MOST_HELD:
                    self._raw[key] = raw
                    self._size += len(raw)

    def inherited(self, kind: str, fields: Fields, evaluated: Callable[[Fields], Fields], depth: int = 0) -> Fields:
        """The fields of an entry with those that it has from its parents, which come last.

        The reference itself stays where the parent is not in the file.
        """
        own = {name.lower() for name, _ in fields}
        result = list(fields)
        for name, value in fields:
            folded = name.lower()
            if folded not in {"crossref", "xdata"} or depth > _DEEPEST:
                continue
            for key in value.split(","):
                if (parent := self._entry(key.strip().casefold())) is None:
                    continue
                theirs = self.inherited(parent.kind, evaluated(parent.fields), evaluated, depth + 1)
                for field, text in theirs if folded == "xdata" else _renamed(kind, parent.kind, theirs):
                    if field.lower() not in own and field.lower() not in {"xdata", "crossref"}:
                        own.add(field.lower())
                        result.append((field, text))
        return result

    def _entry(self, key: str) -> RawEntry | None:
        if key not in self._read:
            blocks = blocks_of(Batch(self._raw[key], 1)) if key in self._raw else []
            self._read[key] = next((block for block in blocks if isinstance(block, RawEntry)), None)
        return self._read[key]


def _renamed(kind: str, parent: str, fields: Fields) -> Fields:
    """The fields of a parent as its child has them."""
    names = {name.lower() for name, _ in fields}
    found = []
    for name, value in fields:
        folded = name.lower()
        if folded in _TITLES and _TITLES[folded] not in names and parent != kind:
            found.append((_TITLES[folded], value))
        elif folded == "author" and parent in CONTAINERS and kind not in _AUTHORED:
            found.append(("bookauthor", value))
        elif folded not in _NEVER:
            found.append((name, value))
    return found
