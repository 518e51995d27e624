"""What a reader does with the papers that are chosen: those selected, or the one under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tui_reader.ui.screens.paper_actions import PaperActions

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.library.library import Library
    from tui_reader.model.papers import Paper
    from tui_reader.ui.screens.questions.tag_editor import Tagging

AT_A_TIME = 1_000
"""Papers that are looked at together to see how they are now."""


class MarkActions(PaperActions):
    """Bookmarks, reading state, queue and tags."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "bookmark", "Bookmark", id="bookmark", tooltip="Bookmarks the papers, or takes bookmarks away"),
        Binding("r", "read", "Read", id="read", show=False, tooltip="Marks the papers as read, or as unread"),
        Binding("Q", "queue", "Queue", id="queue", show=False, tooltip="Queues the papers for later, or not"),
        Binding("t", "tags", "Tags", id="tags", tooltip="Edits the tags of the papers"),
    ]

    def action_bookmark(self) -> None:
        """Bookmarks the papers or, when all of them are, takes their bookmarks away."""
        self._turn(
            lambda paper: paper.bookmarked,
            lambda library, ids, on: library.bookmark(ids, bookmarked=on),
            ("Bookmarked", "No longer bookmarked:"),
        )

    def action_read(self) -> None:
        """Marks the papers as read or, when all of them are, as unread."""
        self._turn(
            lambda paper: paper.read,
            lambda library, ids, on: library.mark_read(ids, read=on),
            ("Marked as read:", "Marked as unread:"),
        )

    def action_queue(self) -> None:
        """Queues the papers for later or, when all of them are queued, takes them out."""
        self._turn(
            lambda paper: paper.queued,
            lambda library, ids, on: library.queue(ids, queued=on),
            ("Queued", "No longer queued:"),
        )

    async def action_tags(self) -> None:
        """Asks for the papers' tags; of several papers for those that all of them have."""
        from tui_reader.ui.screens.questions.tag_editor import TagEditor
        from tui_reader.ui.screens.questions.tag_manager import TagManager

        papers = self.chosen
        if not papers:
            return
        common = set.intersection(*(set(paper.tags) for paper in papers))
        ids = [paper.id for paper in papers]

        def change(tagging: Tagging | None) -> None:
            if tagging is None:
                return
            tags = set(tagging.tags)
            added, removed = tags - common, (common | set(tagging.without)) - tags
            if added or removed:
                self.session.change(lambda library: library.tag(ids, add=added, remove=removed), ids, searchable=True)
                self._tell_many("Tagged", ids)

        editor = TagEditor(papers, sorted(common), self.session.library.tags(), lambda: TagManager(self.session))
        await self.app.push_screen(editor, change)

    def _turn(
        self,
        is_on: Callable[[Paper], bool],
        change: Callable[[Library, list[int], bool], None],
        told: tuple[str, str],
    ) -> None:
        """Turns something on for the chosen papers, or off when it is on for all of them.

        They are looked at when their turn comes: a key may come twice before the disk is done with the first.
        """
        ids = self.chosen_ids

        def turn(library: Library) -> None:
            starts = range(0, len(ids), AT_A_TIME)
            on = not all(is_on(paper) for start in starts for paper in library.papers(ids[start : start + AT_A_TIME]))
            change(library, ids, on)
            # Not `call_from_thread`: it waits for the screen, which waits for all changes when it is left.
            self.call_later(self._tell_many, told[0 if on else 1], ids)

        if ids:
            self.session.change(turn, ids, searchable=False)

    def _tell_many(self, what: str, ids: list[int]) -> None:
        """Says how many papers were touched, when it was not just the one that is looked at."""
        if len(ids) > 1:
            self.tell(f"{what} {len(ids):,} papers")
