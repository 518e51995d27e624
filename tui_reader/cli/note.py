"""`tui-reader note`: prints, writes and extends the note of a paper."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tui_reader.cli.exit_codes import DONE, NOTHING_FOUND, say
from tui_reader.errors import ReaderError

if TYPE_CHECKING:
    from tui_reader.library.library import Library
    from tui_reader.model.history import WrittenNote
    from tui_reader.model.papers import Paper


_VERSION = click.IntRange(1)


@click.command
@click.argument("key")
@click.option("--append", metavar="TEXT", help="Add a paragraph at the end.")
@click.option("--stdin", "from_stdin", is_flag=True, help="Replace the note by standard input.")
@click.option("--edit", is_flag=True, help="Edit the note in $VISUAL or $EDITOR.")
@click.option("--remove", is_flag=True, help="Take the note away.")
@click.option("--history", is_flag=True, help="List what the note was before.")
@click.option("--diff", type=_VERSION, is_flag=False, flag_value=1, metavar="[N]", help="What changed since version N.")
@click.option("--restore", type=_VERSION, metavar="N", help="Bring version N back.")
def command(  # noqa: PLR0913 - one for each option
    key: str,
    append: str | None,
    diff: int | None,
    restore: int | None,
    *,
    from_stdin: bool,
    edit: bool,
    remove: bool,
    history: bool,
) -> int:
    """Print the note of a paper, change it, or see what it was.

    Each version that --history lists is one line: its number, when it was saved, how many characters it has, and its
    first line, between tabs. 0 is the note as it is, 1 what it was before.
    """
    from tui_reader.cli import session

    if (append is not None) + (diff is not None) + (restore is not None) + from_stdin + edit + remove + history > 1:
        raise click.UsageError("Only one thing can be done with a note at a time.")
    with session.library() as library:
        paper = session.find(library, key)
        if history or diff or restore:
            return _past(library, paper, diff, restore)
        if append is not None:
            return _append(library, paper, append)
        if from_stdin:
            return _replace(library, paper)
        if edit:
            return _edit(library, paper)
        if remove:
            gone = library.write_note(paper.id, "").replaced
            say(f"The note of {paper.key} is gone." if gone else f"{paper.key} has no note.")
            return DONE
    return _print(paper)


def _past(library: Library, paper: Paper, diff: int | None, restore: int | None) -> int:
    from tui_reader.cli import history

    if diff:
        return history.compare(library, paper, diff)
    return history.restore(library, paper, restore) if restore else history.list_versions(library, paper)


def _print(paper: Paper) -> int:
    if not paper.note:
        say(f"{paper.key} has no note.")
        return NOTHING_FOUND
    # A pipe gets the note to the letter; a terminal gets nothing that it would obey.
    if sys.stdout.isatty():
        from tui_reader.texts.printable import printable

        sys.stdout.write(f"{printable(paper.note)}\n")
    else:
        sys.stdout.write(paper.note if paper.note.endswith("\n") else f"{paper.note}\n")
    return DONE


def _append(library: Library, paper: Paper, text: str) -> int:
    if not text.strip():
        raise click.UsageError("--append needs a text.")
    library.append_note(paper.id, text)
    say(f"Saved the note of {paper.key}.")
    return DONE


def _replace(library: Library, paper: Paper) -> int:
    if sys.stdin is None:
        raise ReaderError("There is no standard input to read from.", "Use --append or --edit.")
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig").removesuffix("\n")
    except UnicodeDecodeError as error:
        raise ReaderError(
            f"Standard input is not UTF-8 (byte {error.start}); the note is as it was.", "Convert it with iconv."
        ) from None
    if not text.strip():
        raise ReaderError(
            f"Standard input was empty; the note of {paper.key} is as it was.", "--remove takes a note away."
        )
    # Standard input may have taken its time, and another window may have written meanwhile.
    return _say_saved(paper, library.write_note(paper.id, text, based_on=paper.note))


def _edit(library: Library, paper: Paper) -> int:
    from tui_reader.notes.mirror import file_name
    from tui_reader.system.editor import Draft

    note = paper.note or library.new_note(paper)
    with Draft(note, file_name(paper.key)) as draft:
        text = draft.edit()
        if text == note:
            say(f"The note of {paper.key} is unchanged.")
            return DONE
        with draft.kept_on_failure():
            written = library.write_note(paper.id, text, based_on=paper.note)
    return _say_saved(paper, written)


def _say_saved(paper: Paper, written: WrittenNote) -> int:
    say(f"Saved the note of {paper.key}.")
    if notice := written.notice(paper.key):
        say(notice)
        say(f"tui-reader note {paper.key} --history lists the versions.")
    return DONE
