"""`tui-reader attach`: says which files on this machine belong to a paper."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from tui_reader.cli.exit_codes import DONE, NOTHING_FOUND, say
from tui_reader.errors import NotFoundError
from tui_reader.texts.counts import counted
from tui_reader.texts.printable import one_line


@click.command
@click.argument("key")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option("--remove", is_flag=True, help="Take the files from the paper; they stay on the disk.")
@click.option("--json", "as_json", is_flag=True, help="Print the files as one JSON object.")
def command(key: str, files: tuple[str, ...], *, remove: bool, as_json: bool) -> int:
    """Attach files to a paper, or list those that it has.

    The file stays where it is; the library keeps its path. `tui-reader open KEY --file` opens it.
    """
    from tui_reader.cli import session

    if remove and not files:
        raise click.UsageError("--remove needs a FILE.")
    with session.library() as library:
        paper = session.find(library, key)
        if remove:
            with library.journal.joined(f"took {counted(len(files), 'file')} from {paper.key}"):
                for file in files:
                    library.edits.detach(paper.id, _as_kept(file, paper.details.files))
        elif files:
            for file in files:
                if not Path(file).exists():
                    raise NotFoundError(f"There is no file {one_line(file)}.", "Nothing was attached; check the path.")
            library.edits.attach(paper.id, [str(Path(file).absolute()) for file in files])
        now = library.papers([paper.id])[0].details.files
    if as_json:
        sys.stdout.write(f"{json.dumps({'key': paper.key, 'files': list(now)})}\n")
    else:
        sys.stdout.writelines(f"{one_line(file)}\n" for file in now)
        if not now:
            say(f"{paper.key} has no file.")
    return DONE if now or files else NOTHING_FOUND


def _as_kept(file: str, there: tuple[str, ...]) -> str:
    """A file as the paper has it: as it is typed, as its whole path, or by its name where that is of one file."""
    for name in (file, str(Path(file).absolute())):
        if name in there:
            return name
    named = [one for one in there if Path(one).name == file]
    return named[0] if len(named) == 1 else file
