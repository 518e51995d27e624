"""`tui-reader highlights`: lists the passages of abstracts that were marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tui_reader.cli.exit_codes import DONE, NOTHING_FOUND, say
from tui_reader.model.annotations import COLOURS, Colour
from tui_reader.texts.anchors import selectors
from tui_reader.texts.relocating import locate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui_reader.cli.output import Line
    from tui_reader.model.annotations import Highlight
    from tui_reader.model.papers import Paper


@click.command
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option("--text", default="", metavar="TEXT", help="Only those with this in passage or comment.")
@click.option("--colour", type=click.Choice(COLOURS), help="Only those of this colour.")
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="Show at most N.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list.")
def command(keys: tuple[str, ...], text: str, colour: Colour | None, limit: int | None, *, as_json: bool) -> int:
    """List marked passages, the newest first.

    In a pipe each is one line: its id, the key of its paper, its colour, the passage and the comment between tabs.
    In JSON the passage is as the source has it (elsewhere LaTeX is Unicode), its target has the selectors of a W3C Web
    Annotation, and `found` says where it is in the abstract as it is now; null when it is not there any more.
    """
    from tui_reader.cli import output, session

    with session.library() as library:
        wanted = {paper.id for paper in session.find_all(library, keys)}
        found = [one for one in library.highlights.all(text, colour) if not keys or one.paper in wanted][:limit]
        papers = {paper.id: paper for paper in library.papers(list({one.paper for one in found}))}
    marked = [(one, papers[one.paper]) for one in found if one.paper in papers]
    if as_json:
        from tui_reader.cli.json_output import write_json_list

        write_json_list(_record(one, paper) for one, paper in marked)
    else:
        output.write(_terminal(marked) if output.on_terminal() else _lines(marked), output.MEASURE)
        if not marked:
            say("There is no such highlight." if text or colour or keys else "Nothing is marked yet.")
    return DONE if marked else NOTHING_FOUND


def _record(highlight: Highlight, paper: Paper) -> dict[str, Any]:
    from tui_reader.cli.json_output import highlight_record, utc_time

    return {
        **highlight_record(highlight),
        "key": paper.key,
        "title": paper.title,
        "at": utc_time(highlight.at),
        "found": locate(highlight.anchor, paper.abstract),
        "target": {"source": paper.page, "selector": selectors(highlight.anchor)},
    }


def _lines(marked: Iterable[tuple[Highlight, Paper]]) -> Iterator[Line]:
    from tui_reader.texts.printable import one_line
    from tui_reader.texts.typeset import as_read

    for one, paper in marked:
        facts = (str(one.id), paper.key, one.colour, as_read(one.anchor.exact), one_line(one.comment))
        yield [("\t".join(facts), "")]


def _terminal(marked: Iterable[tuple[Highlight, Paper]]) -> Iterator[Line]:
    from tui_reader.cli.output import FAINT, KEY
    from tui_reader.texts.printable import printable
    from tui_reader.texts.typeset import as_read

    for one, paper in marked:
        gone = "" if locate(one.anchor, paper.abstract) else ", not in the abstract any more"
        yield [(f"“{as_read(one.anchor.exact)}”", "")]
        if one.comment:
            yield from ([(f"  {line}", "italic")] for line in printable(one.comment).split("\n"))
        yield [
            ("  ", ""),
            (paper.key, KEY),
            (f"  {as_read(paper.title)} · {one.colour}{gone} · {one.id}", FAINT),
        ]
