from __future__ import annotations

import re
import subprocess
import sys
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.citations.formats import named
from tests.citations.hostile import papers, texts
from tui_reader.citations.formats import FORMATS, CitationFormat
from tui_reader.errors import ReaderError
from tui_reader.model.papers import Paper
from tui_reader.texts.names import Person
from tui_reader.texts.printable import one_line

TREES = Paper(
    "Trees_of *Words*",
    "All about\ntrees.",
    (Person.of("Lee", "Ann"), Person.of("König", "Jan")),
    2019,
    "Journal of Trees",
    arxiv="1901.00001",
    url="https://a.org/x(1)",
    key="lee2019trees",
    note="A *remark*.\n",
)
MARKDOWN = r"[Trees\_of \*Words\*](https://a.org/x%281%29). Ann Lee and Jan König. Journal of Trees, 2019."
ORG = "[[https://a.org/x%281%29][Trees_of \u200b*Words*]]. Ann Lee and Jan König. Journal of Trees, 2019."
HTML = '<a href="https://a.org/x%281%29">Trees_of *Words*</a>. Ann Lee and Jan König. <i>Journal of Trees</i>, 2019.'
RST = r"`Trees\_of \*Words\* <https://a.org/x%281%29>`__. Ann Lee and Jan König. Journal of Trees, 2019."
BARE = Paper("Bare")
FILES = ("bibtex", "bibtex-unicode", "biblatex", "biblatex-latex", "ris", "csl-json", "hayagriva")


@pytest.mark.parametrize(
    ("name", "one", "two"),
    [
        ("key", "lee2019trees", "lee2019trees\nbare"),
        ("latex", r"\cite{lee2019trees}", r"\cite{lee2019trees,bare}"),
        ("title", "Trees_of *Words*", "Trees_of *Words*\nBare"),
        ("abstract", "All about trees.", "All about trees."),
        ("url", "https://a.org/x(1)", "https://a.org/x(1)"),
        (
            "plain",
            "Ann Lee and Jan König. “Trees_of *Words*”. Journal of Trees, 2019. arXiv:1901.00001",
            "“Bare”.\nAnn Lee and Jan König. “Trees_of *Words*”. Journal of Trees, 2019. arXiv:1901.00001",
        ),
        (
            "markdown",
            MARKDOWN,
            f"- Bare.\n- {MARKDOWN}",
        ),
        (
            "org",
            ORG,
            f"- Bare.\n- {ORG}",
        ),
        ("html", HTML, f"<ul>\n<li>Bare.</li>\n<li>{HTML}</li>\n</ul>"),
        ("rst", RST, f"- Bare.\n- {RST}"),
        (
            "mail",
            "Trees_of *Words*\nAnn Lee and Jan König, 2019\nhttps://a.org/x(1)",
            "Trees_of *Words*\nAnn Lee and Jan König, 2019\nhttps://a.org/x(1)\n\nBare",
        ),
        ("typst", "@lee2019trees", "@lee2019trees @bare"),
        ("pandoc", "[@lee2019trees]", "[@lee2019trees; @bare]"),
        ("note", f"## {MARKDOWN}\n\nA *remark*.", f"## {MARKDOWN}\n\nA *remark*."),
    ],
)
def test_what_each_format_says(name: str, one: str, two: str) -> None:
    """One paper, and several; what is not known is not there."""
    cite = named(name).cite

    assert (cite([TREES]), cite([TREES, BARE])) == (one, two)


@pytest.mark.parametrize("name", [row.name for row in FORMATS])
def test_nothing_gives_nothing(name: str) -> None:
    """Without papers every format is empty."""
    assert named(name).cite([]) == ""


@pytest.mark.parametrize("name", [row.name for row in FORMATS])
def test_only_files_end_a_line(name: str) -> None:
    """What reference managers and compilers read is a file; everything else is text to paste into a line."""
    assert named(name).cite([TREES]).endswith("\n") == (name in FILES)


@pytest.mark.parametrize("name", [row.name for row in FORMATS])
def test_several_papers_stand_there_once(name: str) -> None:
    """A paper that is given twice is cited once, in a bibliography at its place, elsewhere where it was given first."""
    cite = named(name).cite
    other = Paper("Bare", "x", (Person.of("Abel", "Zoe"),), key="abel", url="https://b.org", note="y")

    both = cite([TREES, other, TREES])

    assert both == cite([TREES, other])
    assert (both == cite([other, TREES])) == next(row.is_sorted for row in FORMATS if row.name == name)


@pytest.mark.parametrize("row", [row for row in FORMATS if row.name not in ("abstract", "url", "note")], ids=str)
def test_a_title_alone_is_a_sensible_citation(row: CitationFormat) -> None:
    """Nothing is doubled, nothing is empty, and nothing stands for what is not known."""
    text = row.cite([Paper("Deep Trees", key="trees")])

    assert text.count("Deep Trees") == (row.name not in ("key", "latex", "typst", "pandoc"))
    assert not re.search(r"n\.d\.|None|unknown|\(\)|\[\]|\{\}|\.\.|, ,|= *,", text, re.MULTILINE)


def test_names_and_labels_are_unique() -> None:
    """A row can be told by its name and by its label, and the first one is BibTeX."""
    assert len({row.name for row in FORMATS}) == len({row.label for row in FORMATS}) == len(FORMATS)
    assert FORMATS[0].name == "bibtex"


def test_an_unknown_name_is_told_with_the_known_ones() -> None:
    """The hint of the error lists what there is."""
    with pytest.raises(ReaderError, match="no citation format or style 'bibtext'") as failure:
        named("bibtext")

    assert all(row.name in failure.value.hint for row in FORMATS)


def test_a_name_is_found_in_any_case() -> None:
    """`BibTeX` is `bibtex`."""
    assert named("BibTeX") is FORMATS[0]


def test_importing_the_table_loads_no_library() -> None:
    """The table is on the way to the first frame; BibTeX and LaTeX are not."""
    program = (
        "import sys, tui_reader.citations.formats;"
        "print([name for name in sys.modules if name.split('.')[0] in"
        " ('bibtexparser', 'citeproc', 'lxml', 'pylatexenc', 'rispy', 'textual', 'rich', 'urllib')])"
    )

    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert loaded.stdout == "[]\n"


@given(texts.filter(one_line))
def test_no_title_is_markup_in_markdown(title: str) -> None:
    """What a Markdown reader shows as the link is the title, letter by letter."""
    shown = MarkdownIt("commonmark").render(named("markdown").cite([Paper(title, url="https://a.org")]))

    assert shown.startswith('<p><a href="https://a.org">')
    assert _seen(shown) == _solid(one_line(title)) + ("" if one_line(title).endswith((".", "?", "!")) else ".")


@given(texts.filter(one_line))
def test_no_title_is_markup_in_html(title: str) -> None:
    """What a browser shows is the title, letter by letter, and the address is one attribute."""
    page = named("html").cite([Paper(title, url='https://a.org/?a=1&b="<x>')])

    assert page.startswith('<a href="https://a.org/?a=1&amp;b=%22%3Cx%3E">')
    shown = one_line(title)
    assert unescape(re.sub(r"</?a\b[^>]*>", "", page)) == shown + ("" if shown.endswith((".", "?", "!")) else ".")


@pytest.mark.parametrize("name", ["markdown", "html", "org", "rst", "plain"])
def test_a_question_is_followed_by_no_full_stop(name: str) -> None:
    """A title that ends like a sentence ends it, also inside a link."""
    text = named(name).cite([Paper("Is Attention All You Need?", url="https://a.org")])

    assert "?." not in re.sub(r"</?a\b[^>]*>|\]\]|\]\([^)]*\)| <[^>]*>`__", "", text)


@given(title=texts, copies=st.sampled_from([1, 2]))
def test_no_title_begins_a_list_or_heading(title: str, copies: int) -> None:
    """A title without a link is shown as it is even where Markdown looks for a mark."""
    papers = [Paper(title, key=f"key{number}") for number in range(copies)]
    shown = MarkdownIt("commonmark").render(named("markdown").cite(papers))

    assert not re.search(r"<(?:h\d|hr|ol|blockquote|pre)", shown)
    assert shown.count("<ul") == copies - 1


def test_an_address_stands_in_for_a_missing_title() -> None:
    """A link always has something to click on."""
    assert named("markdown").cite([Paper("", url="https://a.org")]) == "[https://a.org](https://a.org)."


@given(papers)
def test_every_format_is_clean(paper: Paper) -> None:
    """No format lets a control character through, whatever a source put into a field."""
    for row in FORMATS:
        text = row.cite([paper]).replace("\n", "")

        assert not any(ord(letter) < 0x20 or 0x7F <= ord(letter) < 0xA0 for letter in text)


def _seen(html: str) -> str:
    """The text of a page without its white space."""
    return _solid(unescape(re.sub(r"<[^>]*>", "", html)))


def _solid(text: str) -> str:
    return "".join(text.split())
