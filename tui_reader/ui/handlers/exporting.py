"""Papers of the list as a file, or on the clipboard."""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING

from tui_reader.errors import ReaderError
from tui_reader.texts.counts import counted
from tui_reader.ui.handlers.citing import hand_over
from tui_reader.ui.messages import Exported, Failed
from tui_reader.ui.widgets.paper_list import PaperList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_reader.ui.commands.context import MainContext
    from tui_reader.ui.screens.questions.export_question import Target

_MOST_COPIED = 1_000
"""Papers: a clipboard is no place for a library."""


async def choose(context: MainContext) -> None:
    """Asks for a file or the clipboard, and exports the selected papers or, without any, the list."""
    from tui_reader.ui.screens.questions.export_question import ExportQuestion

    shown = context.screen.query_one(PaperList)
    ids = list(shown.selected) or list(shown.ids)

    def export(target: Target | None) -> None:
        if target is not None:
            context.screen.run_worker(partial(_export, context, ids, target), thread=True, group="export")

    if ids:
        await context.ask_screen(ExportQuestion(len(ids), "~/papers.bib"), export)


def exported(context: MainContext, message: Exported) -> None:
    """Shows which file has the papers."""
    context.tell(message.text)


def _export(context: MainContext, ids: Sequence[int], target: Target) -> None:
    """Writes the papers; `Exported`, `Copied` or `Failed` comes."""
    from tui_reader.library.exporting import Wish, to_file, to_stream

    what = f"{counted(len(ids), 'paper')} as {target.format.label}"
    wish = Wish(ids, target.format)
    try:
        if target.path is not None:
            to_file(context.session.library, wish, target.path)
            context.post_message(Exported(f"{what}: {target.path}"))
        elif len(ids) > _MOST_COPIED:
            raise ReaderError(f"{len(ids):,} papers are too many for the clipboard.", "Export them to a file.")  # noqa: TRY301 - told as every other failure
        else:
            stream = io.StringIO()
            to_stream(context.session.library, wish, stream)
            hand_over(context, stream.getvalue(), what)
    except ReaderError as error:
        context.post_message(Failed(error))
