"""Small libraries for search tests, and short ways to ask for what an engine finds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.builders import paper
from tui_reader.model.papers import folded_doi
from tui_reader.search.engine import Batch, IndexUnusableError
from tui_reader.search.parser import parse
from tui_reader.search.query_tree import Fact, Flag, StoreFilter

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from tui_reader.model.papers import Paper
    from tui_reader.search.engine import Engine, Stamp, Wanted

FLAGS: dict[StoreFilter, set[int]] = {
    Flag.BOOKMARKED: {1, 3, 5, 99},
    Flag.READ: {1, 5, 6, 8, 9, 10},
    Flag.UNREAD: {2, 3, 4, 7},
    Flag.NOTE: {4, 9},
}

PAPERS = [
    replace(found, id=number)
    for number, found in enumerate(
        [
            paper("State-Space Models for Long Sequences", "Jan König", year=2022, key="konig2022state"),
            paper("A State of the Art in Space Flight", "Ada Lovelace", year=2018, venue="Space Journal"),
            paper("Speculative Decoding of Transformers", "Yaniv Leviathan", year=2023, arxiv="2211.17192"),
            paper(
                "On Pre-Training", "O'Brien", abstract="We speculate about pretrained models.", note="Read the state"
            ),
            paper("Pretraining Revisited", "Anna Müller", year=2020, tags=("ml", "to cite"), doi="10.1000/xyz.1"),
            paper("注意力机制的综述", "李 伟", abstract="Über Aufmerksamkeit.", year=2021, tags=("ml/inference",)),
            paper("Models of Models", "Konig Jan", "Guy Van den Broeck", abstract="", tags=("mlops",), key="konig2019"),
            paper("Relational Databases", "E. F. Codd", year=1970, venue="CACM", abstract="A model of data. Decoding."),
            paper("Flow Matching, Decoded", "J. Space", year=2023, note="König says state space is fine."),
            paper(
                r"An $\mathcal{O}(n^2)$ Bound by Erd\H{o}s",
                r"Garc\'{\i}a L\'opez",
                year=2024,
                abstract=r"For {$L_2$} and $\alpha$-stable \emph{sketch}es, 24\% faster -- see \url{https://a.org}.",
                note='G\\"odel $\\neq$ Escher, \N{GREEK SMALL LETTER BETA}2',
            ),
        ],
        1,
    )
]


def flagged(asked: StoreFilter) -> Collection[int]:
    """The papers with a flag or a fact; one of the bookmarked ones is not in the index."""
    match asked:
        case Flag.ABSTRACT:
            return {one.id for one in PAPERS if one.abstract}
        case Fact("lacks", "abstract"):
            return {one.id for one in PAPERS if not one.abstract}
        case Fact("arxiv", value):
            return {one.id for one in PAPERS if one.arxiv == value}
        case Fact("doi", value):
            return {one.id for one in PAPERS if one.doi and folded_doi(one.doi) == value}
    return FLAGS.get(asked, ())


def write(
    engine: Engine, papers: Sequence[Paper], removed: Collection[int] = (), wanted: Wanted = lambda: True
) -> Stamp:
    """Brings the index of an engine to the next revision with these papers; its new stamp."""
    before = engine.stamp()
    if before is None:
        raise IndexUnusableError
    after = replace(before, revision=before.revision + 1)
    engine.update(Batch(before, after, papers, removed), wanted=wanted)
    return after


def filled(engine: Engine, papers: Sequence[Paper] = PAPERS) -> Engine:
    """The engine with a new index of these papers, at revision 1."""
    engine.start("shelf")
    write(engine, papers)
    return engine


def found(engine: Engine, text: str, *, typing: bool = False) -> list[int]:
    """The ids that an engine finds for a query, best first."""
    return list(engine.search(parse(text, typing=typing).query, flagged).ids)
