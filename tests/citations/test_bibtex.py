from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bibtexparser.entrypoint import parse_string
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text

from tests.citations.hostile import papers
from tui_reader.citations.bibtex import bibtex
from tui_reader.citations.key_rules import citation_key, keyed
from tui_reader.model.papers import Paper
from tui_reader.texts.names import Person

if TYPE_CHECKING:
    from bibtexparser.model import Entry

_TYPOGRAPHY = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "\N{EN DASH}": "-",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{MODIFIER LETTER CIRCUMFLEX ACCENT}": "^",
    }
)


def parsed(text: str) -> list[Entry]:
    """The entries of a BibTeX text, every one of which must be sound."""
    library = parse_string(text)
    assert library.failed_blocks == []
    assert library.comments == []
    return library.entries


def read(latex: str) -> str:
    """What LaTeX prints, with the typography that it adds taken away."""
    text: str = LatexNodes2Text().latex_to_text(latex)
    return unadorned(text)


def unadorned(text: str) -> str:
    return text.translate(_TYPOGRAPHY).replace("--", "-")


def test_bundled_papers_come_back_as_they_were(bundled: list[Paper]) -> None:
    """Another program reads out of the entries exactly what is known about the papers."""
    entries = parsed(bibtex(bundled))

    assert [entry.key for entry in entries] == [paper.key or citation_key(paper) for paper in bundled]
    for paper, entry in zip(bundled, entries, strict=True):
        fields = {field.key: str(field.value) for field in entry.fields}
        assert read(fields["title"]) == unadorned(paper.title)
        assert [read(name) for name in fields.get("author", "").split(" and ") if name] == [
            author.inverted for author in paper.authors
        ]
        assert read(fields.get("booktitle", fields.get("journal", ""))) == (paper.venue or "")
        assert fields.get("year") == (str(paper.year) if paper.year else None)
        assert fields.get("doi") == paper.doi
        assert fields.get("eprint") == paper.arxiv
        assert fields.get("url") == paper.url


@pytest.mark.parametrize(
    ("title", "entry"),
    [
        (
            "CSPNet: A New Backbone that can Enhance Learning Capability of CNN",
            """\
@misc{wang2019cspnet,
  title = {{CSPNet}: A New Backbone that can Enhance Learning Capability of {CNN}},
  author = {Wang, Chien-Yao and Liao, Hong-Yuan Mark and Yeh, I-Hau and Wu, Yueh-Hua and Chen, Ping-Yang \
and Hsieh, Jun-Wei},
  year = {2019},
  eprint = {1911.11929},
  archiveprefix = {arXiv},
  url = {https://arxiv.org/abs/1911.11929},
}
""",
        ),
        (
            "A Compositional Atlas for Algebraic Circuits",
            r"""@inproceedings{wang2024compositional,
  title = {A Compositional Atlas for Algebraic Circuits},
  author = {Wang, Benjie and Mau{\'a}, Denis Deratani and Van den Broeck, Guy and Choi, YooJung},
  booktitle = {Neural Information Processing Systems (NeurIPS)},
  year = {2024},
  eprint = {2412.05481},
  archiveprefix = {arXiv},
  url = {https://arxiv.org/abs/2412.05481},
}
""",
        ),
        (
            "Reverse mathematics and a Ramsey-type König's Lemma",
            r"""@article{flood2012reverse,
  title = {Reverse mathematics and a Ramsey-type K{\"o}nig's Lemma},
  author = {Flood, Stephen},
  journal = {Journal of Symbolic Logic},
  year = {2012},
  eprint = {1111.2526},
  archiveprefix = {arXiv},
  url = {https://arxiv.org/abs/1111.2526},
}
""",
        ),
        (
            "Probabilistic Programming with Programmable Variational Inference",
            """\
@article{becker2024probabilistic,
  title = {Probabilistic Programming with Programmable Variational Inference},
  author = {Becker, McCoy R. and Lew, Alexander K. and Wang, Xiaoyan and Ghavami, Matin and Huot, Mathieu \
and Rinard, Martin C. and Mansinghka, Vikash K.},
  journal = {Proceedings of the ACM on Programming Languages (PLDI)},
  year = {2024},
  doi = {10.1145/3656463},
  eprint = {2406.15742},
  archiveprefix = {arXiv},
  url = {https://doi.org/10.1145/3656463},
}
""",
        ),
        (
            "Building A Proof-Oriented Programmer That Is 64% Better Than GPT-4o Under Data Scarsity",
            r"""@misc{zhang2025building,
  title = {Building A Proof-Oriented Programmer That Is 64\% Better Than {GPT}-4o Under Data Scarsity},
  author = {Zhang, Dylan and Wang, Justin and Sun, Tianran},
  year = {2025},
  eprint = {2502.11901},
  archiveprefix = {arXiv},
  url = {https://arxiv.org/abs/2502.11901},
}
""",
        ),
        (
            "Partial Optimality in Cubic Correlation Clustering",
            """\
@inproceedings{stein2023partial,
  title = {Partial Optimality in Cubic Correlation Clustering},
  author = {Stein, David and Di Gregorio, Silvia and Andres, Bjoern},
  booktitle = {International Conference on Machine Learning (ICML)},
  year = {2023},
  url = {https://proceedings.mlr.press/v202/stein23a.html},
}
""",
        ),
        (
            "On a conjecture of Gross, Mansour and Tucker for Δ-matroids",
            r"""@misc{conjecturegross,
  title = {On a conjecture of Gross, Mansour and Tucker for {\ensuremath{\Delta}}-matroids},
}
""",
        ),
    ],
)
def test_entries_letter_by_letter(checked: list[Paper], title: str, entry: str) -> None:
    """Fields stand in a fixed order, and what no source gave has none."""
    paper = next(paper for paper in checked if paper.title == title)

    assert bibtex([paper]) == entry


def test_papers_stand_in_the_order_given_and_once() -> None:
    """An empty line separates entries."""
    one, two = Paper("One", key="one"), Paper("Two", key="two")

    assert bibtex([two, one, two]) == "@misc{two,\n  title = {Two},\n}\n\n@misc{one,\n  title = {One},\n}\n"


def test_no_papers_no_text() -> None:
    """An empty selection gives an empty text."""
    assert bibtex([]) == ""


@pytest.mark.parametrize(
    ("author", "name"),
    [
        (Person.of("van den Berg", "Jan"), "van den Berg, Jan"),
        (Person.of("DeepSeek-AI"), "{DeepSeek-AI}"),
        (Person.of("The Alpha and Omega Team"), "{The Alpha and Omega Team}"),
        (Person.of("others"), "{others}"),
        (Person.of("Procter and Gamble", "X."), "{Procter and Gamble}, X."),
        (Person.of("King", "Jr., Martin"), "King, {Jr., Martin}"),
        (Person.of("Erdős", "Paul"), r"Erd{\H{o}}s, Paul"),
        (Person.of("王小明"), "{王小明}"),
        (Person.of("", "Plato"), "{Plato}"),
    ],
)
def test_names_cannot_be_taken_apart(author: Person, name: str) -> None:
    """Particles stay with the family name; collaborations, commas and "and" inside a name are in braces."""
    (entry,) = parsed(bibtex([Paper("T", authors=(author,))]))

    assert entry["author"] == name


def test_nameless_authors_are_no_authors() -> None:
    """An author without any letter leaves no stray "and"."""
    assert "author" not in bibtex([Paper("T", authors=(Person.of(""), Person.of(" ", "\n")))])


def test_a_preprint_server_is_said() -> None:
    """A paper on a server other than arXiv names it."""
    assert "  howpublished = {bioRxiv},\n" in bibtex([Paper("T", venue="bioRxiv")])


def test_addresses_are_verbatim() -> None:
    """Percent signs, underscores and tildes of an address stay; only what ends a field is encoded."""
    paper = Paper("T", url="https://a.org/~x_y/%20?a=1&b={c}\\d#é", doi="10.1000/a_b(c)<1>")

    assert "  doi = {10.1000/a_b(c)%3C1%3E},\n  url = {https://a.org/~x_y/%20?a=1&b=%7Bc%7D%5Cd#%C3%A9},\n" in bibtex(
        [paper]
    )


@given(st.lists(papers, max_size=4))
def test_any_paper_is_one_sound_entry(some: list[Paper]) -> None:
    """Whatever a source put into a field, there is one entry a paper, with its key and only fields it has."""
    cited = keyed(some)

    entries = parsed(bibtex(some))

    assert [entry.key for entry in entries] == list(cited)
    for entry, paper in zip(entries, cited.values(), strict=True):
        known = {field.key for field in entry.fields}
        assert ("year" in known) == (paper.year is not None)
        assert ("eprint" in known) == ("archiveprefix" in known) <= bool(paper.arxiv)
        assert ("doi" in known) <= bool(paper.doi)
        assert ("url" in known) <= bool(paper.url)
        assert ("author" in known) <= bool(paper.authors)
        assert len(known & {"booktitle", "journal", "howpublished"}) <= bool(paper.venue)


@given(papers)
def test_control_characters_never_reach_an_entry(paper: Paper) -> None:
    """An entry that is printed on a terminal cannot command it."""
    assert not any(ord(letter) < 0x20 or 0x7F <= ord(letter) < 0xA0 for letter in bibtex([paper]).replace("\n", ""))
