"""The papers that are most like one paper, several, or a text, in the place of the answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui_reader.errors import ReaderError
from tui_reader.system import clipboard
from tui_reader.ui.messages import Failed
from tui_reader.ui.widgets.paper_list import PaperList

if TYPE_CHECKING:
    from tui_reader.ui import messages
    from tui_reader.ui.commands.context import MainContext


async def papers(context: MainContext) -> None:
    """Asks for the papers that are most like the chosen ones."""
    ids = context.chosen_ids
    if not ids:
        return
    first = await context.session.read(lambda library: library.papers(ids[:1]))
    like = f"{len(ids):,} papers" if len(ids) > 1 else first[0].key if first else ""
    context.session.similar(like, ids)


def to_clipboard(context: MainContext) -> None:
    """Asks for the papers that are most like the text in the clipboard."""
    context.screen.run_worker(partial(_ask_like_clipboard, context), thread=True, group="paste")


def found(context: MainContext, message: messages.SimilarFound) -> None:
    """Lists the similar papers, or says that there are none."""
    if not message.found:
        context.tell(f"Nothing here is like {message.like}.")
        return
    shown = context.screen.query_one(PaperList)
    if shown.selected:
        shown.selected.clear()
    context.screen.set_focus(shown)
    context.queries.show_similar(message)


def _ask_like_clipboard(context: MainContext) -> None:
    try:
        text = clipboard.paste()
    except ReaderError as error:
        context.post_message(Failed(error))
        return
    if text.strip():
        context.session.similar("the clipboard", text)
    else:
        empty = ReaderError("The clipboard has no text.", "Copy an abstract or a few words first.")
        context.post_message(Failed(empty))
