"""`tui-reader open`: a paper's page in the browser, and all the addresses that a paper leads to."""

from __future__ import annotations

import sys

import click

from tui_reader.cli.exit_codes import DONE, WrongUsageError, say
from tui_reader.errors import NotFoundError


@click.command
@click.argument("key")
@click.option("--list", "listed", is_flag=True, help="Print all addresses, and open none.")
@click.option("--link", "number", type=click.IntRange(min=1), metavar="N", help="Open the address of this number.")
def command(key: str, *, listed: bool, number: int | None) -> int:
    """Open the page of a paper in the browser.

    The first address is the page of the paper, by its URL, DOI or arXiv id; after it come those in the abstract and the
    note. --list prints one a line: number, where it is from, address, between tabs.
    """
    from tui_reader.cli import session
    from tui_reader.system.browser import open_page
    from tui_reader.texts.links import paper_links

    if listed and number:
        raise click.UsageError("--list opens nothing, so it takes no --link.")
    with session.library() as papers:
        paper = session.find(papers, key)
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
