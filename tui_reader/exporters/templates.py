"""Papers in a form of the user's own: a template with the places that templates of notes have."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from tui_reader.exporters.records import Exported, Format, Part
from tui_reader.texts.note_templates import check, filled
from tui_reader.texts.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable


def of_template(text: str) -> Format:
    """The format that writes the template once a paper; raises ReaderError for a place that there is not."""
    check(text)

    def write(papers: Iterable[Exported], stream: TextIO, _parts: frozenset[Part]) -> None:
        stream.writelines(printable(filled(text, exported.paper)) for exported in papers)

    return Format("template", "your template", (), write, is_bare=True)
