"""What the modal questions share."""

from __future__ import annotations

from tui_reader.paths import shipped

QUESTIONS = shipped("styles") / "questions.tcss"
"""Their stylesheet: it is read with the first of them, because every line would cost the first frame."""
