"""What a reader does with a passage: highlights it, in a colour, and says why it matters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.model.annotations import COLOURS, Colour, next_colour
from tui_reader.ui.screens.paper_actions import PaperActions
from tui_reader.ui.widgets.paper_detail import PaperDetail

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui_reader.library.library import Library
    from tui_reader.model.annotations import Highlight
    from tui_reader.model.papers import Paper
    from tui_reader.ui.content.paper_content import Spot

HOW = "( and ) go by sentences; h highlights, a comments, v takes several together."


class HighlightActions(PaperActions):
    """Highlights of the paper that is shown; their keys work where it has the focus."""

    _colour: Colour | None = None

    def action_highlight(self) -> None:
        """Highlights the passage, gives the highlight that is there the range's extent, or takes it away."""
        detail = self.query_one(PaperDetail)
        paper, there = detail.paper, self._there(detail)
        if paper is None or there is None:
            return
        spot, old = there
        if old is None:
            start, end = spot
            colour = self.colour
            self._change(lambda library: library.highlights.add(paper.id, start, end, colour=colour))
        elif detail.is_several:
            self._change(lambda library: library.highlights.change(old.id, span=spot))
        else:
            self._change(lambda library: library.highlights.remove([old.id]))
        self._done(detail)

    def action_recolour(self) -> None:
        """Gives the highlight under the cursor the next colour; later ones have it too."""
        detail = self.query_one(PaperDetail)
        there = self._there(detail) if detail.passage else None
        old = there[1] if there else None
        colour = next_colour(old.colour if old is not None else self.colour)
        self._colour = colour
        self.session.keep(lambda library: library.settings.put("highlight", colour))
        if old is None:
            self.tell(f"The next highlight is {colour}.")
        else:
            self._change(lambda library: library.highlights.change(old.id, colour=colour))

    async def action_comment(self) -> None:
        """Asks for a comment on the passage, and highlights it if it is not yet."""
        from tui_reader.ui.screens.questions.comment_editor import CommentEditor

        detail = self.query_one(PaperDetail)
        paper, there = detail.paper, self._there(detail)
        if paper is None or there is None:
            return
        (start, end), old = there
        colour = self.colour

        def keep(comment: str | None) -> None:
            if comment is None or (old is not None and comment == old.comment):
                return
            if old is not None:
                self._change(lambda library: library.highlights.change(old.id, comment=comment))
            else:
                self._change(
                    lambda library: library.highlights.add(paper.id, start, end, colour=colour, comment=comment)
                )
            self._done(detail)

        quote = old.anchor.exact if old is not None else paper.abstract[start:end]
        await self.app.push_screen(CommentEditor(quote, old.comment if old is not None else "", keep), keep)

    @property
    def colour(self) -> Colour:
        """The colour of the next highlight: the one that was chosen last."""
        known = self._colour or self.session.library.settings.get("highlight")
        return next((colour for colour in COLOURS if colour == known), COLOURS[0])

    def highlights_of(self, paper: Paper | None) -> Sequence[Highlight]:
        """The highlights of a paper; the disk is asked only when it has some."""
        return self.session.library.highlights.of(paper.id) if paper is not None and paper.highlights else ()

    def _there(self, detail: PaperDetail) -> tuple[Spot, Highlight | None] | None:
        """The passage in the source, and the highlight that is there; says how to choose one when there is none."""
        page, passage = detail.page, detail.passage
        if page is None or passage is None:
            detail.action_sentence(1)
            self.tell(HOW if page is not None and page.sentences else "There is no abstract to highlight.")
            return None
        old = page.passage_at(passage)
        return page.sourced(passage), old.highlight if old is not None else None

    def _change(self, change: Callable[[Library], object]) -> None:
        paper = self.query_one(PaperDetail).paper
        if paper is not None:
            self.session.change(change, [paper.id], searchable=True)

    def _done(self, detail: PaperDetail) -> None:
        self.clear_selection()
        detail.end_range()
