"""Greek letters by the names that people type for them: `ε-greedy` is also `epsilon-greedy`."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from tui_reader.texts.source_map import Replacement
from tui_reader.texts.typeset import Typeset

_LETTER = re.compile(
    "(?<![\u0370-\u03ff\u1f00-\u1fff])"
    "[\u0391-\u03a9\u03b1-\u03c9\u03d1\u03d5\u03d6\u03f0\u03f1\u03f5]"
    "(?![\u0370-\u03ff\u1f00-\u1fff])"
)
"""A letter between other letters of its script is part of a word."""


def with_names(text: str) -> Typeset:
    """A text with single Greek letters as their names, which are words of their own; without any, the text itself."""
    if text.isascii():
        return Typeset(text, text)
    return Typeset.of(text, [_named(letter) for letter in _LETTER.finditer(text)])


def _named(letter: re.Match[str]) -> Replacement:
    start, end = letter.span()
    before = " " if letter.string[start - 1 : start].isalnum() else ""
    after = " " if letter.string[end : end + 1].isalnum() else ""
    return Replacement(start, end, f"{before}{_name(letter.group())}{after}")


@cache
def _name(letter: str) -> str:
    plain = unicodedata.normalize("NFKC", letter)
    return unicodedata.name(plain).removeprefix("GREEK ").split()[2].lower()
