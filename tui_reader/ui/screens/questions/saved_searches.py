"""The saved searches: asked again, given a key, a name, or taken away; and the question what one shall be called."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui_reader.model.results import SavedSearch
from tui_reader.texts.printable import one_line
from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.commands.command import DIGITS
from tui_reader.ui.screens.questions.modal import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui_reader.library.library import Library

    Keep = Callable[[Callable[[Library], object]], None]

NAME_WIDTH = 24


def free_digit(saved: Sequence[SavedSearch]) -> int | None:
    """The first key, 1 to 9, that asks no saved search yet; `None` when all do."""
    taken = {search.digit for search in saved}
    return next((digit for digit in DIGITS if digit not in taken), None)


class NameQuestion(Question[str | None]):
    """What a search shall be called."""

    AUTO_FOCUS = "Input"

    BINDINGS: ClassVar[list[BindingType]] = bindings("search_name")

    def __init__(self, query: str, name: str = "") -> None:
        super().__init__()
        self._search = query
        self._name = name

    def compose(self) -> ComposeResult:
        """The query, and a line for its name."""
        with Vertical(classes="box"):
            yield Static(Content(one_line(self._search)), classes="question", markup=False)
            yield Input(self._name, placeholder="name of this search", compact=True, max_length=100)
            yield Static("enter saves · escape leaves", classes="keys", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answers with the name; a digit is a key and no name."""
        event.stop()
        name = one_line(event.value)
        if name and not name.isdecimal():
            self.dismiss(name)
        else:
            self.query_one(".keys", Static).update("A name needs a letter.")

    def action_cancel(self) -> None:
        """Answers that the search shall not be saved."""
        self.dismiss(None)


class SavedSearches(Question[SavedSearch | None]):
    """The saved searches; answers with the one to ask."""

    AUTO_FOCUS = "OptionList"

    BINDINGS: ClassVar[list[BindingType]] = bindings("saved_searches")

    COMPONENT_CLASSES: ClassVar[set[str]] = {"saved-searches--key", "saved-searches--query"}

    def __init__(self, saved: Sequence[SavedSearch], keep: Keep) -> None:
        super().__init__()
        self._saved = list(saved)
        self._keep = keep

    def compose(self) -> ComposeResult:
        """The searches, and what can be done with them."""
        with Vertical(classes="box"):
            yield Static("Saved searches", classes="question", markup=False)
            yield OptionList(id="saved", compact=True, markup=False)
            yield Static("", classes="keys", markup=False)

    def on_mount(self) -> None:
        """Shows the saved searches, with the cursor on the first."""
        self._fill(0)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answers with the search."""
        event.stop()
        self.dismiss(self._saved[event.option_index])

    def action_cancel(self) -> None:
        """Answers that no saved search shall be asked."""
        self.dismiss(None)

    def action_remove(self) -> None:
        """Takes the search away."""
        if (place := self._place) is not None:
            name = self._saved.pop(place).name
            self._keep(lambda library: library.queries.remove(name))
            self._fill(place)

    def action_digit(self, digit: int) -> None:
        """Makes a digit the key of the search, or takes it away."""
        if (place := self._place) is None:
            return
        search = self._saved[place]
        changed = replace(search, digit=None if search.digit == digit else digit)
        self._saved = [replace(one, digit=None) if one.digit == digit else one for one in self._saved]
        self._saved[place] = changed
        self._keep(lambda library: library.queries.save(changed))
        self._fill(place)

    async def action_rename(self) -> None:
        """Asks for another name of the search."""
        if (place := self._place) is None:
            return
        old = self._saved[place]

        def rename(name: str | None) -> None:
            if name is None or name == old.name:
                return
            self._saved = [one for one in self._saved if one is old or one.name.casefold() != name.casefold()]
            at = self._saved.index(old)
            self._saved[at] = replace(old, name=name)

            def change(library: Library) -> None:
                library.queries.remove(old.name)
                library.queries.save(replace(old, name=name))

            self._keep(change)
            self._fill(at)

        await self.app.push_screen(NameQuestion(old.query, old.name), rename)

    @property
    def _place(self) -> int | None:
        place = self.query_one(OptionList).highlighted
        return place if place is not None and place < len(self._saved) else None

    def _fill(self, place: int) -> None:
        key, faint = (self.get_visual_style(f"saved-searches--{part}", partial=True) for part in ("key", "query"))
        options = self.query_one(OptionList)
        options.set_options(
            Option(
                Content.assemble(
                    (str(search.digit or " "), key),
                    "  ",
                    one_line(search.name).ljust(NAME_WIDTH),
                    "  ",
                    (one_line(search.query), faint),
                )
            )
            for search in self._saved
        )
        if self._saved:
            options.highlighted = min(place, len(self._saved) - 1)
        self.query_one(".keys", Static).update(
            "enter asks · 1 to 9 gives it that key · r renames · d takes away · escape leaves"
            if self._saved
            else "There are none yet: ctrl+s in the search bar saves a query. Escape leaves."
        )
