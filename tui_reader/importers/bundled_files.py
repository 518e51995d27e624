"""The files of the papers that ship with the program, and a digest that tells one release's from another's.

Apart from `bundled`, which reads them, because the digest is asked for at every start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.errors import ReaderError
from tui_reader.paths import shipped

if TYPE_CHECKING:
    from pathlib import Path

ABSTRACTS = "abstracts.txt"
METADATA = "metadata.jsonl"
REINSTALL = "Install tui-reader again: a file that belongs to it is missing or damaged."


def bundled_digest(directory: Path | None = None) -> str:
    """A name for exactly these shipped papers: length and CRC-32 of both files, in hexadecimal.

    It is asked for at every start and only tells releases apart; importing hashlib would take longer than the rest.
    Raises `ReaderError` when a file is missing.
    """
    from zlib import crc32

    folder = directory or shipped("data")
    digests = []
    for name in (ABSTRACTS, METADATA):
        try:
            content = (folder / name).read_bytes()
        except OSError as error:
            raise ReaderError(f"{folder / name} cannot be read: {error.strerror}.", REINSTALL) from error
        digests.append(f"{len(content):x}.{crc32(content):08x}")
    return "-".join(digests)
