"""The facts of papers changed by hand: in a form, as BibTeX in the user's editor; papers added and deleted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui_reader.errors import ReaderError, TextKeptError
from tui_reader.texts.counts import counted
from tui_reader.texts.typeset import as_read
from tui_reader.ui.handlers.notes import edited_outside

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tui_reader.library.library import Library
    from tui_reader.model.history import Losses
    from tui_reader.model.papers import Paper
    from tui_reader.ui.commands.context import Context, MainContext

NEW = "new-paper"
"""What a paper is called in the name of a file that has no key yet."""


async def edit(context: Context) -> None:
    """Asks for the facts of the current paper in a form."""
    from tui_reader.library.fact_form import filled
    from tui_reader.ui.screens.questions.facts_form import FactsForm

    if (paper := context.current) is None:
        return
    session = context.session

    def answered(texts: Mapping[str, str] | None) -> None:
        if texts is None:
            return

        def change(library: Library) -> None:
            # What another window changed meanwhile stays where the form changed nothing.
            for now in library.papers([paper.id]):
                library.edits.change(paper.id, filled(now, texts))
                context.screen.call_later(context.tell, f"Saved {now.key}.")

        session.change(partial(_keeping, change, paper.key, _as_lines(texts)), [paper.id], searchable=True)

    form = FactsForm(paper, f"Facts of {paper.key}", partial(_keep_typed, session.library, paper.key))
    await context.ask_screen(form, answered)


async def new_paper(context: MainContext) -> None:
    """Asks for the facts of a paper that the library does not have, and adds it."""
    from tui_reader.library.fact_form import filled
    from tui_reader.model.papers import Paper
    from tui_reader.ui.screens.questions.facts_form import FactsForm

    session, empty = context.session, Paper(title="")

    def answered(texts: Mapping[str, str] | None) -> None:
        if texts is None:
            return

        def add(library: Library) -> None:
            number = library.edits.add(filled(empty, texts))
            for paper in library.papers([number]):
                context.screen.call_later(_show_added, context, paper)

        session.change(partial(_keeping, add, NEW, _as_lines(texts)), [], searchable=True)

    form = FactsForm(empty, "A new paper", partial(_keep_typed, session.library, NEW))
    await context.ask_screen(form, answered)


def _show_added(context: MainContext, paper: Paper) -> None:
    """Goes to a paper that was added, when it is listed."""
    from tui_reader.ui.widgets.paper_list import PaperList

    context.screen.query_one(PaperList).go_to(paper.id)
    context.queries.ask_again()
    context.tell(f"Added {paper.key}.", as_read(paper.title))


async def as_bibtex(context: Context) -> None:
    """Gives the terminal to the user's editor with the current paper as BibTeX, and keeps what was changed.

    A text that cannot be read is what the editor begins with the next time.
    """
    from tui_reader.library.bibtex_editing import edited, entry
    from tui_reader.system.editor import Draft

    if (paper := context.current) is None:
        return
    session = context.session
    written = entry(paper)
    begun = session.drafts.pop(paper.id, written)
    draft = Draft(begun, f"{paper.key or NEW}.bib", "paper")
    text = edited_outside(context.screen.app, draft, "e edits the facts here.")
    if text.strip() == written.strip():
        draft.close()
        context.tell(f"{paper.key} is unchanged.")
        return
    try:
        with draft.kept_on_failure():
            edited(paper, written, text)
    except ReaderError as error:
        session.drafts[paper.id] = text
        raise type(error)(error.message, f"{error.hint} The command goes on with it.") from error
    draft.close()

    def change(library: Library) -> None:
        for now in library.papers([paper.id]):
            library.edits.change(paper.id, edited(now, written, text))
            context.screen.call_later(context.tell, f"Saved {now.key}.")

    session.change(partial(_keeping, change, paper.key, text), [paper.id], searchable=True)


async def delete(context: MainContext) -> None:
    """Asks, with what would go, and deletes the chosen papers."""
    from tui_reader.ui.screens.questions.confirm import Confirm
    from tui_reader.ui.widgets.paper_list import PaperList

    ids, session = context.chosen_ids, context.session
    if not ids:
        return
    losses = await session.read(lambda library: library.edits.what_goes(ids))
    current = context.current
    one = current if current is not None and ids == [current.id] else None
    papers = counted(len(ids), "paper")
    what = papers if one is None else f"“{as_read(one.title)}”"

    def gone() -> None:
        shown = context.screen.query_one(PaperList)
        shown.selected.clear()
        if current is not None and current.id in ids:
            shown.placed = current.id  # where the cursor comes back to when it is undone
        context.queries.ask_again()
        context.tell(f"Deleted {papers if one is None else one.key}.", "u brings all back.")

    def answered(yes: bool | None) -> None:  # noqa: FBT001 Textual's callback
        if not yes:
            return

        def remove(library: Library) -> None:
            library.edits.delete(ids)
            context.screen.call_later(gone)

        session.change(remove, [], searchable=True)

    await context.ask_screen(Confirm(f"Delete {what}?", "deletes", f"{in_words(losses)} u brings all back."), answered)


def in_words(losses: Losses) -> str:
    """What goes with papers that are deleted, in a sentence, as in "With it go 1 note and 3 highlights"."""
    counts = (
        (losses.notes, "note"),
        (losses.highlights, "highlight"),
        (losses.tags, "tag"),
        (losses.bookmarks, "bookmark"),
    )
    parts = [counted(count, noun) for count, noun in counts if count]
    if not parts:
        return f"Nothing of yours goes with {'it' if losses.papers == 1 else 'them'}."
    *most, last = parts
    return f"With {'it' if losses.papers == 1 else 'them'} go {', '.join(most)}{' and ' if most else ''}{last}."


def _as_lines(texts: Mapping[str, str]) -> str:
    return "".join(f"{name}: {text}\n" for name, text in texts.items())


def _keeping(change: Callable[[Library], object], key: str, text: str, library: Library) -> None:
    """Changes a library; what the disk does not take becomes a file, which the TextKeptError names."""
    try:
        change(library)
    except ReaderError as error:
        raise _kept(library, key, text, error.message) from error


def _keep_typed(library: Library, key: str, texts: Mapping[str, str]) -> None:
    """Keeps what was typed into a form that was never answered; it is told when the reader has ended."""
    library.unsaved.append(_kept(library, key, _as_lines(texts), f"What was typed of {key} was not saved."))


def _kept(library: Library, key: str, text: str, message: str) -> ReaderError:
    from tui_reader.notes.unsaved import write_unsaved

    file = write_unsaved(library.home.data, f"{key}.facts", text)
    if file.path is None:
        return ReaderError(message, text)
    return TextKeptError(message, f"What you wrote is in {file.path}.")
