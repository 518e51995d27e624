"""The table's commands as Textual's key bindings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding

from tui_reader.ui.commands.table import at

if TYPE_CHECKING:
    from textual.binding import BindingType

    from tui_reader.ui.commands.command import Command


def bindings(*places: str) -> list[BindingType]:
    """The `BINDINGS` of a widget or screen: those of the commands that hold in some places of the table."""
    return [binding(row) for row in at(*places) if row.keys]


def binding(row: Command) -> Binding:
    """One command as a binding."""
    return Binding(
        row.keys,
        action(row),
        row.label,
        id=row.id,
        tooltip=row.tooltip,
        show=row.rank is not None,
        priority=row.priority,
        key_display=row.keys_shown or None,
    )


def action(row: Command) -> str:
    """The action that runs a command: one of its own widget, or that of the screen for all handlers."""
    return row.action or f"screen.run({row.id!r})"
