"""What a reader does with everything that is listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tui_reader.ui.screens.query_actions import QueryActions

if TYPE_CHECKING:
    from tui_reader.library.library import Library


class ListedActions(QueryActions):
    """Marks everything listed as read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("R", "all_read", "All read", id="read.all", show=False, tooltip="Marks everything listed as read"),
    ]

    def action_all_read(self) -> None:
        """Asks, with the number of papers, and marks all that the query finds as read: also those not in view."""
        from tui_reader.ui.screens.questions.confirm import Confirm

        asked = self.found
        if not asked.total:
            return

        def mark(library: Library) -> None:
            found = asked if asked.complete else self.found
            if not found.complete or found.text != asked.text:
                # The rest of a large answer comes late, or another question was asked meanwhile.
                found = library.search(asked.text, self.sorting, typing=True)
            # What was read before keeps its date.
            library.mark_read(library.unread(found.ids))

        def answered(yes: bool | None) -> None:  # noqa: FBT001 Textual's callback
            if yes:
                self.session.change(mark, None, searchable=False)

        papers = "the one paper that is" if asked.total == 1 else f"all {asked.total:,} papers that are"
        question = Confirm(f"Mark {papers} listed as read?", "marks", "What was read before keeps its date.")
        self.app.push_screen(question, answered)
