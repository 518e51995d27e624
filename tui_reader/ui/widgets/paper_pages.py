"""Papers by the page: what is in view, or was a moment ago, is in memory, however long the list is."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from tui_reader.errors import ReaderError

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Iterable, Sequence

    from tui_reader.model.papers import Paper

PAGE = 64
"""Papers fetched at once."""

PAGES_KEPT = 8


class PaperPages:
    """The pages that were used last."""

    def __init__(self, fetch: Callable[[Sequence[int]], list[Paper]], failed: Callable[[ReaderError], object]) -> None:
        """`fetch` reads papers by their ids; `failed` is called when it raises ReaderError."""
        self.fetch = fetch
        self._failed = failed
        self._pages: OrderedDict[int, dict[int, Paper]] = OrderedDict()

    def __len__(self) -> int:
        """How many pages are in memory."""
        return len(self._pages)

    def paper(self, ids: array[int], place: int) -> Paper | None:
        """The paper at a place of a list; `None` when it is gone, or when the library cannot be read."""
        number = place // PAGE
        page = self._pages.get(number)
        if page is None:
            page = self._pages[number] = self._read(ids[number * PAGE : (number + 1) * PAGE])
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        return page.get(ids[place])

    def update(self, papers: Iterable[Paper]) -> None:
        """Puts papers as they are now in the place of what they were."""
        for paper in papers:
            for page in self._pages.values():
                if paper.id in page:
                    page[paper.id] = paper

    def clear(self) -> None:
        """Forgets all pages: other papers are listed, or too many have changed."""
        self._pages.clear()

    def _read(self, ids: Sequence[int]) -> dict[int, Paper]:
        try:
            return {paper.id: paper for paper in self.fetch(ids)}
        except ReaderError as error:
            self._failed(error)
            return {}
