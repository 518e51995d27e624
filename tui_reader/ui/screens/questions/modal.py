"""What the modal questions share."""

from __future__ import annotations

from typing import TypeVar

from textual.screen import ModalScreen

from tui_reader.paths import shipped

QUESTIONS = shipped("styles") / "questions.tcss"
"""Their stylesheet: it is read with the first of them, because every line would cost the first frame."""

WIDTHS = [(0, "-narrow"), (90, "-wide")]
HEIGHTS = [(0, "-short"), (20, "-tall")]
"""The classes of a question from so many columns and lines on."""

Answer = TypeVar("Answer")


class Question(ModalScreen[Answer]):
    """A question over the dimmed screen, on whatever size of terminal."""

    CSS_PATH = QUESTIONS
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
