"""The colours of highlights in every theme that a reader can choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from tui_reader.model.annotations import COLOURS
from tui_reader.ui.theme import DARK, LIGHT, THEMES, highlight_variables

if TYPE_CHECKING:
    from textual.theme import Theme

    from tests.ui.conftest import Start

ALL = [*THEMES, *BUILTIN_THEMES.values()]
READABLE = 4.5
"""The contrast that WCAG 2.2 asks of text."""


def _light(colour: Color) -> float:
    """The relative luminance as WCAG defines it."""
    parts = [value / 255 for value in (colour.r, colour.g, colour.b)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def contrast(one: str, other: str) -> float:
    dark, light = sorted(_light(Color.parse(colour)) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("theme", [theme for theme in ALL if not theme.ansi], ids=lambda theme: theme.name)
def test_every_theme_has_the_four_colours_and_they_can_be_read(theme: Theme, colour: str) -> None:
    """A passage can be read on its colour, and a word in it on the background of whichever theme."""
    background = theme.to_color_system().generate()["background"]
    variables = highlight_variables(theme)

    assert contrast(variables[f"highlight-{colour}"], variables[f"highlight-{colour}-text"]) >= READABLE
    assert contrast(variables[f"highlight-{colour}-mark"], background) >= READABLE
    assert variables[f"highlight-{colour}"] != background


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_a_hit_in_a_passage_can_be_read(theme: Theme, colour: str) -> None:
    """A word of the query keeps its colour inside a passage of our own themes."""
    assert contrast(str(theme.warning), highlight_variables(theme)[f"highlight-{colour}"]) >= READABLE


def test_the_colours_are_told_apart() -> None:
    """No two names are one colour in any theme."""
    for theme in ALL:
        variables = highlight_variables(theme)
        for part in ("", "-mark"):
            assert len({variables[f"highlight-{colour}{part}"] for colour in COLOURS}) == len(COLOURS)


async def test_stylesheets_know_them_in_every_theme(start: Start) -> None:
    """A stylesheet that names them is read whichever theme is chosen, and has that theme's colours."""
    async with start() as reader:
        for theme in ALL:
            reader.app.theme = theme.name
            await reader.pilot.pause()

            assert highlight_variables(theme).items() <= reader.app.get_css_variables().items()
