"""`tui-reader search`: the papers that match a query."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tui_reader.cli.exit_codes import DONE, NOTHING_FOUND, say
from tui_reader.cli.query_words import SETTINGS, query_text
from tui_reader.model.results import SORTS
from tui_reader.texts.counts import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.library.library import Library
    from tui_reader.model.papers import Paper
    from tui_reader.model.results import Answer, Sort

_PAGE = 256


@click.command(context_settings=SETTINGS)
@click.argument("query", nargs=-1)
@click.option("--saved", metavar="NAME", help="Ask a saved search, by its name or its key 1 to 9.")
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="Show at most N papers.")
@click.option("--sort", type=click.Choice(SORTS), help="Order; by default relevance where words rank, else added.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list.")
def command(query: tuple[str, ...], saved: str | None, limit: int | None, sort: Sort | None, *, as_json: bool) -> int:
    """Find papers, best first.

    QUERY is words (all of them), "a phrase", a OR b, -without, (groups), start*, typpo~, title:word (also abstract,
    author, venue, note, tag, key), year:2018..2022, is:bookmarked, has:note. In a pipe each paper is one line: key,
    title, authors and year between tabs.
    """
    text = query_text(query)
    if bool(query) == (saved is not None):
        raise click.UsageError("Give a QUERY, or --saved NAME." if not query else "--saved takes no QUERY.")
    from tui_reader.cli import session

    with session.library() as papers:
        if saved is not None:
            search = papers.queries.named(saved)
            text, sort = search.query, sort or search.sort
        return write_answer(papers, session.search(papers, text, sort, limit), as_json=as_json)


def write_answer(papers: Library, answer: Answer, *, as_json: bool = False) -> int:
    """Prints an answer, and on a terminal how much it is of what; the exit code."""
    from tui_reader.cli import output

    found = _found(papers, answer)
    if as_json:
        from tui_reader.cli import json_output

        json_output.write_json_list({**json_output.record(papers, paper), "score": score} for paper, score in found)
    else:
        from tui_reader.search.hit_spans import Highlighter

        hits = Highlighter(answer.query) if answer.query and output.on_terminal() else None
        output.write(output.rows((paper for paper, _ in found), hits))
        if not answer.total or output.on_terminal():
            sys.stdout.flush()
            sys.stderr.write(f"{answer.total:,} of {answer.of:,} papers, by {answer.sort}\n")
            if not answer.total:
                _explain(papers, answer)
    return DONE if answer.total else NOTHING_FOUND


def _explain(papers: Library, answer: Answer) -> None:
    """Says why nothing was found, and which other queries find something."""
    explanation = papers.explain(answer)
    if explanation.missing:
        say(f"No paper has {', '.join(explanation.missing)}.")
    for way in explanation.ways_out:
        label = "Did you mean" if way is explanation.meant else f"Without {way.change}"
        say(f"{label}: {way.text} ({counted(way.papers, 'paper')})")


def _found(papers: Library, answer: Answer) -> Iterator[tuple[Paper, float | None]]:
    """The papers with their scores, a page at a time."""
    scores = dict(zip(answer.ids, answer.scores, strict=False))
    for start in range(0, len(answer.ids), _PAGE):
        for paper in papers.papers(answer.ids[start : start + _PAGE]):
            yield paper, scores.get(paper.id)
