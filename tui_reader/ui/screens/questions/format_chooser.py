"""The question in which format or style papers shall be copied."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui_reader.citations.formats import FORMATS
from tui_reader.citations.missing import missing
from tui_reader.citations.registry import OUTPUTS, FormatRegistry, StyledFormat
from tui_reader.errors import ReaderError
from tui_reader.library import citation_preferences
from tui_reader.model.papers import folded
from tui_reader.texts.printable import one_line
from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.screens.questions.modal import Question

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui_reader.citations.registry import Citer
    from tui_reader.library.citation_preferences import Remembered
    from tui_reader.model.papers import Paper
    from tui_reader.ui.requests import Session

MOST_STYLES = 50
"""How many styles are listed for a word."""

KEYS = "enter copies · tab Markdown, HTML · ⇧tab in text · ^s default · esc leaves"

MOST_PREVIEWED = 10
"""Of how many papers the preview is made: a style takes some milliseconds for each."""

LONGEST_PREVIEW = 4_000
"""Characters; more than any screen shows."""


class FormatChooser(Question[str | None]):
    """The formats and styles, by words of their names, each with what it makes of the papers."""

    AUTO_FOCUS = "#format-words"

    BINDINGS: ClassVar[list[BindingType]] = bindings("format_chooser")

    def __init__(self, papers: Sequence[Paper], session: Session, remembered: Remembered) -> None:
        super().__init__()
        self._papers = papers
        self._session = session
        self._preferred, self._used = remembered
        library = session.library
        self._registry = FormatRegistry(library.home, library.highlights.of)
        self._output = OUTPUTS[0]
        self._in_text = False
        self._found: list[Citer] = []

    def compose(self) -> ComposeResult:
        """A line to search, the formats, a preview."""
        with Vertical(id="chooser", classes="box"):
            yield Input(placeholder="a format, or one of 10,000 styles: apa, nature…", id="format-words", compact=True)
            yield OptionList(id="formats", compact=True)
            yield Static("", id="preview", markup=False)
            yield Static(self._lacking(), id="lacking", markup=False)
            yield Static(KEYS, classes="keys", markup=False)

    def on_mount(self) -> None:
        """Starts with what was used last."""
        self._list(self._usual())

    def on_input_changed(self, event: Input.Changed) -> None:
        """Lists what has the words: the formats at once, the styles when they were looked through."""
        event.stop()
        if event.value.strip():
            self._search(event.value)
        else:
            self._list(self._usual())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answers with the format."""
        event.stop()
        self._choose()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Shows what the format makes of the papers."""
        event.stop()
        self._show()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answers with the format that was clicked."""
        event.stop()
        self._choose()

    def action_move(self, direction: str) -> None:
        """Moves in the list, from the line as well."""
        formats = self.query_one(OptionList)
        if direction == "down":
            formats.action_cursor_down()
        else:
            formats.action_cursor_up()

    def action_next_output(self) -> None:
        """Goes on from text to Markdown to HTML; formats that are no styles have one form only."""
        self._output = OUTPUTS[(OUTPUTS.index(self._output) + 1) % len(OUTPUTS)]
        self._list_again()

    def action_in_text(self) -> None:
        """Goes from the entry of a bibliography to the citation in a text, and back."""
        self._in_text = not self._in_text
        self._list_again()

    def action_prefer(self) -> None:
        """Makes the format the default."""
        if (way := self._way) is not None:
            self._preferred = name = way.name
            self._session.keep(lambda library: citation_preferences.prefer(library, name))
            self._list_again()

    def action_cancel(self) -> None:
        """Answers that nothing shall be copied."""
        self.dismiss(None)

    @property
    def _way(self) -> Citer | None:
        place = self.query_one(OptionList).highlighted
        return None if place is None or place >= len(self._found) else self._found[place]

    def _choose(self) -> None:
        if (way := self._way) is not None:
            self.dismiss(way.name)

    def _usual(self) -> list[Citer]:
        """What was used last, the formats, the most used styles; each once."""
        from tui_reader.citations.csl.catalogue import COMMON

        names = [*self._used, *(row.name for row in FORMATS), *COMMON]
        ways = (self._registry.find(name) for name in dict.fromkeys(names))
        return [way for way in ways if way is not None]

    @work(thread=True, exclusive=True, group="styles")
    def _search(self, words: str) -> None:
        wanted = folded(words).replace("-", " ").split()
        ways: list[Citer] = [
            row
            for row in self._registry.formats
            if all(word in folded(f"{row.name} {row.label}").replace("-", " ") for word in wanted)
        ]
        ways += [StyledFormat(style) for style in self._registry.styles.search(words, MOST_STYLES)]
        self.app.call_from_thread(self._list_found, words, ways)

    def _list_found(self, words: str, ways: list[Citer]) -> None:
        if self.is_attached and self.query_one(Input).value == words:
            self._list(ways)

    def _list_again(self) -> None:
        place = self.query_one(OptionList).highlighted
        self._list(self._found, place or 0)

    def _list(self, ways: Sequence[Citer], place: int = 0) -> None:
        self._found = [self._as_wanted(way) for way in ways]
        formats = self.query_one(OptionList)
        formats.clear_options()
        formats.add_options([Option(line) for line in self._lines()])
        formats.highlighted = place if self._found else None
        self._show()

    def _as_wanted(self, way: Citer) -> Citer:
        """The style in the form that was asked for; one that was used last comes in its own."""
        if not isinstance(way, StyledFormat) or (self._output == OUTPUTS[0] and not self._in_text and not self._found):
            return way
        return StyledFormat(way.style, self._output, self._in_text)

    def _lines(self) -> Iterator[Content]:
        for way in self._found:
            yield Content(one_line(way.label) + ("  ★ default" if way.name == self._preferred else ""))

    def _lacking(self) -> Content:
        facts = dict.fromkeys(fact for paper in self._papers for fact in missing(paper))
        return Content(f"No source gave: {', '.join(facts)}." if facts else "")

    def _show(self) -> None:
        if (way := self._way) is None:
            self._show_text("No format or style has these words." if self.query_one(Input).value else "")
        else:
            self._preview(way)

    @work(thread=True, exclusive=True, group="preview")
    def _preview(self, way: Citer) -> None:
        try:
            text = way.cite(self._papers[:MOST_PREVIEWED]) or "No source gave anything that it shows."
        except ReaderError as error:
            text = f"{error.message} {error.hint}"
        self.app.call_from_thread(self._show_preview, way, text)

    def _show_preview(self, way: Citer, text: str) -> None:
        if self.is_attached and self._way is way:
            self._show_text(text)

    def _show_text(self, text: str) -> None:
        self.query_one("#preview", Static).update(Content(text[:LONGEST_PREVIEW]))
