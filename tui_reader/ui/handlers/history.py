"""Undo and redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_reader.ui import messages
    from tui_reader.ui.commands.context import Context


def undo(context: Context) -> None:
    """Undoes the latest change of the library."""
    context.session.undo()


def redo(context: Context) -> None:
    """Does again what was undone last."""
    context.session.redo()


def undone(context: Context, message: messages.Undone) -> None:
    """Shows what has been undone, or done again, in words."""
    done = message.done
    if done is None:
        context.tell(f"Nothing to {'redo' if message.again else 'undo'}.")
    else:
        context.tell(f"{'redone' if message.again else 'undone'}: {done.words}")
        context.show_undone(message)


def crashed(_context: Context, message: messages.Crashed) -> None:
    """Ends the program as any other defect does, instead of going on without the thread."""
    raise message.error
