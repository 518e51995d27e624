"""Which citation formats the user chose: the default made on the screen, and those used last."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tui_reader.store.database import Database

MOST_USED = 5
"""How many formats are remembered as used last."""


class FormatChoice(NamedTuple):
    """The format that was made the default on the screen."""

    configured: str
    """The format in the configuration at that time."""
    chosen: str


class FormatChoices:
    """The formats chosen by the user of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def default(self) -> FormatChoice | None:
        """The latest choice of a default; `None` when there was none."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT configured, chosen FROM format_choice").fetchone()
        return None if row is None else FormatChoice(*row)

    def choose_default(self, choice: FormatChoice) -> None:
        """Records a choice in the place of the one before."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM format_choice")
            connection.execute("INSERT INTO format_choice VALUES (?, ?)", choice)

    def used(self) -> list[str]:
        """The names of the formats used last, at most `MOST_USED`, the latest first."""
        with self._database.reading() as connection:
            return [row[0] for row in connection.execute("SELECT name FROM formats_used ORDER BY used DESC")]

    def use(self, name: str) -> None:
        """Makes a format the one used last."""
        with self._database.writing() as connection:
            connection.execute(
                """INSERT OR REPLACE INTO formats_used
                   VALUES (?, (SELECT coalesce(max(used), 0) + 1 FROM formats_used))""",
                (name,),
            )
            connection.execute(
                """DELETE FROM formats_used WHERE name NOT IN (
                       SELECT name FROM formats_used ORDER BY used DESC LIMIT ?)""",
                (MOST_USED,),
            )
