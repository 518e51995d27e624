"""Reports how far an update of the search index is, as messages for the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.ui import messages

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.message import Message


class IndexReport:
    """Posts the progress of one update of the index; its methods are called on the indexing thread."""

    def __init__(self, post: Callable[[Message], object]) -> None:
        self._post = post
        self._told = "the index"

    def progress(self, done: int, total: int) -> None:
        """Posts how many papers of `total` are indexed."""
        self._told = f"{done:,} of {total:,} indexed"
        self._post(messages.IndexReported(self._told))

    def committed(self) -> None:
        """Posts that searches find more papers than before."""
        self._post(messages.IndexReported(self._told, grown=True))

    def stopped(self) -> None:
        """Posts that the user stopped the update, and how far it is."""
        self._post(messages.IndexReported(f"{self._told}, stopped", grown=True))
