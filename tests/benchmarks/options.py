"""The arguments that the benchmarks share."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

SIZES = (209, 10_000)


def parser(description: str | None) -> argparse.ArgumentParser:
    """A parser that knows the sizes, the file to take papers from, the cache and the engines."""
    result = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    result.add_argument(
        "--papers", type=_count, nargs="+", default=list(SIZES), metavar="N", help="sizes of libraries (209 10000)"
    )
    result.add_argument(
        "--file",
        type=Path,
        help="JSON Lines of real abstracts to take or recombine papers from, beside the bundled ones",
    )
    result.add_argument(
        "--cache", type=Path, default=default_cache(), metavar="DIR", help="where libraries are kept (%(default)s)"
    )
    result.add_argument("--engines", nargs="+", metavar="NAME", help="instead of those that can hold the size")
    result.add_argument(
        "--python",
        default=sys.executable,
        help="where the reader to start is installed: this Python, or that of a wheel",
    )
    result.add_argument(
        "--quick", action="store_true", help="everything once and small: whether it runs, not how fast anything is"
    )
    return result


def quick(chosen: argparse.Namespace) -> argparse.Namespace:
    """The options, with `--quick` those of the smallest run: the bundled papers, and each count at its least."""
    if chosen.quick:
        least = {"papers": [SIZES[0]], "engines": ["whoosh"], "runs": 1, "copies": 2, "items": 5, "asked": 12}
        for name in least.keys() & vars(chosen).keys():
            setattr(chosen, name, least[name])
    return chosen


def default_cache() -> Path:
    """A directory of its own beside the reader's, so that no benchmark meets a user's library."""
    from platformdirs import user_cache_path

    return user_cache_path("tui-reader-benchmarks", appauthor=False)


def _count(text: str) -> int:
    return int(text.replace(",", "").replace("_", ""))
