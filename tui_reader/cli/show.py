"""`tui-reader show`: everything about one paper."""

from __future__ import annotations

import click

from tui_reader.cli.exit_codes import DONE


@click.command
@click.argument("key")
@click.option("--raw", is_flag=True, help="Leave the LaTeX of title and abstract as it is.")
@click.option("--sources", is_flag=True, help="Say where each fact is from, and since when.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(key: str, *, raw: bool, sources: bool, as_json: bool) -> int:
    """Show everything known about one paper.

    LaTeX in title and abstract is shown as Unicode; JSON has it as it is.
    """
    from tui_reader.cli import output, session

    with session.library() as papers:
        paper = session.find(papers, key)
        if as_json:
            from tui_reader.cli import json_output

            json_output.write_json(json_output.record(papers, paper, sources=sources))
            return DONE
        highlights = papers.highlights.of(paper.id)
        origins = papers.provenance.of(paper.id) if sources else ()
    output.write(output.details(paper, highlights, raw=raw), output.MEASURE)
    if sources:
        output.write(output.fact_sources(origins), output.MEASURE)
    return DONE
