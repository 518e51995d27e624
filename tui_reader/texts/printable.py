"""The one function through which all data goes before anybody sees it.

Papers come from anywhere. A title can carry `ESC ] 52 ; …` (which writes the clipboard of the terminal that shows it),
a NUL, or a right-to-left override that makes `cod.exe` out of `exe.doc`. What `printable` returns holds none of these,
and every character that a reader can see is as it was.
"""

from __future__ import annotations

import re

_HARMFUL = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 (but tab and newline), DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # bidi marks, embeddings, overrides, isolates, shaping
    "\u2028\u2029\ufeff\ufff9-\ufffb"  # separators that some terminals obey, BOM, interlinear annotation
    "\ud800-\udfff"  # lone surrogates: no encoder takes them
    "\U000e0000-\U000e007f"  # tags: invisible text
    "]"
)
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "\u2421"}


def _visible(match: re.Match[str]) -> str:
    return _PICTURES.get(ord(match.group()), "\N{REPLACEMENT CHARACTER}")


def printable(text: str) -> str:
    """The text with every control character shown as a picture of itself (`␛`) and other harmful ones as `�`.

    Tabs and newlines stay, and the other ways to end a line become newlines. Joiners and variation selectors stay,
    because scripts and emoji need them. Text without harmful characters is returned as the same object.
    """
    # Nothing in `_HARMFUL` is printable to Python, and that is asked much faster.
    if text.isprintable() or not _HARMFUL.search(text):
        return text
    return _HARMFUL.sub(_visible, _BREAKS.sub("\n", text))


def one_line(text: str) -> str:
    """The text as `printable` shows it, with every run of white space (newlines too) as one space."""
    # One word, as most parts of names are, has neither white space nor anything harmful.
    return text if text.isalnum() else " ".join(printable(text).split())
