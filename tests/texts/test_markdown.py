from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.texts.markdown import markdown_of

PIECES = st.sampled_from(
    (
        *("<p>", "</p>", "<b>", "</b>", "<ul>", "<ol>", "</ul>", "</ol>", "<li>", "<a href='x'>", "</a>", "<pre>"),
        *("</pre>", "<br>", "<blockquote>", "</blockquote>", "<h2>", "</h2>", "<script>", "</script>", "<td>"),
        *("</td>", "text", " ", "\n", "&lt;", "*", "\0", "<sub>", "2</sub>"),
    )
)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>A <b>bold</b> and <i>it </i>word</p><p>Two</p>", "A **bold** and *it* word\n\nTwo"),
        ('<p><a href="https://a.org/x">page</a></p>', "[page](https://a.org/x)"),
        ("<ul><li>one</li><li>two<ol><li>in</li></ol></li></ul><p>end</p>", "- one\n- two\n  1. in\n\nend"),
        ("<h2>Head</h2><blockquote><p>q</p><p>r</p></blockquote>", "## Head\n\n> q\n>\n> r"),
        ("<p>x<br>y</p>", "x\ny"),
        ("<pre>a\n  b</pre>", "```\na\n  b\n```"),
        ("<p><code>x_1</code> &amp; CO<sub>2</sub></p>", "`x_1` & CO₂"),
        ("<div><strong></strong>x</div><script>alert(1)</script>", "x"),
        ("- a list\n  - of mine &amp; yours\n\nx < y", "- a list\n  - of mine & yours\n\nx < y"),
    ],
)
def test_html_becomes_markdown(html: str, expected: str) -> None:
    """What marks a note in Zotero has a mark in Markdown; text without tags keeps its lines."""
    assert markdown_of(html) == expected


@given(st.one_of(st.lists(PIECES, max_size=20).map("".join), st.text(max_size=50)))
def test_any_note_is_text(note: str) -> None:
    """Whatever is not closed, or closed twice."""
    text = markdown_of(note)

    assert text == text.strip()
    assert "\n\n\n" not in text
