"""`tui-reader styles`: the styles that there are, by words of their names."""

from __future__ import annotations

import sys

import click

from tui_reader.cli.exit_codes import DONE, NOTHING_FOUND, report_error


@click.command
@click.argument("words", nargs=-1, metavar="[WORD]...")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list.")
def command(words: tuple[str, ...], *, as_json: bool) -> int:
    """List the styles of citation, or those with every WORD.

    WORDs are looked for in names and titles. A line is a name for `cite --format`, a tab, and the title. Files `*.csl`
    in the directory `styles` beside config.toml are styles too, and come first.
    """
    from tui_reader.citations.registry import FormatRegistry
    from tui_reader.paths import Home

    catalogue = FormatRegistry(Home.of_user()).styles
    if problem := catalogue.problem:
        report_error(problem)
    styles = catalogue.search(" ".join(words))
    if as_json:
        from tui_reader.cli.json_output import write_json_list

        write_json_list({"name": style.name, "title": style.title, "own": style.own} for style in styles)
    else:
        for style in styles:
            sys.stdout.write(f"{style.name}\t{style.title}\n")
    return DONE if styles else NOTHING_FOUND
