"""What documents say of the program, taken out of their Markdown so that tests can compare it."""

from __future__ import annotations

import re
import shlex
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPAN = re.compile(r"`([^`\n]+)`")
_BLOCK = re.compile(r"(?:^    .*\n|^\n(?=    ))+", re.MULTILINE)
_FENCE = re.compile(r"^```.*\n(.*?)^```\n", re.MULTILINE | re.DOTALL)


def spans(text: str) -> list[str]:
    """The inline code of a document."""
    return _SPAN.findall(_unbroken(text))


def blocks(text: str) -> list[str]:
    """The examples of a document: what is indented by four or fenced."""
    indented = ["\n".join(line[4:] for line in found.split("\n")) for found in _BLOCK.findall(text)]
    return [*indented, *_FENCE.findall(text)]


def calls(text: str) -> Iterator[list[str]]:
    """The arguments of every call of the program that a document shows, placeholders and all; no synopses."""
    lines = [line for block in blocks(text) for line in block.split("\n") if "tui-reader " in line]
    for line in [*lines, *(span for span in spans(text) if span.startswith("tui-reader"))]:
        if "[" in line or line.startswith("python3"):
            continue
        words = shlex.shlex(line, posix=True, punctuation_chars="|>;")
        words.whitespace_split = True
        # `is:bookmarked year:>2020` stands in quotation marks, so a > outside of them is the shell's.
        for is_call, group in groupby(words, lambda word: word not in ("|", ">", ";", ">>")):
            called = list(group)
            if is_call and called[0] == "tui-reader":
                yield called[1:]


def _unbroken(text: str) -> str:
    """The text with its paragraphs on one line each, because a span may go over the end of a line."""
    return re.sub(r"(?<=\S)\n(?=[^\s|#-])", " ", _FENCE.sub("", text))
