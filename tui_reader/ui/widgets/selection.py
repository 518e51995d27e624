"""Papers by their ids in an order: where one is among many, and which of them are selected."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Selection:
    """The papers that were selected, in that order; they stay so when others are listed."""

    def __init__(self, changed: Callable[[int], object]) -> None:
        """`changed` is called with the number of selected papers after each change."""
        self._changed = changed
        self._ids: dict[int, None] = {}
        self._last: int | None = None

    def __contains__(self, number: int) -> bool:
        """Whether a paper is selected."""
        return number in self._ids

    def __iter__(self) -> Iterator[int]:
        """The papers, in the order in which they were selected."""
        return iter(self._ids)

    def __len__(self) -> int:
        """How many papers are selected."""
        return len(self._ids)

    def toggle(self, number: int) -> None:
        """Selects a paper, or takes it out."""
        if number in self._ids:
            del self._ids[number]
        else:
            self._ids[number] = None
        self._last = number
        self._changed(len(self._ids))

    def extend(self, ids: array[int], place: int) -> None:
        """Selects all papers of a list between the one that was selected last and the one at a place."""
        last = None if self._last is None else place_of(self._last, ids)
        first, end = sorted((place if last is None else last, place))
        self._ids |= dict.fromkeys(ids[first : end + 1])
        self._last = ids[place]
        self._changed(len(self._ids))

    def toggle_all(self, ids: array[int]) -> None:
        """Selects all papers of a list or, when they are, none of them; others stay as they are."""
        others = [number for number in ids if number not in self._ids]
        if others:
            self._ids |= dict.fromkeys(others)
        else:
            for number in ids:
                del self._ids[number]
        self._changed(len(self._ids))

    def clear(self) -> None:
        """Takes all papers out of the selection."""
        self._ids.clear()
        self._changed(0)


def place_of(number: int, ids: array[int], start: int = 0, end: int | None = None) -> int | None:
    """Where a number is, looked for in the bytes: `array.index` makes an object of each of a million."""
    size, wanted, searched = ids.itemsize, array("q", (number,)).tobytes(), ids[start:end].tobytes()
    at = searched.find(wanted)
    while at >= 0 and at % size:
        at = searched.find(wanted, at + 1)
    return None if at < 0 else start + at // size
