"""Papers as files: unique keys, nothing that is markup or a formula, and what comes back through the importers."""

from __future__ import annotations

import io
import json
import unicodedata
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import paper
from tests.importers.test_fields import papers
from tui_reader.errors import ReaderError
from tui_reader.exporters.file_names import FileNames, safe_stem
from tui_reader.exporters.formats import FORMATS, by_name, of_file
from tui_reader.exporters.records import PAGE, PARTS, Exported
from tui_reader.importers.formats import read_file
from tui_reader.importers.records import Record
from tui_reader.model.annotations import Highlight
from tui_reader.texts.anchors import Anchor
from tui_reader.texts.typeset import as_read

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.model.papers import Paper

NAMES = [one.name for one in FORMATS]
EVIL = '<script>alert("1")</script> *bold* {x} \x1b]52;c;evil\x07 \u202e [[l]] =1+1'


def text_of(name: str, *given: Paper, parts: frozenset[str] | None = None) -> str:
    stream = io.StringIO()
    by_name(name).export(map(Exported, given), stream, parts)  # type: ignore[arg-type]
    return stream.getvalue()


@pytest.mark.parametrize("name", NAMES)
def test_pages_are_put_together_into_one_text(name: str) -> None:
    """Of more papers than a page has each is there once, in its order."""
    many = [paper(f"Number {number} is here", key=f"key{number}") for number in range(PAGE + 3)]
    text = text_of(name, *many)
    places = [text.find(f"Number {number} is here") for number in range(len(many))]

    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("name", ["bibtex", "biblatex", "ris", "csl-json", "jsonl", "csv"])
def test_an_export_is_read_by_the_importer(name: str, tmp_path: Path) -> None:
    """Titles as they are read, authors, years, identifiers and keys are as they were."""
    given_papers = [
        paper("Deep Öl", "Ada Lovelace", year=2020, doi="10.1000/ABC", key="a", venue="Journal of Oil"),
        paper("Second", "Jan van den Berg", "王小明", year=1999, arxiv="2301.00001", key="b", venue="Proc. ICML"),
    ]
    path = tmp_path / "out"
    path.write_text(text_of(name, *given_papers), encoding="utf-8", newline="")
    items = [*read_file(path, name.removesuffix("-unicode").replace("biblatex", "bibtex"))]
    found = [item.paper for item in items if isinstance(item, Record)]

    assert [(as_read(one.title), one.authors, one.year, one.doi, one.arxiv, one.key) for one in found] == [
        (one.title, one.authors, one.year, one.doi, one.arxiv, one.key) for one in given_papers
    ]


@pytest.mark.parametrize("name", ["bibtex", "biblatex", "csl-json", "hayagriva", "ris"])
def test_keys_are_unique_across_pages(name: str) -> None:
    """A key that an earlier paper has gets a letter."""
    text = text_of(name, *(paper(f"T{number}", key="same") for number in (0, *range(1, PAGE + 2))))

    assert text.count("samea") == 1 + sum(f"same{a}{b}" in text for a in "a" for b in "abcdefghijklmnopqrstuvwxyz")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "'=1", '=HYPERLINK("http://x")', "\uff1d1"])
def test_a_spreadsheet_finds_no_formula(text: str, tmp_path: Path) -> None:
    """And the importer takes the apostrophe away again."""
    path = tmp_path / "papers.csv"
    path.write_text(text_of("csv", paper(text, key="k")), encoding="utf-8", newline="")
    found = [item for item in read_file(path) if isinstance(item, Record)]
    cell = path.read_text(encoding="utf-8").split("\n")[1].split(",")[1].strip('"')

    assert cell.startswith("'")
    assert found[0].paper.title == " ".join(text.split())


ELEMENTS = {"html", "head", "meta", "title", "style", "body", "main", "article", "h2", "p", "a", "blockquote", "div"}


class Page(HTMLParser):
    """The elements of a page, and whether each that is opened is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 its interface
        self.tags.add(tag)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@given(st.lists(papers(), max_size=3))
def test_whatever_a_paper_has_the_page_has_our_elements_only(given_papers: list[Paper]) -> None:
    """No script, no image; every element that is opened is closed."""
    evil = paper(EVIL, EVIL, abstract=EVIL, note=EVIL, venue=EVIL, url="javascript:alert(1)", key='"><img>')
    marked = Exported(evil, (Highlight(1, 1, Anchor(EVIL, "", "", 0), comment=EVIL),))
    stream = io.StringIO()
    by_name("html").export([marked, *map(Exported, given_papers)], stream, frozenset(PARTS))
    page = Page()
    page.feed(stream.getvalue())

    assert page.open == []
    assert page.tags <= ELEMENTS
    assert "javascript:" not in stream.getvalue()


@pytest.mark.parametrize("name", [name for name in NAMES if name != "jsonl"])
def test_no_control_character_goes_out(name: str) -> None:
    """Of whatever field."""
    text = text_of(name, paper(EVIL, EVIL, abstract=EVIL, note=EVIL, venue=EVIL, tags=("a",)), parts=frozenset(PARTS))

    assert not {"\x1b", "\x07", "\u202e"} & set(text)


def test_an_org_note_has_no_headings_of_its_own() -> None:
    """Nor blocks, keywords and tables: a space without width stands before them."""
    text = text_of("org", paper("T", note="* One\n#+BEGIN_SRC sh\n| a |\n- x", key="k"))

    assert [line for line in text.split("\n") if line.startswith(("*", "#+", "|", "-"))] == ["#+TITLE: Papers", "* T"]


def test_bibtex_carries_what_is_asked_for() -> None:
    """Abstract, tags, note and files; without being asked none of them."""
    one = paper("T", key="k", abstract="50 % of it", tags=("ml", "to-cite"), note="My note")
    one = replace(one, details=replace(one.details, files=("/p/a.pdf", "/p/b.pdf")))

    assert "abstract" not in text_of("bibtex", one)
    carried = text_of("bibtex", one, parts=frozenset(PARTS))
    for line in (
        r"abstract = {50 \% of it}",
        "keywords = {ml, to-cite}",
        "annote = {My note}",
        "file = {/p/a.pdf;/p/b.pdf}",
    ):
        assert line in carried


def test_csl_json_and_json_lines_are_json() -> None:
    """Also without papers."""
    assert json.loads(text_of("csl-json")) == []
    assert (
        json.loads(text_of("csl-json", paper("A", tags=("x",), key="k"), parts=frozenset({"tags"})))[0]["keyword"]
        == "x"
    )
    assert text_of("jsonl") == ""


def test_a_line_of_json_is_one_line_to_everybody() -> None:
    """Separators of lines in Unicode are escaped."""
    assert len(text_of("jsonl", paper("T", note="a\u2028b\x85c")).splitlines()) == 1


@given(st.lists(st.text(max_size=300), max_size=8))
def test_file_names_are_safe_and_differ_in_every_case(texts: list[str]) -> None:
    """Not too long, no reserved name or sign, no two the same where case does not count."""
    names = FileNames()
    given_names = [names.give(text, ".md") for text in texts]

    assert len({unicodedata.normalize("NFC", name.casefold()) for name in given_names}) == len(texts)
    for name in given_names:
        assert len(name.encode()) <= 143
        assert not set(name) & set('<>:"/\\|?*\0\n')
        assert name[0] not in ". "


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("CON", "_CON"),
        ("nul.x", "_nul.x"),
        ("com1", "_com1"),
        ("a/b:c", "a-b-c"),
        ("..", "paper"),
        ("x. ", "x"),
        ("", "paper"),
        ("a" * 500, "a" * 120),
    ],
)
def test_names_that_a_file_system_refuses(text: str, stem: str) -> None:
    """Devices, separators, dots at the end, nothing, and too much."""
    assert safe_stem(text) == stem


def test_the_ending_says_the_format() -> None:
    """In whatever case; of no ending the formats are named."""
    assert [of_file(name).name for name in ("a.BIB", "x/y.jsonl", "p.html", "l.csl.json")] == [
        "bibtex",
        "jsonl",
        "html",
        "csl-json",
    ]
    with pytest.raises(ReaderError, match="does not say which format"):
        of_file("papers")
