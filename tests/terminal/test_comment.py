"""A comment in a terminal that is closed."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from tui_reader.library.library import Library
from tui_reader.paths import Home

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.terminal.conftest import Terminal


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_comment_in_the_middle_of_a_word_is_kept(
    spawn: Callable[..., Terminal], tmp_path: Path, number: signal.Signals
) -> None:
    """What was typed is the comment of the sentence, although nobody said that it was finished."""
    reader = spawn()
    reader.until_shown("209 papers")
    reader.press("enter")
    reader.until_shown("of 209")
    reader.press(")", "a")
    reader.until_shown("escape keeps it")
    reader.press(*"because of the wo")
    reader.until_shown("because of the wo")
    reader.process.kill(number)
    assert reader.end() == 128 + number

    library = Library(Home.under(tmp_path / "home"))
    [highlight] = library.highlights.all()
    library.close()
    assert highlight.comment == "because of the wo"
    assert highlight.anchor.exact.startswith("We propose Inner Loop Feedback")
