"""Bookmarks, reading state, queue and tags of the chosen papers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.ui.commands.context import chosen

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.library.library import Library
    from tui_reader.model.papers import Paper
    from tui_reader.ui.commands.context import Context
    from tui_reader.ui.screens.questions.tag_editor import Tagging

AT_A_TIME = 1_000
"""Papers that are looked at together to see how they are now."""


class Mark(NamedTuple):
    """Something that is on or off for each paper."""

    is_on: Callable[[Paper], bool]
    turn: Callable[[Library, list[int], bool], None]
    """Turns it on or off for papers."""
    told_on: str
    """What several papers are when it was turned on."""
    told_off: str


BOOKMARK = Mark(
    lambda paper: paper.bookmarked,
    lambda library, ids, on: library.bookmark(ids, bookmarked=on),
    "Bookmarked",
    "No longer bookmarked:",
)
READ = Mark(
    lambda paper: paper.read,
    lambda library, ids, on: library.mark_read(ids, read=on),
    "Marked as read:",
    "Marked as unread:",
)
QUEUE = Mark(
    lambda paper: paper.queued,
    lambda library, ids, on: library.queue(ids, queued=on),
    "Queued",
    "No longer queued:",
)


def bookmark(context: Context) -> None:
    """Bookmarks the chosen papers or, when all of them are bookmarked, takes their bookmarks away."""
    _toggle(context, BOOKMARK)


def read(context: Context) -> None:
    """Marks the chosen papers as read or, when all of them are read, as unread."""
    _toggle(context, READ)


def queue(context: Context) -> None:
    """Queues the chosen papers for later or, when all of them are queued, takes them out."""
    _toggle(context, QUEUE)


def _toggle(context: Context, mark: Mark) -> None:
    """Turns a mark on for the chosen papers, or off when it is on for all of them.

    They are looked at in the thread of changes: the key may come twice before the disk is done with the first.
    """
    ids = context.chosen_ids
    if not ids:
        return

    def turn(library: Library) -> None:
        starts = range(0, len(ids), AT_A_TIME)
        on = not all(mark.is_on(one) for start in starts for one in library.papers(ids[start : start + AT_A_TIME]))
        mark.turn(library, ids, on)
        # Not `call_from_thread`: it waits for the screen, which waits for all changes when it is left.
        context.screen.call_later(partial(_tell_many, context, mark.told_on if on else mark.told_off, ids))

    context.session.change(turn, ids, searchable=False)


async def tags(context: Context) -> None:
    """Asks for the tags of the chosen papers; of several papers for those that all of them have."""
    # A question is loaded when it is first asked.
    from tui_reader.ui.screens.questions.tag_editor import TagEditor
    from tui_reader.ui.screens.questions.tag_manager import TagManager

    papers, session = await chosen(context), context.session
    if not papers:
        return
    common = set.intersection(*(set(paper.tags) for paper in papers))
    ids = [paper.id for paper in papers]

    def change(tagging: Tagging | None) -> None:
        if tagging is None:
            return
        wanted = set(tagging.tags)
        added, removed = wanted - common, (common | set(tagging.without)) - wanted
        if added or removed:
            session.change(lambda library: library.tag(ids, add=added, remove=removed), ids, searchable=True)
            _tell_many(context, "Tagged", ids)

    known = await session.read(lambda library: library.tags())
    editor = TagEditor(papers, sorted(common), known, lambda: TagManager(session))
    await context.ask_screen(editor, change)


def _tell_many(context: Context, what: str, ids: list[int]) -> None:
    """Says how many papers were changed, when it was not just the one that is looked at."""
    if len(ids) > 1:
        context.tell(f"{what} {len(ids):,} papers")
