"""Draws the two lines of a paper in the list, and keeps what it has drawn until something about it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from rich.segment import Segment

from tui_reader.ui.content.row_content import Part, Piece, Row, fitted, row

if TYPE_CHECKING:
    from rich.style import Style as RichStyle
    from textual.strip import Strip

    from tui_reader.ui.widgets.paper_rows import PaperRows

STRIPS_KEPT = 512


class RowPainter:
    """The drawn rows of a list of papers."""

    def __init__(self, rows: PaperRows) -> None:
        self._list = rows
        self._strips: dict[tuple[int, bool, bool, bool], tuple[Strip, Strip]] = {}
        """By the paper's id, and whether it is current, the list has the focus, and it is selected."""
        self._styles: dict[tuple[bool, bool], dict[Part, RichStyle]] = {}
        """By whether the row is current and the list has the focus."""

    def lines(self, place: int) -> tuple[Strip, Strip]:
        """The lines of the row at a place."""
        shown = self._list
        number, current = shown.ids[place], place == shown.cursor
        key = (number, current, shown.has_focus, number in shown.selected)
        strips = self._strips.get(key)
        if strips is None:
            if len(self._strips) >= STRIPS_KEPT:
                self._strips.clear()
            strips = self._strips[key] = self._draw(place, current=current)
        return strips

    def forget(self) -> None:
        """Draws every row anew when it is asked for."""
        self._strips.clear()

    def forget_styles(self) -> None:
        """Draws with the colours of another theme from now on."""
        self._strips.clear()
        self._styles.clear()

    def _draw(self, place: int, *, current: bool) -> tuple[Strip, Strip]:
        shown = self._list
        paper, width = shown.paper_at(place), shown.scrollable_content_region.width
        if paper is None:
            return shown.blank(), shown.blank()
        styles = self._styles_of(current=current)
        terms = shown.reasons.get(paper.id, ())
        where = Row(current, paper.id in shown.selected, width, terms, shown.note_lines)
        first, second = row(paper, shown.hits, where)
        return self._strip(first, width, styles), self._strip(second, width, styles)

    def _strip(self, pieces: list[Piece], width: int, styles: dict[Part, RichStyle]) -> Strip:
        segments = (Segment(text, styles[part]) for text, part in fitted(pieces, width))
        return self._list.finished(segments, styles["title"])

    def _styles_of(self, *, current: bool) -> dict[Part, RichStyle]:
        """The styles of the parts of a row, on the background that the row has now."""
        shown = self._list
        key = (current, shown.has_focus)
        if key not in self._styles:
            base = shown.get_visual_style("paper-list--row") if current else shown.visual_style
            self._styles[key] = {
                part: (base + shown.get_visual_style(f"paper-list--{part}", partial=True)).rich_style
                for part in get_args(Part)
            }
        return self._styles[key]
