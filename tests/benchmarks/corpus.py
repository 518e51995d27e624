"""Papers of any number to measure with, as a stream: the bundled ones, those of a file, or recombined ones.

A recombined paper has sentences of real abstracts, the first half of one real title and the second half of another, and
numbers of sentences and authors, names, venue and year that real papers have. So every word is as frequent as in the
source, and the words that occur are those of the source: a real library of that size has more rare words besides.
The same number from the same source gives the same papers.
"""

from __future__ import annotations

import random
import re
from itertools import islice
from typing import TYPE_CHECKING

from tui_reader.importers.bundled import bundled_papers
from tui_reader.importers.formats import read_file
from tui_reader.importers.records import Record
from tui_reader.model.papers import Paper
from tui_reader.texts.names import Person

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

SEED = 20261124
VERSION = 2
"""Another number than in the run before makes every cached library anew."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


def bundled() -> list[Paper]:
    """The papers that the reader ships with."""
    return [item.paper for item in bundled_papers() if isinstance(item, Record)]


def of_file(file: Path) -> list[Paper]:
    """The papers of a file of any kind that can be imported."""
    return [item.paper for item in read_file(file) if isinstance(item, Record)]


def extra(count: int, file: Path | None = None) -> Iterator[Paper]:
    """So many papers beside the bundled ones: the first of the file if it has as many, else recombined ones."""
    given = [] if file is None else of_file(file)
    if count <= len(given):
        return islice(given, count)
    return recombined(count, bundled() + given)


def recombined(count: int, source: Sequence[Paper], seed: int = SEED) -> Iterator[Paper]:
    """So many papers made of the parts of others."""
    chance = random.Random(seed)
    abstracts = [sentences(paper.abstract) for paper in source if paper.abstract]
    pool = [sentence for abstract in abstracts for sentence in abstract]
    lengths = [len(abstract) for abstract in abstracts]
    titles = [paper.title.split() for paper in source]
    crowds = [len(paper.authors) for paper in source]
    authors = [author for paper in source for author in paper.authors] or [Person.of("Anonymous")]
    places = [(paper.venue, paper.year) for paper in source]
    for _ in range(count):
        venue, year = chance.choice(places)
        yield Paper(
            title=_title(chance, chance.choice(titles), chance.choice(titles)),
            abstract=" ".join(chance.choices(pool, k=chance.choice(lengths))),
            authors=tuple(dict.fromkeys(chance.choices(authors, k=chance.choice(crowds)))),
            venue=venue,
            year=year,
        )


def sentences(text: str) -> list[str]:
    """A text cut where one sentence ends and another begins."""
    return _SENTENCE.split(text)


def _title(chance: random.Random, first: list[str], second: list[str]) -> str:
    """The beginning of one title and the end of another, both cut in the middle third."""
    return " ".join((*first[: max(1, _middle(chance, first))], *second[_middle(chance, second) :]))


def _middle(chance: random.Random, words: list[str]) -> int:
    return chance.randint(len(words) // 3, 2 * len(words) // 3)
