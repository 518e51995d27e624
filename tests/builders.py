"""Papers for tests, with everything that a test does not care about already filled in."""

from __future__ import annotations

from typing import Any

from tui_reader.model.papers import Paper
from tui_reader.texts.names import Person


def paper(title: str = "A Paper About Something", *authors: str, **facts: Any) -> Paper:
    """A paper with an abstract and, unless told otherwise, one author."""
    names = authors or ("Ada Lovelace",)
    facts.setdefault("abstract", f"We write about {title.lower()}.")
    return Paper(title=title, authors=tuple(Person.parse(name) for name in names), **facts)
