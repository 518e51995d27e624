"""Pairs of papers that may be the same: merged, kept apart for good, or left for later."""

from __future__ import annotations

from dataclasses import dataclass
from os.path import commonprefix
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.content import Content
from textual.message import Message

from tui_reader.library.paper_differences import differences
from tui_reader.texts.counts import counted
from tui_reader.texts.printable import one_line
from tui_reader.texts.typeset import as_read
from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.screens.questions.filtered_list import FilteredList
from tui_reader.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.binding import BindingType
    from textual.style import Style

    from tui_reader.library.library import Library
    from tui_reader.model.papers import Paper
    from tui_reader.ui.requests import Session

FIELD_WIDTH = 12
MOST_SHOWN = 2_000
"""Characters of a value."""

BEFORE = 12
"""Characters before the first difference of two long values."""


class Pair(NamedTuple):
    """Two papers that may be the same."""

    one: Paper
    other: Paper
    reason: str


@dataclass(eq=False, repr=False)
class PairsRead(Message):
    """The pairs that wait for a decision."""

    pairs: Sequence[Pair]


class PairRows:
    """The pairs whose papers fit what was typed."""

    def __init__(self) -> None:
        self.all: Sequence[Pair] = ()
        self.fitting: Sequence[Pair] = ()
        self.width = 80
        """Cells for the differences."""

    def __len__(self) -> int:
        """How many pairs fit the words that are typed."""
        return len(self.fitting)

    def read(self, library: Library) -> Message:
        """All of them, with their papers as they are now."""
        pairs = library.duplicates.all()
        ids = {number for pair in pairs for number in (pair.paper, pair.other)}
        papers = {paper.id: paper for paper in library.papers(sorted(ids))}
        return PairsRead(
            [
                Pair(papers[pair.paper], papers[pair.other], pair.reason)
                for pair in pairs
                if pair.paper in papers and pair.other in papers
            ]
        )

    def fill(self, text: str) -> str:
        """Takes the pairs with a text in a title or a key."""
        wanted = text.casefold()
        self.fitting = [
            pair
            for pair in self.all
            if any(wanted in f"{paper.key} {as_read(paper.title)}".casefold() for paper in (pair.one, pair.other))
        ]
        if not self.all:
            return "No two papers look the same."
        return f"{counted(len(self.fitting), 'pair')} of papers that may be the same"

    def draw(self, place: int, _width: int, style: Callable[[str], Style]) -> Sequence[Content]:
        """The title of the first paper; both keys, and why they may be the same."""
        one, other, reason = self.fitting[place]
        return (
            Content(as_read(one.title)),
            Content.assemble(one_line(f"{one.key} = {other.key}?  {reason}")).stylize(style("faint")),
        )

    def in_full(self, place: int, style: Callable[[str], Style]) -> Content:
        """Their differences, field by field, side by side."""
        one, other, _ = self.fitting[place]
        rows = differences(one, other)
        if not rows:
            return Content("They are alike in everything.")
        cells = max((self.width - FIELD_WIDTH - 2) // 2, 8)
        lines = []
        for row in rows:
            name = Content(row.field.replace("_", " ")).truncate(FIELD_WIDTH, ellipsis=True, pad=True)
            left, right = (
                Content(text or "-").truncate(cells, ellipsis=True, pad=True)
                for text in _from_difference(_shown(row.one), _shown(row.other), cells)
            )
            lines.append(Content.assemble(name.stylize(style("faint")), left, "  ", right))
        return Content("\n").join(lines)

    def answer(self, place: int) -> Paper:
        """The first paper of a pair, to go to."""
        return self.fitting[place].one


class DuplicatesPanel(FilteredList["Paper | None"]):
    """The possible duplicates; answers with a paper to go to."""

    LINES = 2
    LOOK = "duplicates"
    KEYS = "m merges into the first · M into the second · a keeps them apart · space skips · u undoes"

    BINDINGS: ClassVar[list[BindingType]] = bindings("duplicates_panel")

    COMPONENT_CLASSES: ClassVar[set[str]] = {"duplicates--faint"}

    def __init__(self, session: Session) -> None:
        self._pairs = PairRows()
        super().__init__(session, self._pairs)

    def on_pairs_read(self, message: PairsRead) -> None:
        """Lists them as they are now; the cursor stays about where it was."""
        message.stop()
        self._pairs.all = message.pairs
        self.fill(self.place or 0)

    def show_in_full(self) -> None:
        """Shows the differences, as wide as there is room."""
        self._pairs.width = self.query_one("#in-full").content_size.width or self._pairs.width
        super().show_in_full()

    def on_resize(self) -> None:
        """Draws the differences as wide as there is room now."""
        self.call_after_refresh(self.show_in_full)

    def action_merge(self, keep: int) -> None:
        """Makes one paper of the pair: the first (0) or the second (1), completed by the other."""
        if (pair := self._pair) is not None:
            kept, gone = (pair.one, pair.other) if keep == 0 else (pair.other, pair.one)
            self._decide(lambda library: library.edits.merge(kept.id, [gone.id]), [kept.id, gone.id])
            self.notify(f"Merged {gone.key} into {kept.key}; u undoes it.", markup=False)

    def action_apart(self) -> None:
        """Keeps the papers of the pair apart for good."""
        if (pair := self._pair) is not None:
            self._decide(lambda library: library.duplicates.keep_apart(pair.one.id, pair.other.id), [])
            self.notify(f"{pair.one.key} and {pair.other.key} stay two; u undoes it.", markup=False)

    def action_skip(self) -> None:
        """Leaves the pair for later."""
        self.query_one(RowList).action_move(1)

    @property
    def _pair(self) -> Pair | None:
        place = self.place
        return None if place is None else self._pairs.fitting[place]

    def _decide(self, what: Callable[[Library], object], ids: Sequence[int]) -> None:
        self.session.change(what, ids or [], searchable=bool(ids))
        self.session.keep(self._read)


def _shown(value: str) -> str:
    return as_read(one_line(value[:MOST_SHOWN]))


def _from_difference(one: str, other: str, cells: int) -> tuple[str, str]:
    """Two values, without what is alike in the beginning of both when the difference would not be in view."""
    alike = len(commonprefix([one, other]))  # noqa: RUF071 letters are compared, not directories
    if alike < cells - BEFORE:
        return one, other
    return f"…{one[alike - BEFORE :]}", f"…{other[alike - BEFORE :]}"
