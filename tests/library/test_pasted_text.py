"""What a pasted text turns out to be."""

from __future__ import annotations

import contextlib
import shlex
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.errors import ReaderError
from tui_reader.importers.records import Problem, Record
from tui_reader.library.pasted_text import read_pasted

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.library.library import Library


def titles(text: str) -> list[str]:
    return [item.paper.title for item in read_pasted(text).items if isinstance(item, Record)]


@pytest.mark.parametrize(
    ("text", "what", "found"),
    [
        ("10.1000/xyz", "1 DOI", ["10.1000/xyz"]),
        ("doi: 10.1000/x, https://doi.org/10.1000/Y.", "2 DOIs", ["10.1000/x", "10.1000/Y"]),
        ("arXiv:2301.00001v2\nmath.GT/0309136", "2 arXiv ids", ["arXiv:2301.00001", "arXiv:math/0309136"]),
        ("https://arxiv.org/pdf/2301.00001v2.pdf", "1 arXiv id", ["arXiv:2301.00001"]),
        ("10.48550/arXiv.2301.00001", "1 arXiv id", ["arXiv:2301.00001"]),
        ("PMID: 123; 10.1000/x", "1 PubMed id and 1 DOI", ["PMID 123", "10.1000/x"]),
        ("<https://example.org/a>", "1 address", ["https://example.org/a"]),
        ("@article{a, title={On Trees}, year=2020}", "BibTeX and BibLaTeX", ["On Trees"]),
        ("TY  - JOUR\nTI  - On Trees\nER  - ", "RIS", ["On Trees"]),
        ("Lee, A. (2020). On trees. Nature, 3(2), 4-5.", "a citation", ["On trees"]),
    ],
)
def test_what_a_text_is(text: str, what: str, found: list[str]) -> None:
    """Formats, lists of identifiers, and one citation."""
    assert (read_pasted(text).what, titles(text)) == (what, found)


def test_paths_as_terminals_paste_them(tmp_path: Path) -> None:
    """Quoted, with escaped spaces, as an address, several in one line or one a line."""
    one, two = tmp_path / "a b.bib", tmp_path / "it's.ris"
    one.touch()
    two.touch()
    escaped = str(one).replace(" ", "\\ ")
    for text in (str(one), f"'{one}'", escaped, one.as_uri(), f"{escaped} "):
        assert read_pasted(text).paths == (one,)
    for text in (f"{shlex.quote(str(one))} {shlex.quote(str(two))}", f"{one}\n{two}"):
        assert read_pasted(text).paths == (one, two)


@pytest.mark.parametrize(
    ("text", "message"), [(" ", "nothing to add"), ("/nowhere.bib", "no file"), ("hello world", "no paper")]
)
def test_what_is_nothing_is_refused(text: str, message: str) -> None:
    """In words that say what it may be."""
    with pytest.raises(ReaderError, match=message):
        read_pasted(text)


def test_a_known_identifier_changes_nothing(library: Library) -> None:
    """It is only named as known."""
    known = next(paper for paper in library.papers(range(1, 210)) if paper.doi)
    report = library.take(read_pasted(str(known.doi)).items, source="pasted")

    assert (report.added, report.unchanged, report.conflicts) == (0, 1, ())


def test_an_identifier_becomes_a_paper_that_an_import_completes(library: Library) -> None:
    """The identifier stands for the title until the title comes."""
    library.take(read_pasted("PMID: 77").items, source="pasted")
    library.take(read_pasted("PMID- 77\nTI  - On trees.\nAB  - We grow.\n").items, source="pasted")

    assert library.find("pmid:77").title.startswith("On trees")


@given(st.text())
def test_any_text_is_something_or_refused(text: str) -> None:
    """Never another exception, and reading what it is goes through."""
    with contextlib.suppress(ReaderError):
        assert all(isinstance(item, Record | Problem) for item in read_pasted(text).items)
