"""The paper's links in the browser, and the help."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui_reader.errors import ReaderError
from tui_reader.ui.messages import Failed

if TYPE_CHECKING:
    from tui_reader.ui.commands.context import Context


def help(context: Context) -> None:  # noqa: A001 the command's name
    """Shows the help with all keys."""
    from tui_reader.ui.screens.questions.help import HelpScreen

    context.ask_screen(HelpScreen())


def page(context: Context) -> None:
    """Opens the paper's page in the browser or, when the paper has several links, asks which."""
    from tui_reader.texts.links import paper_links
    from tui_reader.ui.screens.questions.links_chooser import LinksChooser

    if (paper := context.current) is None:
        return
    found = paper_links(paper)
    if not found:
        hint = "No source gave a URL, a DOI or an arXiv id."
        context.post_message(Failed(ReaderError("No address is known for this paper.", hint)))
    elif len(found) == 1:
        link(context, found[0][1])
    else:

        def open_chosen(address: str | None) -> None:
            if address is not None:
                link(context, address)

        context.ask_screen(LinksChooser(paper.title, found), open_chosen)


def link(context: Context, address: str) -> None:
    """Opens a link in the browser."""
    context.screen.run_worker(partial(_open, context, address), thread=True, group="page")


def _open(context: Context, address: str) -> None:
    from tui_reader.system.browser import open_page

    try:
        open_page(address)
    except ReaderError as error:
        context.post_message(Failed(error))
    else:
        context.screen.app.call_from_thread(context.tell, f"Opening {address}")
