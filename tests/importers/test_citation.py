"""One citation as a paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.importers.citation import read_citation
from tui_reader.model.papers import Paper

WHOLE = {
    "APA": "Lee, A. B., & Kim, C. (2020). On the growth of trees. Journal of Trees, 12(3), 45\N{EN DASH}67.",
    "IEEE": "[3] A. B. Lee and C. Kim, “On the growth of trees,” Journal of Trees, vol. 12, no. 3, pp. 45-67, 2020.",
    "MLA": 'Lee, A. B., and C. Kim. "On the growth of trees." Journal of Trees, vol. 12, no. 3, 2020, pp. 45-67.',
    "Chicago": "Lee, A. B., and C. Kim. “On the growth of trees.” Journal of Trees 12, no. 3 (2020): 45-67.",
    "Chicago 17": "Lee, A. B., and C. Kim. 2020. “On the growth of trees.” Journal of Trees 12 (3): 45-67.",
    "Vancouver": "1. Lee AB, Kim C. On the growth of trees. Journal of Trees. 2020;12(3):45-67.",
}


@pytest.mark.parametrize("style", WHOLE)
def test_a_citation_of_each_style_is_the_same_paper(style: str) -> None:
    """Nothing is left over, so nothing is kept aside."""
    paper = read_citation(WHOLE[style])

    assert paper is not None
    assert (paper.title, paper.year, paper.venue) == ("On the growth of trees", 2020, "Journal of Trees")
    assert [author.family for author in paper.authors] == ["Lee", "Kim"]
    details = paper.details
    assert (details.volume, details.issue, details.pages, details.extra) == ("12", "3", "45-67", ())


def test_identifiers_in_a_citation_are_taken() -> None:
    """A DOI as an address, and an arXiv id in the place of the venue."""
    doi = read_citation(f"{WHOLE['APA']} https://doi.org/10.1000/xyz123")
    arxiv = read_citation("Lee, A. (2023). On trees. arXiv preprint arXiv:2301.00001.")

    assert (doi and doi.doi, arxiv and arxiv.arxiv) == ("10.1000/xyz123", "2301.00001")


def test_more_authors_than_are_named() -> None:
    """“et al.” is no author."""
    paper = read_citation("A. Lee et al., “On trees,” in Proc. NeurIPS, 2017, pp. 5998-6008.")

    assert paper is not None
    assert ([author.family for author in paper.authors], paper.details.others) == (["Lee"], True)


def test_what_is_doubtful_is_kept_aside() -> None:
    """A venue with places and numbers is no venue; the citation is kept as it was."""
    text = "Ann Lee and Carl Kim. 2020. On the growth of trees. In Proceedings of Trees 7, pages 45, Berlin."
    paper = read_citation(text)

    assert paper is not None
    assert (paper.title, paper.venue, paper.details.extra) == ("On the growth of trees", None, (("citation", text),))


@pytest.mark.parametrize(
    "text",
    ["", "Hello", "This is a sentence. It says something in 2020. And more of it.", "Lee, A. (2020).", "x" * 9999],
)
def test_prose_is_no_citation(text: str) -> None:
    """Nothing is made up."""
    assert read_citation(text) is None


@given(st.text() | st.lists(st.sampled_from([*" .,“”()&;:12", "2020", "Lee", "A."])).map("".join))
def test_any_text_is_a_paper_or_none(text: str) -> None:
    """Never an exception, and never a paper without title or author."""
    paper = read_citation(text)

    assert paper is None or (isinstance(paper, Paper) and paper.title and paper.authors)
