"""Three-way merge of texts: two people changed copies of one text, and both changes are wanted.

A text is compared with its base line by line; within a block of lines that differ, what both have in common at its
beginning and its end is left out, so that an edit is about what was typed. Offsets and lengths are in characters.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import NamedTuple

MOST_COMPARISONS = 4_000_000
"""Pairs of lines. Texts that need more are one edit: `difflib` takes time quadratic in the number of lines."""


class Edit(NamedTuple):
    """A passage of a text, from `start` to before `end`, that is replaced; an insertion has `start == end`."""

    start: int
    end: int
    text: str


def edits(before: str, after: str) -> list[Edit]:
    """What turns one text into another, in the order of the text; no two edits overlap."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    first = _common(old, new)
    last = _common(old[first:][::-1], new[first:][::-1])
    old_lines, new_lines = old[first : len(old) - last], new[first : len(new) - last]
    found = []
    place = sum(map(len, old[:first]))
    for tag, begin, end, new_begin, new_end in _blocks(old_lines, new_lines):
        gone, come = "".join(old_lines[begin:end]), "".join(new_lines[new_begin:new_end])
        if tag != "equal":
            found.append(_trimmed(place, gone, come))
        place += len(gone)
    return found


def merge(base: str, ours: str, theirs: str) -> str | None:
    """The text with the changes of both; `None` when they touch, so that a person has to decide.

    Changes touch when they overlap or are next to each other. Whole lines that are put before or after a changed
    passage do not touch it; where both put lines in the same place, theirs come first. The same change on both sides
    is made once.
    """
    if theirs in (base, ours):
        return ours
    if base == ours:
        return theirs
    ordered = _interleaved(edits(base, theirs), edits(base, ours))
    return None if ordered is None else _applied(base, ordered)


def moved(offset: int, before: str, after: str) -> int:
    """Where an offset of one text is in another: behind the same letters, as far as they are still there."""
    shift = 0
    for start, end, text in edits(before, after):
        is_line_above = start == end == offset and text.endswith("\n")
        if start >= offset and not is_line_above:
            break
        # A place within a passage that was replaced is at most at the end of what replaced it.
        shift += len(text) - (end - start) if end <= offset else min(len(text) - (offset - start), 0)
    return offset + shift


def _common(one: list[str], other: list[str]) -> int:
    """How many lines are the same at the beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (line, same) in pairs if line != same), min(len(one), len(other)))


def _blocks(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    """The opcodes of difflib."""
    if len(old) * len(new) > MOST_COMPARISONS:
        return [("replace", 0, len(old), 0, len(new))]
    return list(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())


def _trimmed(place: int, gone: str, come: str) -> Edit:
    """The edit without what both texts have at their beginning and at their end."""
    most = min(len(gone), len(come))
    first = next((number for number in range(most) if gone[number] != come[number]), most)
    most -= first
    last = next((number for number in range(most) if gone[-1 - number] != come[-1 - number]), most)
    return Edit(place + first, place + len(gone) - last, come[first : len(come) - last])


def _interleaved(theirs: list[Edit], ours: list[Edit]) -> list[Edit] | None:
    """The edits of both in the order of the text; `None` when some touch."""
    ordered, one, other = [], 0, 0
    while one < len(theirs) and other < len(ours):
        their, our = theirs[one], ours[other]
        if their == our:
            ordered.append(their)
            one, other = one + 1, other + 1
        elif _is_apart(their, our):
            ordered.append(their)
            one += 1
        elif _is_apart(our, their):
            ordered.append(our)
            other += 1
        else:
            return None
    return ordered + theirs[one:] + ours[other:]


def _is_apart(first: Edit, second: Edit) -> bool:
    """Whether the second edit comes after the first and does not touch it."""
    if first.end != second.start:
        return first.end < second.start
    lines_below = second.start == second.end and second.text.startswith("\n")
    lines_above = first.start == first.end and first.text.endswith("\n")
    return lines_below or lines_above


def _applied(text: str, ordered: list[Edit]) -> str:
    parts, place = [], 0
    for start, end, new in ordered:
        parts += [text[place:start], new]
        place = end
    return "".join(parts) + text[place:]
