"""How one text differs from another, in words: pure."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Change = Literal["same", "gone", "new"]

MOST_WORDS = 2_000
"""A changed part that is longer is shown as gone and new in one piece: comparing it word by word takes seconds."""

_WORD = re.compile(r"\w+|\s+|[^\w\s]")


def differences(before: str, after: str) -> list[tuple[str, Change]]:
    """The pieces of both texts in order: what they share, what only the first has, what only the second has.

    The pieces that are not new are the first text, those that are not gone the second.
    """
    pieces = _compared(before.splitlines(keepends=True), after.splitlines(keepends=True), by_word=True)
    return [
        ("".join(text for text, _ in group), change)
        for change, group in groupby(((text, change) for text, change in pieces if text), key=lambda piece: piece[1])
    ]


def _compared(before: Sequence[str], after: Sequence[str], *, by_word: bool) -> Iterator[tuple[str, Change]]:
    for kind, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, new = "".join(before[start:end]), "".join(after[new_start:new_end])
        if kind == "equal":
            yield gone, "same"
        elif by_word and gone and new:
            words, new_words = _WORD.findall(gone), _WORD.findall(new)
            if max(len(words), len(new_words)) <= MOST_WORDS:
                yield from _compared(words, new_words, by_word=False)
            else:
                yield from ((gone, "gone"), (new, "new"))
        else:
            yield from ((gone, "gone"), (new, "new"))
