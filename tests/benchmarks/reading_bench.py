"""Reading files of each bibliography format, records a second, beside the libraries that read the same file.

    python -m tests.benchmarks.reading_bench [--papers 10000] [--memory 2000000]

The same papers are written in each format. Ours gives whole papers: names in parts, cleaned texts, identifiers.
bibtexparser and pybtex give fields, rispy gives dictionaries. The budget of BibTeX is half the speed of bibtexparser,
and that of an import of `--memory` records of JSON Lines, which are made while they are read, 300 MB at its most.
"""

from __future__ import annotations

import json
import resource
import tempfile
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.benchmarks import corpus, options
from tests.benchmarks.import_bench import record
from tests.benchmarks.measure import heading, line, timed
from tests.citations.formats import named
from tui_reader.importers.formats import read_file
from tui_reader.importers.records import Record
from tui_reader.library.library import Library
from tui_reader.paths import Home

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from tui_reader.model.papers import Paper

TIMES: Final = 3
MEMORY_BUDGET: Final = "at most 300 MB"


def run(chosen: argparse.Namespace) -> None:
    """Prints the figures of every size."""
    chosen.cache.mkdir(parents=True, exist_ok=True)
    for papers in chosen.papers:
        heading(f"Reading, {papers:,} papers")
        with tempfile.TemporaryDirectory(dir=chosen.cache) as directory:
            measure(Path(directory), list(corpus.extra(papers, chosen.file)))
    if chosen.memory:
        heading(f"Memory of an import of {chosen.memory:,} records")
        with tempfile.TemporaryDirectory(dir=chosen.cache) as directory:
            memory(Path(directory), chosen.memory)


def measure(directory: Path, papers: list[Paper]) -> None:
    """Prints the records a second of each format and of its peers."""
    lines = "".join(f"{json.dumps(record(paper), ensure_ascii=False)}\n" for paper in papers)
    texts = {"jsonl": lines, **{name: cited(name, papers) for name in ("bibtex", "ris", "csl-json")}}
    for name, text in texts.items():
        path = directory / name
        path.write_text(text, encoding="utf-8")
        peers = {peer: rate(partial(read, text), len(papers)) for peer, read in PEERS.get(name, {}).items()}
        ours = rate(partial(read_whole, path, name), len(papers))
        for peer, theirs in peers.items():
            line(f"{name}: {peer}", f"{theirs:,.0f} records a second")
        first = next(iter(peers.items()), None)
        budget = "at least 0.50" if name == "bibtex" else ""
        against = {"ratio": ours / first[1], "to": first[0]} if first else {}
        line(name, f"{ours:,.0f} records a second", **against, budget=budget)  # type: ignore[arg-type]  # a ratio


def cited(name: str, papers: list[Paper]) -> str:
    """The papers in a format."""
    return named(name).cite(papers)


def rate(read: Callable[[], int], count: int) -> float:
    """Records a second, at the best of three times; everything has to be read."""
    seconds = []
    for _ in range(TIMES):
        with timed() as clock:
            found = read()
        if found != count:
            raise ValueError(f"{found} of {count} records were read")
        seconds.append(clock.seconds)
    return count / min(seconds)


def read_whole(path: Path, name: str) -> int:
    """Our reader, without the store."""
    return sum(isinstance(item, Record) for item in read_file(path, name))


def _bibtexparser(text: str) -> int:
    from bibtexparser.entrypoint import parse_string

    return len(parse_string(text).entries)


def _pybtex(text: str) -> int:
    from pybtex.database import parse_string

    return len(parse_string(text, "bibtex").entries)


def _rispy(text: str) -> int:
    import rispy

    return len(rispy.loads(text))


PEERS: Final[dict[str, dict[str, Callable[[str], int]]]] = {
    "bibtex": {"bibtexparser": _bibtexparser, "pybtex": _pybtex},
    "ris": {"rispy": _rispy},
}


def memory(directory: Path, count: int) -> None:
    """Prints what the process held at its most after an import of so many records."""
    path = directory / "papers.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            one = {"title": f"On tree {number} of the wood", "abstract": "It grows. " * 20, "year": 2021}
            file.write(f"{json.dumps(one)}\n")
    with closing(Library(Home.under(directory / "home"))) as opened, timed() as clock:
        opened.import_file(path)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line("import", f"{peak:,.0f} MB, {count / clock.seconds:,.0f} papers a second", budget=MEMORY_BUDGET)


def main() -> None:
    """Measures the sizes that are asked for."""
    parser = options.parser(__doc__)
    add_options(parser)
    run(parser.parse_args())


def add_options(parser: argparse.ArgumentParser) -> None:
    """Adds the number of records whose memory is measured."""
    parser.add_argument("--memory", type=int, default=0, metavar="N", help="also the memory of an import of N records")


if __name__ == "__main__":
    main()
