"""What a reader does with the query: types it, recalls it, takes another one, and chooses the order of its answer."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from tui_reader.model.results import SORTS, Sort, Sorting
from tui_reader.ui.screens.paper_actions import PaperActions
from tui_reader.ui.widgets.paper_detail import PaperDetail
from tui_reader.ui.widgets.paper_list import PaperList
from tui_reader.ui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.model.results import Answer
    from tui_reader.ui import messages
    from tui_reader.ui.widgets.no_results import WaysOut

HISTORY = 200
"""How many earlier queries up-arrow goes back through."""


class QueryActions(PaperActions):
    """The search bar's requests, and the keys that ask something else or in another order."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search", id="search", key_display="/", tooltip="Types a query"),
        Binding("O", "order", "Order", id="order", show=False, tooltip="Lists in another order"),
        Binding(
            "greater_than_sign", "hit(1)", "Next hit", id="hit.next", show=False, tooltip="The next hit in the abstract"
        ),
        Binding("less_than_sign", "hit(-1)", "Hit before", id="hit.previous", show=False, tooltip="The hit before"),
        Binding(
            "escape",
            "clear",
            "All papers",
            id="clear",
            show=False,
            tooltip="Ends the selection, then similar papers, then the search",
        ),
        Binding(
            "I",
            "index",
            "Stop indexing",
            id="index",
            show=False,
            tooltip="Stops building the index, or goes on",
        ),
    ]

    sorting = Sorting()
    """The orders that the reader wants."""
    text = ""
    """The query that was asked last."""
    ways: WaysOut | None = None
    """What is shown in the place of an empty list; made with the first one."""
    is_held = False
    """Whether the list stays as it is."""
    is_similar = False
    """Whether it has papers that are no answer to the query."""
    is_waiting = False
    """Whether the query is to be asked when the list may change again."""

    @property
    @abstractmethod
    def found(self) -> Answer:
        """The answer on the screen."""

    @abstractmethod
    def take_answer(self, answer: Answer, *, keep: bool) -> None:
        """Shows an answer; with `keep` the cursor stays on its paper."""

    @abstractmethod
    def leave_similar(self) -> None:
        """Takes papers off the list that are no answer to the query."""

    def on_query_typed(self, message: messages.QueryTyped) -> None:
        """Searches for what is in the search bar."""
        if message.text != self.text:
            if not self.text.strip():
                # A new search starts at its best paper, wherever the cursor was among all papers.
                self.query_one(PaperList).unplace()
            self.text = message.text
            self.ask()

    def on_query_proposed(self, message: messages.QueryProposed) -> None:
        """Asks a query that was chosen."""
        self.query_one(SearchBar).text = message.text
        self.use(message.text)
        self.set_focus(self.query_one(PaperList))

    def on_likeliest_wanted(self) -> None:
        """Takes the likeliest way out of an empty answer."""
        if self.ways is not None and not self.found.ids and (text := self.ways.likeliest) is not None:
            self.query_one(SearchBar).text = text

    def on_selection_changed(self, message: messages.SelectionChanged) -> None:
        """Says how many papers are selected."""
        count = message.count
        self.query_one(SearchBar).tell(f"{count:,} paper{'' if count == 1 else 's'} selected" if count else "")

    def on_search_left(self) -> None:
        """Goes from the search bar to the papers found or, when there are none, to the ways out."""
        self.use(self.query_one(SearchBar).text)
        ways = self.ways.chooser if self.ways is not None and not self.found.ids else None
        self.set_focus(ways or self.query_one(PaperList))

    # Actions

    def action_search(self) -> None:
        """Puts the cursor into the search bar."""
        bar = self.query_one(SearchBar)
        bar.remember(self.session.library.queries.history(HISTORY))
        self.set_focus(self.query_one(Input))

    def action_clear(self) -> None:
        """Selects nothing or, when nothing is selected, empties the query; the cursor stays on its paper."""
        shown = self.query_one(PaperList)
        if shown.selected:
            shown.select_nothing()
        elif self.is_similar:
            self.ask()
        else:
            self.query_one(SearchBar).text = ""

    def action_order(self) -> None:
        """Asks for another order, and remembers it for this use."""
        from tui_reader.ui.screens.questions.order_chooser import OrderChooser

        ranked = self.ranked

        def choose(sort: Sort | None) -> None:
            if sort is not None:
                self.set_sort(sort)
                use = "searching" if ranked else "browsing"
                self.session.keep(lambda library: library.settings.put(f"sort.{use}", sort))
                self.ask()

        self.app.push_screen(OrderChooser(self.sort, ranked=ranked), choose)

    def action_hit(self, by: int) -> None:
        """Goes to the next or the previous word of the query in the abstract."""
        if told := self.query_one(PaperDetail).go_to_hit(by):
            self.query_one(SearchBar).tell(told)

    def action_index(self) -> None:
        """Stops building the index, or goes on with it."""
        self.session.indexing = not self.session.indexing
        if self.session.indexing:
            self.session.refresh_index()
        self.tell("Indexing goes on." if self.session.indexing else "Indexing stops; I goes on with it.")

    # For the rest of the screen

    def to_list(self) -> None:
        """Gives the list the keys."""
        self.set_focus(self.query_one(PaperList))

    def ask(self) -> None:
        """Asks for the papers that the query wants now, or as soon as the list may change."""
        self.leave_similar()
        self.is_waiting = self.is_held
        if not self.is_held:
            self.session.search(self.text, self.sorting)

    def ask_again(self) -> None:
        """Asks because something has changed; a list that is not the answer to the query does not."""
        if self.is_similar:
            self.is_waiting = True
        else:
            self.ask()

    def hold(self) -> None:
        """Keeps the list as it is: what is read or sorted out from it would leave it."""
        self.is_held = True

    def release(self) -> None:
        """Lets the list change again, and asks what would have been asked meanwhile."""
        self.is_held = False
        if self.is_waiting:
            self.ask_again()

    def use(self, query: str) -> None:
        """Remembers a query as one that was used."""
        if query.strip():
            self.session.keep(lambda library: library.queries.use(query))

    def read_sorting(self, setting: Callable[[str], str]) -> None:
        """Takes the orders that were chosen earlier."""
        searching, browsing = setting("sort.searching"), setting("sort.browsing")
        for sort in SORTS:
            if sort == searching:
                self.sorting = replace(self.sorting, searching=sort)
            if sort == browsing and sort != "relevance":
                self.sorting = replace(self.sorting, browsing=sort)

    def set_sort(self, sort: Sort) -> None:
        """Wants an order for the use that the query is of."""
        if self.ranked:
            self.sorting = replace(self.sorting, searching=sort)
        elif sort != "relevance":
            self.sorting = replace(self.sorting, browsing=sort)

    @property
    def ranked(self) -> bool:
        """Whether the query has words, so that papers can be ranked."""
        from tui_reader.search.parser import parse
        from tui_reader.search.query_tree import flags_only

        return bool(self.text.strip()) and not flags_only(parse(self.text, typing=True).query)

    @property
    def sort(self) -> Sort:
        """The order of the answer to the query."""
        return self.sorting.searching if self.ranked else self.sorting.browsing
