"""All papers that are listed marked as read; the chosen ones picked for another program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.ui.commands.context import chosen

if TYPE_CHECKING:
    from tui_reader.library.library import Library
    from tui_reader.ui import messages
    from tui_reader.ui.commands.context import Context, MainContext, PickContext


def all_read(context: MainContext) -> None:
    """Asks, with the number of papers, and marks all that the query finds as read: also those not in view."""
    from tui_reader.ui.screens.questions.confirm import Confirm

    asked = context.answer
    if not asked.total:
        return

    def mark(library: Library) -> None:
        found = asked if asked.complete else context.answer
        if not found.complete or found.text != asked.text:
            # The rest of a large answer comes late, or another query was asked meanwhile.
            found = library.search(asked.text, context.queries.sorting, typing=True)
        # What was read before keeps its date.
        library.mark_read(library.unread(found.ids))

    def answered(yes: bool | None) -> None:  # noqa: FBT001 Textual's callback
        if yes:
            context.session.change(mark, None, searchable=False)

    papers = "the one paper that is" if asked.total == 1 else f"all {asked.total:,} papers that are"
    question = Confirm(f"Mark {papers} listed as read?", "marks", "What was read before keeps its date.")
    context.ask_screen(question, answered)


def changed(context: Context, message: messages.PapersChanged) -> None:
    """Shows papers as they are on disk now."""
    context.show_changed(message.papers)


async def pick(context: PickContext) -> None:
    """Picks the chosen papers and leaves, as soon as the list shows what the typed query finds."""
    if context.queries.text != context.answer.text:
        context.is_waiting_to_pick = True
    elif papers := await chosen(context):
        context.picked[:] = [paper.id for paper in papers]
        context.screen.app.exit()


def go_on_picking(context: PickContext) -> None:
    """Goes on with a choice that was made before the answer came."""
    if context.is_waiting_to_pick:
        context.is_waiting_to_pick = False
        context.screen.call_later(pick, context)
