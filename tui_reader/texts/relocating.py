"""How a passage is found again in a text that was changed since it was marked.

The letters of the passage, of what stood before and after it, and its position are weighed as the annotation client of
Hypothesis weighs them: 50, 20, 20 and 2. All texts are compared as `approximate.comparable` makes them, and every place
that is nearly as good is looked at, so the work is bounded by the lengths of the text and the passage.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from tui_reader.texts.anchors import WIDTH, Anchor
from tui_reader.texts.approximate import beginnings, comparable, distance, ends

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_EVIDENCE = 16
"""How many letters of passage and surroundings have to agree, less those that do not."""
_LONG = 48
"""How many have to make a passage known that was changed, or whose surroundings are elsewhere."""
_STRANGE, _KNOWN = 0.25, 0.5
"""The share of a passage that may differ, in strange and in known surroundings."""
_PLACES = 64
"""How many places of one kind are looked at."""
_LOWS = 4
"""How many passages that are nearly the same are looked at."""
_SURE = 0.8
"""How well the surroundings of the very letters have to agree for the search to end."""
_IDEOGRAPHS = "\u2e80"
"""From this letter on, scripts stand without spaces between words (and Hangul, where it makes no difference)."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A part of the folded text that may be the passage."""

    start: int
    end: int
    edits: int
    """How far it is from the passage."""
    around: int
    """How far the surroundings are from those of the passage."""
    share: float
    """That, as a share of the longer of the two."""
    before: float
    after: float
    """How well the surroundings agree, from 0 to 1."""
    evidence: int

    @property
    def acceptable(self) -> bool:
        """Whether this is the passage, if no better place is."""
        return self.share <= _STRANGE + (_KNOWN - _STRANGE) * self.before * self.after


class _Sought:
    """A passage that is looked for in a text."""

    def __init__(self, anchor: Anchor, text: str) -> None:
        self.anchor = anchor
        self.source = text
        self.comparable = comparable(text)
        self.text = self.comparable.text
        self.exact, self.prefix, self.suffix = (
            comparable(part).text for part in (anchor.exact, anchor.prefix, anchor.suffix)
        )
        self.from_word = not (_in_word(anchor.prefix[-1:]) and _in_word(anchor.exact[0]))
        self.to_word = not (_in_word(anchor.exact[-1]) and _in_word(anchor.suffix[:1]))

    def place(self, start: int, end: int) -> _Place:
        """What speaks for a part of the text."""
        found = self.text[start:end]
        edits = 0 if found == self.exact else distance(self.exact, found)
        size = len(self.prefix) + len(self.suffix) + 16
        before = self.text[max(start - size, 0) : start].rstrip()
        after = self.text[end : end + size].lstrip()
        apart = _apart(self.prefix[::-1], before[::-1]), _apart(self.suffix, after)
        earlier = max(len(self.prefix) - 2 * apart[0], 0)
        later = max(len(self.suffix) - 2 * apart[1], 0)
        return _Place(
            start,
            end,
            edits,
            sum(apart),
            edits / max(len(self.exact), len(found)),
            earlier / len(self.prefix) if self.prefix else float(not before),
            later / len(self.suffix) if self.suffix else float(not after),
            len(self.exact) - 2 * edits + earlier + later,
        )

    def worth(self, place: _Place) -> float:
        """How likely a place is, compared with others."""
        start, end = self.comparable.original(place.start, place.end)
        away = abs(start - self.anchor.start) / (len(self.source) + len(self.anchor.exact))
        same = self.source[start:end] == self.anchor.exact
        around = place.before * bool(self.prefix) + place.after * bool(self.suffix)
        return 50 * (1 - place.share) + 20 * around + 2 * (1 - away) + same

    def enough(self, place: _Place) -> bool:
        """Whether a place is the passage and not one that happens to look like it."""
        if place.edits and not place.before and not place.after:
            return place.acceptable and place.evidence >= _LONG
        known = len(self.exact) + len(self.prefix) + len(self.suffix)
        return place.acceptable and place.evidence >= min(_EVIDENCE, known // 2)

    def candidates(self) -> Iterator[tuple[int, int]]:
        """The parts of the text that may be the passage, the likeliest kind first."""
        yield from self._same()
        yield from self._similar()
        yield from self._between()

    def _same(self) -> Iterator[tuple[int, int]]:
        """Where the very letters of the passage stand; the places nearest to the old one."""
        found, at = [], self.text.find(self.exact)
        while at >= 0:
            found.append(at)
            at = self.text.find(self.exact, at + 1)
        found.sort(key=lambda at: abs(self.comparable.offsets[at] - self.anchor.start))
        return ((at, at + len(self.exact)) for at in found[:_PLACES])

    def _similar(self) -> Iterator[tuple[int, int]]:
        """Where letters stand that are much like the passage."""
        size = len(self.exact)
        most = int(size * _KNOWN)
        numbers = ends(self.exact, self.text)
        lows = _lowest(numbers, most)
        lows.sort(key=lambda at: (numbers[at], abs(self.comparable.offsets[at] - self.anchor.end)))
        for end in lows[:_LOWS]:
            backward = beginnings(self.exact[::-1], self.text[max(end - 2 * size, 0) : end][::-1])
            lengths = _lowest(backward, most)
            words = (length for length in lengths if not self._splits(end - length))
            yield from ((end - length, end) for length in {*lengths[:1], *islice(words, _LOWS)})

    def _between(self) -> Iterator[tuple[int, int]]:
        """What stands where the passage stood, if what surrounded it is there."""
        size = len(self.exact)
        for start, stop in self._gaps:
            gap = self.text[start:stop]
            found = gap.strip()
            if size <= 2 * len(found) <= 4 * size:
                begin = start + gap.index(found)
                yield begin, begin + len(found)

    @cached_property
    def _gaps(self) -> list[tuple[int, int]]:
        """What stands between texts, or an end, that are much like what stood before and after the passage."""
        starts = _lowest(ends(self.prefix, self.text), len(self.prefix) // 4)[:_LOWS] if self.prefix else [0]
        backward = _lowest(ends(self.suffix[::-1], self.text[::-1]), len(self.suffix) // 4) if self.suffix else [0]
        return [(start, len(self.text) - stop) for start in starts for stop in backward[:_LOWS]]

    def elsewhere(self, place: _Place) -> bool:
        """Whether a short passage left its surroundings, which closed behind it, and this is one like it."""
        if place.before or place.after or place.evidence >= _LONG:
            return False
        return any(
            abs(stop - start) <= 2 * len(self.exact) and not start <= place.start < stop for start, stop in self._gaps
        )

    def in_words(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """A part of the text, in whole words at the ends where the passage had whole words."""
        starts, stops = {start}, {end}
        if self.from_word and self._splits(start):
            starts = {_moved(self.text, start, -1), _moved(self.text, start, 1)}
        if self.to_word and self._splits(end):
            stops = {_moved(self.text, end, -1), _moved(self.text, end, 1)}
        return ((begin, stop) for begin in starts for stop in stops if begin < stop)

    def _splits(self, at: int) -> bool:
        """Whether a place is inside a word."""
        return 0 < at < len(self.text) and _in_word(self.text[at - 1]) and _in_word(self.text[at])

    def original(self, first: int, last: int) -> tuple[int, int]:
        """A part of the folded text in the original, with the marks and braces of its first and last letter."""
        text, exact = self.source, self.anchor.exact
        start, end = self.comparable.original(first, last)
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        while end < len(text) and text[end] in "}$" and (exact[-1] in "}$" or _open(text[start:end])):
            end += 1
        while start and text[start - 1] in "{$\\" and (exact[0] in "{$\\" or text[start - 1] == "\\"):
            start -= 1
        return start, end


@lru_cache(maxsize=1024)
def locate(anchor: Anchor, text: str) -> tuple[int, int] | None:
    """Where the passage is in a text that may have been corrected since; None when it is gone.

    It is where it was, or else where the most of it and of its surroundings is: the same letters, the same but for
    case, white space, typography and LaTeX's braces, or nearly the same, in whole words. The more of what stood
    around it is found around a place, the more may have changed in the passage itself. A short passage has to be
    found together with some of its surroundings, for `the` is everywhere.
    """
    start, end = anchor.start, anchor.end
    if not anchor.exact:
        return None
    if (
        start >= 0
        and text.startswith(anchor.exact, start)
        and text[max(start - WIDTH, 0) : start].endswith(anchor.prefix)
        and text.startswith(anchor.suffix, end)
    ):
        return start, end
    return relocated(anchor, text)


def quoted(quote: str, text: str) -> list[tuple[int, int]]:
    """Where a text has a quote, as it is or in another case, typography or spacing."""
    return occurrences(Anchor(quote.strip()), text) if quote.strip() else []


def relocated(anchor: Anchor, text: str) -> tuple[int, int] | None:
    """The part of a text that is the passage; None when there is none."""
    sought = _Sought(anchor, text)
    if not sought.exact:  # nothing but dollars and braces
        at = text.find(anchor.exact)
        return (at, at + len(anchor.exact)) if at >= 0 else None
    places: list[_Place] = []
    seen: set[tuple[int, int]] = set()
    for candidate in sought.candidates():
        for part in set(sought.in_words(*candidate)) - seen:
            seen.add(part)
            place = sought.place(*part)
            if sought.enough(place) and not sought.elsewhere(place):
                places.append(place)
                if not place.edits and min(place.before, place.after) >= _SURE:
                    return sought.original(place.start, place.end)
    if not places:
        return None
    best = max(places, key=sought.worth)
    here = [place for place in places if place.start < best.end and best.start < place.end]
    best = min(here, key=lambda place: (place.edits and place.edits + place.around, place.around))
    return sought.original(best.start, best.end)


def occurrences(anchor: Anchor, text: str) -> list[tuple[int, int]]:
    """Where a text has the passage, when both are folded; apart from each other."""
    sought = _Sought(anchor, text)
    found: list[tuple[int, int]] = []
    at = sought.text.find(sought.exact) if sought.exact else -1
    while at >= 0:
        found.append((at, at + len(sought.exact)))
        at = sought.text.find(sought.exact, found[-1][1])
    return [sought.original(*place) for place in found]


def _apart(known: str, found: str) -> int:
    """How far the surroundings on one side are from what they were, reading away from the passage.

    Where the text had an end, everything that is there now counts twice, up to a limit: who corrects a text leaves the
    words at its ends more often than they put others in front.
    """
    return min(beginnings(known, found)) if known else 2 * min(len(found), _EVIDENCE)


def _lowest(numbers: Sequence[int], most: int) -> list[int]:
    """Where the numbers have a low, the lowest first."""
    around = [most, *numbers[1:], most]
    lows = [at for at in range(1, len(numbers)) if around[at - 1] >= around[at] <= min(around[at + 1], most)]
    return sorted(lows, key=numbers.__getitem__)


def _in_word(letter: str) -> bool:
    return letter.isalnum() and letter < _IDEOGRAPHS


def _moved(text: str, at: int, step: int) -> int:
    """The end of a word from a place inside it."""
    while 0 < at < len(text) and _in_word(text[at - 1]) and _in_word(text[at]):
        at += step
    return at


def _open(text: str) -> bool:
    """Whether a brace or a formula is open at the end of a text."""
    return text.count("{") > text.count("}") or text.count("$") % 2 == 1
