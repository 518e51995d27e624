"""Citation keys: what a person types to name a paper, and what LaTeX looks up.

A key that is made here has `a` to `z` and `0` to `9` only, is never empty and has at most 60 characters, so that it
needs no quoting in BibTeX, in a shell or in a file name; its owner may type others (`checked`). It is made from the
paper's facts alone: the same facts give the same key on every machine and in every version of Python.
"""

from __future__ import annotations

import re
from itertools import count, product
from string import ascii_lowercase
from typing import TYPE_CHECKING

from tui_reader.errors import ReaderError
from tui_reader.model.papers import folded
from tui_reader.texts.printable import one_line, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tui_reader.model.papers import Paper

_STOP_WORDS = frozenset(
    "a about above across after against along among an and are around as at before behind below "  # noqa: SIM905 - prose
    "between beyond but by down during for from in inside into is nor of off on onto or out over per so than that the "
    "through to toward towards under until up upon via vs with within without yet".split()
)
_LATEX = re.compile(r"\\[A-Za-z]+|[\\${}^_]")
_SPACES = re.compile(r"[\s\u2013\u2014]+")
_NOT_IN_KEY = re.compile(r"[^a-z0-9]+")
_ENDS_A_KEY = re.compile(r"""[\s"#%&'(),=@{}~\\]+""")
_KEY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_:./+-]*[A-Za-z0-9_+-])?")
_LONGEST_NAME = 30
_LONGEST_WORD = 24
LONGEST_KEY = 60
"""The most characters that a citation key has."""


def citation_key(paper: Paper) -> str:
    """First author, year and first significant word of the title, as `wang2019cspnet`.

    Without a first author in Latin letters two words of the title take the name's place (`lepdemamba2024`); without
    those the key is made from the arXiv id or DOI (`arxiv230100001`), and failing that it is `paper` and the year.
    """
    year = _plain(str(paper.year or ""))[:4]
    name = _plain(paper.authors[0].surname)[:_LONGEST_NAME] if paper.authors else ""
    words = (plain for _, plain in significant(paper.title))
    if name:
        return name + year + next(words, "")
    if opening := next(words, "") + next(words, ""):
        return opening + year
    if paper.arxiv and (number := _plain(paper.arxiv)):
        return f"arxiv{number}"[: _LONGEST_NAME + _LONGEST_WORD]
    if paper.doi and (number := _plain(paper.doi)):
        return f"doi{number}"[: _LONGEST_NAME + _LONGEST_WORD]
    return f"paper{year}"


def checked(key: str) -> str:
    """The key that somebody typed, if it can be one. Raises ReaderError."""
    key = key.strip()
    if not is_key(key):
        raise ReaderError(
            f"“{one_line(key)}” cannot be a citation key.",
            f"Use at most {LONGEST_KEY} letters and digits without accents, and - _ : . / + between them.",
        )
    return key


def is_key(key: str) -> bool:
    """Whether a text can be a citation key: in BibTeX, in a shell and on the screen."""
    return len(key) <= LONGEST_KEY and _KEY.fullmatch(key) is not None


def keyed(papers: Iterable[Paper]) -> dict[str, Paper]:
    r"""The papers by the key that each is cited with, in the order given, the same paper once.

    A paper of a library keeps its key, less what would end a BibTeX entry or an argument of `\cite`; any other gets the
    first key that is unused among these papers.
    """
    papers = list(papers)
    reserved = {paper.key for paper in papers}
    by_key: dict[str, Paper] = {}
    seen: set[str | Paper] = set()
    for paper in papers:
        identity = paper.key or paper
        if identity in seen:
            continue
        seen.add(identity)
        key = _ENDS_A_KEY.sub("", printable(paper.key))
        if not key or key != paper.key:
            key = unused(key or citation_key(paper), lambda candidate: candidate in reserved or candidate in by_key)
        by_key[key] = paper
    return by_key


def unused(key: str, taken: Callable[[str], bool]) -> str:
    """The key, or the first of `keya`, `keyb` … `keyz`, `keyaa` … that is not taken."""
    return next(candidate for candidate in candidates(key) if not taken(candidate))


def candidates(key: str) -> Iterator[str]:
    """The key, then `keya`, `keyb` … `keyz`, `keyaa` …, without an end."""
    yield key
    for length in count(1):
        for letters in product(ascii_lowercase, repeat=length):
            yield key + "".join(letters)


def significant(title: str) -> Iterator[tuple[str, str]]:
    """The words of a title that say something, as they are and as they stand in a key.

    Single letters only where nothing is longer.
    """
    letters = []
    is_any_longer = False
    for word in _SPACES.split(_LATEX.sub("", title)):
        plain = _plain(word)[:_LONGEST_WORD]
        if len(plain) == 1 and plain not in _STOP_WORDS:
            letters.append((word, plain))
        elif plain and plain not in _STOP_WORDS:
            is_any_longer = True
            yield word, plain
    if not is_any_longer:
        yield from letters


def _plain(text: str) -> str:
    return text.lower() if text.isascii() and text.isalnum() else _NOT_IN_KEY.sub("", folded(text))
