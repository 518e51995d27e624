"""What a note was before: listed, compared and brought back for `tui-reader note`."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from tui_reader.cli import output
from tui_reader.cli.exit_codes import DONE, NOTHING_FOUND, say
from tui_reader.cli.json_output import utc_time
from tui_reader.errors import NotFoundError
from tui_reader.texts.printable import one_line, printable

if TYPE_CHECKING:
    from tui_reader.cli.output import Line
    from tui_reader.library.library import Library
    from tui_reader.model.history import NoteVersion
    from tui_reader.model.papers import Paper

_STYLES = {"+": "green", "-": "red", "@": "cyan"}


def list_versions(library: Library, paper: Paper) -> int:
    """Prints each version of a note: its number, when it was saved, its length and its first line, between tabs."""
    versions = library.notes.versions(paper.id)
    first = 0 if paper.note else 1
    output.write(_version(number, version) for number, version in enumerate(versions, first))
    if not versions:
        say(f"{paper.key} has no note and had none.")
    return DONE if versions else NOTHING_FOUND


def compare(library: Library, paper: Paper, number: int) -> int:
    """Prints what was changed between a version and the note as it is, as a unified diff."""
    old = _old(library, paper, number)
    names = (f"{paper.key} {number}, {utc_time(old.at)}", f"{paper.key}, now")
    changes = difflib.unified_diff(
        printable(old.text).splitlines(), printable(paper.note).splitlines(), *names, lineterm=""
    )
    lines = list(changes)
    output.write([(line, _STYLES.get(line[:1], "") if output.on_terminal() else "")] for line in lines)
    if not lines:
        say(f"Version {number} is the note as it is.")
    return DONE if lines else NOTHING_FOUND


def restore(library: Library, paper: Paper, number: int) -> int:
    """Makes a version the note again; the note as it was is a version then."""
    old = _old(library, paper, number)
    # Not merged: whoever asks for a version wants that text. What it replaces, whoever wrote it, is a version then.
    library.write_note(paper.id, old.text)
    say(f"The note of {paper.key} is what it was at {utc_time(old.at)}.")
    return DONE


def _old(library: Library, paper: Paper, number: int) -> NoteVersion:
    """A version before the note as it is: 1 is the last one."""
    old = library.notes.versions(paper.id)[1 if paper.note else 0 :]
    if not old:
        raise NotFoundError(f"The note of {paper.key} has no earlier version.")
    if number > len(old):
        raise NotFoundError(
            f"The note of {paper.key} has no version {number}.", f"There are 1 to {len(old)}; --history lists them."
        )
    return old[number - 1]


def _version(number: int, version: NoteVersion) -> Line:
    beginning = next((line for line in version.text.splitlines() if line.strip()), "")
    style = output.FAINT if number else ""
    return [(f"{number}\t{utc_time(version.at)}\t{len(version.text):,}\t{one_line(beginning)}", style)]
