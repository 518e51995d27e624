"""Saved searches: the query kept under a name and a key, asked again, changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.model.results import SavedSearch, Sort, Sorting
from tui_reader.ui.screens.questions.saved_searches import NameQuestion, SavedSearches, free_digit
from tui_reader.ui.widgets.paper_list import PaperList
from tui_reader.ui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from tui_reader.library.library import Library
    from tui_reader.ui.commands.context import MainContext


async def save(context: MainContext) -> None:
    """Asks for a name and saves the query in the search bar."""
    query = context.screen.query_one(SearchBar).text.strip()
    session = context.session
    if not query:
        context.tell("There is no query to save: type one first.")
        return

    sort = _chosen_sort(context)

    def save_as(name: str | None) -> None:
        if name is None:
            return

        def keep(library: Library) -> None:
            saved = library.queries.saved()
            known = next((one for one in saved if one.name.casefold() == name.casefold()), None)
            digit = known.digit if known else free_digit(saved)
            library.queries.save(SavedSearch(name, query, sort, digit))
            told = f"Saved as “{name}”" + (f": {digit} asks it again" if digit else "")
            context.screen.call_later(context.tell, told)

        session.keep(keep)

    await context.ask_screen(NameQuestion(query), save_as)


async def choose(context: MainContext) -> None:
    """Shows the saved searches, to ask one or to change them."""

    def ask_chosen(search: SavedSearch | None) -> None:
        if search is not None:
            _ask(context, search)

    session = context.session
    saved = await session.read(lambda library: library.queries.saved())
    await context.ask_screen(SavedSearches(saved, session.keep), ask_chosen)


async def ask(context: MainContext, digit: int) -> None:
    """Asks the saved search that has a digit as its key."""
    searches = await context.session.read(lambda library: library.queries.saved())
    saved = next((search for search in searches if search.digit == digit), None)
    if saved is not None:
        _ask(context, saved)
    else:
        context.tell(f"No saved search has the key {digit}: ctrl+s in the search bar saves one, S lists them.")


def _chosen_sort(context: MainContext) -> Sort | None:
    """The order of the answer, if it is not the usual one."""
    queries, usual = context.queries, Sorting()
    return None if queries.sort == (usual.searching if queries.is_ranked else usual.browsing) else queries.sort


def _ask(context: MainContext, search: SavedSearch) -> None:
    queries, shown = context.queries, context.screen.query_one(PaperList)
    shown.placed = None
    queries.put(search.query)
    queries.text = search.query
    if search.sort is not None:
        queries.set_sort(search.sort)
    queries.ask()
    context.screen.set_focus(shown)
