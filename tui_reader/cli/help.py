"""`tui-reader help`: the manual, a page or a section at a time."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from tui_reader import manual
from tui_reader.cli import COMMANDS
from tui_reader.cli.exit_codes import DONE, NOTHING_FOUND, say
from tui_reader.cli.output import on_terminal
from tui_reader.cli.typos import close_to, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console, RenderableType

    from tui_reader.manual import Section

_STYLES = {"markdown.code": "cyan", "markdown.code_block": "cyan", "markdown.h1": "bold", "markdown.h2": "bold yellow"}
"""Colours of the terminal's own and no backgrounds, so that the page can be read on dark and light ones."""

_MEASURE = 100
"""The most columns of a page on a terminal."""


@click.command
@click.argument("words", nargs=-1, metavar="[TOPIC | COMMAND | WORD...]")
def command(words: tuple[str, ...]) -> int:
    """Show the manual: a topic, a command, or a word.

    Without an argument it lists the topics. A page that is longer than the terminal opens in $PAGER (less). In a
    pipe it is Markdown.
    """
    wanted = " ".join(words).casefold().strip()
    if not wanted:
        return _list_topics()
    if wanted in manual.TOPICS:
        return _show(manual.page(wanted))
    found = _sections(wanted)
    if len(found) == 1:
        return _show(_markdown(found[0]))
    if not found:
        heard = {*manual.TOPICS, *COMMANDS, *(one.heading.casefold() for one in manual.sections())}
        say(f"The manual says nothing about “{wanted}”. {did_you_mean(close_to(wanted, heard))}".rstrip())
        say("tui-reader help lists its topics.")
        return NOTHING_FOUND
    for one in found:
        sys.stdout.write(f"{one.topic}\t{one.heading}\n")
    say(f"{len(found)} sections have that; tui-reader help HEADING shows one.")
    return DONE


def _list_topics() -> int:
    width = max(map(len, manual.TOPICS))
    for topic, about in manual.TOPICS.items():
        sys.stdout.write(f"{topic:<{width}}  {about}\n")
    say("tui-reader help TOPIC shows one; a command or any other word is looked for in all of them.")
    return DONE


def _sections(wanted: str) -> Sequence[Section]:
    """The section of a command or of a heading; else the page whose name begins so, or all sections with the words."""
    everything = manual.sections()
    if wanted in COMMANDS:
        return [one for one in everything if (one.topic, one.heading) == ("command-line", wanted)]
    exact = [one for one in everything if one.heading.casefold() == wanted]
    if exact:
        return exact[:1]
    words = wanted.split()

    def has_words(text: str) -> bool:
        return all(word in text.casefold() for word in words)

    return [one for one in everything if has_words(one.heading)] or [one for one in everything if has_words(one.text)]


def _markdown(section: Section) -> str:
    return f"# {section.heading}\n\n{section.text}\n\n(tui-reader help {section.topic})\n"


def _show(text: str) -> int:
    """Prints Markdown: as it is in a pipe, set on a terminal, and through a pager when it is longer than that."""
    if not on_terminal():
        sys.stdout.write(text)
        return DONE
    from rich.console import Console
    from rich.markdown import Markdown
    from rich.theme import Theme

    console = Console(highlight=False, theme=Theme(_STYLES))
    page = Markdown(text, hyperlinks=False, code_theme="ansi_dark")
    width = min(console.width, _MEASURE)
    if _height(console, page, width) < console.height:
        console.print(page, width=width)
        return DONE
    os.environ.setdefault("LESS", "-FRX")
    with console.pager(styles=True):
        console.print(page, width=width)
    return DONE


def _height(console: Console, page: RenderableType, width: int) -> int:
    return len(console.render_lines(page, console.options.update(width=width)))
