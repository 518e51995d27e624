"""What else is there like this: the list shows the papers that are most like one, several, or a text."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from tui_reader.errors import ReaderError
from tui_reader.model.results import Answer
from tui_reader.ui.messages import Failed
from tui_reader.ui.screens.query_actions import QueryActions
from tui_reader.ui.unbound import Unbound
from tui_reader.ui.widgets.paper_list import PaperList

if TYPE_CHECKING:
    from tui_reader.ui import messages


class SimilarActions(QueryActions):
    """Similar papers in the place of the answer, until the reader wants that back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "similar", "Similar", id="similar", tooltip="The papers most like this one, or like all selected"),
    ]

    UNBOUND: ClassVar[tuple[Unbound, ...]] = (
        Unbound("similar_to_clipboard", "Similar to the clipboard", "The papers most like a text that was copied"),
    )

    _asked_at: int | None = None
    """The paper under the cursor when similar ones were asked for."""

    def action_similar(self) -> None:
        """Asks for the papers that are most like the chosen ones."""
        ids = self.chosen_ids
        if not ids:
            return
        papers = self.session.library.papers(ids[:1])
        like = f"{len(ids):,} papers" if len(ids) > 1 else papers[0].key if papers else ""
        self.session.similar(like, ids)

    @work(thread=True, group="paste")
    def action_similar_to_clipboard(self) -> None:
        """Asks for the papers that are most like the text in the clipboard."""
        from tui_reader.system import clipboard

        try:
            text = clipboard.paste()
            if not text.strip():
                raise ReaderError("The clipboard has no text.", "Copy an abstract or a few words first.")  # noqa: TRY301 told like any other
        except ReaderError as error:
            self.post_message(Failed(error))
        else:
            self.session.similar("the clipboard", text)

    def on_similar_found(self, message: messages.SimilarFound) -> None:
        """Lists them, each with the words that it shares."""
        if not message.found:
            self.tell(f"Nothing here is like {message.like}.")
            return
        shown = self.query_one(PaperList)
        if not self.is_similar:
            self._asked_at = None if shown.paper is None else shown.paper.id
        if shown.selected:
            shown.select_nothing()
        self.to_list()
        self.is_similar = True
        ids = array("q", (one.paper for one in message.found))
        shown.reasons = {one.paper: one.terms for one in message.found}
        shown.unplace()
        self.take_answer(
            Answer(
                ids, len(ids), self.found.of, "relevance", message.seconds, self.text, message.query, like=message.like
            ),
            keep=False,
        )

    def leave_similar(self) -> None:
        """Takes the similar papers off the list; what the query wants is still to be asked."""
        if self.is_similar:
            self.is_similar = False
            shown = self.query_one(PaperList)
            shown.reasons = {}
            if self._asked_at is not None:
                shown.go_to(self._asked_at)
