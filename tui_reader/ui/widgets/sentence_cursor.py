"""The cursor that goes through an abstract by sentences, and the range that it can span."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_reader.model.annotations import Highlight
    from tui_reader.ui.content.paper_content import Spot
    from tui_reader.ui.widgets.paper_view import PaperPage


class SentenceCursor:
    """Which sentences of a page are meant; every change of that writes the page anew."""

    def __init__(self, view: PaperPage) -> None:
        self._view = view
        self._at: int | None = None
        """The number of the sentence that the cursor is on; `None` when it is on none."""
        self._from: int | None = None
        """The number of the sentence where a range begins that the cursor ends."""

    @property
    def is_on(self) -> bool:
        """Whether the cursor is on a sentence."""
        return self._at is not None

    @property
    def has_range(self) -> bool:
        """Whether a range of sentences is being chosen."""
        return self._from is not None

    @property
    def spot(self) -> Spot | None:
        """The sentence under the cursor, or the whole range of sentences."""
        page = self._view.written.page
        if self._at is None or page is None:
            return None
        first, last = sorted((self._at, self._at if self._from is None else self._from))
        there = page.sentences
        return (there[first][0], there[last][1]) if last < len(there) else None

    @property
    def selected(self) -> Spot | None:
        """The part of the abstract that was selected with the mouse."""
        selection, written = self._view.text_selection, self._view.written
        if selection is None:
            return None
        start, end = (None if at is None else written.place_at(*at) for at in (selection.start, selection.end))
        return written.within(start, end)

    @property
    def passage(self) -> Spot | None:
        """What a highlight would be of: what was selected with the mouse, else what the cursor is on."""
        return self.selected or self.spot

    @property
    def is_several(self) -> bool:
        """Whether the reader chose more, or less, than the one sentence under the cursor."""
        return self.selected is not None or self.has_range

    def clear(self) -> None:
        """Takes the cursor off the page, which is written by whoever asks for that."""
        self._at = self._from = None

    def move(self, by: int) -> None:
        """Moves the cursor by sentences; at first it comes to the first sentence in view."""
        view = self._view
        page = view.page
        if page is None or not page.sentences:
            return
        last = len(page.sentences) - 1
        if self._at is None:
            top = view.written.first_from(view.scroll_offset.y)
            self._at = next((at for at, spot in enumerate(page.sentences) if spot[0] >= top), last)
        else:
            self._at = max(0, min(self._at + by, last))
        view.write()
        view.reveal(page.sentences[self._at])

    def go_to(self, highlight: Highlight) -> None:
        """Goes to the sentence where a highlight begins; to the end of the page when its text is gone."""
        view = self._view
        page = view.page
        spot = next((one.spot for one in page.passages if one.highlight.id == highlight.id), None) if page else None
        if page is None or spot is None:
            view.scroll_end(animate=False)
            return
        self._from = None
        self._at = next((at for at, there in enumerate(page.sentences) if there[1] > spot[0]), None)
        view.write()
        view.reveal(spot)

    def go_to_place(self, place: int) -> None:
        """Goes to the sentence at a place of the abstract, if there is one and nothing is selected."""
        page = self._view.page
        if page is None or self.selected is not None:
            return
        clicked = next((at for at, spot in enumerate(page.sentences) if spot[0] <= place < spot[1]), None)
        if clicked is not None:
            self._at = clicked
            self._view.write()

    def toggle_range(self) -> None:
        """Begins a range at the cursor, or ends it."""
        if self.has_range:
            self.end_range()
            return
        if self._at is None:
            self.move(1)
        self._from = self._at
        self._view.write()

    def end_range(self) -> None:
        """Leaves the cursor on one sentence."""
        if self.has_range:
            self._from = None
            self._view.write()
