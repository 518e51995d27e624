"""Triage: the way in, and what is decided there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.ui.screens.triage import TriageScreen
from tui_reader.ui.widgets.paper_list import PaperList

if TYPE_CHECKING:
    from tui_reader.library.library import Library
    from tui_reader.ui.commands.context import MainContext, TriageContext
    from tui_reader.ui.triage_decisions import Decision


async def begin(context: MainContext) -> None:
    """Shows the selected papers, or those listed from the cursor on, one by one."""
    shown = context.screen.query_one(PaperList)
    ids = list(shown.selected) or shown.ids[shown.cursor :]
    if not ids:
        return
    context.queries.hold()
    context.screen.set_focus(shown)
    screen = TriageScreen(context.session, ids)
    context.guest = screen

    def end(_: None) -> None:
        context.guest = None
        shown.go_to(screen.decisions.current)
        if told := screen.decisions.told():
            context.tell(f"Triage: {told}")
        context.queries.release()

    await context.ask_screen(screen, end)


def decide(context: TriageContext, decision: Decision) -> None:
    """Decides on the paper and goes on to the next one that is undecided."""
    paper = context.current
    if paper is None:
        return
    step = context.decisions.decide(paper, decision)

    def write(library: Library) -> None:
        with library.journal.joined(step.words):
            # Another decision takes the place of an earlier one: what that did goes with it.
            library.queue([paper.id], queued=False)
            library.queue([paper.id], queued=decision == "later")
            library.mark_read([paper.id], read=step.before.read or decision != "later")
            library.bookmark([paper.id], bookmarked=step.before.bookmarked or decision == "keep")

    context.session.change(write, [paper.id], searchable=False)
    context.go_on()


def move(context: TriageContext, by: int) -> None:
    """Goes to another paper without a decision."""
    context.go_to(context.decisions.place + by)


def finish(context: TriageContext) -> None:
    """Goes back to the list."""
    context.finish()
