"""Web addresses in texts and papers: which are links, where they end, where they lead."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import paper
from tui_reader.texts.links import links, paper_links
from tui_reader.texts.printable import printable
from tui_reader.texts.typeset import typeset

PIECES = (
    *(
        "http://",
        "https://",
        "HTTPS://",
        "ftp://",
        "www.",
        "a.org",
        "b",
        "/",
        "?q=1",
        "#x",
        "@",
        ":",
        ":80",
        "%20",
        "é",
        "注",
    ),
    *(
        "(",
        ")",
        "[",
        "]",
        "<",
        ">",
        "{",
        "}",
        "*",
        "_",
        ".",
        ",",
        "'",
        '"',
        " ",
        "\n",
        "\x1b",
        "\u202e",
        "\\",
        "\\_",
        "\\url{",
    ),
)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("see https://a.org/x.", "https://a.org/x"),
        ("(https://a.org/x), so", "https://a.org/x"),
        ("https://a.org/x?!", "https://a.org/x"),
        ("“https://a.org/x”", "https://a.org/x"),
        ("'https://a.org/x';", "https://a.org/x"),
        ("https://a.org/wiki/X_(y)", "https://a.org/wiki/X_(y)"),
        ("(see https://a.org/X_(y)).", "https://a.org/X_(y)"),
        ("[x](https://a.org/x)", "https://a.org/x"),
        ("[x](https://a.org/x)y", "https://a.org/x"),
        ("[https://a.org/x]", "https://a.org/x"),
        ("<https://a.org/x>", "https://a.org/x"),
        ("**https://a.org/x** and", "https://a.org/x"),
        ("_https://a.org/x_", "https://a.org/x"),
        (r"\url{https://a.org/x}", "https://a.org/x"),
        (r"\href{https://a.org/x\_y\%20}{here}", "https://a.org/x_y%20"),
        ("https://a.org/x…", "https://a.org/x"),
        ("见https://a.org/x。", "https://a.org/x"),
        ("https://a.org/~b/c_d#e=f&g", "https://a.org/~b/c_d#e=f&g"),
        ("HTTP://A.org", "HTTP://A.org"),
        ("https://bücher.example/ö", "https://bücher.example/ö"),
        ("https://[::1]:80/x", "https://[::1]:80/x"),
        ("https://web.org/http://a.org", "https://web.org/http://a.org"),
    ],
)
def test_an_address_ends_where_the_text_goes_on(text: str, url: str) -> None:
    """Punctuation, Markdown and LaTeX around it are not part of it; what it opens itself is."""
    assert [found for _, _, found in links(text)] == [url]


@pytest.mark.parametrize(
    "text",
    [
        "www.a.org",
        "ftp://a.org, file:///etc/passwd, javascript://a",
        "https://user:word@a.org/",
        "https://a.org@b.org",
        "https://a.org/\x1b]8;;x",
        "https://a.org/\u202egro",
        "https://",
        "https://.",
        "https://:80/x",
        "https://a.org:port/",
        "https://[::1/",
        "xhttps://a.org",
    ],
)
def test_what_is_no_link(text: str) -> None:
    """Other schemes, users and passwords, control characters, no host."""
    assert links(text) == []


@given(st.lists(st.sampled_from(PIECES), max_size=15).map("".join) | st.text())
def test_links_are_in_order_apart_and_safe(text: str) -> None:
    """Each is a part of the text, is http or https, and has nothing in it that ends a line or moves a cursor."""
    found = links(text)
    edges = [edge for start, end, _ in found for edge in (start, end)]

    assert edges == sorted(edges)
    for start, end, url in found:
        assert 0 <= start < end <= len(text)
        assert url == text[start:end].replace("\\", "")
        assert url.lower().startswith(("http://", "https://"))
        assert printable(url) == url
        assert url.split() == [url]
        assert "@" not in re.split("[/?#]", url)[2]


@given(
    st.from_regex(r"https://[a-z]{1,9}\.org(/[a-z0-9~%&=-]{1,9}){0,3}", fullmatch=True), st.sampled_from(".,;:!?)]}>")
)
def test_an_address_is_found_as_it_was_put_in(url: str, after: str) -> None:
    """Whatever punctuation comes after it, and in LaTeX too."""
    assert links(f"x {url}{after} y") == [(2, 2 + len(url), url)]
    assert links(f"{after}{url}") == [(1, 1 + len(url), url)]
    assert [found for _, _, found in links(typeset(f"\\url{{{url}}}{after}").text)] == [url]


def test_the_links_of_a_paper() -> None:
    """Its page first, then DOI, arXiv and arXiv's PDF, then what abstract and note lead to; nothing twice."""
    found = paper_links(
        paper(
            url="https://venue.org/p/1",
            doi="10.1000/xyz",
            arxiv="2301.00001",
            abstract=r"Code: \url{https://github.com/a/b\_c}, see http://arxiv.org/abs/2301.00001v2.",
            note="[blog](https://blog.org/x), https://venue.org/p/1/ and https://github.com/a/b_c",
        )
    )

    assert found == [
        ("page", "https://venue.org/p/1"),
        ("DOI", "https://doi.org/10.1000/xyz"),
        ("arXiv", "https://arxiv.org/abs/2301.00001"),
        ("PDF", "https://arxiv.org/pdf/2301.00001"),
        ("abstract", "https://github.com/a/b_c"),
        ("note", "https://blog.org/x"),
    ]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://me:secret@a.org/", "https://a.org/ x", "nothing", None]
)
def test_an_address_that_is_no_link_is_not_offered(url: str | None) -> None:
    """A source may say anything; only a web address is opened."""
    assert paper_links(paper(url=url, abstract="")) == []


def test_the_page_of_arxiv_is_not_said_twice() -> None:
    """A URL that leads to where the arXiv id leads is one link with it."""
    found = paper_links(paper(url="http://www.arxiv.org/abs/2301.00001v3", arxiv="2301.00001", abstract=""))

    assert found == [("page", "http://www.arxiv.org/abs/2301.00001v3"), ("PDF", "https://arxiv.org/pdf/2301.00001")]
