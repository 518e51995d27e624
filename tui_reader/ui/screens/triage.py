"""Triage: papers one at a time, large, with a decision at one key each.

What is decided is on disk at once, and each decision is one step of undo. So stopping half-way keeps what was decided.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, ClassVar, Literal

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from tui_reader.texts.typeset import as_read
from tui_reader.ui.content.row_content import BOOKMARK, QUEUED, READ
from tui_reader.ui.screens.responsive import Room, SizedScreen
from tui_reader.ui.screens.work_actions import WorkActions
from tui_reader.ui.widgets.key_bar import KeyBar
from tui_reader.ui.widgets.paper_detail import PaperDetail

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import Resize

    from tui_reader.library.library import Library
    from tui_reader.model.annotations import Highlight
    from tui_reader.model.papers import Paper
    from tui_reader.ui import messages
    from tui_reader.ui.requests import Session

Decision = Literal["keep", "later", "skip"]

SHAPES: dict[Decision, str] = {"keep": BOOKMARK, "later": QUEUED, "skip": READ}
PAST: dict[Decision, str] = {"keep": "kept", "later": "for later", "skip": "skipped"}
STEPS: dict[Decision, str] = {"keep": "kept {}", "later": "put {} off for later", "skip": "skipped {}"}
"""What undo says of a decision."""

LISTED = 8
"""How many titles of a kind the summary names."""

BAR = 16
"""The most cells of the bar that shows the progress."""

BAR_FROM = 70
"""Columns from which on there is room for it."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of a triage."""

    decided: int
    """How many papers were decided on."""
    at: int
    """The paper at which it ended."""
    words: str


class TriageDetail(PaperDetail):
    """The paper that is to be decided on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "screen.decide('keep')", "Keep", id="triage.keep", tooltip="Keeps: bookmarked and read"),
        Binding("s", "screen.decide('skip')", "Skip", id="triage.skip", tooltip="Skips: read"),
        Binding("l", "screen.decide('later')", "Later", id="triage.later", tooltip="Later: into the queue, unread"),
        Binding("escape", "leave", "Stop", id="triage.stop", tooltip="Ends it; what was decided stays"),
        Binding("J", "screen.move(1)", "Next", id="triage.next", show=False, tooltip="The next paper, undecided"),
        Binding("K", "screen.move(-1)", "Before", id="triage.before", show=False, tooltip="The paper before"),
    ]


class TriageScreen(SizedScreen, WorkActions):
    """Some papers, one by one."""

    AUTO_FOCUS = "#detail"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "finish", "Done", id="triage.done", show=False),
        Binding("escape,q", "finish", "Back to the list", id="triage.back", show=False),
    ]

    paper: var[Paper | None] = var(None, init=False)
    highlights: var[Sequence[Highlight]] = var((), init=False)

    def __init__(self, session: Session, ids: Sequence[int]) -> None:
        super().__init__()
        self.session = session
        self._ids = ids
        self._place = 0
        self._decided: dict[int, Decision] = {}
        self._before: dict[int, Paper] = {}
        """Papers as they were before they were decided on."""
        self._words: dict[str, tuple[int, Decision]] = {}
        """Every decision by the words that undo has for it."""

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
        self._go_to(0)

    def on_resize(self, _event: Resize) -> None:
        """Fits the progress to the width."""
        self._show_progress()

    @property
    def current(self) -> Paper | None:
        """The paper to be decided on; none when all are."""
        return None if self.has_class("-done") else self.paper

    @property
    def chosen_ids(self) -> list[int]:
        """That paper alone."""
        return [] if self.current is None else [self.current.id]

    @property
    def tally(self) -> Tally:
        """How far it is."""
        decided, left = len(self._decided), len(self._ids) - len(self._decided)
        parts = [f"{self._count(one):,} {PAST[one]}" for one in PAST] + ([f"{left:,} left"] if left else [])
        return Tally(decided, self._ids[self._place], ", ".join(parts))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Lets only the way back and the way out be there in the end, when no paper is shown."""
        if self.has_class("-done") and action in ("bookmark", "read", "queue", "tags", "note", "copy", "choose_format"):
            return False
        return super().check_action(action, parameters)

    def show_changed(self, papers: list[Paper] | None) -> None:
        """Shows the paper as it is on disk now."""
        if self.paper is not None and (papers is None or any(paper.id == self.paper.id for paper in papers)):
            self._show(self.paper.id)

    def on_paper_left(self) -> None:
        """Ends it."""
        self.action_finish()

    def on_undone(self, message: messages.Undone) -> None:
        """Goes to the paper whose decision has been taken back, or made again."""
        done = message.done
        if done is None:
            return
        number, decision = self._words.get(done.words, (None, None))
        if number is not None and decision is not None:
            if message.again:
                self._decided[number] = decision
                self._go_on()
                return
            self._decided.pop(number, None)
        elif done.papers and len(done.papers) == 1 and done.papers[0] in self._ids:
            number = done.papers[0]
        if number is not None:
            self._go_to(self._ids.index(number))

    # Actions

    def action_decide(self, decision: Decision) -> None:
        """Decides on the paper and goes on to the next one that is undecided."""
        paper = self.current
        if paper is None:
            return
        number, words = paper.id, STEPS[decision].format(paper.key)
        before = self._before.setdefault(number, paper)

        def decide(library: Library) -> None:
            with library.journal.joined(words):
                # Another decision takes the place of an earlier one: what that did goes with it.
                library.queue([number], queued=False)
                library.queue([number], queued=decision == "later")
                library.mark_read([number], read=before.read or decision != "later")
                library.bookmark([number], bookmarked=before.bookmarked or decision == "keep")

        self._decided[number] = decision
        self._words[words] = number, decision
        self.session.change(decide, [number], searchable=False)
        self._go_on()

    def action_move(self, by: int) -> None:
        """Goes to another paper without a decision."""
        self._go_to(max(0, min(self._place + by, len(self._ids) - 1)))

    def action_read_on(self) -> None:
        """Scrolls by a page."""
        self.query_one(TriageDetail).action_page_down()

    def action_finish(self) -> None:
        """Goes back to the list."""
        self.dismiss()

    def _go_on(self) -> None:
        places = chain(range(self._place + 1, len(self._ids)), range(self._place))
        undecided = next((place for place in places if self._ids[place] not in self._decided), None)
        if undecided is None:
            self._show_summary()
        else:
            self._go_to(undecided)

    def _go_to(self, place: int) -> None:
        self._place = place
        self.remove_class("-done")
        self._show(self._ids[place])
        self.set_focus(self.query_one(TriageDetail))

    def _show(self, number: int) -> None:
        for paper in self.session.library.papers([number]):
            self.highlights = self.highlights_of(paper)
            self.paper = paper
        self._show_progress()

    def _show_progress(self) -> None:
        total, done = len(self._ids), len(self._decided)
        counts = "  ".join(f"{shape} {self._count(one):,} {PAST[one]}" for one, shape in SHAPES.items())
        here = None if self.has_class("-done") else self._decided.get(self._ids[self._place])
        state = f" · {PAST[here]}" if here else ""
        cells = min(BAR, total) if self.app.size.width >= BAR_FROM else 0
        full = cells * done // total
        bar = f"  {'━' * full}{'╌' * (cells - full)}" if cells else ""
        self.query_one("#place", Static).update(Content(f"{self._place + 1:,} of {total:,}{state}{bar}  {counts}"))

    def _count(self, decision: Decision) -> int:
        return sum(one == decision for one in self._decided.values())

    def _show_summary(self) -> None:
        lines = [
            Content(f"Done: {len(self._ids):,} paper{'' if len(self._ids) == 1 else 's'}.").stylize("bold"),
            Content(),
        ]
        for decision, shape in SHAPES.items():
            ids = [number for number in self._ids if self._decided.get(number) == decision]
            lines.append(Content(f"{shape} {len(ids):,} {PAST[decision]}"))
            if decision != "skip":
                titles = [as_read(paper.title) for paper in self.session.library.papers(ids[:LISTED])]
                lines += [Content(f"· {title}") for title in titles]
                lines += [Content(f"· and {len(ids) - LISTED:,} more")] if len(ids) > LISTED else []
        lines += [Content(), Content("u takes the last decision back · Enter or Esc goes back to the list")]
        self.query_one("#summary", Static).update(Content("\n").join(lines))
        self.add_class("-done")
        self._show_progress()
        self.set_focus(None)
        self.refresh_bindings()
