"""JSON Lines with everything that the library knows; the importer makes the same library of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TextIO

from tui_reader.exporters.records import Exported, Format, Part
from tui_reader.importers.fields import object_of

if TYPE_CHECKING:
    from collections.abc import Iterable


def write(papers: Iterable[Exported], stream: TextIO, _parts: frozenset[Part]) -> None:
    """One JSON object a line, in the fields of `importers.fields`."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    for exported in papers:
        line = encode(object_of(*exported))
        # Some readers end a line where Unicode does.
        for character in "\x85\u2028\u2029":
            if character in line:
                line = line.replace(character, f"\\u{ord(character):04x}")
        stream.write(f"{line}\n")


FORMAT = Format("jsonl", "JSON Lines, complete", (".jsonl", ".ndjson"), write, needs="everything")
