"""`tui-reader tag`: gives papers tags, takes tags away, lists, renames and deletes them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tui_reader.cli.exit_codes import DONE, NOTHING_FOUND, WrongUsageError, say
from tui_reader.errors import ReaderError
from tui_reader.model.papers import normal_tag
from tui_reader.texts.counts import counted

if TYPE_CHECKING:
    from tui_reader.library.library import Library


@click.command
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option("--add", multiple=True, metavar="TAG", help="Give the papers a tag; may be repeated.")
@click.option("--remove", multiple=True, metavar="TAG", help="Take a tag from the papers; may be repeated.")
@click.option("--rename", nargs=2, metavar="OLD NEW", help="Rename a tag everywhere; two of one name become one.")
@click.option("--delete", metavar="TAG", help="Take a tag from all papers.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list.")
def command(  # noqa: PLR0913 - one for each option
    keys: tuple[str, ...],
    add: tuple[str, ...],
    remove: tuple[str, ...],
    rename: tuple[str, str] | None,
    delete: str | None,
    *,
    as_json: bool,
) -> int:
    """Tag papers, or list tags.

    With KEY each paper is one line: its key, and after a tab the tags that it has now. Without KEY each tag is one
    line: the tag, and after a tab how many papers have it or one below it. --rename and --delete take the tags below
    along (with ml, ml/inference).
    """
    from tui_reader.cli import session

    if (add or remove) and not keys:
        raise click.UsageError("--add and --remove need a KEY.")
    if rename or delete is not None:
        if keys or as_json or (rename and delete is not None):
            raise click.UsageError("--rename and --delete are for all papers, and go with nothing else.")
        _check(rename or (delete or "",))
        with session.library() as library:
            return _rename(library, *rename) if rename else _delete(library, delete or "")
    _check((*add, *remove))
    with session.library() as library:
        if not keys:
            return _all_tags(library.tags(), as_json=as_json)
        papers = session.find_all(library, keys)
        if add or remove:
            library.tag([paper.id for paper in papers], add, remove)
            papers = library.papers([paper.id for paper in papers])
    if as_json:
        from tui_reader.cli.json_output import write_json_list

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


def _rename(library: Library, old: str, new: str) -> int:
    papers = library.rename_tag(old, new)
    if not papers and normal_tag(old) != normal_tag(new):
        return _unknown(old)
    say(f"{normal_tag(old)} is {normal_tag(new)} now; that changed {counted(papers, 'paper')}.")
    return DONE


def _delete(library: Library, tag: str) -> int:
    papers = library.delete_tag(tag)
    if not papers:
        return _unknown(tag)
    say(f"{normal_tag(tag)} is gone; that changed {counted(papers, 'paper')}.")
    return DONE


def _unknown(tag: str) -> int:
    say(f"No paper has the tag {normal_tag(tag)}.")
    return NOTHING_FOUND


def _all_tags(tags: list[tuple[str, int]], *, as_json: bool) -> int:
    if as_json:
        from tui_reader.cli.json_output import write_json_list

        write_json_list({"tag": tag, "papers": papers} for tag, papers in tags)
    else:
        sys.stdout.writelines(f"{tag}\t{papers}\n" for tag, papers in tags)
        if not tags:
            say("No paper has a tag yet.")
    return DONE if tags else NOTHING_FOUND
