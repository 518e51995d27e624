"""What a reader does with saved searches: saves the query, asks one by its key, changes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tui_reader.model.results import SavedSearch, Sorting
from tui_reader.ui.screens.query_actions import QueryActions
from tui_reader.ui.widgets.paper_list import PaperList
from tui_reader.ui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from tui_reader.model.results import Sort
    from tui_reader.ui import messages


class SavedActions(QueryActions):
    """Saved searches by key and by name."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("S", "saved", "Saved searches", id="saved", show=False, tooltip="Saved searches, their names and keys"),
        Binding(
            "1",
            "ask_saved(1)",
            "Saved search 1",
            id="ask.1",
            show=False,
            key_display="1 … 9",
            tooltip="The saved search with this key",
        ),
        *(Binding(str(n), f"ask_saved({n})", f"Saved search {n}", id=f"ask.{n}", show=False) for n in range(2, 10)),
    ]

    async def on_save_wanted(self, message: messages.SaveWanted) -> None:
        """Asks for a name and saves the query."""
        from tui_reader.ui.screens.questions.saved_searches import NameQuestion, free_digit

        query = message.text.strip()
        if not query:
            self.tell("There is no query to save: type one first.")
            return

        def save(name: str | None) -> None:
            if name is None:
                return
            saved = self.session.library.queries.saved()
            known = next((one for one in saved if one.name.casefold() == name.casefold()), None)
            digit = known.digit if known else free_digit(saved)
            search = SavedSearch(name, query, self._chosen_sort, digit)
            self.session.keep(lambda library: library.queries.save(search))
            self.tell(f"Saved as “{name}”" + (f": {digit} asks it again" if digit else ""))

        await self.app.push_screen(NameQuestion(query), save)

    def action_saved(self) -> None:
        """Shows the saved searches, to ask one or to change them."""
        from tui_reader.ui.screens.questions.saved_searches import SavedSearches

        def ask(search: SavedSearch | None) -> None:
            if search is not None:
                self._ask_saved(search)

        self.app.push_screen(SavedSearches(self.session.library.queries.saved(), self.session.keep), ask)

    def action_ask_saved(self, digit: int) -> None:
        """Asks the saved search that has a digit as its key."""
        saved = next((search for search in self.session.library.queries.saved() if search.digit == digit), None)
        if saved is not None:
            self._ask_saved(saved)
        else:
            self.tell(f"No saved search has the key {digit}: ctrl+s in the search bar saves one, S lists them.")

    @property
    def _chosen_sort(self) -> Sort | None:
        """The order, if it is not the usual one."""
        usual = Sorting()
        return None if self.sort == (usual.searching if self.ranked else usual.browsing) else self.sort

    def _ask_saved(self, search: SavedSearch) -> None:
        self.query_one(PaperList).unplace()
        self.query_one(SearchBar).text = search.query
        self.text = search.query
        if search.sort is not None:
            self.set_sort(search.sort)
        self.use(search.query)
        self.ask()
        self.set_focus(self.query_one(PaperList))
