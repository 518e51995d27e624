"""The last line: the keys that work now.

Textual's own Footer mounts a widget for every key, which costs the first frame 20 ms; this is one line of text.
"""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

GAP = 2
"""Cells between two keys."""

PALETTE = Binding("ctrl+p", "command_palette", "commands")

FIRST = ("triage.keep", "triage.skip", "triage.later", "triage.stop")
"""The ids of the keys that come before all others where they work."""

LAST = ("search", "bookmark", "note", "tags", "copy", "triage", "similar", "undo", "filters", "format", "help")
"""The ids of the screen's keys, in their order; where the reader is, others come before them."""

_RANKS = {name: place - len(FIRST) for place, name in enumerate(FIRST)} | {
    name: place for place, name in enumerate(LAST, 1)
}

ESSENTIAL = "help"
"""The action that leads to all other keys: it is shown even when there is no room for all."""


class KeyBar(Static):
    """The active bindings that ask to be shown, as many as there is room for; a click on one runs it."""

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
        bindings = [active.binding for active in self.screen.active_bindings.values() if active.enabled]
        # Keys of where the reader is come first, then those of the screen in the order in which they are thought of.
        bindings.sort(key=lambda binding: _RANKS.get(binding.id or "", 0))
        # What leads to all other keys stays when there is no room for all.
        for binding in sorted(bindings, key=lambda binding: binding.action != ESSENTIAL):
            if binding.show and binding.description and binding.action not in shown:
                part = self._part(bold, binding.key, self.app.get_key_display(binding), binding.description.lower())
                if part.cell_length + GAP <= room:
                    room -= part.cell_length + GAP
                    shown[binding.action] = part
        order = [action for action in dict.fromkeys(binding.action for binding in bindings) if action in shown]
        line = Content(" " * GAP).join(shown[action] for action in order)
        palette = self._part(bold, self.app.COMMAND_PALETTE_BINDING, self.app.get_key_display(PALETTE), "commands")
        if line.cell_length + palette.cell_length + GAP > self.size.width:
            return line
        return line.pad_right(self.size.width - line.cell_length - palette.cell_length) + palette

    def _part(self, style: Style, key: str, shown: str, label: str) -> Content:
        content = Content.assemble((shown, style), " ", label)
        return content.stylize(Style.from_meta({"@click": f"app.simulate_key({key!r})"}))
