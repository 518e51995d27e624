"""Every way to cite that a user has: the table of formats, the styles of CSL, and the user's own styles.

A style is named like a format, and what is wanted of it stands behind its name: `apa`, `apa:html`, `mla:in-text`,
`ieee:in-text:markdown`. Nothing of CSL is loaded before a style is used.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from tui_reader.citations.formats import FORMATS, CitationFormat
from tui_reader.errors import ReaderError
from tui_reader.texts.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_reader.citations.csl.catalogue import Catalogue, Style
    from tui_reader.citations.csl.marks import Output
    from tui_reader.model.annotations import Highlight
    from tui_reader.model.papers import Paper
    from tui_reader.paths import Home

IN_TEXT = "in-text"
OUTPUTS: tuple[Output, ...] = ("text", "markdown", "html")
_SHOWN_OUTPUTS = {"markdown": "Markdown", "html": "HTML"}


class Citer(Protocol):
    """Turns papers into text: a format of the table, or a style of CSL."""

    @property
    def name(self) -> str:
        """The value of the option `--format`."""

    @property
    def label(self) -> str:
        """What a person calls it."""

    def cite(self, papers: Sequence[Paper]) -> str:
        """The papers as text; empty when nothing is known that it shows."""


@dataclass(frozen=True, slots=True)
class StyledFormat:
    """A style, as text or markup, as entries of a bibliography or as it stands in a text."""

    style: Style
    output: Output = "text"
    in_text: bool = False

    @property
    def name(self) -> str:
        """The style's name, and whatever is not usual."""
        extras = ([IN_TEXT] if self.in_text else []) + ([self.output] if self.output != "text" else [])
        return ":".join((self.style.name, *extras))

    @property
    def label(self) -> str:
        """The style's title, and whatever is not usual."""
        extras = (["in the text"] if self.in_text else []) + (
            [_SHOWN_OUTPUTS[self.output]] if self.output in _SHOWN_OUTPUTS else []
        )
        return ", ".join((self.style.title, *extras))

    def cite(self, papers: Sequence[Paper]) -> str:
        """The papers in the style; an HTML or Markdown bibliography is markup."""
        from tui_reader.citations.csl.processor import render

        return render(papers, self.style, self.output, in_text=self.in_text)


class FormatRegistry:
    """All formats and styles of one user; `marked` gives the highlights of a paper by its id."""

    def __init__(self, home: Home, marked: Callable[[int], Sequence[Highlight]] = lambda _: ()) -> None:
        self._home = home
        self.formats = tuple(
            replace(row, options=(("marked", marked),)) if row.is_annotated else row for row in FORMATS
        )
        """The table of formats."""

    @cached_property
    def styles(self) -> Catalogue:
        """The styles; the user's own are the files `*.csl` in `styles` of the configuration directory."""
        from tui_reader.citations.csl.catalogue import Catalogue

        return Catalogue(self._home.config / "styles", self._home.cache)

    def named(self, name: str) -> Citer:
        """The format or style of that name, in whatever case; a `ReaderError` that names others when there is none."""
        found = self.find(name)
        if found is not None:
            return found
        style, *extras = name.casefold().split(":")
        wrong = [extra for extra in extras if extra not in (IN_TEXT, *OUTPUTS)]
        if wrong and self.styles.find(style):
            known = ", ".join(f"{style}:{extra}" for extra in (IN_TEXT, *OUTPUTS[1:]))
            raise ReaderError(f"A style cannot be asked for “{one_line(wrong[0])}”.", f"There are {known}.")
        like = self.styles.like(style)
        known = ", ".join(row.name for row in FORMATS)
        meant = f" Did you mean {', '.join(like)}?" if like else " tui-reader styles WORD finds styles."
        if problem := self.styles.problem:
            meant += f" {problem.message}"
        raise ReaderError(
            f"There is no citation format or style {one_line(name)!r}.", f"The formats are {known}.{meant}"
        )

    def find(self, name: str) -> CitationFormat | StyledFormat | None:
        """The format or style of that name, or `None`."""
        wanted = name.casefold().strip()
        for row in self.formats:
            if row.name == wanted:
                return row
        style_name, *extras = wanted.split(":")
        if any(extra not in (IN_TEXT, *OUTPUTS) for extra in extras):
            return None
        style = self.styles.find(style_name)
        output = next((one for one in OUTPUTS if one in extras), OUTPUTS[0])
        return StyledFormat(style, output, IN_TEXT in extras) if style else None
