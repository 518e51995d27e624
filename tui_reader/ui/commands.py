"""The command palette, derived from the keys that work where it was opened, and what a screen can do without a key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Provider
from textual.content import Content

if TYPE_CHECKING:
    from textual.binding import ActiveBinding
    from textual.command import Hits

    from tui_reader.ui.unbound import Unbound


class KeyCommands(Provider):
    """Every key that has a label, by its label."""

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for active in self._bindings():
            run, label = partial(self.app.run_action, active.binding.action, active.node), self._label(active)
            yield DiscoveryHit(Content(label), run, text=label, help=active.tooltip)
        for command in self._without_key():
            run = partial(self.app.run_action, command.action, self.screen)
            yield DiscoveryHit(Content(command.label), run, text=command.label, help=command.meaning)

    async def search(self, query: str) -> Hits:
        """Those whose label or explanation matches what is typed."""
        matcher = self.matcher(query)
        for active in self._bindings():
            label = self._label(active)
            score = max(matcher.match(label), matcher.match(active.tooltip))
            if score > 0:
                run = partial(self.app.run_action, active.binding.action, active.node)
                yield Hit(score, matcher.highlight(label), run, text=label, help=active.tooltip)
        for command in self._without_key():
            score = max(matcher.match(command.label), matcher.match(command.meaning))
            if score > 0:
                run = partial(self.app.run_action, command.action, self.screen)
                yield Hit(score, matcher.highlight(command.label), run, text=command.label, help=command.meaning)

    def _bindings(self) -> list[ActiveBinding]:
        by_action: dict[str, ActiveBinding] = {}
        for active in self.screen.active_bindings.values():
            if active.enabled and active.binding.id and active.binding.description:
                by_action.setdefault(active.binding.action, active)
        return list(by_action.values())

    def _without_key(self) -> list[Unbound]:
        return [command for node in type(self.screen).__mro__ for command in vars(node).get("UNBOUND", ())]

    def _label(self, active: ActiveBinding) -> str:
        return f"{active.binding.description}  ({self.app.get_key_display(active.binding)})"
