"""A style of the user's own that cannot be used: the chooser says why, and goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input, OptionList

if TYPE_CHECKING:
    from tests.ui.conftest import Start
    from tui_reader.library.library import Library


async def test_the_chooser_previews_what_is_wrong_with_a_style(start: Start, library: Library) -> None:
    """A link to nothing in the place of a style takes neither the search for words nor the preview with it."""
    own = library.home.config / "styles"
    own.mkdir(parents=True)
    (own / "dangling.csl").symlink_to(own / "nowhere")

    async with start() as reader:
        await reader.press("Y")
        reader.app.screen.query_one(Input).value = "dangling"
        formats = reader.app.screen.query_one(OptionList)
        await reader.until(lambda: formats.option_count == 1, "the style")
        await reader.until(lambda: "cannot be read: No such file" in reader.shown("#preview"), "what is wrong")
        assert reader.place == "FormatChooser"
