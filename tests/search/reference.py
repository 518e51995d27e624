"""The search engine as its promises read: every paper is looked at, nothing is indexed, nothing is fast.

It shares the analysis (what a word is, which words are alike) with the engines, and nothing else.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tui_reader.model.papers import normal_arxiv, normal_doi
from tui_reader.search.analysis import edits, readings, stem, tokens, within
from tui_reader.search.postings import plain_value
from tui_reader.search.query_tree import And, Fact, Field, Flag, Match, Not, Or, Phrase, Query, Word, Years
from tui_reader.texts.greek import with_names
from tui_reader.texts.typeset import typeset

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_reader.model.papers import Paper
    from tui_reader.search.engine import Flagged


def matching(papers: Iterable[Paper], query: Query, flagged: Flagged) -> set[int]:
    """The ids of the papers that match; typed words stand for all words that begin like them."""
    return {paper.id for paper in papers if _matches(paper, query, flagged)}


def _matches(paper: Paper, query: Query, flagged: Flagged) -> bool:  # noqa: PLR0911 one a kind of node
    match query:
        case And(parts):
            return all(_matches(paper, part, flagged) for part in parts)
        case Or(parts):
            return any(_matches(paper, part, flagged) for part in parts)
        case Not(part):
            return not _matches(paper, part, flagged)
        case Flag.URL:
            return bool(paper.url or paper.doi or paper.arxiv)
        case Flag() | Fact():
            return paper.id in flagged(query)
        case Years(first, last):
            return bool(paper.year) and (first or 0) <= (paper.year or 0) <= (9999 if last is None else last)
        case Phrase(text, field):
            return _has_words(paper, text, Match.EXACT, field)
        case Word(text, field, how) if field and field.exact:
            return _has_value(paper, text, how, field)
        case Word(text, field, how):
            return _has_words(paper, text, how, field) or (field is None and _is_identified_by(paper, text))
        case _:
            return True


def _texts(paper: Paper, field: Field | None) -> list[str]:
    """The texts of a field, with LaTeX both as they are read and as they came, and with the names of Greek letters."""
    texts = {
        Field.TITLE: [paper.title],
        Field.ABSTRACT: [paper.abstract],
        Field.AUTHOR: [author.name for author in paper.authors],
        Field.VENUE: [paper.venue or ""],
        Field.NOTE: [paper.note],
        None: [*paper.tags, paper.key, paper.arxiv or "", str(paper.year or "")],
    }
    found = texts[field] if field else [text for found in texts.values() for text in found]
    read = [typeset(text).text for text in found]
    return [*found, *read, *(with_names(text).text for text in read)]


@cache
def _has_words(paper: Paper, text: str, how: Match, field: Field | None) -> bool:
    return any(
        _stands(sought, how, sequence)
        for sought in readings(text)
        for part in _texts(paper, field)
        for sequence in (_words(part) if len(sought) == 1 else _readings(part))
    )


@cache
def _readings(text: str) -> list[list[str]]:
    return readings(text)


@cache
def _words(text: str) -> list[list[str]]:
    return [[word] for word in {token.word for token in tokens(text)}]


def _stands(sought: list[str], how: Match, sequence: list[str]) -> bool:
    *before, last = sought
    return any(
        all(stem(word) == stem(other) for word, other in zip(before, sequence[at:], strict=False))
        and _alike(last, how, sequence[at + len(before)], whole=not before)
        for at in range(len(sequence) - len(before))
    )


def _alike(last: str, how: Match, word: str, *, whole: bool) -> bool:
    if how is Match.PREFIX:
        return word.startswith(last)
    if stem(word) == stem(last):
        return True
    if how is Match.FUZZY:
        return within(last, word, edits(last))
    # After other words, so few letters are not a condition yet.
    return how is Match.TYPED and (word.startswith(last) or (not whole and len(last) <= 2))


def _has_value(paper: Paper, text: str, how: Match, field: Field) -> bool:
    normal = {Field.ARXIV: normal_arxiv, Field.DOI: normal_doi}.get(field)
    sought = plain_value((normal(text) if normal else None) or text)
    if how in {Match.PREFIX, Match.TYPED}:
        return any(value.startswith(sought) for value in _values(paper, field))
    return any(value == sought or (how is Match.FUZZY and _typed(sought, value)) for value in _values(paper, field))


def _typed(sought: str, value: str) -> bool:
    return within(sought, value, edits(sought))


def _values(paper: Paper, field: Field) -> list[str]:
    if field is not Field.TAG:
        value = {Field.KEY: paper.key, Field.ARXIV: paper.arxiv, Field.DOI: paper.doi}[field]
        return [plain_value(value)] if value else []
    parts = [plain_value(tag).split("/") for tag in paper.tags]
    return ["/".join(levels[:depth]) for levels in parts for depth in range(1, len(levels) + 1)]


def _is_identified_by(paper: Paper, text: str) -> bool:
    arxiv, doi = normal_arxiv(text), normal_doi(text)
    return (arxiv is not None and _has_value(paper, arxiv, Match.EXACT, Field.ARXIV)) or (
        doi is not None and _has_value(paper, doi, Match.EXACT, Field.DOI)
    )
