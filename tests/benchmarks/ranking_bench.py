"""Is the paper that somebody looks for on top? Known items, against SQLite's FTS5.

    python -m tests.benchmarks.ranking_bench [--file abstracts.jsonl.xz] [--items 500]

For a fixed random set of papers among the bundled ones and all of the file (`--papers` means nothing here, because
papers are real): (a) four random content words of the abstract, (b) three of the title, (c) three of the title with a
typo in each, (d) the first half of the title as it is being typed. A table has the share of queries whose paper came
first, the share whose paper was among the first ten, and the mean reciprocal rank within those ten. The reader is
asked as the screen asks it, with the last word as one that may go on; `whole words` is the same as from the command
line. For (c) it is also measured as a reader works: where nothing is found, the first suggestion ("did you mean", one
key) is taken. The baseline is the better of FTS5 (porter, bm25) with the title weighted three times and with both the
same; it is asked for whole words, but for (d).
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from tests.benchmarks import fts5, options
from tests.benchmarks.corpus import bundled, of_file
from tests.benchmarks.libraries import baseline, engines, indexed, library
from tests.benchmarks.queries import HALF_TITLE, KINDS, TYPOS, known_items

if TYPE_CHECKING:
    import argparse
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence

    from tests.benchmarks.queries import Known
    from tui_reader.library.library import Library
    from tui_reader.model.papers import Paper

FIRST = 10
ITEMS = 500


@dataclass(frozen=True, slots=True)
class Score:
    """How well the known papers were found."""

    first: float
    """The share that was on top."""
    ten: float
    """The share among the first ten."""
    rank: float
    """The mean reciprocal rank; 0 for a paper that is not among the first ten."""

    @classmethod
    def of(cls, places: Sequence[int | None]) -> Score:
        """The score of places that begin with 0; `None` is a paper that was not found."""
        found = [place for place in places if place is not None]
        return cls(
            sum(place == 0 for place in found) / len(places),
            len(found) / len(places),
            sum(1 / (place + 1) for place in found) / len(places),
        )


def run(chosen: argparse.Namespace) -> None:
    """Prints a table for each kind of query."""
    made = library(chosen, len(bundled()) + (len(of_file(chosen.file)) if chosen.file else 0))
    asked: dict[str, list[Known]] = {}
    tables: dict[str, dict[str, Score]] = {}
    for engine in engines(chosen, made.count):
        with closing(indexed(made, engine)) as opened:
            if not asked:
                papers = every_paper(opened)
                asked = {kind: known_items(kind, papers, chosen.items) for kind in KINDS}
            for kind, items in asked.items():
                tables.setdefault(kind, {}).update(scores(opened, engine, kind, items))
    with closing(baseline(made)) as connection:
        for kind, items in asked.items():
            print_table(f"{kind}: {len(items)} of {made.label}", tables[kind], better(connection, items))


def every_paper(opened: Library) -> list[Paper]:
    """All papers of a library, by id."""
    return opened.papers(sorted(opened.browse().ids))


def scores(opened: Library, engine: str, kind: str, items: Sequence[Known]) -> dict[str, Score]:
    """The scores of one engine for one kind of query, by name."""
    found = {f"{engine}": score(items, partial(ids, opened, typing=True))}
    if kind == TYPOS:
        found[f"{engine}, first suggestion taken"] = score(items, partial(with_suggestion, opened))
    if kind != HALF_TITLE:
        found[f"{engine}, whole words"] = score(items, partial(ids, opened, typing=False))
    return found


def score(items: Sequence[Known], search: Callable[[str], Sequence[int]]) -> Score:
    """How well a search finds the items' papers."""
    return Score.of([_place(search(item.text), item.paper) for item in items])


def ids(opened: Library, text: str, *, typing: bool) -> Sequence[int]:
    """The first papers for a query."""
    return opened.search(text, typing=typing, limit=FIRST).ids


def with_suggestion(opened: Library, text: str) -> Sequence[int]:
    """The first papers for a query or, when there are none, for the first query that is proposed instead."""
    answer = opened.search(text, typing=True, limit=FIRST)
    if not answer.ids and (proposed := opened.explain(answer).ways_out):
        return ids(opened, proposed[0].text, typing=True)
    return answer.ids


def better(connection: sqlite3.Connection, items: Sequence[Known]) -> tuple[str, Score]:
    """The better of the two baselines, by its reciprocal rank."""

    def found(rank: str) -> Score:
        places = (
            _place(fts5.find(connection, item.text, typing=item.typing, limit=FIRST, rank=rank), item.paper)
            for item in items
        )
        return Score.of(list(places))

    both = {"FTS5, title 3:1": found(fts5.WEIGHTED), "FTS5, unweighted": found(fts5.UNWEIGHTED)}
    return max(both.items(), key=lambda row: row[1].rank)


def print_table(title: str, ours: dict[str, Score], theirs: tuple[str, Score]) -> None:
    """Prints the scores, and each rank as a ratio to the baseline's."""
    print(f"\n{title:<62}{'first':>8}{'in ten':>8}{'rank':>8}")
    for name, found in (*ours.items(), theirs):
        ratio = f"  {found.rank / theirs[1].rank:.2f} x FTS5" if name != theirs[0] and theirs[1].rank else ""
        print(f"  {name:<60}{found.first:>8.1%}{found.ten:>8.1%}{found.rank:>8.3f}{ratio}", flush=True)


def _place(found: Iterable[int], wanted: int) -> int | None:
    return next((place for place, paper in enumerate(found) if paper == wanted), None)


def main() -> None:
    """Measures one library."""
    parser = options.parser(__doc__)
    add_options(parser)
    run(parser.parse_args())


def add_options(parser: argparse.ArgumentParser) -> None:
    """Adds the number of papers that are looked for."""
    parser.add_argument("--items", type=int, default=ITEMS, help="how many papers are looked for (%(default)s)")


if __name__ == "__main__":
    main()
