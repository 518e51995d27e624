"""The fields of one entry of BibTeX, each taken once; what nobody takes is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class EntryFields:
    """The fields of one entry, by their names in lower case."""

    def __init__(self, kind: str, key: str, fields: Sequence[tuple[str, str]]) -> None:
        self.kind = kind
        self.key = key
        self.left: dict[str, str] = {}
        """What was not taken yet."""
        self.more: list[tuple[str, str]] = []
        """Fields that stand twice with different texts, and what else is to be kept."""
        self.notes: list[str] = []
        """What could not be used as it was meant."""
        self.version = ""
        """The version that its arXiv id names ("v2"); empty when it names none."""
        self._spelled: dict[str, str] = {}
        left = self.left
        for name, value in fields:
            folded = name.lower()
            if folded in left:
                if left[folded] != value:
                    self.more.append((name, value))
            elif value:
                left[folded] = value
                if folded != name:
                    self._spelled[folded] = name

    def take(self, *names: str) -> str:
        """The text of the first of these fields that is there; it is then taken."""
        for name in names:
            if name in self.left:
                return self.left.pop(name).strip()
        return ""

    def rest(self) -> tuple[tuple[str, str], ...]:
        """The fields that nobody took, under their own names."""
        return (*((self._spelled.get(name, name), value) for name, value in self.left.items()), *self.more)
