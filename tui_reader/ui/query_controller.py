"""What the list answers: the query that was asked last, the order of its answer, and whether the list may change."""

from __future__ import annotations

from array import array
from dataclasses import replace
from typing import TYPE_CHECKING

from tui_reader.model.results import SORTS, Answer, Sort, Sorting
from tui_reader.ui.widgets.paper_list import PaperList
from tui_reader.ui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.ui import messages
    from tui_reader.ui.commands.context import MainContext


class QueryController:
    """The main screen's query; every question that the screen asks of the library's index goes through here."""

    def __init__(self, context: MainContext) -> None:
        self._context = context
        self._session = context.session
        self.text = ""
        """The query that was asked last, as typed."""
        self.sorting = Sorting()
        """The orders that the reader wants: one for queries with words, one for all else."""
        self.is_held = False
        """Whether the list stays as it is."""
        self.is_similar = False
        """Whether the list has similar papers, which are no answer to the query."""
        self.is_waiting = False
        """Whether the query is to be asked when the list may change again."""
        self.then: Callable[[], object] = lambda: None
        """Called when an answer has come."""
        self._to_top = False
        """Whether the next answer is shown from its first paper on, though the query is the same."""
        self._similar_to: int | None = None
        """The paper under the cursor when similar ones were asked for."""

    def typed(self, text: str) -> None:
        """Asks the query in the search bar, unless it was asked last."""
        if text != self.text:
            if not self.text.strip():
                # A new search starts at its best paper, wherever the cursor was among all papers.
                self._list.placed = None
            self.text = text
            self.ask()

    def ask(self) -> None:
        """Asks for the papers that the query wants now, or as soon as the list may change; `Answered` comes."""
        if self._context.filter_panel is not None:
            self._context.filter_panel.asked = self.text
        self._leave_similar()
        self.is_waiting = self.is_held
        if not self.is_held:
            self._session.search(self.text, self.sorting)

    def ask_again(self, *, to_top: bool = False) -> None:
        """Asks because the library has changed; similar papers stay in the list until the reader leaves them.

        With `to_top` the cursor goes to the first paper of the answer, instead of staying on its own.
        """
        self._to_top = to_top
        if self.is_similar:
            self.is_waiting = True
        else:
            self.ask()

    def answered(self, answer: Answer) -> None:
        """Shows an answer, unless another query has been asked since."""
        if self.is_held or self.is_similar:
            self.is_waiting = True
        elif answer.text == self.text:
            is_new = answer.text != self._context.answer.text and bool(answer.text.strip())
            keep = (not is_new or self._list.placed is not None) and not self._to_top
            self._to_top = False
            self._context.take_answer(answer, keep=keep)
        self.then()

    def show_similar(self, message: messages.SimilarFound) -> None:
        """Lists similar papers, each with the words that it shares, in the place of the answer."""
        shown = self._list
        if not self.is_similar:
            self._similar_to = None if shown.paper is None else shown.paper.id
        self.is_similar = True
        ids = array("q", (one.paper for one in message.found))
        shown.reasons = {one.paper: one.terms for one in message.found}
        shown.placed = None
        of, seconds = self._context.answer.of, message.seconds
        similar = Answer(ids, len(ids), of, "relevance", seconds, self.text, message.query, like=message.like)
        self._context.take_answer(similar, keep=False)

    def index_reported(self, message: messages.IndexReported) -> None:
        """Asks again when the index finds more; says why there is no answer yet when nothing has answered."""
        if not self.text.strip():
            return
        answer = self._context.answer
        if message.grown:
            self.ask_again()
        elif answer.text != self.text or answer.query is None:
            self._context.take_answer(Answer(of=answer.of, text=self.text), keep=False)

    def hold(self) -> None:
        """Keeps the list as it is: what is read or decided on would otherwise leave it."""
        self.is_held = True

    def release(self) -> None:
        """Lets the list change again, and asks what would have been asked meanwhile."""
        self.is_held = False
        if self.is_waiting:
            self.ask_again()

    def put(self, query: str) -> None:
        """Puts a query into the search bar, as if it were typed, and remembers it as one that was used."""
        self._context.screen.query_one(SearchBar).text = query
        self.use(query)

    def use(self, query: str) -> None:
        """Remembers a query as one that was used; the arrow up in the search bar finds it again."""
        if query.strip():
            self._session.keep(lambda library: library.queries.use(query))

    def read_sorting(self, setting: Callable[[str], str]) -> None:
        """Takes the orders that were chosen in earlier sessions from the library's settings."""
        searching, browsing = setting("sort.searching"), setting("sort.browsing")
        for sort in SORTS:
            if sort == searching:
                self.sorting = replace(self.sorting, searching=sort)
            if sort == browsing and sort != "relevance":
                self.sorting = replace(self.sorting, browsing=sort)

    def set_sort(self, sort: Sort) -> None:
        """Takes another order for queries like the present one."""
        if self.is_ranked:
            self.sorting = replace(self.sorting, searching=sort)
        elif sort != "relevance":
            self.sorting = replace(self.sorting, browsing=sort)

    @property
    def is_ranked(self) -> bool:
        """Whether the query has words, so that papers can be ranked by relevance."""
        from tui_reader.search.parser import parse
        from tui_reader.search.query_tree import flags_only

        return bool(self.text.strip()) and not flags_only(parse(self.text, typing=True).query)

    @property
    def sort(self) -> Sort:
        """The order of the answer to the query."""
        return self.sorting.searching if self.is_ranked else self.sorting.browsing

    @property
    def _list(self) -> PaperList:
        return self._context.screen.query_one(PaperList)

    def _leave_similar(self) -> None:
        if self.is_similar:
            self.is_similar = False
            shown = self._list
            shown.reasons = {}
            if self._similar_to is not None:
                shown.go_to(self._similar_to)
