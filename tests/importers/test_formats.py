from __future__ import annotations

import gc
import gzip
import json
import lzma
import subprocess
import sys
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importers.reading import notes, papers, problems
from tui_reader.errors import ReaderError
from tui_reader.importers.formats import FORMATS, by_name, detect, read_file
from tui_reader.importers.records import Problem, Record
from tui_reader.model.papers import Paper

if TYPE_CHECKING:
    from pathlib import Path

ABSTRACT = "We show that an abstract is longer than its title, which is how a document of abstracts is told. " * 3
JSON_LINE = '{"title": "A"}\n'


@pytest.mark.parametrize("kind", FORMATS, ids=lambda kind: kind.name)
def test_a_format_is_found_by_its_name(kind: object) -> None:
    """Every row of the table has a name that `--format` takes, in any case."""
    assert by_name(getattr(kind, "name", "").upper()) is kind


def test_an_unknown_name_lists_those_that_exist() -> None:
    """The error's hint names every format."""
    with pytest.raises(ReaderError, match="no import format 'nonsense'") as caught:
        by_name("nonsense")
    assert all(kind.name in caught.value.hint for kind in FORMATS)


def test_names_and_suffixes_are_unique() -> None:
    """Neither a name nor a suffix means two formats."""
    suffixes = [suffix for kind in FORMATS for suffix in kind.suffixes]
    names = [kind.name for kind in FORMATS]

    assert (len(set(names)), len(set(suffixes))) == (len(names), len(suffixes))


@pytest.mark.parametrize(
    ("name", "beginning", "expected"),
    [
        ("p.jsonl", JSON_LINE, "jsonl"),
        ("p.ndjson", "broken", "jsonl"),
        ("P.JSONL.GZ", "broken", "jsonl"),
        ("arxiv.json", JSON_LINE + JSON_LINE, "jsonl"),
        ("p.txt", JSON_LINE, "jsonl"),
        ("-", JSON_LINE, "jsonl"),
        ("p.json", '[{"title": "A"}]', "json"),
        ("one.json", JSON_LINE, "jsonl"),
        ("one.json", '{\n  "title": "A"\n}\n', "json"),
        ("-", '[\n  {"title": "A"}\n]', "json"),
        ("p.txt", "A title\nAn abstract.\n", "abstracts"),
        ("p", f"A title\n{ABSTRACT}\n", "abstracts"),
        ("-", "Get trending papers in your email inbox!\nA\n", "abstracts"),
    ],
)
def test_a_file_is_told_by_what_it_holds_and_then_by_its_name(name: str, beginning: str, expected: str) -> None:
    """What a file holds decides; its name decides between equals, and where nothing else does."""
    assert detect(name, beginning).name == expected


def test_a_file_that_cannot_be_told_is_an_error() -> None:
    """The hint says how to say which format it is."""
    with pytest.raises(ReaderError, match=r"refs\.xyz") as caught:
        detect("refs.xyz", "some words\n")
    assert "--format" in caught.value.hint
    assert "abstracts" in caught.value.hint


def test_a_file_is_read(tmp_path: Path) -> None:
    """Format, encoding and compression are told from the file."""
    path = tmp_path / "papers.data"
    path.write_bytes(lzma.compress('{"title": "Ö"}\n'.encode()))

    assert list(read_file(path)) == [Record(Paper("Ö"), 1)]


def test_a_named_format_is_not_questioned(tmp_path: Path) -> None:
    """`--format` decides, whatever a file looks like."""
    path = tmp_path / "p.json"
    path.write_text("A title\nAn abstract of it.\n")

    assert papers(read_file(path, "abstracts")) == [Paper("A title", "An abstract of it.")]


def test_a_wrong_name_is_told_at_once(tmp_path: Path) -> None:
    """An unknown format is an error before the file is looked at."""
    with pytest.raises(ReaderError, match="no import format"):
        read_file(tmp_path / "absent", "nonsense")


def test_problems_of_the_file_stand_where_they_happened(tmp_path: Path) -> None:
    """A problem of a line comes before the papers after it; the note on encodings comes last."""
    path = tmp_path / "p.jsonl"
    path.write_bytes(b'{"title": "K\xf6nig"}\n' + b"x" * (17 * 2**20) + b"\n" + JSON_LINE.encode())

    assert list(read_file(path)) == [
        Record(Paper("König"), 1),
        Problem(2, "a line of more than 16 MiB"),
        Record(Paper("A"), 3),
        Problem(1, "1 line is not UTF-8 and taken as Windows-1252", refused=False),
    ]


def test_a_truncated_file_gives_the_records_before_the_damage(tmp_path: Path) -> None:
    """No half record goes in: the last paper of a truncated document has no abstract, and a problem says why."""
    path = tmp_path / "p.txt"
    document = "".join(f"Title {number}\n{number} {ABSTRACT}\n" for number in range(5000))
    packed = gzip.compress(document.encode(), compresslevel=1)
    path.write_bytes(packed[: len(packed) // 2])

    items = list(read_file(path, "abstracts"))

    found = papers(items)
    assert 100 < len(found) < 5000
    assert all(paper.abstract in {"", f"{number} {ABSTRACT}".strip()} for number, paper in enumerate(found))
    assert [problem.refused for problem in problems(items)][-1]


def test_reading_stops_when_nobody_asks(tmp_path: Path) -> None:
    """A file that is left half read is closed."""
    path = tmp_path / "p.jsonl"
    path.write_text(JSON_LINE * 1000)

    assert len(list(islice(read_file(path), 3))) == 3
    gc.collect()  # an open file would warn here, and a warning is an error


def test_what_search_prints_can_be_imported(tmp_path: Path) -> None:
    """Facts, tags and note survive the way through `search --json`; what only a library knows does not matter."""
    printed = {
        "key": "wang2019a",
        "title": "A",
        "authors": ["Ada Lovelace"],
        "year": 2019,
        "venue": None,
        "arxiv": "1901.00001",
        "abstract": "About A.",
        "bookmarked": True,
        "tags": ["x"],
        "read": False,
        "note": "n",
        "score": 1.5,
    }
    path = tmp_path / "found.json"
    path.write_text(json.dumps([printed], indent=2))

    items = list(read_file(path))

    (paper,) = papers(items)
    assert (paper.title, paper.abstract, paper.arxiv, paper.tags, paper.note) == (
        "A",
        "About A.",
        "1901.00001",
        ("x",),
        "n",
    )
    assert notes(items) == []


def test_importing_the_table_is_cheap() -> None:
    """No decompressor, hash or parser of a heavy format is loaded before a file needs it."""
    heavy = ["bz2", "lzma", "gzip", "hashlib", "bibtexparser", "textual", "rich", "xml"]
    modules = "tui_reader.importers.formats, tui_reader.importers.bundled"
    program = f"import sys, {modules}; print([name for name in {heavy} if name in sys.modules])"

    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout

    assert loaded == "[]\n"


@pytest.mark.parametrize(
    "beginning",
    ["--AU-- Lee, A.\n--TI-- A title\n------\n", "TI- A title\nAU- Lee, A.\n", "<1>\nScore\n  *****\nTitle\n  A\n"],
)
def test_tagged_text_of_an_unknown_kind_is_no_document_of_abstracts(beginning: str) -> None:
    """Its name alone does not make it one: its lines would go in as titles."""
    with pytest.raises(ReaderError, match="no kind that can be told"):
        detect("export.txt", beginning)


def test_old_line_ends_in_utf_16_are_line_ends(tmp_path: Path) -> None:
    """Lines that end with a carriage return alone are lines in every encoding."""
    path = tmp_path / "a.bib"
    path.write_bytes("\ufeff% Encoding: UTF-16BE\r\r@article{,\r  title = {Über},\r}\r".encode("utf-16-be"))

    assert [paper.title for paper in papers(read_file(path))] == ["Über"]


@given(st.text(st.sampled_from('TYPMID- %0@{}[]",=\r\n\t\\:ab1\ufeff'), max_size=60))
def test_any_beginning_is_looked_at(beginning: str) -> None:
    """No format raises at the sight of a text that is not its own."""
    assert {kind.looks_like(beginning) for kind in FORMATS} <= {True, False}
