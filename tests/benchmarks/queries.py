"""What is typed into the reader: letter by letter, and the known items of the ranking test."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.benchmarks.corpus import SEED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tui_reader.model.papers import Paper

COMMON = (
    *("the", "we propose a method", "learning", "model", "a", "of", "data", "results show that our approach"),
    *("deep neural networks", "large language model", "diffusion models", "time series", "wang", "zero shot"),
)
"""The most common words, and topics that every other query is about."""

SYNTAX = (
    '"reinforcement learning"',
    '"state of the art" transformer',
    "diffusion OR transformer",
    "graph -molecule",
    "attention NOT vision",
    "title:learning",
    "abstract:quantum author:wang",
    "year:2024 language",
    "robust year:2020..2022",
    "optim* gradient",
)

EXPENSIVE = "we propose a new model for learning of the data in"
"""Common words one after the other: no engine has a short cut through these."""

EVERY_KEY_MOST = 200_000
_TITLES = 14
_CONTENT = re.compile(r"(?<![\w-])[A-Za-z]{4,}(?![\w-])")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        """about above after again against also although among because been before being below between both cannot
        could does doing down during each either from further furthermore have having here however hence into itself
        less many more moreover most much must only other ours over same several should since some such than that their
        them then there therefore these they this those through thus toward towards under until upon very well were what
        when where which while whose will with within without would your using used uses based show shows shown can""",
    )
)


def typed(papers: Sequence[Paper]) -> list[str]:
    """Queries as a person types them: beginnings of real titles, common words, the query language."""
    chance = random.Random(SEED)
    titles = [" ".join(paper.title.split()[:5]).rstrip(":,") for paper in chance.sample(papers, _TITLES)]
    return [*titles, *COMMON, *SYNTAX]


def letter_by_letter(query: str, step: int = 1) -> Iterator[str]:
    """What the search bar holds after each key, or after the first one and every so many from there."""
    return (query[:end] for end in range(1, len(query) + 1, step))


def step(papers: int) -> int:
    """How many keys to go on by in a library of a size: the baseline takes seconds for a key at a million."""
    return 1 if papers <= EVERY_KEY_MOST else 3


@dataclass(frozen=True, slots=True)
class Known:
    """A query for one paper that its asker knows."""

    paper: int
    text: str
    typing: bool = False
    """Whether its last word is unfinished."""


def known_items(kind: str, papers: Sequence[Paper], number: int, seed: int = SEED) -> list[Known]:
    """Queries of a kind (one of `KINDS`) for so many papers, or for all that have the words for it; always the same."""
    chance = random.Random(f"{seed} {kind}")
    ask = KINDS[kind]
    found: list[Known] = []
    for paper in chance.sample(papers, len(papers)):
        if len(found) == number:
            break
        if text := ask(paper, chance):
            found.append(Known(paper.id, text, typing=kind == HALF_TITLE))
    return found


def content_words(text: str) -> list[str]:
    """The words of four letters and more that carry meaning, each once, in the order of the text."""
    words = (word.lower() for word in _CONTENT.findall(text))
    return list(dict.fromkeys(word for word in words if word not in _FUNCTION_WORDS))


def mistyped(word: str, chance: random.Random) -> str:
    """The word with one slip of the finger: a letter left out, too many or wrong, or two in the wrong order."""
    while True:
        place = chance.randrange(len(word))
        slip = chance.randrange(4)
        before, letter, after = word[:place], word[place], word[place + 1 :]
        if slip == 0:
            result = before + after
        elif slip == 1:
            result = before + letter + chance.choice(_LETTERS) + after
        elif slip == 2:
            result = before + chance.choice(_LETTERS) + after
        else:
            result = before + after[:1] + letter + after[1:]
        if result != word:
            return result


def _of_abstract(paper: Paper, chance: random.Random) -> str:
    words = content_words(paper.abstract)
    return " ".join(chance.sample(words, 4)) if len(words) >= 4 else ""


def _of_title(paper: Paper, chance: random.Random) -> str:
    words = content_words(paper.title)
    return " ".join(sorted(chance.sample(words, 3), key=words.index)) if len(words) >= 3 else ""


def _with_slips(paper: Paper, chance: random.Random) -> str:
    return " ".join(mistyped(word, chance) for word in _of_title(paper, chance).split())


def _half(paper: Paper, _chance: random.Random) -> str:
    return paper.title[: len(paper.title) // 2].rstrip()


HALF_TITLE = "(d) first half of the title, as typed"
TYPOS = "(c) three title words, a typo each"
KINDS: dict[str, Callable[[Paper, random.Random], str]] = {
    "(a) four words of the abstract": _of_abstract,
    "(b) three words of the title": _of_title,
    TYPOS: _with_slips,
    HALF_TITLE: _half,
}
