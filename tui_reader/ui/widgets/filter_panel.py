"""The filters with their counts: what the papers of the answer have in common, one key away from the query.

A filter is a piece of the query's text; the panel only says which pieces there are, and asks for one to be toggled.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.geometry import Region
from textual.reactive import var

from tui_reader.texts.printable import one_line
from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.content.row_content import CURSOR, short_venue
from tui_reader.ui.messages import FilterToggled
from tui_reader.ui.widgets.cursor_view import CursorView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual import events
    from textual.binding import BindingType
    from textual.strip import Strip
    from textual.style import Style

    from tui_reader.model.results import Facets

ACTIVE = "✓"
LEFT_OUT = "-"

_FILTER = re.compile(r"-?(?!(?:title|abstract|note):)[a-z]+2?:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the panel: a heading, or a filter."""

    label: str
    term: str = ""
    """The filter as it is typed; empty for a heading."""
    count: int = 0
    state: str = " "
    """`ACTIVE`, `LEFT_OUT` or a space."""


class FilterPanel(CursorView, can_focus=True):
    """Filters in groups, with a cursor."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("filters")

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "filter-panel--row",
        "filter-panel--heading",
        "filter-panel--count",
        "filter-panel--active",
        "filter-panel--cursor",
    }

    facets: var[Facets | None] = var(None, init=False)
    """The counts; `None` until they are known."""
    asked: var[str] = var("", init=False)
    """The text of the query, which says what is active."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 Textual's name
        super().__init__(id=id)
        self._rows: list[Row] = []
        self._cursor = 0

    def watch_facets(self) -> None:
        """Shows the filters with their new counts."""
        self._fill()

    def watch_asked(self) -> None:
        """Shows what is active."""
        self._fill()

    def on_mount(self) -> None:
        """Shows what is known already."""
        self._fill()

    def on_resize(self) -> None:
        """Keeps the cursor in view at any size."""
        self._resize_rows()
        self._reveal()

    def on_click(self, event: events.Click) -> None:
        """A click toggles a filter."""
        event.stop()
        place = self.row_at(event, 1)
        if place < len(self._rows) and self._rows[place].term:
            self._go_to(place)
            self.action_toggle_filter()

    def action_toggle_filter(self) -> None:
        """Adds the filter under the cursor to the query, or takes it away."""
        if row := self._current:
            self.post_message(FilterToggled(f"-{row.term}" if row.state == LEFT_OUT else row.term))

    def action_leave_out(self) -> None:
        """Leaves out the papers that the filter under the cursor finds, or no longer."""
        if row := self._current:
            self.post_message(FilterToggled(f"-{row.term}"))

    def action_move(self, by: int) -> None:
        """Moves the cursor by some filters."""
        places = [place for place, row in enumerate(self._rows) if row.term]
        if places:
            at = places.index(self._cursor) if self._cursor in places else 0
            self._go_to(places[max(0, min(at + by, len(places) - 1))])

    def action_group(self, by: int) -> None:
        """Moves the cursor to the first filter of another group."""
        starts = [place + 1 for place, row in enumerate(self._rows) if not row.term]
        current = max((at for at, start in enumerate(starts) if start <= self._cursor), default=0)
        if starts:
            self._go_to(starts[(current + by) % len(starts)])

    def render_line(self, y: int) -> Strip:
        """One line of the rows in view."""
        width = self.scrollable_content_region.width
        place = self.scroll_offset.y + y
        if place >= len(self._rows):
            text = " counting…" if not place and self.facets is None else ""
            return self.finished(Content(text).render_segments(self.visual_style), self.rich_style)
        row, current = self._rows[place], place == self._cursor
        base = self.get_visual_style("filter-panel--row") if current and self.has_focus else self.visual_style
        line = self._line(row, width, current=current)
        return self.finished(line.render_segments(base), base.rich_style)

    def _line(self, row: Row, width: int, *, current: bool) -> Content:
        if not row.term:
            return Content(f" {row.label}").stylize(self._part("heading"))
        count = f"{row.count:,}" if row.count else ""
        room = max(width - len(count) - 4, 1)
        label = Content(one_line(row.label)).truncate(room, ellipsis=True)
        if row.state != " ":
            label = label.stylize(self._part("active"))
        return Content.assemble(
            (CURSOR, self._part("cursor")) if current else " ",
            (row.state, self._part("active")),
            " ",
            label.pad_right(room - label.cell_length),
            " ",
            (count, self._part("count")),
        )

    def _part(self, name: str) -> Style:
        return self.get_visual_style(f"filter-panel--{name}", partial=True)

    @property
    def _current(self) -> Row | None:
        return self._rows[self._cursor] if self._cursor < len(self._rows) and self._rows[self._cursor].term else None

    def _fill(self) -> None:
        term = row.term if (row := self._current) else ""
        self._rows = list(rows(self.facets, self.asked)) if self.facets else []
        # The cursor stays on its filter, or about where it is: with each one that is added the others move.
        places = {row.term: place for place, row in enumerate(self._rows) if row.term}
        nearest = min(places.values(), key=lambda place: abs(place - self._cursor), default=0)
        self._cursor = places.get(term, nearest)
        self._resize_rows()
        self._reveal()
        self.refresh()

    def _go_to(self, place: int) -> None:
        self._cursor = place
        self._reveal()
        self.refresh()

    def _resize_rows(self) -> None:
        self.set_line_count(len(self._rows))

    def _reveal(self) -> None:
        if self.size.height:
            # The heading above the first filter comes into view with it.
            above = 1 if self._cursor and not self._rows[self._cursor - 1].term else 0
            region = Region(0, self._cursor - above, 1, 1 + above)
            self.scroll_to_region(region, animate=False, force=True, immediate=True)


def rows(facets: Facets, query: str) -> Iterator[Row]:
    """The lines for some counts: the filters of the query first, then every filter that would leave some papers."""
    from tui_reader.search.query_pieces import SEVERAL, filters, values

    pieces = filters(query)
    active = {piece.lower() for piece in pieces}
    active |= {
        f"{name}:{value}".lower()
        for piece in pieces
        if (name := piece.partition(":")[0].lower()) in SEVERAL
        for value in values(piece)
    }

    def row(label: str, term: str, count: int) -> Row:
        return Row(label, term, count, ACTIVE if term.lower() in active else " ")

    groups: tuple[tuple[str, list[Row]], ...] = (
        ("In the query", [_active(piece) for piece in pieces if _FILTER.match(piece)]),
        (
            "Status",
            [
                row("bookmarked", "is:bookmarked", facets.bookmarked),
                row("unread", "is:unread", facets.unread),
                row("queued", "is:queued", facets.queued),
                row("with note", "has:note", facets.noted),
                row("with highlights", "has:highlight", facets.highlighted),
            ],
        ),
        ("Tags", [row(f"#{tag}", f"tag:{tag}", count) for tag, count in facets.tags]),
        ("Kinds", [row(kind, f"kind:{kind}", count) for kind, count in facets.kinds]),
        ("Years", [row(str(year), f"year:{year}", count) for year, count in facets.years]),
        ("Authors", [row(name, _term("author", name), count) for name, count in facets.authors]),
        ("Categories", [row(name, _term("category", name), count) for name, count in facets.categories]),
        ("Venues", [row(short_venue(venue), _term("venue", venue), count) for venue, count in facets.venues]),
    )
    for name, group in groups:
        if found := [one for one in group if one.count or one.state != " "]:
            yield Row(name)
            yield from found


def _active(piece: str) -> Row:
    left_out = piece.startswith("-")
    return Row(piece.removeprefix("-"), piece.removeprefix("-"), state=LEFT_OUT if left_out else ACTIVE)


def _term(name: str, value: str) -> str:
    plain = " ".join(one_line(value).replace('"', " ").split())
    return f'{name}:"{plain}"' if re.search(r"[\s()]", plain) else f"{name}:{plain}"
