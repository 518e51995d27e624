"""Where the facts of a paper are from, as Content: pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from tui_reader.texts.printable import one_line
from tui_reader.ui.content.styled_text import day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.style import Style

    from tui_reader.model.imports import FactSource
    from tui_reader.model.papers import Paper

UNKNOWN = "source not recorded"

_NAMES = {"arxiv": "arXiv", "doi": "DOI", "url": "URL", "ids": "other ids", "others": "more authors", "extra": "other"}


def fact_name(field: str) -> str:
    """What a field of `Paper` or `Details` is called: "venue short", "DOI"."""
    return _NAMES.get(field, field.replace("_", " "))


def source_lines(paper: Paper, sources: Sequence[FactSource], faint: Style) -> Content:
    """A line for each source and day with the facts that are from it, those of the most facts first.

    Below them the sources that the paper itself names, and what its record has beside the facts that are shown.
    """
    facts: dict[tuple[str, str], list[str]] = {}
    for one in sources:
        facts.setdefault((one_line(one.source) or UNKNOWN, day(one.at)), []).append(fact_name(one.field))
    lines = []
    for (source, on), fields in sorted(facts.items(), key=lambda pair: -len(pair[1])):
        lines.append(Content.assemble(source, (f"  {on}", faint)))
        lines.append(Content(f"  {', '.join(fields)}"))
    if paper.sources:
        lines += [
            Content(),
            Content("Looked up in").stylize(faint),
            *(Content(f"  {one_line(one)}") for one in paper.sources),
        ]
    if paper.details.extra:
        kept = (Content(f"  {one_line(name)}: {one_line(text)}") for name, text in paper.details.extra)
        lines += [Content(), Content("Kept from the source as it was").stylize(faint), *kept]
    return Content("\n").join(lines) if lines else Content("Nothing is known of where they are from.")
