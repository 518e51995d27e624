"""The command palette, derived from the keys that work where it was opened, and what a screen can do without a key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Provider
from textual.content import Content

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from textual.binding import ActiveBinding
    from textual.command import Hits


class KeyCommands(Provider):
    """Every key that has a label, by its label."""

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for label, meaning, run in self._commands():
            yield DiscoveryHit(Content(label), run, text=label, help=meaning)

    async def search(self, query: str) -> Hits:
        """Those whose label or explanation matches what is typed."""
        matcher = self.matcher(query)
        for label, meaning, run in self._commands():
            score = max(matcher.match(label), matcher.match(meaning))
            if score > 0:
                yield Hit(score, matcher.highlight(label), run, text=label, help=meaning)

    def _commands(self) -> Iterator[tuple[str, str, Callable[[], Awaitable[bool]]]]:
        """The label, the explanation and the call of each command: those with a key, then those without."""
        for active in self._bindings():
            label = f"{active.binding.description}  ({self.app.get_key_display(active.binding)})"
            yield label, active.tooltip, partial(self.app.run_action, active.binding.action, active.node)
        for node in type(self.screen).__mro__:
            for command in vars(node).get("UNBOUND", ()):
                yield command.label, command.meaning, partial(self.app.run_action, command.action, self.screen)

    def _bindings(self) -> list[ActiveBinding]:
        by_action: dict[str, ActiveBinding] = {}
        for active in self.screen.active_bindings.values():
            if active.enabled and active.binding.id and active.binding.description:
                by_action.setdefault(active.binding.action, active)
        return list(by_action.values())
