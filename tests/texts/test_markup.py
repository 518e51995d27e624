from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.texts.markup import plain, plain_abstract, plain_line

PIECES = st.sampled_from(
    [
        *("<i>", "</i>", "<sub>", "</sub>", "<sup>", "</sup>", "<p>", "</p>", "<br/>", "<jats:title>", "</jats:title>"),
        *("<jats:p>", "<h4>", "</h4>", "<li>", "<title>", "</title>", "<math>", "</math>", "<mi>", "</mi>", "<msup>"),
        *("<inline-formula>", "</inline-formula>", "<tex-math>", "</tex-math>", "<!--", "-->", "<![CDATA[", "]]>"),
        *("&", "amp;", "&lt;", "&gt;", "&amp;", "&#60;", "&shy;", "&nbsp;", "<", ">", "i>", "sub>", "Abstract", "$x$"),
        *("\n", "\n\n", "  ", " ", "\u00ad", "\u200d", "\u0301", "\u037e", "\u0338", "•", "(", ")", ".", "a", "क", "2"),
        *("\x96", "\x85", "\r", "\u2029", "\ufeff", "_", "^", "Background"),
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text(max_size=60))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Uptake of CO<sub>2</sub> by <i>E.&nbsp;coli</i>", "Uptake of CO₂ by E. coli"),
        ("10<sup>-3</sup> m<SUP>2</SUP>", "10⁻³ m²"),
        ("10<sup>\u22123</sup>", "10⁻³"),
        ("T<sub>c</sub> and n<sup>1,2</sup>", "T_c and n^(1,2)"),
        ("x<sub><i>i</i></sub>", "xᵢ"),
        ("Brand<sup>®</sup>", "Brand®"),
        ("<jats:p>One.</jats:p>\n<jats:p>Two\n   lines.</jats:p>", "One.\n\nTwo lines."),
        ("one<br>two", "one\n\ntwo"),
        ("<ul><li><p>one</p></li><li>two</li></ul>", "• one\n\n• two"),
        ("(see <jats:bold>\n   Smith\n  </jats:bold>\n  ).<p>", "(see Smith)."),
        ('a <a href="https://example.org/?a=1&amp;b=2">page</a>', "a page"),
        ("one <!-- two --> three", "one three"),
        ("<![CDATA[<b>bold</b>]]>", "bold"),
    ],
)
def test_tags_become_what_they_mean(source: str, expected: str) -> None:
    """Scripts become Unicode where it has all letters, blocks become paragraphs, other tags go."""
    assert plain(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "p < 0.05 and q>3",
        "x<y",
        "if a<b>c",
        "the <unk> and <s> tokens",
        "for each <a> there is a <title> and an <i>",
        "List<String> of <i, j>",
        "R&D at AT&T, see ?a=1&copy=2",
        r"$a<b$ and $c>d$, \textit{x} & y",
    ],
)
def test_what_is_no_tag_and_no_entity_stays(source: str) -> None:
    """Only names that publishers use, and only whole entities, are markup."""
    assert plain(source) == source


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a &lt; b &amp; c", "a < b & c"),
        ("&amp;lt;i&amp;gt;Homo&amp;lt;/i&amp;gt; &amp;amp; x", "Homo & x"),
        ("K&ouml;nig &#8211; &#x41; &#150;", "König – A –"),
    ],
)
def test_entities_are_unwrapped_however_often_they_were_wrapped(source: str, expected: str) -> None:
    """An entity is its character, also one whose `&` was escaped again."""
    assert plain(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<jats:title>Abstract</jats:title><jats:p>We show.</jats:p>", "We show."),
        (
            (
                "<jats:sec><jats:title>Aim</jats:title>\n<jats:p>To see.</jats:p></jats:sec>"
                "<jats:sec><jats:title>Result?</jats:title><jats:p>Seen.</jats:p></jats:sec>"
            ),
            "Aim: To see.\n\nResult? Seen.",
        ),
        ("<h4>Background</h4>Why.<h4><b>Methods:</b></h4>How.", "Background: Why.\n\nMethods: How."),
        ("<title>A whole title</title>", "A whole title"),
    ],
)
def test_headings_of_sections_stand_before_their_text(source: str, expected: str) -> None:
    """As in "Background: …"; the heading "Abstract" says nothing and goes."""
    assert plain(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Abstract: We show.", "We show."),
        ("ABSTRACT Background Why.", "Background Why."),
        ("Abstract\n\nWe show.", "We show."),
        ("Abstract interpretation is a theory.", "Abstract interpretation is a theory."),
        ("Abstract Meaning Representation", "Abstract Meaning Representation"),
        ("Abstracts are read.", "Abstracts are read."),
        ("Abstract", "Abstract"),
    ],
)
def test_an_abstract_does_not_begin_with_its_heading(source: str, expected: str) -> None:
    """A word "Abstract" that is part of the first sentence stays."""
    assert plain_abstract(source) == expected


TEX = r"\documentclass[12pt]{minimal}\usepackage{amsmath}\begin{document}$$x_i &lt; 1$$\end{document}"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "E = <mml:math><mml:mi>m</mml:mi><mml:msup><mml:mi>c</mml:mi><mml:mn>2</mml:mn></mml:msup></mml:math>.",
            "E = mc².",
        ),
        ('<math alttext="\\alpha_1"><mi>α</mi></math>', r"$\alpha_1$"),
        (
            '<math><semantics><mi>a</mi><annotation encoding="application/x-tex">\\pi</annotation></semantics></math>',
            r"$\pi$",
        ),
        (
            f"<inline-formula><tex-math>{TEX}</tex-math><mml:math><mml:mi>x</mml:mi></mml:math></inline-formula>",
            "$x_i < 1$",
        ),
        ("<math><mfrac><mn>1</mn><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow></mfrac></math>", "1/(a + b)"),
        ("<math><msqrt><mi>x</mi></msqrt><mo>&lt;</mo><mover><mi>y</mi><mo>¯</mo></mover></math>", "√x < ȳ"),
    ],
)
def test_a_formula_is_taken_once(source: str, expected: str) -> None:
    """As TeX where its writer gave TeX, else in Unicode."""
    assert plain(source) == expected


def test_invisible_characters_go_and_joiners_stay_where_scripts_need_them() -> None:
    """Soft hyphens, zero width spaces, marks of direction and byte order marks are no text."""
    assert plain("\ufeffsoft\u00adware\u200b \u202eabc\u202c") == "software abc"
    assert (
        plain("ن\u200cم क्\u200dष \N{WOMAN}\u200d\N{PERSONAL COMPUTER}")
        == "ن\u200cم क्\u200dष \N{WOMAN}\u200d\N{PERSONAL COMPUTER}"
    )
    assert plain("a\u200db") == "ab"


def test_lines_are_joined_and_paragraphs_kept() -> None:
    """A hard line break is a space, an empty line separates paragraphs."""
    assert plain("  One\nand two\r\n\r\nThree\x0bfour  ") == "One and two\n\nThree four"
    assert plain_line("One\n\ntwo") == "One two"


def test_text_is_composed() -> None:
    """Letters and their accents are one character where Unicode has one."""
    assert plain("Ko\u0308nig") == "König"


def test_windows_characters_that_passed_for_latin_1_are_mended() -> None:
    """The controls of C1 are quotation marks and dashes of Windows."""
    assert plain("\x93so\x94 \x96 \x81") == "“so” –"


def test_clean_text_is_the_same_object() -> None:
    """Most abstracts need nothing."""
    text = "We study networks, and König’s theorem: $x_1 = 2$."

    assert plain(text) is text


@given(TEXTS)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    """All three are idempotent, whatever the text."""
    for clean in (plain, plain_line, plain_abstract):
        once = clean(text)

        assert clean(once) == once


@given(TEXTS)
def test_cleaned_text_is_composed_and_has_no_loose_space(text: str) -> None:
    """NFC, one space between words, an empty line between paragraphs."""
    cleaned = plain(text)

    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == "\n\n".join(" ".join(part.split()) for part in cleaned.split("\n\n"))


@given(st.text(alphabet="abc XYZ.,;()[]0123äöß<>", max_size=80).filter(lambda text: "<" not in text or ">" not in text))
def test_nothing_is_lost_of_text_without_markup(text: str) -> None:
    """Only white space changes."""
    assert plain(text).split() == text.split()


@pytest.mark.parametrize(
    "hostile",
    [
        "<math>" * 50_000,
        "<p " * 50_000,
        "<sub>" * 20_000 + "</sub>" * 20_000,
        "&" + "amp;" * 50_000,
        "<!--" * 50_000,
        "<" * 20_000 + "i>" * 20_000,
        "<math>" + "<annotation tex>" * 20_000 + "</math>",
        "<title>" + " " * 500_000,
    ],
)
def test_hostile_text_takes_no_longer_than_its_length(hostile: str) -> None:
    """A second is enough for a megabyte of nonsense."""
    start = time.process_time()
    plain(hostile)

    assert time.process_time() - start < 5
