"""Names of files made from citation keys and titles, which every file system and every note program takes."""

from __future__ import annotations

import re
import unicodedata

from tui_reader.texts.printable import one_line

_LONGEST = 120
"""Bytes of UTF-8: encrypted file systems take 143, and a path has directories too."""
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*#^\[\]%\x00-\x1f\x7f\ufffd]+')
"""What Windows refuses, and what Obsidian and Logseq take for links and headings."""
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])(?:\s*\..*)?", re.IGNORECASE
)
"""Names of devices on Windows, with any ending."""


class FileNames:
    """Gives each file of one directory a name that no other has, in whatever case."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def give(self, text: str, suffix: str) -> str:
        """A name made from a text, with an ending: `wang2019cspnet.md`, `wang2019cspnet 2.md`."""
        stem = safe_stem(text)
        name, number = stem, 1
        while (seen := unicodedata.normalize("NFC", name.casefold())) in self._taken:
            number += 1
            name = f"{stem} {number}"
        self._taken.add(seen)
        return f"{name}{suffix}"


def safe_stem(text: str) -> str:
    """The text as the name of a file without its ending; `paper` for one that leaves nothing."""
    name = _NOT_IN_NAMES.sub("-", one_line(unicodedata.normalize("NFC", text)))
    name = name.encode()[:_LONGEST].decode(errors="ignore").strip(" .-~")
    if not name:
        return "paper"
    return f"_{name}" if _RESERVED.fullmatch(name) else name
