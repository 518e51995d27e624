from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import paper
from tui_reader.model.papers import folded, normal_arxiv, normal_doi, normal_title, short_name_signs


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.1109/CVPR52729.2023.01157", "10.1109/CVPR52729.2023.01157"),
        ("https://doi.org/10.1000/ABC", "10.1000/ABC"),
        ("doi:10.1000/abc.", "10.1000/abc"),
        ("(10.1000/abc).", "10.1000/abc"),
        ("10.1016/0004-3702(81)90024-(2)", "10.1016/0004-3702(81)90024-(2)"),
        (
            "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O",
            "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O",
        ),
        (
            "https://doi.org/10.1002/(SICI)1097-4571(199806)49:8%3C693::AID-ASI4%3E3.0.CO;2-O",
            "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O",
        ),
        ("10.1002/1097-4571(1998)49:8&lt;693::AID&gt;3.0.CO;2-O", "10.1002/1097-4571(1998)49:8<693::AID>3.0.CO;2-O"),
        ("https://doi.org/10.1000/a%23b%3Fc%25d", "10.1000/a#b?c%d"),
        ("https://dx.doi.org/10.1000%2Fa%20b", "10.1000/a"),
        ("10.1000/a%41%3Cb", "10.1000/a%41<b"),
        ("[10.1000/x]", "10.1000/x"),
        ("[10.1000/x[1]]", "10.1000/x[1]"),
        ("<https://doi.org/10.1000/x>", "10.1000/x"),
        ("(see doi:10.1000/x(2).)", "10.1000/x(2)"),
        (r"10.1007/978-3-030-58452-8\_13", "10.1007/978-3-030-58452-8_13"),
        ("{10.1000/abc}", "10.1000/abc"),
        ("10.1000/", None),
        ("10.1000/...", None),
        ("10.1/abc", None),
        ("none", None),
        ("", None),
    ],
)
def test_dois(text: str, doi: str | None) -> None:
    """A DOI is found in an address or a sentence, without the punctuation that is not part of it."""
    assert normal_doi(text) == doi


@pytest.mark.parametrize(
    ("text", "arxiv"),
    [
        ("2301.00001", "2301.00001"),
        ("arXiv:2301.00001v12", "2301.00001"),
        ("https://arxiv.org/abs/2301.00001", "2301.00001"),
        ("https://arxiv.org/pdf/2301.00001v2.pdf", "2301.00001"),
        ("10.48550/arXiv.2301.00001", "2301.00001"),
        ("0704.0001", "0704.0001"),
        ("cs.LG/0501001", "cs/0501001"),
        ("CS.lg/0501001v2", "cs/0501001"),
        ("math.GT/0309136", "math/0309136"),
        ("10.48550/arXiv.math.GT/0309136", "math/0309136"),
        ("https://arxiv.org/abs/hep-th/9901001", "hep-th/9901001"),
        ("2313.00001", None),
        ("12345.67890", None),
        ("2301.000011", None),
        ("10.1145/3411764.3445", None),
        ("version 2301.00001.5", "2301.00001"),
        ("", None),
    ],
)
def test_arxiv_ids(text: str, arxiv: str | None) -> None:
    """An arXiv id, new or old, is found in any of the ways it is written, without its version."""
    assert normal_arxiv(text) == arxiv


@given(st.text() | st.from_regex(r"10\.\d{4}/\S{1,20}") | st.from_regex(r"[a-z-]{2,8}(\.[A-Za-z]{2})?/\d{7}"))
def test_a_normal_identifier_stays(text: str) -> None:
    """Normalising twice is normalising once."""
    for normal in (normal_doi, normal_arxiv):
        once = normal(text)
        assert once is None or normal(once) == once


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("König", "konig"),
        ("Łukasz", "lukasz"),
        ("Straße", "strasse"),
        ("ﬁne", "fine"),
        ("Øre", "ore"),
        ("\N{BLACK-LETTER CAPITAL H}", "h"),
    ],
)
def test_folding(text: str, plain: str) -> None:
    """Case, accents and ligatures do not count when texts are compared."""
    assert folded(text) == plain


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    """What was folded is equal to itself, and its case does not matter."""
    assert folded(folded(text)) == folded(text)


@given(st.text(st.characters(max_codepoint=0x24F)))
def test_ascii_takes_no_other_way(text: str) -> None:
    """Folding letter by letter is folding the whole: the short way for ASCII changes nothing."""
    assert folded(text) == "".join(map(folded, text))


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("FlashDecoding++: Faster", "flashdecoding faster"),
        ("A $\\phi$-Net", "A \\phi net"),
        ("Two  Spaces\nand a break", "Two spaces and a Break."),
        ("Schrödinger\N{RIGHT SINGLE QUOTATION MARK}s Cat", "Schrodinger's Cat"),
    ],
)
def test_titles_that_are_the_same(title: str, other: str) -> None:
    """Spelling of the same title in two sources does not make two papers."""
    assert normal_title(title) == normal_title(other)


def test_titles_that_are_not_the_same() -> None:
    """Numbers and letters of other scripts count."""
    assert len({normal_title(title) for title in ("GPT 3", "GPT 4", "学习", "机器")}) == 4


@pytest.mark.parametrize("other", ["C++", "C#", "c#", "C *", "C"])
def test_names_of_one_letter_are_told_apart_by_their_signs(other: str) -> None:
    """A sign after a single letter is a part of its name; elsewhere sources leave signs out."""
    assert (short_name_signs("c++ for All") == short_name_signs(f"{other} for All")) is (other == "C++")
    assert short_name_signs("FlashDecoding++: Faster, A+B") == ()
    assert short_name_signs("Learning $A^{*}$") == short_name_signs("Learning A*") == ("a*",)


@given(st.from_regex(r"10\.\d{4}/[!-~]{1,20}", fullmatch=True))
def test_the_address_of_a_doi_means_that_doi(text: str) -> None:
    """Whatever a DOI has in it, its address is a web address, and the DOI comes out of it as it was."""
    doi = normal_doi(text)
    page = paper(doi=doi).doi_page
    assert page is None or (normal_doi(page), paper(url=page).page) == (doi, page)


@pytest.mark.parametrize(
    ("facts", "page"),
    [
        ({"url": "https://a.org/x", "doi": "10.1000/a"}, "https://a.org/x"),
        ({"url": "HTTP://a.org"}, "HTTP://a.org"),
        ({"url": "javascript:alert(1)", "doi": "10.1000/a", "arxiv": "2301.00001"}, "https://doi.org/10.1000/a"),
        ({"url": "file:///etc/passwd", "arxiv": "2301.00001"}, "https://arxiv.org/abs/2301.00001"),
        ({"url": "https://a.org/\nx"}, None),
        ({"url": "https://a.org/\x1b]52;"}, None),
        ({"url": "https:///x"}, None),
        ({"url": "--help"}, None),
        ({}, None),
    ],
)
def test_the_page_to_open(facts: dict[str, str], page: str | None) -> None:
    """Only a web address is ever opened; DOI and arXiv id make one where the URL is none."""
    assert paper(**facts).page == page
