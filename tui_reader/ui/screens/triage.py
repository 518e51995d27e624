"""Triage: papers one at a time, large, with a decision at one key each.

What is decided is on disk at once, and each decision is one step of undo. So stopping half-way keeps what was decided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from tui_reader.texts.counts import counted
from tui_reader.texts.typeset import as_read
from tui_reader.ui.commands.bindings import bindings
from tui_reader.ui.screens.paper_screen import PaperScreen
from tui_reader.ui.screens.responsive import Room
from tui_reader.ui.triage_decisions import PAST, SHAPES, Decisions
from tui_reader.ui.widgets.key_bar import KeyBar
from tui_reader.ui.widgets.paper_detail import PaperDetail

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Resize

    from tui_reader.model.annotations import Highlight
    from tui_reader.model.papers import Paper
    from tui_reader.ui import messages
    from tui_reader.ui.requests import Session

LISTED = 8
"""How many titles of a kind the summary names."""

BAR = 16
"""The most cells of the bar that shows the progress."""

BAR_FROM = 70
"""Columns from which on there is room for it."""


class TriageDetail(PaperDetail):
    """The paper that is to be decided on."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("triage")


class TriageScreen(PaperScreen):
    """Some papers, one by one."""

    AUTO_FOCUS = "#detail"
    PLACES: ClassVar[tuple[str, ...]] = ("papers", "triage_end")
    HELP_FIRST: ClassVar[tuple[str, ...]] = ("triage",)
    BINDINGS: ClassVar[list[BindingType]] = bindings(*PLACES)

    paper: var[Paper | None] = var(None, init=False)
    highlights: var[Sequence[Highlight]] = var((), init=False)

    def __init__(self, session: Session, ids: Sequence[int]) -> None:
        super().__init__(session)
        self.decisions = Decisions(ids)

    def compose(self) -> ComposeResult:
        """Progress, the paper, keys; in the end the summary in the paper's place."""
        self.take_size()
        self.add_class("-alone")
        with Room(id="panes"), Vertical(id="reading"):
            yield Static(id="place", markup=False)
            yield TriageDetail(id="detail").data_bind(paper=TriageScreen.paper, highlights=TriageScreen.highlights)
            yield Static(id="summary", markup=False)
        yield KeyBar(id="keys", markup=False)

    def on_mount(self) -> None:
        """Shows the first paper."""
        self.go_to(0)

    def on_resize(self, _event: Resize) -> None:
        """Fits the progress to the width."""
        self._show_progress()

    @property
    def current(self) -> Paper | None:
        """The paper to be decided on; none when all are."""
        return self.paper if self.has_work else None

    @property
    def chosen_ids(self) -> list[int]:
        """That paper alone."""
        return [] if self.current is None else [self.current.id]

    def on_papers_changed(self, message: messages.PapersChanged) -> None:
        """Shows the paper as it is on disk now."""
        papers = message.papers
        if self.paper is not None and (papers is None or any(paper.id == self.paper.id for paper in papers)):
            self._show(self.paper.id)

    def on_paper_left(self) -> None:
        """Goes back to the list; what was decided stays."""
        self.finish()

    def show_undone(self, message: messages.Undone) -> None:
        """Goes to the paper whose decision has been taken back, or on from the one that was made again."""
        if message.again and self.decisions.made_again(message):
            self.go_on()
        elif (place := self.decisions.taken_back(message)) is not None:
            self.go_to(place)

    def finish(self) -> None:
        """Goes back to the list."""
        self.dismiss()

    def go_on(self) -> None:
        """Shows the next paper that is undecided or, when there is none, what came of it."""
        place = self.decisions.next_undecided()
        if place is None:
            self._show_summary()
        else:
            self.go_to(place)

    def go_to(self, place: int) -> None:
        """Shows the paper at a place, or at the nearest one that there is."""
        self.decisions.place = max(0, min(place, len(self.decisions.ids) - 1))
        self.has_work = True
        self.remove_class("-done")
        self._show(self.decisions.current)
        self.set_focus(self.query_one(TriageDetail))

    def _show(self, number: int) -> None:
        if (paper := self.session.paper(number)) is not None:
            self.highlights = self.session.highlights_of(paper)
            self.paper = paper
        self._show_progress()

    def _show_progress(self) -> None:
        decisions = self.decisions
        total, done = len(decisions.ids), decisions.done
        counts = "  ".join(f"{shape} {decisions.count(one):,} {PAST[one]}" for one, shape in SHAPES.items())
        here = decisions.of(decisions.current) if self.has_work else None
        state = f" · {PAST[here]}" if here else ""
        cells = min(BAR, total) if self.app.size.width >= BAR_FROM else 0
        full = cells * done // total
        bar = f"  {'━' * full}{'╌' * (cells - full)}" if cells else ""
        text = f"{decisions.place + 1:,} of {total:,}{state}{bar}  {counts}"
        self.query_one("#place", Static).update(Content(text))

    def _show_summary(self) -> None:
        ids = self.decisions.ids
        lines = [Content(f"Done: {counted(len(ids), 'paper')}.").stylize("bold"), Content()]
        for decision, shape in SHAPES.items():
            decided = [number for number in ids if self.decisions.of(number) == decision]
            lines.append(Content(f"{shape} {len(decided):,} {PAST[decision]}"))
            if decision != "skip":
                papers = filter(None, map(self.session.paper, decided[:LISTED]))
                titles = [as_read(paper.title) for paper in papers]
                lines += [Content(f"· {title}") for title in titles]
                lines += [Content(f"· and {len(decided) - LISTED:,} more")] if len(decided) > LISTED else []
        lines += [Content(), Content("u takes the last decision back · Enter or Esc goes back to the list")]
        self.query_one("#summary", Static).update(Content("\n").join(lines))
        self.has_work = False
        self.add_class("-done")
        self._show_progress()
        self.set_focus(None)
        self.refresh_bindings()
