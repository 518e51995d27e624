"""Compressed files as blocks of what is in them: gzip, xz, bzip2 and Zstandard, in bounded memory.

Several compressed streams in a row are one file, as `cat a.gz b.gz` makes it. Damage, in whichever of them, raises
OSError after everything before it was yielded; so does a file that unpacks to far more than real papers ever do.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BLOCK: Final = 2**17
"""How many bytes are unpacked at once."""

MOST_RATIO: Final = 250
"""How many times its packed size a file may unpack to: text of papers packs to a third or a tenth of its size."""

ALWAYS_UNPACKED: Final = 64 * 2**20
"""Up to so many bytes, whatever the ratio is: a small file of repetitions is not an attack."""

PADDING: Final = b"\0"
"""gzip and xz files may end in zero bytes, as tapes and block devices leave them."""


class _Stream(Protocol):
    """One compressed stream that is being read; the decompressors of bz2, lzma and zstd are such."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    @property
    def needs_input(self) -> bool: ...
    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes: ...


class _Gzip:
    """zlib's decompressor in the shape of the others, which keep input that they could not use yet."""

    def __init__(self) -> None:
        import zlib

        self._stream = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)

    @property
    def eof(self) -> bool:
        return self._stream.eof

    @property
    def unused_data(self) -> bytes:
        return self._stream.unused_data

    @property
    def needs_input(self) -> bool:
        return not self._stream.eof and not self._stream.unconsumed_tail

    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes:
        return self._stream.decompress(self._stream.unconsumed_tail + data, max(max_length, 0))


def _xz() -> _Stream:
    import lzma

    return lzma.LZMADecompressor()


def _bzip2() -> _Stream:
    import bz2

    return bz2.BZ2Decompressor()


def _zstandard() -> _Stream:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    stream: _Stream = zstd.ZstdDecompressor()
    return stream


_PACKINGS: Final[tuple[tuple[bytes, Callable[[], _Stream]], ...]] = (
    (b"\x1f\x8b", _Gzip),
    (b"\xfd7zXZ\x00", _xz),
    (b"BZh", _bzip2),
    (b"\x28\xb5\x2f\xfd", _zstandard),
)
"""What a compressed stream begins with, and what makes its reader. Each library is loaded for a file that needs it."""

_FAULTS: Final = ("error", "LZMAError", "ZstdError")
"""The classes of zlib, lzma and zstd that say that data is damaged."""


def packing(first: bytes) -> Callable[[], _Stream] | None:
    """What reads a file that begins with these bytes; `None` for one that is not compressed."""
    return next((stream for magic, stream in _PACKINGS if first.startswith(magic)), None)


def unpacked(blocks: Iterator[bytes], make: Callable[[], _Stream]) -> Iterator[bytes]:
    """The unpacked blocks, of at most `BLOCK` bytes; raises OSError where the file is damaged or a bomb."""
    taken = given = 0
    stream: _Stream | None = None
    for block in blocks:
        taken += len(block)
        data = block
        while True:
            if stream is None:
                if not (data := data.lstrip(PADDING)):
                    break
                stream = make()
            piece = _decompressed(stream, data)
            given += len(piece)
            if given > max(ALWAYS_UNPACKED, taken * MOST_RATIO):
                raise OSError(f"it unpacks to more than {MOST_RATIO} times its size, which no list of papers does")
            if piece:
                yield piece
            if stream.eof:
                data, stream = stream.unused_data, None
            elif stream.needs_input:
                break
            else:
                data = b""
    if stream is not None:
        raise OSError("the compressed data ends too early")


def _decompressed(stream: _Stream, data: bytes) -> bytes:
    try:
        return stream.decompress(data, BLOCK)
    except (ValueError, EOFError, OSError) as error:
        raise OSError(str(error)) from error
    except Exception as error:
        # zlib.error, LZMAError and ZstdError have no common base, and naming them would load all three libraries.
        if type(error).__name__ not in _FAULTS:
            raise
        raise OSError(str(error)) from error
