"""Libraries of any size to measure with: the bundled papers, recombined ones, or those of a file."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from tui_reader.importers.bundled import bundled_papers
from tui_reader.importers.formats import read_file
from tui_reader.importers.items import Item, Record
from tui_reader.library import Library
from tui_reader.papers import Paper
from tui_reader.paths import Home

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEED = 20261124
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


def bundled() -> list[Paper]:
    """The papers that the reader ships with."""
    return [item.paper for item in bundled_papers() if isinstance(item, Record)]


def recombined(count: int) -> Iterator[Paper]:
    """Papers made of the bundled ones' sentences, title halves and authors, so that word frequencies stay real."""
    chance = random.Random(SEED)
    papers = bundled()
    sentences = [sentence for paper in papers for sentence in _SENTENCE.split(paper.abstract)]
    authors = [author for paper in papers for author in paper.authors]
    titles = [paper.title.split() for paper in papers]
    for _ in range(count):
        first, second = chance.choice(titles), chance.choice(titles)
        yield Paper(
            title=" ".join(first[: len(first) // 2 + 1] + second[len(second) // 2 :]),
            abstract=" ".join(chance.sample(sentences, 8)),
            authors=tuple(chance.sample(authors, chance.randint(1, 6))),
            year=chance.randint(2000, 2026),
        )


def papers_of(count: int, file: Path | None = None) -> list[Paper]:
    """So many papers: the first of a file, or recombined ones."""
    if file is None:
        return list(recombined(count))
    papers = (item.paper for item in read_file(file) if isinstance(item, Record))
    return [paper for paper, _ in zip(papers, range(count), strict=False)]


def library_of(directory: Path, count: int, file: Path | None = None) -> tuple[Library, bytes]:
    """A library of the bundled papers and `count` more, and how the abstract that is shown first begins."""
    library = Library(Home.under(directory))
    items: list[Item] = [Record(paper, line) for line, paper in enumerate(papers_of(count, file), 1)]
    if items:
        library.take(items)
    first = library.papers(library.browse(limit=1).ids)[0]
    return library, first.abstract[:18].encode()
