"""The colours: the only hex codes in the repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.theme import Theme

if TYPE_CHECKING:
    from tui_reader.model.annotations import Colour


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

_HIGHLIGHTS: dict[str, dict[Colour, tuple[str, str, str]]] = {
    "dark": {
        "yellow": ("#4d3f0f", "#f4f1e8", "#f2c14e"),
        "green": ("#1d4a2f", "#f4f1e8", "#86d99a"),
        "blue": ("#1f3f66", "#f4f1e8", "#8ab4f8"),
        "pink": ("#5a2745", "#f4f1e8", "#f5a3c7"),
    },
    "light": {
        "yellow": ("#fbe6a0", "#22262c", "#7a4f00"),
        "green": ("#c9ebcd", "#22262c", "#1d6136"),
        "blue": ("#d8e8fd", "#22262c", "#1a4fa3"),
        "pink": ("#fbd8e6", "#22262c", "#98205a"),
    },
    # The terminal's own sixteen: which of black and white can be read on them is the same in every common palette.
    "ansi": {
        "yellow": ("ansi_yellow", "ansi_black", "ansi_yellow"),
        "green": ("ansi_green", "ansi_black", "ansi_green"),
        "blue": ("ansi_blue", "ansi_bright_white", "ansi_blue"),
        "pink": ("ansi_magenta", "ansi_bright_white", "ansi_magenta"),
    },
}


def highlight_variables(theme: Theme) -> dict[str, str]:
    """What a stylesheet calls the colours of highlights, in any theme.

    `$highlight-yellow` is behind a passage, `$highlight-yellow-text` its text, and `$highlight-yellow-mark` a sign or
    a word in that colour on the theme's own background.
    """
    colours = _HIGHLIGHTS["ansi" if theme.ansi else "dark" if theme.dark else "light"]
    return {
        f"highlight-{name}{part}": value
        for name, values in colours.items()
        for part, value in zip(("", "-text", "-mark"), values, strict=True)
    }
