"""Where two papers differ."""

from __future__ import annotations

from tui_reader.library.paper_differences import Difference, differences
from tui_reader.model.papers import Details, Paper
from tui_reader.texts.names import Person


def test_facts_come_before_marks_and_conflicts_before_gaps() -> None:
    """Values that both have come first, then what one has alone, then what the reader added; ids are left out."""
    one = Paper("Engines", authors=(Person("Lovelace", "Ada"),), year=1843, id=1, key="a", details=Details(pages="1-9"))
    other = Paper("Engines", authors=(Person("Byron", "Ada"),), year=1843, id=2, key="b", doi="10.1000/1", read=True)

    assert differences(one, other) == [
        Difference("authors", "Ada Lovelace", "Ada Byron"),
        Difference("doi", "", "10.1000/1"),
        Difference("pages", "1-9", ""),
        Difference("key", "a", "b"),
        Difference("read", "", "yes"),
    ]


def test_alike_papers_have_no_differences() -> None:
    """A paper does not differ from itself."""
    assert differences(Paper("Engines"), Paper("Engines", id=3)) == []
