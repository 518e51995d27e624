"""Numbers of things in words."""

from __future__ import annotations


def counted(count: int, noun: str, plural: str = "") -> str:
    """The number with its noun, as in "1 paper" and "1,204 papers"; `plural` where an "s" does not make it."""
    return f"{count:,} {noun if count == 1 else plural or f'{noun}s'}"
