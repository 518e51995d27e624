"""One command of the reader, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.ui.commands.context import Context

DIGITS = range(1, 10)
"""The keys that ask saved searches and open links."""


class Command(NamedTuple):
    """A row of the table: what a key does, and how it is called."""

    id: str
    """Unique in the table; a keymap names commands by it."""
    keys: str
    """As Textual spells them, separated by commas; empty for a command that is only in the palette."""
    label: str
    """A word or two, for the key bar and the palette."""
    tooltip: str = ""
    """What the command does. Help and README list the commands that have one."""
    handler: str = ""
    """`module.function` in `tui_reader.ui.handlers`, called with the context and `arguments`."""
    arguments: tuple[object, ...] = ()
    action: str = ""
    """In the place of a handler, an action of the widget or screen itself."""
    rank: int | None = None
    """The place in the key bar, lowest first: 0 for the keys of the focused widget; `None` keeps it out of the bar."""
    priority: bool = False
    """Whether its keys come before those of the widget that has the focus."""
    when: Callable[[Context], bool] | None = None
    """Whether the command can be run now; `None` is always."""
    place: str = ""
    """Where it holds: a key of `table.TITLES`, or of the rows of a question. The table fills it in."""
    keys_shown: str = ""
    """How the keys are written, where that is not what `keys` says."""
    takes_count: bool = False
    """Whether a number before the key (`5j`) multiplies how far it goes: the one argument of its action or handler."""
