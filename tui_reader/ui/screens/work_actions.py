"""Everything that a reader does with papers, on any screen that shows them."""

from __future__ import annotations

from tui_reader.ui.screens.copy_actions import CopyActions
from tui_reader.ui.screens.highlight_actions import HighlightActions
from tui_reader.ui.screens.mark_actions import MarkActions
from tui_reader.ui.screens.note_actions import NoteActions
from tui_reader.ui.screens.undo_actions import UndoActions


class WorkActions(HighlightActions, UndoActions, MarkActions, NoteActions, CopyActions):
    """Highlights, undo, marks, notes, citations."""
