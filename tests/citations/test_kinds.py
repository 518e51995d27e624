from __future__ import annotations

import pytest

from tui_reader.citations.kinds import Kind, kind
from tui_reader.model.papers import Paper


@pytest.mark.parametrize(
    "venue",
    [
        "Proceedings of the ACM on Programming Languages (PLDI)",
        "Proceedings of the ACM on Programming Languages (OOPSLA)",
        "Proceedings of the VLDB Endowment",
        "Proceedings of the IEEE",
        "Transactions on Machine Learning Research",
        "IEEE Transactions on Pattern Analysis and Machine Intelligence (TPAMI)",
        "Journal of Symbolic Logic",
        "ACM Communications in Computer Algebra",
        "Theory and Practice of Logic Programming",
        "Physical Review Letters",
        "PLOS ONE",
        "JMLR",
        "Nature",
    ],
)
def test_journals(venue: str) -> None:
    """A journal is one whatever it calls itself."""
    assert kind(Paper("", venue=venue)) is Kind.ARTICLE


@pytest.mark.parametrize(
    "venue",
    [
        "Proceedings of the IEEE Conference on Decision and Control",
        "Neural Information Processing Systems (NeurIPS)",
        "Findings of the Association for Computational Linguistics: ACL",
        "IEEE/CVF International Conference on Computer Vision (ICCV) Workshops",
        "International Symposium on Software Testing and Analysis (ISSTA)",
        "AAAI Conference on Artificial Intelligence",
        "Workshop on Letters",
        "EMNLP (Findings)",
        "ICML 2023",
        "OOPSLA'21",
        "ACL SRW",
        "IROS",
        "3DV",
        "CoRL",
    ],
)
def test_conferences(venue: str) -> None:
    """Conferences, workshops, symposia and meetings, also by their acronym alone."""
    assert kind(Paper("", venue=venue)) is Kind.CONFERENCE


@pytest.mark.parametrize("venue", [None, "", " ", "CoRR", "arXiv preprint arXiv:1234.56789", "bioRxiv"])
def test_preprints(venue: str | None) -> None:
    """A preprint server is no publication."""
    assert kind(Paper("", venue=venue)) is Kind.PREPRINT


def test_the_bundled_venues_that_are_journals(bundled: list[Paper]) -> None:
    """All others are conferences."""
    journals = {paper.venue for paper in bundled if kind(paper) is Kind.ARTICLE}

    assert journals == {
        "ACM Communications in Computer Algebra",
        "ACM Computing Surveys",
        "AIMS Mathematics",
        "Compositionality",
        "Journal of Applied and Computational Topology",
        "Journal of Machine Learning Research",
        "Journal of Symbolic Logic",
        "Pattern Recognition Letters",
        "Proceedings of the ACM on Programming Languages",
        "Proceedings of the ACM on Programming Languages (OOPSLA)",
        "Proceedings of the ACM on Programming Languages (PLDI)",
        "Theory and Practice of Logic Programming",
        "Transactions on Machine Learning Research",
    }
