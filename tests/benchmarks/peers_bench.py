"""A search in papis, with its Whoosh backend, against ours at the same size.

    python -m tests.benchmarks.peers_bench --peer-python PEERS/bin/python [--papers 209 10000] [--file FILE]

It installs nothing: make an environment for the peer and name its Python,

    python3 -m venv PEERS && PEERS/bin/pip install papis whoosh3

Both are asked for whole words, in a process whose index is open (papis reads the papers that it found from their
files, so ours fetches the first page of its papers), and as a command from start to end. Papis searches titles,
authors and tags; ours searches abstracts as well.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks import options
from tests.benchmarks.libraries import ENGINES, engines, indexed, library
from tests.benchmarks.measure import Spread, heading, line
from tests.benchmarks.terminal import reader

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from tests.benchmarks.libraries import Made
    from tui_reader.model.papers import Paper

HOW = "pip install papis whoosh3 in an environment of its own, and name it with --peer-python"
MOST = 20_000
"""Papis keeps a directory for each paper and a YAML file in it; more of them take longer than anybody waits."""

PATIENCE_SECONDS = 900
PAGE = 64
QUERIES = (
    "diffusion models",
    "language",
    "graph",
    "reinforcement learning",
    "transformer",
    "attention",
    "wang",
    "learning",
)

IN_PROCESS = """
import json, sys, time
import papis
import papis.database

started = time.perf_counter()
database = papis.database.get()
found = [len(database.query(sys.argv[1]))]
first = time.perf_counter() - started
seconds = []
for query in sys.argv[1:]:
    started = time.perf_counter()
    found.append(len(database.query(query)))
    seconds.append(time.perf_counter() - started)
json.dump({"version": papis.__version__, "first": first, "seconds": seconds, "found": found}, sys.stdout)
"""


def run(chosen: argparse.Namespace) -> None:
    """Prints the figures of every size that the peer can hold, or why there are none."""
    for papers in chosen.papers:
        made = library(chosen, papers)
        heading(f"Peers, {made.label}")
        if chosen.peer_python is None:
            print(f"  papis is left out: {HOW}")
        elif made.count > MOST:
            print(
                f"  papis is left out: it has a directory for each paper, and is not asked to hold more than {MOST:,}"
            )
        else:
            measure(made, chosen)


def measure(made: Made, chosen: argparse.Namespace) -> None:
    """Prints times of the peer and of ours."""
    with tempfile.TemporaryDirectory(dir=made.root) as directory:
        environment = papis_library(Path(directory), made)
        try:
            theirs = papis_queries(chosen.peer_python, environment)
            command = [chosen.peer_python, "-m", "papis", "list"]
            their_command = commands(command, environment)
        except (OSError, subprocess.SubprocessError) as error:
            detail = (getattr(error, "stderr", None) or str(error)).strip().splitlines()
            print(f"  papis is left out: {detail[-1] if detail else error}")
            return
    name = f"papis {theirs['version']}"
    spread = Spread.of(theirs["seconds"])
    line(f"{name}: a search", spread)
    line(f"{name}: a command", their_command)
    line(f"{name}: index built", f"{made.count / theirs['first']:,.0f} papers a second")
    for engine in engines(chosen, made.count):
        with closing(indexed(made, engine)) as opened:

            def search(query: str) -> list[Paper]:
                return opened.papers(opened.search(query, limit=PAGE).ids)

            search(QUERIES[0])
            ours = Spread.of([seconds(search, query) for query in QUERIES])
        line(f"{engine}: a search", ours, ours.p50 / spread.p50, to="p50")
        command = [*reader(chosen.python), "search", "--limit", str(PAGE)]
        ours = commands(command, {**os.environ, "TUI_READER_HOME": str(made.root / engine)})
        line(f"{engine}: a command", ours, ours.p50 / their_command.p50, to="p50")


def papis_library(directory: Path, made: Made) -> dict[str, str]:
    """Writes the papers as papis keeps them; the environment in which it finds them."""
    import sqlite3

    query = "SELECT id, title, abstract, authors, year FROM papers"
    with closing(sqlite3.connect(made.home(ENGINES[0]).database)) as connection:
        for number, title, abstract, authors, year in connection.execute(query):
            names = [{"family": family, "given": given} for family, given in json.loads(authors)]
            facts = {
                "papis_id": f"{number:032x}",
                "title": title,
                "author": "; ".join(f"{name['given']} {name['family']}" for name in names),
                "author_list": names,
                "year": year,
                "abstract": abstract,
                "type": "article",
            }
            folder = directory / "papers" / str(number)
            folder.mkdir(parents=True)
            # JSON is YAML, but for characters that only JSON may write as pairs of surrogates.
            (folder / "info.yaml").write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    config = directory / "config" / "papis"
    config.mkdir(parents=True)
    settings = ("[settings]", "default-library = papers", "database-backend = whoosh", "[papers]")
    text = "\n".join((*settings, f"dir = {directory / 'papers'}", ""))
    (config / "config").write_text(text, encoding="utf-8")
    homes = {"XDG_CONFIG_HOME": str(directory / "config"), "XDG_CACHE_HOME": str(directory / "cache")}
    return {
        **os.environ,
        **homes,
        "PAPIS_CONFIG_DIR": str(config),
        "PAPIS_CACHE_DIR": str(directory / "cache" / "papis"),
    }


def papis_queries(python: str, environment: dict[str, str]) -> dict[str, Any]:
    """What papis says about its queries in one process; its first one builds the index."""
    done = subprocess.run(
        [python, "-c", IN_PROCESS, *QUERIES],
        env=environment,
        capture_output=True,
        check=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )
    result: dict[str, Any] = json.loads(done.stdout)
    if not any(result["found"]):
        raise subprocess.SubprocessError("it finds none of the papers")
    return result


def commands(command: list[str], environment: dict[str, str]) -> Spread:
    """What a search takes from the start of its process to the end."""

    def search(query: str) -> None:
        whole = [*command, query]
        subprocess.run(
            whole,
            env=environment,
            cwd=tempfile.gettempdir(),
            capture_output=True,
            check=True,
            text=True,
            timeout=PATIENCE_SECONDS,
        )

    return Spread.of([seconds(search, query) for query in QUERIES])


def seconds(search: Callable[[str], object], query: str) -> float:
    """How long a search takes."""
    started = time.perf_counter()
    search(query)
    return time.perf_counter() - started


def main() -> None:
    """Measures the sizes that are asked for."""
    parser = options.parser(__doc__)
    add_options(parser)
    run(parser.parse_args())


def add_options(parser: argparse.ArgumentParser) -> None:
    """Adds the Python that has the peer."""
    parser.add_argument("--peer-python", help=f"a Python that has papis: {HOW}")


if __name__ == "__main__":
    main()
