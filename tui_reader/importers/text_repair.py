r"""What a database and a terminal can hold of a text.

SQLite and every encoder refuse half a surrogate pair (JSON can carry one as `\ud800`), and a NUL ends a text in too
many places. Both become `�`, and the importer says so: nothing else of the text is lost for their sake.
"""

from __future__ import annotations

import re
from typing import Final

REPAIRED: Final = "it had characters that cannot be stored (NUL, or half of a surrogate pair); they became �"
"""The reason of the note that goes with a repaired record."""

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def is_storable(text: str) -> bool:
    """Whether all of the text can be stored; asking an encoder is much faster than looking for characters."""
    if "\0" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def storable(text: str) -> str:
    """The text with every character that cannot be stored as `�`; the same object when there is none."""
    return text if is_storable(text) else _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)
