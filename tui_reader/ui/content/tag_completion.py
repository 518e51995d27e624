"""Tags as they are completed and as the tree that their levels are: pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    Counted = tuple[str, int]
    """A tag and how many papers have it, or one below it."""


def completions(typed: str, known: Sequence[Counted], used: Collection[str] = ()) -> list[Counted]:
    """The tags that a word may become, the most used first; those that begin with it come before others.

    Levels are completed one at a time: `m` may become `ml`, and `ml/` then `ml/inference`. A word that begins a lower
    level finds it too. Tags that are in use in the same line already are left out.
    """
    counts = dict(known)
    beginning = {_level(tag, len(typed)): True for tag in counts if tag.startswith(typed)}
    inside = [tag for tag in counts if typed and f"/{typed}" in tag and not tag.startswith(typed)]
    return [
        (tag, counts[tag])
        for tags in (beginning, inside)
        for tag in sorted(tags, key=lambda tag: (-counts.get(tag, 0), tag))
        if tag in counts and tag not in used
    ]


def _level(tag: str, length: int) -> str:
    """The tag up to the end of the level in which its first letters end."""
    end = tag.find("/", length)
    return tag if end < 0 else tag[:end]


def has_below(tag: str, known: Sequence[Counted]) -> bool:
    """Whether there are tags below a tag."""
    return any(one.startswith(f"{tag}/") for one, _ in known)


def tree(known: Sequence[Counted]) -> list[Counted]:
    """The tags by name, each before those below it."""
    return sorted(known, key=lambda one: one[0].split("/"))


def uncommon(tags: Sequence[Collection[str]]) -> list[Counted]:
    """The tags that some of several papers have and others do not, with how many do, the most common first."""
    counts: dict[str, int] = {}
    for tag in (tag for one in tags for tag in one):
        counts[tag] = counts.get(tag, 0) + 1
    some = [(tag, count) for tag, count in counts.items() if count < len(tags)]
    return sorted(some, key=lambda one: (-one[1], one[0]))
