"""The command palette: the commands of the table that work where it was opened, with or without keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Provider
from textual.content import Content

from tui_reader.ui.commands.bindings import action
from tui_reader.ui.commands.keymap import UNBOUND
from tui_reader.ui.commands.table import COMMANDS, at

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from textual.command import Hits

    from tui_reader.ui.app import ReaderApp


class KeyCommands(Provider):
    """Every command that can be run now, by its label."""

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for label, meaning, run in self._commands():
            yield DiscoveryHit(Content(label), run, text=label, help=meaning)

    async def search(self, query: str) -> Hits:
        """Those whose label or explanation matches what is typed; first those whose label begins with it."""
        matcher = self.matcher(query)
        for label, meaning, run in self._commands():
            begins = label.casefold().startswith(query.casefold())
            score = max(matcher.match(label) + begins, matcher.match(meaning) / 2)
            if score > 0:
                yield Hit(score, matcher.highlight(label), run, text=label, help=meaning)

    def _commands(self) -> Iterator[tuple[str, str, Callable[[], Awaitable[bool]]]]:
        """The label, the explanation and the call of each command: those with a key, then those without."""
        active = [
            one
            for key, one in self.screen.active_bindings.items()
            if one.enabled and one.binding.id in COMMANDS and key != UNBOUND
        ]
        by_action = {one.binding.action: one for one in reversed(active)}
        for one in reversed(by_action.values()):
            row = COMMANDS[one.binding.id or ""]
            label = f"{row.label}  ({self.app.get_key_display(one.binding)})"
            yield label, row.tooltip, partial(self.app.run_action, one.binding.action, one.node)
        keymap, own = cast("ReaderApp", self.app).keymap, cast("ReaderApp", self.app).user_commands.rows
        places = getattr(self.screen, "PLACES", ())
        for row in (*at(*places), *(own if places else ())):
            if not keymap.of(row) or row in own:
                yield row.label, row.tooltip, partial(self.app.run_action, action(row), self.screen)
