"""`tui-reader show`: everything about one paper."""

from __future__ import annotations

import click

from tui_reader.cli.outcome import DONE


@click.command
@click.argument("key")
@click.option("--raw", is_flag=True, help="Leave the LaTeX of title and abstract as it is.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(key: str, *, raw: bool, as_json: bool) -> int:
    """Show everything known about one paper.

    LaTeX in title and abstract is shown as Unicode; JSON has it as it is.
    """
    from tui_reader.cli import opened, shown

    with opened.library() as papers:
        paper = papers.find(key)
        highlights = papers.highlights.of(paper.id)
    if as_json:
        from tui_reader.cli import records

        records.write_json(records.full_record(paper, highlights))
    else:
        shown.write(shown.details(paper, highlights, raw=raw), shown.MEASURE)
    return DONE
