"""`tui-reader tag`: gives papers tags, takes tags away, lists them."""

from __future__ import annotations

import sys

import click

from tui_reader.cli.outcome import DONE, NOTHING, WrongUsageError, say
from tui_reader.errors import ReaderError
from tui_reader.papers import normal_tag


@click.command
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option("--add", multiple=True, metavar="TAG", help="Give the papers a tag; may be repeated.")
@click.option("--remove", multiple=True, metavar="TAG", help="Take a tag from the papers; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list.")
def command(keys: tuple[str, ...], add: tuple[str, ...], remove: tuple[str, ...], *, as_json: bool) -> int:
    """Tag papers, or list tags.

    With KEY each paper is one line: its key, and after a tab the tags that it has now. Without KEY each tag is one
    line: the tag, and after a tab how many papers have it.
    """
    from tui_reader.cli import opened

    if (add or remove) and not keys:
        raise click.UsageError("--add and --remove need a KEY.")
    _check((*add, *remove))
    with opened.library() as library:
        if not keys:
            return _all_tags(library.tags(), as_json=as_json)
        papers = opened.named(library, keys)
        if add or remove:
            library.tag([paper.id for paper in papers], add, remove)
            papers = library.papers([paper.id for paper in papers])
    if as_json:
        from tui_reader.cli.records import write_json_list

        write_json_list({"key": paper.key, "tags": list(paper.tags)} for paper in papers)
    else:
        sys.stdout.writelines(f"{paper.key}\t{' '.join(paper.tags)}\n" for paper in papers)
    return DONE


def _check(tags: tuple[str, ...]) -> None:
    try:
        for tag in tags:
            normal_tag(tag)
    except ReaderError as error:
        raise WrongUsageError(error.message, error.hint) from None


def _all_tags(tags: list[tuple[str, int]], *, as_json: bool) -> int:
    if as_json:
        from tui_reader.cli.records import write_json_list

        write_json_list({"tag": tag, "papers": papers} for tag, papers in tags)
    else:
        sys.stdout.writelines(f"{tag}\t{papers}\n" for tag, papers in tags)
        if not tags:
            say("No paper has a tag yet.")
    return DONE if tags else NOTHING
