"""All benchmarks, one after the other.

    python -m tests.benchmarks [--papers 209 10000 100000 1000000] [--file abstracts.jsonl.xz] [--only start typing]

With the sizes that it begins with it takes about a quarter of an hour, and longer the first time, when libraries are
made. A million papers need 8 GB in `--cache` and, for the first time, the better part of an hour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks import (
    copy_bench,
    echo_bench,
    export_bench,
    import_bench,
    list_bench,
    options,
    peers_bench,
    ranking_bench,
    reading_bench,
    similar_bench,
    start_bench,
    typing_bench,
)

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

BENCHMARKS: dict[str, Callable[[argparse.Namespace], None]] = {
    "import": import_bench.run,
    "export": export_bench.run,
    "reading": reading_bench.run,
    "typing": typing_bench.run,
    "start": start_bench.run,
    "echo": echo_bench.run,
    "list": list_bench.run,
    "copy": copy_bench.run,
    "ranking": ranking_bench.run,
    "similar": similar_bench.run,
    "peers": peers_bench.run,
}


def main() -> None:
    """Runs those that are asked for, or all."""
    parser = options.parser(__doc__)
    parser.add_argument("--only", nargs="+", choices=BENCHMARKS, default=list(BENCHMARKS), help="some of them")
    for module in (copy_bench, typing_bench, start_bench, ranking_bench, reading_bench, similar_bench, peers_bench):
        module.add_options(parser)
    chosen = options.quick(parser.parse_args())
    for name in chosen.only:
        BENCHMARKS[name](chosen)


if __name__ == "__main__":
    main()
