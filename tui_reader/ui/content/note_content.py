"""A note as it is read: Markdown as Content, so that it is part of the text below its abstract.

Textual's own Markdown widget is a screen of widgets for each note, and several times slower.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markdown import Markdown
from textual.content import Content
from textual.style import Style

from tui_reader.texts.printable import printable

if TYPE_CHECKING:
    from rich.console import Console
    from rich.segment import Segment


def note_content(note: str, console: Console, width: int) -> Content:
    """The note in lines of at most so many cells; nothing in it is a link that a click would follow."""
    # Rich's colours for code belong to no theme of ours.
    markdown = Markdown(printable(note), code_theme="ansi_dark", hyperlinks=False)
    lines = console.render_lines(markdown, console.options.update(width=max(width, 1)), pad=False)
    return Content("\n").join(Content.assemble(*map(_piece, line)) for line in lines)


def _piece(segment: Segment) -> tuple[str, Style]:
    style = segment.style
    if style is None:
        return segment.text, Style()
    return segment.text, Style(bold=style.bold, italic=style.italic, underline=style.underline, strike=style.strike)
