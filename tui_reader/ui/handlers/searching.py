"""The query: typed, recalled, answered, emptied, and the order of its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input

from tui_reader.ui.messages import HistoryRead
from tui_reader.ui.widgets.paper_detail import PaperDetail
from tui_reader.ui.widgets.paper_list import PaperList
from tui_reader.ui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from tui_reader.model.results import Sort
    from tui_reader.ui import messages
    from tui_reader.ui.commands.context import MainContext

HISTORY = 200
"""How many earlier queries the arrow up goes back through."""


def search(context: MainContext) -> None:
    """Puts the cursor into the search bar; the earlier queries come when the library has found them."""
    bar = context.screen.query_one(SearchBar)
    bar.remember(())
    context.screen.set_focus(context.screen.query_one(Input))
    context.session.look(lambda library: context.post_message(HistoryRead(library.queries.history(HISTORY))))


def remember(context: MainContext, message: messages.HistoryRead) -> None:
    """Gives the search bar the earlier queries."""
    context.screen.query_one(SearchBar).remember(message.queries)


def leave(context: MainContext, _message: messages.SearchLeft | None = None) -> None:
    """Goes from the search bar to the papers found or, when there are none, to the suggested queries."""
    context.queries.use(context.screen.query_one(SearchBar).text)
    suggested = context.ways.chooser if context.ways is not None and not context.answer.ids else None
    context.screen.set_focus(suggested or context.screen.query_one(PaperList))


def propose(context: MainContext, message: messages.QueryProposed) -> None:
    """Asks a query that was chosen."""
    context.queries.put(message.text)
    context.screen.set_focus(context.screen.query_one(PaperList))


def take_likeliest(context: MainContext) -> None:
    """Puts the likeliest query in the place of one that found nothing."""
    if context.ways is not None and not context.answer.ids and (text := context.ways.likeliest) is not None:
        context.screen.query_one(SearchBar).text = text


def clear(context: MainContext) -> None:
    """Selects nothing; when nothing is selected, leaves similar papers, else empties the query."""
    shown = context.screen.query_one(PaperList)
    if shown.selected:
        shown.selected.clear()
    elif context.queries.is_similar:
        context.queries.ask()
    else:
        context.screen.query_one(SearchBar).text = ""


def order(context: MainContext) -> None:
    """Asks for another order, and remembers it for queries like the present one."""
    from tui_reader.ui.screens.questions.order_chooser import OrderChooser

    queries = context.queries
    is_ranked = queries.is_ranked

    def choose(sort: Sort | None) -> None:
        if sort is not None:
            queries.set_sort(sort)
            use = "searching" if is_ranked else "browsing"
            context.session.keep(lambda library: library.settings.put(f"sort.{use}", sort))
            queries.ask()

    context.ask_screen(OrderChooser(queries.sort, ranked=is_ranked), choose)


def hit(context: MainContext, by: int) -> None:
    """Goes to the next or the previous word of the query in the abstract."""
    if told := context.screen.query_one(PaperDetail).go_to_hit(by):
        context.screen.query_one(SearchBar).tell(told)


def index(context: MainContext) -> None:
    """Stops building the index, or goes on with it."""
    session = context.session
    session.indexing = not session.indexing
    if session.indexing:
        session.refresh_index()
    context.tell("Indexing goes on." if session.indexing else "Indexing stops; I goes on with it.")


def index_reported(context: MainContext, message: messages.IndexReported) -> None:
    """Shows how far the index is, and asks again when it finds more."""
    context.indexing = message.text
    context.queries.index_reported(message)


def explain(context: MainContext, message: messages.Explained) -> None:
    """Shows why an answer is empty, and which queries would find something."""
    if message.text == context.queries.text and context.ways is not None and not context.answer.ids:
        context.ways.show(context.answer, message.explanation, context.indexing)


def advised(context: MainContext, message: messages.Advised) -> None:
    """Shows what would make search quicker."""
    context.tell(message.advice)
