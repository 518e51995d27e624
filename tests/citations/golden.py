"""25 bundled papers in the most used styles, as they were checked by eye against the styles' manuals.

`golden/STYLE.txt` begins with notes, each on a line with `#`: what the manual wants, where citeproc-py deviates from
it, and what mends that. Then comes each paper: its key, its entry, its citation in a text.

    python -m tests.citations.golden

writes the files again and keeps their notes; read the difference before you commit it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.citations.csl.catalogue import COMMON, Catalogue
from tui_reader.citations.csl.processor import render
from tui_reader.citations.key_rules import citation_key
from tui_reader.importers import json_lines
from tui_reader.importers.bundled import bundled_papers
from tui_reader.importers.records import Record, Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.model.papers import Paper

FOLDER = Path(__file__).parent / "golden"
STYLES = tuple(COMMON)
KEYS = (
    *(
        "gwilliam2025accelerate",
        "wang2019cspnet",
        "wang2024compositional",
        "stein2023partial",
        "becker2024probabilistic",
    ),
    *("flood2012reverse", "zhang2025building", "conjecturegross", "calcxenriching", "idiomsneural2025"),
    *("chervov2025cayleypy", "arun2025verde", "real2023autonumericszero", "deluca2024simulation"),
    *("walsh2010computational", "viswanath2023neural", "xu2025decoding", "scibior2017denotational"),
    *("gowda2022highperformance", "chen2023program", "grimaldi2023accelerating", "vinyals2015pointer"),
    *("dudzik2024asynchronous", "janny2024space", "alvarezpicallo2023functorial"),
)
"""Conference, journal and preprint; DOI, URL and neither; no author, no year, 49 authors; particles; titles with a
question, a percent sign, Greek letters and a misspelling of their source."""


def checked_papers() -> list[Paper]:
    """Some of the bundled papers with the facts that they had when their citations were checked.

    Later facts are as good, but nobody has held these styles to them.
    """
    with (Path(__file__).parent / "checked.jsonl").open(encoding="utf-8") as lines:
        papers = [item.paper for item in json_lines.read(Source(lines)) if isinstance(item, Record)]
    # The abstract tells in which language a title is.
    abstracts = {item.paper.title: item.paper.abstract for item in bundled_papers() if isinstance(item, Record)}
    return [replace(paper, abstract=abstracts[paper.title]) for paper in papers]


def chosen(papers: Sequence[Paper]) -> list[Paper]:
    """The papers, in the order of the keys."""
    by_key = {citation_key(paper): paper for paper in papers}
    return [by_key[key] for key in KEYS]


def made(papers: Sequence[Paper], name: str) -> str:
    """The papers in a style, each by itself as it is copied."""
    style = Catalogue(FOLDER / "none", FOLDER / "none").find(name)
    assert style is not None
    parts = []
    for paper in chosen(papers):
        entry = render([paper], style, "text")
        in_text = render([paper], style, "text", in_text=True)
        parts.append(f"{citation_key(paper)}\n{entry}\n{in_text}\n")
    return "\n".join(parts)


def notes(name: str) -> str:
    """The notes at the beginning of a file."""
    path = FOLDER / f"{name}.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return "".join(f"{line}\n" for line in lines if line.startswith("#"))


def main() -> None:
    """Writes every file again."""
    papers = checked_papers()
    for name in STYLES:
        (FOLDER / f"{name}.txt").write_text(f"{notes(name)}\n{made(papers, name)}", encoding="utf-8")


if __name__ == "__main__":
    main()
