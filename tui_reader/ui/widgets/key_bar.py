"""The last line: the keys that work now.

Textual's own Footer mounts a widget for every key, which costs the first frame 20 ms; this is one line of text.
"""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from tui_reader.ui.commands.keymap import UNBOUND
from tui_reader.ui.commands.table import COMMANDS

GAP = 2
"""Cells between two keys."""

PALETTE = Binding("ctrl+p", "command_palette", "commands")

ESSENTIAL = "help"
"""The command that leads to all other keys: it is shown even when there is no room for all."""


class KeyBar(Static):
    """The commands that have a rank and can be run now, as many as there is room for; a click on one runs it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-bar--key"}
    ALLOW_SELECT = False

    def on_mount(self) -> None:
        """Follows every change of the keys that work."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.refresh(layout=False))

    def render(self) -> Content:
        """The keys with their labels."""
        bold = self.get_visual_style("key-bar--key", partial=True)
        shown: dict[str, Content] = {}
        room = self.size.width
        active = [one.binding for key, one in self.screen.active_bindings.items() if one.enabled and key != UNBOUND]
        rows = {one.id: (COMMANDS[one.id], one) for one in reversed(active) if one.id in COMMANDS}
        ranked = [(row, one) for row, one in reversed(rows.values()) if row.rank is not None]
        ranked.sort(key=lambda pair: pair[0].rank or 0)
        # What leads to all other keys stays when there is no room for all.
        for row, one in sorted(ranked, key=lambda pair: pair[0].id != ESSENTIAL):
            part = self._part(bold, one.key, self.app.get_key_display(one), row.label.lower())
            if part.cell_length + GAP <= room:
                room -= part.cell_length + GAP
                shown[row.id] = part
        line = Content(" " * GAP).join(shown[row.id] for row, _ in ranked if row.id in shown)
        palette = self._part(bold, self.app.COMMAND_PALETTE_BINDING, self.app.get_key_display(PALETTE), "commands")
        if line.cell_length + palette.cell_length + GAP > self.size.width:
            return line
        return line.pad_right(self.size.width - line.cell_length - palette.cell_length) + palette

    def _part(self, style: Style, key: str, shown: str, label: str) -> Content:
        content = Content.assemble((shown, style), " ", label)
        return content.stylize(Style.from_meta({"@click": f"app.simulate_key({key!r})"}))
