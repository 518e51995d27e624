"""`tui-reader open`: a paper's page in the browser, and all the addresses that a paper leads to."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tui_reader.cli.exit_codes import DONE, WrongUsageError, say
from tui_reader.errors import NotFoundError
from tui_reader.paths import typed_path
from tui_reader.texts.counts import counted
from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from tui_reader.model.papers import Paper


@click.command
@click.argument("key")
@click.option("--list", "listed", is_flag=True, help="Print all addresses, and open none.")
@click.option("--link", "number", type=click.IntRange(min=1), metavar="N", help="Open the address of this number.")
@click.option(
    "--file",
    "file",
    type=click.IntRange(min=1),
    is_flag=False,
    flag_value=1,
    metavar="[N]",
    help="Open the paper's file, the first or that of this number.",
)
def command(key: str, *, listed: bool, number: int | None, file: int | None) -> int:
    """Open the page of a paper in the browser, or its file.

    The first address is the page of the paper, by its URL, DOI or arXiv id; after it come those in the abstract and the
    note. --list prints one a line: number, where it is from, address, between tabs. --file opens a file with the
    program of `open.file` in the configuration, else with the desktop's; `tui-reader attach KEY` lists the files.
    """
    from tui_reader.cli import session
    from tui_reader.system.browser import open_page
    from tui_reader.texts.links import paper_links

    if listed and (number or file):
        raise click.UsageError("--list opens nothing, so it takes no --link and no --file.")
    if number and file:
        raise click.UsageError("--link and --file open one thing at a time.")
    with session.library() as papers:
        paper = session.find(papers, key)
        if file:
            return _open_file(paper, file, papers.config.open_file)
    found = paper_links(paper)
    if not found:
        raise NotFoundError(
            f"No address is known for {paper.key}.",
            "No source gave a URL, a DOI or an arXiv id, and the note has none.",
        )
    if listed:
        sys.stdout.writelines(f"{place}\t{label}\t{url}\n" for place, (label, url) in enumerate(found, 1))
        return DONE
    if number and number > len(found):
        raise WrongUsageError(f"{paper.key} has {len(found)} addresses.", "--list prints them with their numbers.")
    _, url = found[(number or 1) - 1]
    open_page(url, otherwise=f"tui-reader open {paper.key} --list prints the addresses.")
    say(f"Opening {url}")
    return DONE


def _open_file(paper: Paper, number: int, program: str) -> int:

    from tui_reader.system.file_opener import open_file

    files = paper.details.files
    if not files:
        raise NotFoundError(f"{paper.key} has no file.", f"tui-reader attach {paper.key} FILE gives it one.")
    if number > len(files):
        raise WrongUsageError(
            f"{paper.key} has {counted(len(files), 'file')}.", f"tui-reader attach {paper.key} lists them."
        )
    path = typed_path(files[number - 1])
    open_file(path, program)
    more = f" (1 of {len(files)}; --file N opens another)" if number == 1 and len(files) > 1 else ""
    say(f"Opening {one_line(str(path))}{more}")
    return DONE
