"""The colours: the only hex codes in the repository."""

from __future__ import annotations

from textual.theme import Theme


def _scrollbars(background: str, bar: str) -> dict[str, str]:
    """The bars as thin as the text allows: only the part that moves is seen."""
    return {
        "scrollbar": bar,
        "scrollbar-background": background,
        "scrollbar-background-hover": background,
        "scrollbar-background-active": background,
        "scrollbar-corner-color": background,
    }


DARK = Theme(
    name="reader-dark",
    dark=True,
    primary="#8ab4f8",
    secondary="#7fc8a9",
    accent="#8ab4f8",
    warning="#f2c14e",
    error="#f28b82",
    success="#7fc8a9",
    foreground="#d8dce3",
    background="#14171c",
    surface="#14171c",
    panel="#232830",
    boost="#1b1f26",
    variables=_scrollbars("#14171c", "#3a414d"),
)

LIGHT = Theme(
    name="reader-light",
    dark=False,
    primary="#1a56b0",
    secondary="#1d6f4f",
    accent="#1a56b0",
    warning="#8a5a00",
    error="#b3261e",
    success="#1d6f4f",
    foreground="#22262c",
    background="#fbfaf6",
    surface="#fbfaf6",
    panel="#e6e3d8",
    boost="#f1eee4",
    variables=_scrollbars("#fbfaf6", "#c4bfae"),
)

THEMES = (DARK, LIGHT)
DEFAULT = DARK.name
