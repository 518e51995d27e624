"""How papers look on the command line: styled and wrapped on a terminal, one plain line for each thing in a pipe.

A line is made of pieces of text with the name of a style. All of them go through `printable`, and none is ever read as
markup.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tui_reader.model.papers import MOST_STARS
from tui_reader.texts.fact_lines import fact_lines
from tui_reader.texts.printable import one_line, printable
from tui_reader.texts.times import in_utc
from tui_reader.texts.typeset import Typeset, typeset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tui_reader.model.annotations import Highlight
    from tui_reader.model.imports import FactSource
    from tui_reader.model.papers import Paper
    from tui_reader.search.hit_spans import Highlighter

Line = list[tuple[str, str]]
"""Pieces of text, each with its style."""

TITLE = "bold"
HIT = "bold yellow"
FAINT = "dim"
KEY = "cyan"
MARK = "yellow"
MEASURE = 80
"""The most columns of running text."""

_FEW = 3
"""Authors that a line of a list names; of more, the first."""


def on_terminal() -> bool:
    """Whether results go to a terminal."""
    return sys.stdout.isatty()


def write(lines: Iterable[Line], measure: int | None = None) -> None:
    """Lines on standard output; on a terminal in style (without colours under NO_COLOR), `measure` columns at most."""
    if not on_terminal():
        for line in lines:
            sys.stdout.write("".join(text for text, _ in line) + "\n")
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    width = min(console.width, measure) if measure else None
    for line in lines:
        console.print(Text.assemble(*line), width=width)


def rows(papers: Iterable[Paper], hits: Highlighter | None = None) -> Iterator[Line]:
    """A list of papers: two lines each on a terminal; else key, title, authors and year between tabs."""
    styled = on_terminal()
    for paper in papers:
        title, authors = typeset(one_line(paper.title)), one_line(_names(paper))
        year = str(paper.year or "")
        if not styled:
            yield [(f"{paper.key}\t{title.text}\t{authors}\t{year}", "")]
            continue
        yield [*_with_hits(title, hits), (" ★" if paper.bookmarked else "", MARK)]
        facts = filter(None, (one_line(_few_names(paper)), year, one_line(paper.venue or "")))
        note = ("  ✎" if paper.note else "", MARK)
        yield [("  ", ""), (paper.key, KEY), ("  " + " · ".join(facts), FAINT), *_tags(paper), note]


def details(paper: Paper, highlights: Sequence[Highlight] = (), *, raw: bool = False) -> Iterator[Line]:
    """Everything about one paper, a thing a line; with `raw`, title and abstract with their LaTeX."""
    title, abstract = (text if raw else typeset(text).text for text in (paper.title, paper.abstract))
    yield [(one_line(title), TITLE)]
    if paper.authors:
        yield [(one_line(_names(paper)), "")]
    for facts in fact_lines(paper):
        yield [(one_line(facts), FAINT)]
    marks = ["★ bookmarked"] if paper.bookmarked else []
    marks += [f"rated {paper.rating} of {MOST_STARS}"] if paper.rating else []
    marks += [f"✓ read {_day(paper.read_at)}"] if paper.read else []
    marks += [f"◷ queued {_day(paper.queued_at)}"] if paper.queued else []
    marks += ["★" * paper.rating + "☆" * (5 - paper.rating)] if paper.rating else []
    yield [(paper.key, KEY), ("".join(f"  {mark}" for mark in marks), MARK), *_tags(paper)]
    if paper.page:
        yield [(one_line(paper.page), FAINT)]
    if abstract:
        yield []
        yield from ([(line, "")] for line in printable(abstract).split("\n"))
    if highlights:
        yield []
        yield [("Highlights", TITLE)]
        yield from _passages(highlights, raw=raw)
    if paper.note:
        yield []
        yield [("Note", TITLE)]
        yield from ([(line, "")] for line in printable(paper.note).split("\n"))
    yield []
    origin = f"; known from {'; '.join(paper.sources)}" if paper.sources else ""
    yield [(one_line(f"Added {_day(paper.added)}{origin}."), FAINT)]


def fact_sources(sources: Iterable[FactSource]) -> Iterator[Line]:
    """Where each fact is from and since when, a line each."""
    yield []
    yield [("Where the facts are from", TITLE)]
    for field, source, at in sources:
        yield [(f"{field}  ", KEY), (one_line(source or "not known"), ""), (f"  {_day(at)}", FAINT)]


def _day(at: float) -> str:
    return in_utc(at).strftime("%Y-%m-%d")


def _passages(highlights: Sequence[Highlight], *, raw: bool) -> Iterator[Line]:
    """Each passage with its colour, and the comment on it below."""
    for one in highlights:
        passage = one.anchor.exact if raw else typeset(one.anchor.exact).text
        yield [(f"“{one_line(passage)}”", ""), (f"  {one.colour}", FAINT)]
        if one.comment:
            yield from ([(f"  {line}", "")] for line in printable(one.comment).split("\n"))


def _with_hits(title: Typeset, hits: Highlighter | None) -> Line:
    pieces: Line = []
    last = 0
    for start, end in hits.spans(title, "title") if hits else ():
        pieces += [(title.text[last:start], TITLE), (title.text[start:end], HIT)]
        last = end
    return [*pieces, (title.text[last:], TITLE)]


def _names(paper: Paper) -> str:
    return ", ".join(author.name for author in paper.authors)


def _few_names(paper: Paper) -> str:
    return _names(paper) if len(paper.authors) <= _FEW else f"{paper.authors[0].surname} et al."


def _tags(paper: Paper) -> Line:
    return [("".join(f"  #{one_line(tag)}" for tag in paper.tags), MARK)]
