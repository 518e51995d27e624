"""`tui-reader cite`: papers as citations that are ready to paste."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

import click

from tui_reader.citations.formats import FORMATS, named
from tui_reader.cli.outcome import DONE, NOTHING, WrongUsageError, say
from tui_reader.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from tui_reader.paths import Home


@click.command
@click.argument("keys", nargs=-1, required=True, metavar="KEY...")
@click.option(
    "--format",
    "format_name",
    default=FORMATS[0].name,
    show_default=True,
    metavar="NAME",
    help=f"One of {', '.join(one.name for one in FORMATS)}.",
)
@click.option("--copy", is_flag=True, help="Copy to the clipboard instead of printing.")
def command(keys: tuple[str, ...], format_name: str, *, copy: bool) -> int:
    """Cite papers, in the order given."""
    from tui_reader.cli import opened

    try:
        chosen = named(format_name)
    except ReaderError as error:
        raise WrongUsageError(error.message, error.hint) from None
    with opened.library() as library:
        papers = opened.named(library, keys)
    text = chosen.cite(papers)
    if not text:
        say(f"{chosen.label}: nothing is known for {', '.join(paper.key for paper in papers)}.")
        return NOTHING
    if copy:
        _copy(text, library.home)
    else:
        sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
    return DONE


def _copy(text: str, home: Home) -> None:
    from tui_reader import clipboard

    with _terminal() as terminal:

        def send(sequence: str) -> None:
            if terminal is not None:
                terminal.write(sequence)
                terminal.flush()

        say(clipboard.copy(text, save_to=home.data / "copied.txt", terminal=send if terminal else None).told())


@contextlib.contextmanager
def _terminal() -> Iterator[TextIO | None]:
    """The terminal of this process, whatever its streams are; `None` when there is none."""
    try:
        terminal = open("/dev/tty", "w", encoding="ascii")  # noqa: PTH123, SIM115 Path.open takes it no better
    except OSError:
        yield None
        return
    with terminal:
        yield terminal
