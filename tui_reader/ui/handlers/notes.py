"""The note of the current paper: here, in an editor of the user's own, and as it was before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.app import SuspendNotSupported

from tui_reader.errors import ReaderError
from tui_reader.ui.messages import Failed, NoteVersionsRead

if TYPE_CHECKING:
    from textual.app import App

    from tui_reader.library.library import Library
    from tui_reader.system.editor import Draft
    from tui_reader.ui import messages
    from tui_reader.ui.commands.context import Context


async def note(context: Context) -> None:
    """Opens the editor for the note."""
    await context.desk.open()


def typed(context: Context, message: messages.NoteTyped) -> None:
    """Saves the note as it is typed."""
    context.desk.save(message.paper, message.text, message.based_on)


def saved(context: Context, message: messages.NoteSaved) -> None:
    """Shows that the note is on disk."""
    context.desk.saved(message)


def changed_elsewhere(context: Context, message: messages.NoteChangedElsewhere) -> None:
    """Says what became of a change that another window made."""
    context.tell(message.told)


def refused(context: Context, message: messages.NoteRefused) -> None:
    """Shows that the note is not on disk, and why."""
    context.desk.refused()
    context.post_message(Failed(message.error))


def replaced(context: Context, message: messages.NoteReplaced) -> None:
    """Shows a note that became another text at once."""
    context.desk.replaced(message.paper)
    context.tell(message.told)


def leave(context: Context, _message: messages.NoteLeft) -> None:
    """Closes the note's editor."""
    context.desk.leave()


async def edit_outside(context: Context) -> None:
    """Gives the terminal to the user's editor and keeps what it leaves; what was typed here is saved first."""
    from tui_reader.notes.mirror import file_name
    from tui_reader.system.editor import Draft

    if (written := await context.desk.save_written()) is None:
        return
    paper = written.paper
    begun = written.text or written.begun
    try:
        draft = Draft(begun, file_name(paper.key))
        edited = edited_outside(context.screen.app, draft, "n writes the note here; it is saved as you type.")
    except ReaderError as error:
        context.post_message(Failed(error))
        return
    if edited == begun:
        draft.close()
        context.tell(f"The note of {paper.key} is unchanged.")
    else:
        told = f"Saved the note of {paper.key}." if edited.strip() else f"The note of {paper.key} is gone."
        context.desk.replace(paper, written.based_on, edited, told, draft)


async def versions(context: Context) -> None:
    """Asks for the versions of the note; what was typed is one of them."""
    if (written := await context.desk.save_written()) is None:
        return
    number = written.paper.id

    def read(library: Library) -> None:
        for paper in library.papers([number]):
            context.post_message(NoteVersionsRead(paper, library.notes.versions(number)))

    context.session.keep(read)


def show_versions(context: Context, message: messages.NoteVersionsRead) -> None:
    """Shows the versions of a note, to restore one."""
    from tui_reader.ui.screens.questions.note_history import NoteHistory

    paper = message.paper

    def restore(text: str | None) -> None:
        if text is not None:
            # Not merged: whoever asks for a version wants that text. What it replaces is a version then.
            context.desk.replace(paper, None, text, f"Restored what the note of {paper.key} was.")

    if message.versions:
        context.ask_screen(NoteHistory(paper, message.versions), restore)
    else:
        context.tell(f"{paper.key} has no note, and had none.")


def edited_outside(app: App[Any], draft: Draft, otherwise: str) -> str:
    """What the user's editor made of a draft; raises `ReaderError`, with the screen back in its place.

    `otherwise` is the next step where the terminal cannot be lent.
    """
    failure: ReaderError | None = None
    edited = ""
    try:
        with app.suspend():
            # Textual does not come back when something is raised in here.
            try:
                edited = draft.edit()
            except ReaderError as error:
                failure = error
    except SuspendNotSupported:
        failure = ReaderError("This terminal cannot be lent to another program.", otherwise)
    if failure is not None:
        draft.close()
        raise failure
    return edited
