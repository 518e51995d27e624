from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import sys
import threading
import tracemalloc
from random import Random
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.errors import ReaderError
from tui_reader.importers import entries, files, packing
from tui_reader.importers.files import BEGINNING, open_lines
from tui_reader.importers.records import UNREADABLE, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

CHECKED: Mapping[int, int] = {int(zstd.CompressionParameter.checksum_flag): 1}
"""As the command `zstd` has it by default: without it, damage inside a block cannot be told."""

PACKERS = [
    pytest.param(gzip.compress, id="gzip"),
    pytest.param(lzma.compress, id="xz"),
    pytest.param(bz2.compress, id="bzip2"),
    pytest.param(lambda data: zstd.compress(data, options=CHECKED), id="zstd"),
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "papers.txt"


def noise_lines(count: int) -> list[str]:
    """Lines that cannot be packed well, the same in every run."""
    random = Random(7)
    return [f"{random.randbytes(30).hex()}\n" for _ in range(count)]


def lines_of(path: Path | str) -> tuple[list[str], list[Problem]]:
    with open_lines(path) as text:
        return list(text.lines), text.problems


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings_with_a_mark(file: Path, encoding: str, end: str) -> None:
    """UTF-8 needs no mark, UTF-16 and UTF-32 are told by theirs; the mark is no part of the text."""
    file.write_bytes(f"Schrödinger 😀{end}φ{end}".encode(encoding))

    assert lines_of(file) == ([f"Schrödinger 😀{end}", f"φ{end}"], [])


@pytest.mark.parametrize("mark_and_name", [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_utf_16_of_either_order(file: Path, mark_and_name: tuple[bytes, str]) -> None:
    """Both byte orders of UTF-16 are read."""
    mark, name = mark_and_name
    file.write_bytes(mark + "Ōne\ntwo".encode(name))

    assert lines_of(file) == (["Ōne\n", "two"], [])


def test_other_encodings_line_by_line(file: Path) -> None:
    """A line that is not UTF-8 is taken as Windows-1252 (Latin-1 where that has no letter), with one note for all."""
    file.write_bytes("ö\n".encode() + b"K\xf6nig \x96\n" + b"\x81\xf6\n" + b"ascii\n")

    lines, problems = lines_of(file)

    assert lines == ["ö\n", "König \u2013\n", "\x81ö\n", "ascii\n"]
    assert problems == [
        Problem(2, "2 lines, of which this is the first, are not UTF-8 and taken as Windows-1252", refused=False)
    ]


def test_lines_of_the_old_macintosh(file: Path) -> None:
    """Carriage returns alone end lines too, when the file has no other ends."""
    file.write_bytes(b"one\rtwo\r")

    assert lines_of(file) == (["one\n", "two\n"], [])


@pytest.mark.parametrize("pack", PACKERS)
def test_packed_files_are_unpacked(file: Path, pack: Callable[[bytes], bytes]) -> None:
    """What a file is packed with is told by its first bytes, whatever its name is; parts in a row are one file."""
    file.write_bytes(pack("one\nzwö".encode()) + pack(b"lf\n"))

    assert lines_of(file) == (["one\n", "zwölf\n"], [])


@pytest.mark.parametrize("pack", PACKERS)
def test_a_truncated_packed_file_gives_what_it_has(file: Path, pack: Callable[[bytes], bytes]) -> None:
    """The whole lines before the damage are read, the one that is cut off is not, and a problem says so."""
    noise = noise_lines(20_000)
    packed = pack("".join(noise).encode())
    file.write_bytes(packed[: len(packed) * 3 // 4])

    lines, problems = lines_of(file)

    whole = [line for line in lines if line is not UNREADABLE]
    assert len(whole) > 1000
    assert whole == noise[: len(whole)]
    (problem,) = problems
    assert problem.reason.startswith("the file is damaged and could be read only up to here: ")
    assert (problem.refused, problem.line) == (True, len(whole) + 1)


@pytest.mark.parametrize("pack", PACKERS)
def test_a_damaged_packed_file_does_not_raise(file: Path, pack: Callable[[bytes], bytes]) -> None:
    """Damage in the middle ends the lines early, with a problem; what comes out of it may not even look like text."""
    packed = bytearray(pack("".join(noise_lines(10_000)).encode()))
    packed[len(packed) // 2 : len(packed) // 2 + 50] = b"\xff" * 50
    file.write_bytes(packed)

    try:
        _, problems = lines_of(file)
    except ReaderError as error:
        told = error.hint
    else:
        told = problems[-1].reason

    assert told


@pytest.mark.parametrize("pack", PACKERS)
def test_a_damaged_second_stream_is_told(file: Path, pack: Callable[[bytes], bytes]) -> None:
    """Of several compressed streams in a row, damage in a later one is as much of a problem as in the first."""
    file.write_bytes(pack(b"one\n") + b"no compressed stream")

    lines, problems = lines_of(file)

    assert lines == ["one\n"]
    assert [problem.reason[:36] for problem in problems] == ["the file is damaged and could be rea"]


@pytest.mark.parametrize("pack", PACKERS)
def test_a_bomb_is_refused(file: Path, pack: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that unpacks to hundreds of times its size ends early, with a problem that says why."""
    monkeypatch.setattr(packing, "ALWAYS_UNPACKED", 2**16)
    file.write_bytes(pack(b"x\n" * 2**22))

    try:
        lines, problems = lines_of(file)
    except ReaderError as error:  # when nothing could be read before the limit
        told, lines = error.message, []
    else:
        told = problems[-1].reason

    assert len(lines) < 2**22
    assert "times its size" in told


@pytest.mark.parametrize("start", [b"\x1f\x8b", b"\x1f\x8bnothing", b"\xfd7zXZ\x00broken", b"BZh9broken"])
def test_a_packed_file_with_nothing_to_read(file: Path, start: bytes) -> None:
    """A file that is damaged from the start is an error, not an empty list."""
    file.write_bytes(start)

    with pytest.raises(ReaderError, match="is damaged"):
        lines_of(file)


def test_an_enormous_line_is_refused_in_bounded_memory(file: Path) -> None:
    """A line over the limit costs itself only, keeps its number, and is never held as a whole."""
    with gzip.open(file, "wb", compresslevel=1) as packed:
        packed.write(b"before\n")
        for _ in range(64):
            packed.write(bytes(2**20).replace(b"\0", b"x"))
        packed.write(b"\nafter\n")

    tracemalloc.start()
    lines, problems = lines_of(file)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert lines == ["before\n", "", "after\n"]
    assert lines[1] is UNREADABLE
    assert problems == [Problem(2, "a line of more than 16 MiB")]
    assert peak < 24 * 2**20


def test_a_line_at_the_limit_goes_in(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is the longest line that is taken, the last line of a file included."""
    monkeypatch.setattr(files, "LONGEST_LINE", 10)
    file.write_text("x" * 10 + "\n" + "y" * 11 + "\n" + "z" * 10 + "\n" + "w" * 11)

    lines, problems = lines_of(file)

    assert lines == ["x" * 10 + "\n", UNREADABLE, "z" * 10 + "\n", UNREADABLE]
    assert [problem.line for problem in problems] == [2, 4]


def test_reading_is_lazy(tmp_path: Path) -> None:
    """A pipe's first lines are there while its writer is still writing."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    go_on = threading.Event()

    def write() -> None:
        with pipe.open("wb", buffering=0) as end:
            end.write(b"a line\n" * 200_000)
            go_on.wait(30)
            end.write(b"the last\n")

    writer = threading.Thread(target=write)
    writer.start()
    with open_lines(pipe) as text:
        assert next(text.lines) == "a line\n"
        go_on.set()
        assert list(text.lines)[-1] == "the last\n"
    writer.join()


def test_a_pipe_without_a_writer_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A named pipe into which nobody writes is an error after a while, not a program that hangs."""
    monkeypatch.setattr(entries, "PIPE_SECONDS", 0.05)
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(ReaderError, match="nobody writes into it"):
        lines_of(tmp_path / "pipe")


def test_blank_lines_before_the_text_are_no_empty_file(file: Path) -> None:
    """Whatever white space a file begins with, its kind is told by what comes after; lines keep their numbers."""
    file.write_text("\n" * 20_000 + "text\n")

    with open_lines(file) as text:
        assert text.beginning == "text\n"
        assert len(list(text.lines)) == 20_001


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ('<?xml version="1.0" encoding="ISO-8859-2"?>\n<a>Łódź</a>\n', "iso-8859-2"),
        ("% Encoding: windows-1251\n@article{a, title = {Привет}}\n", "windows-1251"),
        ("@comment{x-kbibtex-encoding=iso-8859-15}\n@article{a, title = {Œuvre €}}\n", "iso-8859-15"),
    ],
)
def test_a_declared_encoding_is_taken(file: Path, content: str, encoding: str) -> None:
    """A file that is not UTF-8 is read in the encoding that it declares, without a note."""
    file.write_bytes(content.encode(encoding))

    lines, problems = lines_of(file)

    assert ("".join(lines), problems) == (content, [])


def test_a_declaration_that_cannot_be_true_is_ignored(file: Path) -> None:
    """What is declared as UTF-16 and reads as ASCII is not UTF-16."""
    file.write_bytes(b'<?xml version="1.0" encoding="utf-16"?>\n<a>K\xf6nig</a>\n')

    assert lines_of(file)[0][1] == "<a>König</a>\n"


def test_the_beginning_can_be_seen_without_taking_it(file: Path) -> None:
    """The beginning is for telling formats: the lines still start at the first."""
    file.write_text("first\n" + "x" * 30_000)

    with open_lines(file) as text:
        assert (len(text.beginning), text.beginning[:6]) == (BEGINNING, "first\n")
        assert next(text.lines) == "first\n"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` is standard input, packed or not."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(b"one\n"))))

    assert lines_of("-") == (["one\n"], [])


@pytest.mark.parametrize("stdin", [None, SimpleNamespace(closed=True)])
def test_no_standard_input(monkeypatch: pytest.MonkeyPatch, stdin: object) -> None:
    """Without a standard input, `-` is an error with a way out."""
    monkeypatch.setattr(sys, "stdin", stdin)

    with pytest.raises(ReaderError, match="no standard input"):
        lines_of("-")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b" \r\n\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\xff\xfe", "is empty"),
        (gzip.compress(b"", mtime=0), "is empty"),
        (b"%PDF-1.7\n%\xe2\n", "is a PDF"),
        (b"PK\x03\x04rest", "is a ZIP archive"),
        (b"\x28\xb5\x2f\xfdrest", "is damaged"),
        (b"SQLite format 3\x00rest", "is an SQLite database"),
        (b"\x7fELF\x02\x01\x01\x00", "is not a text file"),
        ("UTF-16 without a mark".encode("utf-16-le"), "is not a text file"),
        (gzip.compress(b"dir/\0\0\0\0", mtime=0), "is not a text file"),
    ],
)
def test_what_is_not_a_text_is_an_error(file: Path, content: bytes, message: str) -> None:
    """The message names the file and what it is, the hint a next step."""
    file.write_bytes(content)

    with pytest.raises(ReaderError, match=message) as caught:
        lines_of(file)
    assert str(file) in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("name", "message"), [("absent", "There is no file"), (".", "is a directory"), ("a\0b", "is no file name")]
)
def test_what_cannot_be_opened_is_an_error(tmp_path: Path, name: str, message: str) -> None:
    """A missing file, a directory and an impossible name have a message and a hint each."""
    with pytest.raises(ReaderError, match=message) as caught:
        lines_of(str(tmp_path / name) if name != "a\0b" else name)
    assert caught.value.hint


def test_no_name_is_no_file() -> None:
    """An empty name does not mean the current directory."""
    with pytest.raises(ReaderError, match="There is no file ''"):
        lines_of("")


def test_a_forbidden_file_is_an_error(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be read says so (root may read all files, so the system's answer is played)."""

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(ReaderError, match="may not be read"):
        lines_of(file)


def test_a_disk_that_fails_gives_what_was_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A read error in the middle is a problem after the lines that could be read."""

    class FailingDisk(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if data := super().read(size):
                return data
            raise OSError(5, "Input/output error")

    monkeypatch.setattr("builtins.open", lambda *_: FailingDisk(b"one\ntwo\nthr"))

    lines, problems = lines_of(file)

    assert lines == ["one\n", "two\n", UNREADABLE]
    assert problems == [Problem(3, "the file is damaged and could be read only up to here: Input/output error")]


@given(content=st.binary(max_size=300))
def test_any_bytes_are_lines_or_an_error(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """No content raises anything but ReaderError, and lines say what the file says."""
    path = tmp_path_factory.mktemp("any") / "file"
    path.write_bytes(content)

    try:
        lines, _ = lines_of(path)
    except ReaderError:
        return
    assert len("".join(lines)) <= len(content)
