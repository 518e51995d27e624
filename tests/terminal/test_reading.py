"""An evening in a real terminal: sorting papers out, marking sentences, taking steps back, losing the line."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Any

import pytest

from tui_reader.library.library import Library
from tui_reader.paths import Home

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.terminal.conftest import Terminal

DECISIONS = "kslkskslkksslskklsks"
"""Twenty of them."""


def everything(home: Path) -> dict[str, Any]:
    """What the library holds of its reader's work, whole."""
    library = Library(Home.under(home))
    try:
        papers = library.papers(list(library.browse().ids))
        return {
            "papers": papers,
            "highlights": {paper.id: library.highlights.of(paper.id) for paper in papers if paper.highlights},
            "steps": [step.words for step in library.journal.latest(100)],
        }
    finally:
        library.close()


@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=["120x36", "80x24"])
def test_an_evening_of_reading(spawn: Callable[..., Terminal], tmp_path: Path, size: tuple[int, int]) -> None:
    """Triage of twenty papers, three highlights, a comment, two steps back, a hang-up: all is as it was."""
    reader = spawn(size=size)
    reader.until_shown("209 papers", "We propose Inner Loop Feedback")
    reader.press("T")
    reader.until_shown("1 of 209", "k keep", "s skip", "l later")
    for number, decision in enumerate(DECISIONS, 2):
        reader.press(decision)
        reader.until_shown(f"{number} of 209")
    home = tmp_path / "home"

    def on_disk(count: int) -> bool:
        return sum(len(found) for found in everything(home)["highlights"].values()) == count

    kept, skipped, later = (DECISIONS.count(letter) for letter in "ksl")
    reader.until_shown(f"★ {kept} kept", f"◷ {later} for later", f"✓ {skipped} skipped")
    reader.press("escape")
    reader.until_shown(f"Triage: {kept} kept", "189 left")

    reader.press("g", "enter")
    reader.until_shown("1 of 209", "unread", "J next")
    reader.press(")", "h")
    reader.until(lambda _: on_disk(1), "the first highlight")
    reader.press(")", "h")
    reader.until(lambda _: on_disk(2), "the second highlight")
    reader.press(")", "a")
    reader.until_shown("escape keeps it")
    reader.press(*"ask the authors")
    reader.press("ctrl+s")
    reader.until(lambda _: on_disk(3), "the third highlight")

    reader.press("u")
    reader.until_shown("undone: ")
    reader.until(lambda _: on_disk(2), "one highlight less")
    reader.press("u")
    reader.until(lambda _: on_disk(1), "another one less")
    before = everything(home)
    assert [len(found) for found in before["highlights"].values()] == [1]
    assert sum(paper.bookmarked for paper in before["papers"]) == kept
    assert sum(paper.queued for paper in before["papers"]) == later
    reader.process.kill(signal.SIGHUP)
    assert reader.end() == 129

    assert everything(home) == before
    again = spawn(size=size)
    again.until_shown("209 papers", "We propose Inner Loop Feedback")
    again.until(lambda text: "❝" in text, "the mark of a paper with a highlight")
    again.press("ctrl+r")
    again.until_shown("redone: ")
    again.press("ctrl+r")
    again.press("enter", "G")
    again.until_shown("ask the authors")
    again.press("q")
    assert again.end() == 0
    after = everything(home)
    assert [len(found) for found in after["highlights"].values()] == [3]
    assert len(after["steps"]) == len(before["steps"]) + 2
