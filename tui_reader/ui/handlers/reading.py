"""Reading one paper after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.ui.widgets.paper_detail import PaperDetail
from tui_reader.ui.widgets.paper_list import PaperList

if TYPE_CHECKING:
    from tui_reader.ui import messages
    from tui_reader.ui.commands.context import Context, MainContext


def raw(context: MainContext) -> None:
    """Shows LaTeX as it stands in the source, or as it is read."""
    detail = context.screen.query_one(PaperDetail)
    detail.raw = not detail.raw
    context.tell("LaTeX as it is in the source." if detail.raw else "LaTeX as it is read.")


async def open_paper(context: MainContext, message: messages.PaperOpened) -> None:
    """Goes from the list into the detail, or gives it the whole screen."""
    context.detail.show_now()
    if message.alone:
        await context.reading.enter()
    else:
        context.screen.set_focus(context.screen.query_one(PaperDetail))


async def read_on(context: MainContext) -> None:
    """Scrolls by a page; at the end of a paper that is read alone, goes to the next unread one."""
    await context.reading.read_on()


def move(context: MainContext, by: int) -> None:
    """Moves the list's cursor by some papers, from wherever the focus is."""
    context.screen.query_one(PaperList).action_move(by)


def unread_counted(context: MainContext, message: messages.UnreadCounted) -> None:
    """Shows how many of the listed papers are unread."""
    context.reading.show_unread(message.count)


def remember_theme(context: Context, message: messages.ThemeChosen) -> None:
    """Keeps a theme for later sessions."""
    context.session.keep(lambda library: library.settings.put("theme", message.name))
