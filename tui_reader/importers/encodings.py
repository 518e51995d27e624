"""In which encoding a file is: its byte order mark, what it declares of itself, or what is left.

The order is that of certainty: a mark, UTF-8 that holds, the declared encoding, Windows-1252. Nothing is guessed from
statistics, which take a real Latin-1 file for UTF-16.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKS: Final = (  # the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED: Final = re.compile(
    rb"""\A\s*<\?xml\s[^>]*?encoding\s*=\s*["'](?P<xml>[\w.:-]{1,40})["']  # <?xml version="1.0" encoding="ISO-8859-1"?>
    | ^\s*%+\s*(?:file\s)?encoding\s*[:=]\s*(?P<bibtex>[\w.:-]{1,40})       # % Encoding: windows-1252 (JabRef)
    | @comment\s*\{\s*x-kbibtex-encoding\s*=\s*(?P<kbibtex>[\w.:-]{1,40})   # @comment{x-kbibtex-encoding=latin1}
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
_LOOKED_AT: Final = 4096
"""How many bytes a declaration has to be among."""

_PLAIN: Final = bytes(range(32, 127))


def in_utf_8(first: bytes, blocks: Iterator[bytes]) -> Iterator[bytes]:
    """The blocks of a file that begins with `first` in UTF-8, if it has a mark of another encoding of Unicode.

    Lines that end with a carriage return alone, as on the old Macintosh, get the usual end.
    """
    if encoding := next((encoding for mark, encoding in _MARKS if first.startswith(mark)), None):
        decoder = codecs.getincrementaldecoder(encoding)("replace")
        start = codecs.getincrementaldecoder(encoding)("replace").decode(first)
        old, new = ("\r", "\n") if "\n" not in start and "\r" in start[:-1] else ("", "")
        for block in blocks:
            text = decoder.decode(block)
            yield (text.replace(old, new) if old else text).encode()
        yield decoder.decode(b"", final=True).encode()
    elif b"\n" not in first and b"\r" in first[:-1]:
        for block in blocks:
            yield block.replace(b"\r", b"\n")
    else:
        yield from blocks


def declared(first: bytes) -> str | None:
    """The encoding that a file says it has near its beginning; `None` for UTF-8, or for none that is known.

    An encoding in which the letters of ASCII are not themselves cannot be true of a declaration that could be read.
    """
    match = _DECLARED.search(first[:_LOOKED_AT])
    if match is None or match.lastgroup is None:
        return None
    name = match[match.lastgroup].decode("ascii", "replace")
    try:
        if not codecs.lookup(name)._is_text_encoding or _PLAIN.decode(name) != _PLAIN.decode():  # noqa: SLF001 - codecs has no public way to ask
            return None
    except (LookupError, UnicodeError):
        return None
    return None if codecs.lookup(name).name == "utf-8" else name


def decoded(text: bytes, encoding: str | None) -> str:
    """The text in UTF-8 if it is that, else in an encoding that was declared, else in Windows-1252.

    Where Windows-1252 has no letter, Latin-1 has one for every byte.
    """
    for name in filter(None, ("utf-8", encoding, "windows-1252")):
        try:
            return text.decode(name)
        except UnicodeDecodeError:
            continue
    return text.decode("latin-1")
