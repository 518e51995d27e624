"""A service that answers in JSON: how its records are told, and what their fields mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_reader.importers.services.values import Fields
    from tui_reader.model.papers import Paper


def _same(record: dict[str, object]) -> dict[str, object]:
    return record


@dataclass(frozen=True, slots=True)
class Service:
    """One service and the shape of its records."""

    signs: tuple[frozenset[str], ...]
    """Names of fields; a record that has all names of one set is of this service."""
    paper: Callable[[Fields, str], Paper]
    """The paper of a record's fields, with an empty title where there is none; also given the name of the file."""
    record: Callable[[dict[str, object]], dict[str, object]] = _same
    """Takes the record out of what stands around it, before the signs are looked for."""

    def knows(self, record: dict[str, object]) -> bool:
        """Whether the record is of this service."""
        names = self.record(record).keys()
        return any(signs <= names for signs in self.signs)
