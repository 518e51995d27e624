"""The rating of the chosen papers, and where the facts of the current one are from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.texts.counts import counted
from tui_reader.ui.commands.context import chosen

if TYPE_CHECKING:
    from tui_reader.ui.commands.context import Context


async def rate(context: Context) -> None:
    """Asks for the stars of the chosen papers; the next key is the answer."""
    from tui_reader.ui.screens.questions.rating_question import RatingQuestion

    papers = await chosen(context)
    if not papers:
        return
    ids = [paper.id for paper in papers]
    ratings = {paper.rating for paper in papers}

    def answered(rating: int | None) -> None:
        if rating is None:
            return
        context.session.change(lambda library: library.ratings.set(ids, rating), ids, searchable=False)
        if len(ids) > 1:
            done = f"Gave {counted(rating, 'star')} to" if rating else "Took the stars from"
            context.tell(f"{done} {len(ids):,} papers")

    what = papers[0].title if len(papers) == 1 else f"{len(papers):,} papers"
    await context.ask_screen(RatingQuestion(what, ratings.pop() if len(ratings) == 1 else None), answered)


async def sources(context: Context) -> None:
    """Shows where the facts of the current paper are from."""
    from tui_reader.ui.screens.questions.sources_panel import SourcesPanel

    if (paper := context.current) is None:
        return
    found = await context.session.read(lambda library: library.provenance.of(paper.id))
    await context.ask_screen(SourcesPanel(paper, found))
