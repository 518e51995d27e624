"""`tui-reader export`: papers as files for other programs and for people."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import click

from tui_reader.cli.exit_codes import COULD_NOT, DONE, NOTHING_FOUND, WrongUsageError, say
from tui_reader.cli.query_words import SETTINGS, query_text
from tui_reader.cli.typos import close_to, did_you_mean
from tui_reader.errors import ReaderError
from tui_reader.exporters.formats import FORMATS, by_name, of_file
from tui_reader.exporters.records import PARTS
from tui_reader.paths import typed_path
from tui_reader.texts.counts import counted
from tui_reader.texts.printable import printable

if TYPE_CHECKING:
    from pathlib import Path
    from typing import TextIO

    from tui_reader.exporters.records import Format, Part
    from tui_reader.library.exporting import Wish
    from tui_reader.library.library import Library


@click.command(context_settings=SETTINGS)
@click.argument("query", nargs=-1)
@click.option(
    "--format",
    "format_name",
    metavar="NAME",
    help=f"One of {', '.join(one.name for one in FORMATS)}. By default what the ending of FILE says, else jsonl.",
)
@click.option(
    "--template",
    metavar="FILE",
    help="Write the text of a file once a paper, with its facts in the place of {title}, {authors}, {year}...",
)
@click.option("-o", "--output", "file", metavar="FILE", help="Write to a file; by default to standard output.")
@click.option("--split", "directory", metavar="DIR", help="Write a Markdown file for each paper into a directory.")
@click.option("--force", is_flag=True, help="Replace files that exist.")
@click.option(
    "--with", "parts", metavar="PARTS", help=f"What each paper carries, with commas: {', '.join(PARTS)}, or none."
)
def command(  # noqa: PLR0913 - one for each option
    query: tuple[str, ...],
    format_name: str | None,
    template: str | None,
    file: str | None,
    directory: str | None,
    *,
    parts: str | None,
    force: bool,
) -> int:
    """Export papers: those that a query finds, or all.

    JSON Lines is complete: imported into an empty library it is the same library. A file is written whole or not at
    all.
    """
    from tui_reader.cli import session
    from tui_reader.library.exporting import Wish

    if file is not None and directory is not None:
        raise click.UsageError("-o writes one file and --split many: give one of them.")
    if file == "-":
        file = None
    text = query_text(query)
    if template is not None and format_name is not None:
        raise click.UsageError("--template is a format of its own, and takes no --format.")
    chosen = _format(format_name, file, directory) if template is None else _of_template(template)
    carried = _parts(parts)
    if carried and chosen.is_bare:
        raise WrongUsageError(f"{chosen.label} has no place for {', '.join(sorted(carried))}.", "Leave --with out.")
    with session.library() as library:
        ids = session.search(library, text).ids if text.strip() else library.browse().ids
        if text.strip() and not ids:
            say("Nothing found.")
            return NOTHING_FOUND
        return _write(library, Wish(ids, chosen, carried), file, directory, force=force)


def _write(library: Library, wish: Wish, file: str | None, directory: str | None, *, force: bool) -> int:
    from tui_reader.cli.progress import bar
    from tui_reader.library import exporting

    with bar("Exporting") as advance:
        wish = wish._replace(progress=lambda done: advance(done, len(wish.ids)))
        if directory is not None:
            written = exporting.to_directory(library, wish, typed_path(directory), force=force)
            where = directory
        elif file is not None:
            path = typed_path(file)
            if not _may_replace(path, force=force):
                return COULD_NOT
            exporting.to_file(library, wish, path)
            written, where = len(wish.ids), file
        else:
            _to_output(library, wish)
            return DONE
    say(f"{counted(written, 'paper')} as {wish.format.label}: {where}")
    return DONE


def _to_output(library: Library, wish: Wish) -> None:
    """Writes to standard output: on a terminal what harms none, else the file as it is, in UTF-8."""
    from tui_reader.library import exporting

    stream: TextIO = sys.stdout
    if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
        stream.reconfigure(encoding="utf-8", errors="replace", newline="")
    if stream.isatty():
        wish = wish._replace(progress=lambda _done: None)  # a bar between the lines would tear them
        stream = _OnTerminal(stream)
    exporting.to_stream(library, wish, stream)


class _OnTerminal(io.StringIO):
    """Passes on what is written, with nothing in it that a terminal obeys."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream

    def write(self, text: str, /) -> int:
        self._stream.write(printable(text))
        return len(text)


def _may_replace(path: Path, *, force: bool) -> bool:
    """Whether a file may be written: there is none, or it is no regular one, or the user says so."""
    if force or not path.is_file():
        return True
    if sys.stdin.isatty() and sys.stderr.isatty():
        if click.confirm(f"Replace {click.format_filename(path, shorten=True)}?", err=True):
            return True
        say("Nothing was written.")
        return False
    raise ReaderError(f"{path} exists; nothing was written.", "--force replaces it.")


def _of_template(file: str) -> Format:
    from tui_reader.exporters.templates import of_template

    try:
        return of_template(typed_path(file).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise ReaderError(f"The template {file} cannot be read: {reason}.", "Name another file.") from None
    except ReaderError as error:
        raise WrongUsageError(f"{file}: {error.message}", error.hint) from None


def _format(name: str | None, file: str | None, directory: str | None) -> Format:
    """The format that is asked for, or that the place says."""
    try:
        if name is not None:
            return by_name(name)
        if directory is not None:
            return by_name("markdown")
        return of_file(file) if file is not None else by_name("jsonl")
    except ReaderError as error:
        meant = did_you_mean(close_to(name or "", [one.name for one in FORMATS]))
        raise WrongUsageError(error.message, f"{meant} {error.hint}".strip()) from None


def _parts(text: str | None) -> frozenset[Part] | None:
    """The parts that are named, with commas between them."""
    if text is None or text == "none":
        return None if text is None else frozenset()
    names = [name.strip().casefold() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in PARTS:
            meant = did_you_mean(close_to(name, PARTS))
            raise WrongUsageError(f"--with knows no {name!r}.", f"{meant} There are {', '.join(PARTS)}.".strip())
    return frozenset(part for part in PARTS if part in names)
