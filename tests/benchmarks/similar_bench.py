"""How long it takes to find similar papers, and whether they are of the same kind, against SQLite's FTS5.

    python -m tests.benchmarks.similar_bench [--papers 209 10000] [--file abstracts.jsonl.xz] [--asked 200]

Time: the twenty papers most like one, like ten, and like a pasted abstract, for a fixed random set of papers, the
engines and the baseline in turns. The baseline is FTS5 asked for any of the words that the engine found worth looking
for in that paper, best first; to choose them takes it no time. The first answer is that of a new process, from the open
library on, imports and reading the index included.

Quality, over the bundled papers and all of the file: of the ten papers most like one, the share whose venue is of the
same family (robotics: IROS, ICRA, …), for as many papers of each family, so that the mean of the families owes nothing
to the largest. Beside it stand FTS5's share, that of ten random papers, and chance: the family's share of the library.
Papers of journals, of general conferences and without a venue are in the library and count as found wrongly.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import time
from collections import defaultdict
from contextlib import ExitStack, closing
from statistics import mean
from typing import TYPE_CHECKING, TypeAlias

from tests.benchmarks import fts5, options
from tests.benchmarks.corpus import SEED, bundled, of_file
from tests.benchmarks.libraries import FTS5, baseline, engines, indexed, library
from tests.benchmarks.measure import Spread, heading, line
from tui_reader.search import similarity
from tui_reader.search.analysis import stem, words

if TYPE_CHECKING:
    import argparse
    import sqlite3
    from collections.abc import Callable, Sequence

    from tests.benchmarks.libraries import Made
    from tui_reader.library.library import Library
    from tui_reader.model.papers import Paper

Families: TypeAlias = "dict[str, list[Paper]]"
Ask: TypeAlias = "Callable[[Paper], Sequence[int]]"

ASKED = 200
LIMIT = 20
FIRST = 10
PROCESSES = 5
SEVERAL = 10
FEWEST = 50
"""Papers that a family must have to be asked about."""

BUDGETS = {("whoosh", 10_000): 100}
"""Milliseconds that the p95 of an answer has."""

FAMILIES = {
    "robotics": "IROS ICRA CORL RSS",
    "vision": "CVPR ICCV ECCV WACV 3DV",
    "language": "ACL EMNLP NAACL COLING COLM",
    "learning": "NIPS NEURIPS ICML ICLR ACML AUTOML",
    "theory": "AISTATS UAI COLT ALT",
}
_FAMILY = {venue: family for family, venues in FAMILIES.items() for venue in venues.split()}


def run(chosen: argparse.Namespace) -> None:
    """Prints the times at every size, and the quality where there are real papers of several families."""
    for papers in chosen.papers:
        measure(library(chosen, papers), chosen)
    quality(chosen)


def measure(made: Made, chosen: argparse.Namespace) -> None:
    """Prints the times of one library."""
    heading(f"Similar papers, {made.label}")
    with ExitStack() as stack:
        connection = stack.enter_context(closing(baseline(made)))
        for engine in engines(chosen, made.count):
            opened = stack.enter_context(closing(indexed(made, engine)))
            papers = _sampled(opened, chosen.asked)
            budget = BUDGETS.get((engine, made.asked))
            shown = f"p95 {budget} ms" if budget else ""
            line(f"{engine}: the first answer", Spread.of([_first(made, engine, each) for each in papers[:PROCESSES]]))
            one, theirs = _one(opened, connection, papers)
            line(f"{engine}: like one paper", one, one.p95 / theirs.p95, to=f"{FTS5}'s p95", budget=shown)
            line(f"{FTS5}: any of its words", theirs)
            line(f"{engine}: like {SEVERAL} papers", _several(opened, papers), budget=shown)
            line(f"{engine}: like a text", _text(opened, papers), budget=shown)


def _sampled(opened: Library, asked: int) -> list[Paper]:
    """Papers with abstracts, the same in every run."""
    ids = sorted(opened.browse().ids)
    papers = opened.papers(random.Random(SEED).sample(ids, min(2 * asked, len(ids))))
    return [paper for paper in papers if paper.abstract][:asked]


def _first(made: Made, engine: str, paper: Paper) -> float:
    """Seconds to the first answer of a new process."""
    command = [sys.executable, "-m", "tests.benchmarks.first_similar", str(made.root), engine, str(paper.id)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return float(json.loads(done.stdout))


def _one(opened: Library, connection: sqlite3.Connection, papers: Sequence[Paper]) -> tuple[Spread, Spread]:
    """What papers take, and what they take the baseline; in turns, so that noise disturbs both."""
    ours, theirs = [], []
    for paper in papers:
        started = time.perf_counter()
        opened.similar([paper.id], LIMIT)
        ours.append(time.perf_counter() - started)
        sought = looked_for(opened, paper)
        started = time.perf_counter()
        fts5.find_any(connection, sought, LIMIT + 1)
        theirs.append(time.perf_counter() - started)
    return Spread.of(ours), Spread.of(theirs)


def _several(opened: Library, papers: Sequence[Paper]) -> Spread:
    seconds = []
    for at in range(0, len(papers) - SEVERAL + 1, SEVERAL):
        ids = [paper.id for paper in papers[at : at + SEVERAL]]
        started = time.perf_counter()
        opened.similar(ids, LIMIT)
        seconds.append(time.perf_counter() - started)
    return Spread.of(seconds)


def _text(opened: Library, papers: Sequence[Paper]) -> Spread:
    seconds = []
    for paper in papers:
        started = time.perf_counter()
        opened.similar(paper.abstract, LIMIT)
        seconds.append(time.perf_counter() - started)
    return Spread.of(seconds)


def looked_for(opened: Library, paper: Paper) -> list[str]:
    """The words of a paper that its engine looks for."""
    like = similarity.of_papers([paper])
    stems = opened._search.engine.similar(like, [paper.id], LIMIT).sought.words
    return [word for word in dict.fromkeys(words(f"{paper.title} {paper.abstract}")) if stem(word) in stems]


def quality(chosen: argparse.Namespace) -> None:
    """Prints the shares of all families."""
    made = library(chosen, len(bundled()) + (len(of_file(chosen.file)) if chosen.file else 0))
    print(f"\nOf the ten most similar of {made.label}, the share of the same family of venues")
    shares: dict[str, dict[str, float]] = {}
    with ExitStack() as stack:
        connection = stack.enter_context(closing(baseline(made)))
        for engine in engines(chosen, made.count):
            opened = stack.enter_context(closing(indexed(made, engine)))
            papers = opened.papers(sorted(opened.browse().ids))
            families = by_family(papers)
            if len(families) < len(FAMILIES):
                print(f"  needs {FEWEST} papers of each of {len(FAMILIES)} families of venues: --file")
                return
            asked = {family: _some(ours, chosen.asked // 2) for family, ours in families.items()}
            shares[engine] = _shares(asked, families, _asking(opened))
            shares[f"{FTS5}, the words of {engine}"] = _shares(asked, families, _asking_fts5(opened, connection))
        ids = [paper.id for paper in papers]
        chance = random.Random(SEED)
        shares["ten random papers"] = _shares(asked, families, lambda _: chance.sample(ids, FIRST))
        shares["chance"] = {family: len(ours) / len(papers) for family, ours in families.items()}
    print(f"  {'':<28}" + "".join(f"{family:>10}" for family in FAMILIES) + f"{'mean':>10}")
    for name, found in shares.items():
        columns = (*(found[family] for family in FAMILIES), mean(found.values()))
        print(f"  {name:<28}" + "".join(f"{share:>10.1%}" for share in columns), flush=True)


def by_family(papers: Sequence[Paper]) -> Families:
    """The papers of each family that has enough of them."""
    found: Families = defaultdict(list)
    for paper in papers:
        if family := family_of(paper.venue):
            found[family].append(paper)
    return {family: ours for family, ours in found.items() if len(ours) >= FEWEST}


def family_of(venue: str | None) -> str | None:
    """The family of a venue, by its abbreviation, whatever year or workshop stands beside it."""
    names = re.findall(r"[0-9A-Z]+", (venue or "").upper())
    return next((_FAMILY[name] for name in names if name in _FAMILY), None)


def _some(papers: list[Paper], count: int) -> list[Paper]:
    return random.Random(SEED).sample(papers, min(count, len(papers)))


def _asking(opened: Library) -> Ask:
    return lambda paper: [one.paper for one in opened.similar([paper.id], FIRST)]


def _asking_fts5(opened: Library, connection: sqlite3.Connection) -> Ask:
    def ask(paper: Paper) -> Sequence[int]:
        found = fts5.find_any(connection, looked_for(opened, paper), FIRST + 1)
        return [number for number in found if number != paper.id][:FIRST]

    return ask


def _shares(asked: Families, families: Families, ask: Ask) -> dict[str, float]:
    """For each family the share of what is found that is of it."""
    ids = {family: {paper.id for paper in ours} for family, ours in families.items()}
    return {
        family: mean(mean(number in ids[family] for number in ask(paper)) for paper in papers)
        for family, papers in asked.items()
    }


def main() -> None:
    """Measures the sizes that are asked for."""
    parser = options.parser(__doc__)
    add_options(parser)
    run(parser.parse_args())


def add_options(parser: argparse.ArgumentParser) -> None:
    """Adds the number of papers that are asked about."""
    parser.add_argument("--asked", type=int, default=ASKED, help="papers to find similar ones of (%(default)s)")


if __name__ == "__main__":
    main()
