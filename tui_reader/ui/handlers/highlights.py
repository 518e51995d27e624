"""Highlights of the paper that is shown: made, recoloured, commented on, taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.model.annotations import COLOURS, Colour, next_colour
from tui_reader.ui.widgets.paper_detail import PaperDetail

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.library.library import Library
    from tui_reader.model.annotations import Highlight
    from tui_reader.ui.commands.context import Context
    from tui_reader.ui.content.paper_content import Spot

HOW = "( and ) go by sentences; h highlights, a comments, v takes several together."


def highlight(context: Context) -> None:
    """Highlights the passage, gives the highlight that is there the range's extent, or takes it away."""
    detail = _detail(context)
    paper, there = detail.paper, _passage(context)
    if paper is None or there is None:
        return
    spot, old = there
    if old is None:
        start, end = spot
        colour = colour_to_use(context)
        _change(context, lambda library: library.highlights.add(paper.id, start, end, colour=colour))
    elif detail.sentences.is_several:
        _change(context, lambda library: library.highlights.change(old.id, span=spot))
    else:
        _change(context, lambda library: library.highlights.remove([old.id]))
    _end_choice(context)


def recolour(context: Context) -> None:
    """Gives the highlight under the cursor the next colour; later highlights have it too."""
    there = _passage(context) if _detail(context).sentences.passage else None
    old = there[1] if there else None
    colour = next_colour(old.colour if old is not None else colour_to_use(context))
    context.session.colour = colour
    context.session.keep(lambda library: library.settings.put("highlight", colour))
    if old is None:
        context.tell(f"The next highlight is {colour}.")
    else:
        _change(context, lambda library: library.highlights.change(old.id, colour=colour))


async def comment(context: Context) -> None:
    """Asks for a comment on the passage, and highlights it if it is not yet."""
    from tui_reader.ui.screens.questions.comment_editor import CommentEditor

    paper, there = _detail(context).paper, _passage(context)
    if paper is None or there is None:
        return
    (start, end), old = there
    colour = colour_to_use(context)

    def keep(text: str | None) -> None:
        if text is None or (old is not None and text == old.comment):
            return
        if old is not None:
            _change(context, lambda library: library.highlights.change(old.id, comment=text))
        else:
            _change(context, lambda library: library.highlights.add(paper.id, start, end, colour=colour, comment=text))
        _end_choice(context)

    quote = old.anchor.exact if old is not None else paper.abstract[start:end]
    await context.ask_screen(CommentEditor(quote, old.comment if old is not None else "", keep), keep)


def _detail(context: Context) -> PaperDetail:
    return context.screen.query_one(PaperDetail)


def colour_to_use(context: Context) -> Colour:
    """The colour of the next highlight: the one that was chosen last, in this session or an earlier one."""
    known = context.session.colour or context.session.library.settings.get("highlight")
    return next((colour for colour in COLOURS if colour == known), COLOURS[0])


def _passage(context: Context) -> tuple[Spot, Highlight | None] | None:
    """The chosen passage in the source, and the highlight that is there; says how to choose one when there is none."""
    detail = _detail(context)
    page, passage = detail.page, detail.sentences.passage
    if page is None or passage is None:
        detail.sentences.move(1)
        context.tell(HOW if page is not None and page.sentences else "There is no abstract to highlight.")
        return None
    old = page.passage_at(passage)
    return page.sourced(passage), old.highlight if old is not None else None


def _change(context: Context, change: Callable[[Library], object]) -> None:
    paper = _detail(context).paper
    if paper is not None:
        context.session.change(change, [paper.id], searchable=True)


def _end_choice(context: Context) -> None:
    """Leaves the cursor on one sentence, and nothing selected."""
    context.screen.clear_selection()
    _detail(context).sentences.end_range()
