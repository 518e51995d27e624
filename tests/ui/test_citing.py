"""Copying in formats and styles: the chooser, the default, the toast, and the reader as a picker."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input, OptionList

from tests.ui.conftest import STACKED, TINY, WIDE, Reader
from tui_reader.library import citation_preferences
from tui_reader.ui.app import ReaderApp
from tui_reader.ui.screens.pick import PickScreen
from tui_reader.ui.screens.questions.key_editor import KeyEditor

if TYPE_CHECKING:
    from tests.ui.conftest import Start
    from tui_reader.library.library import Library

SIZES = [WIDE, STACKED, TINY]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What goes to the terminal's clipboard."""
    texts: list[str] = []
    monkeypatch.setattr(
        "tui_reader.ui.handlers.citing.write_to_terminal", lambda _app, sequence: texts.append(sequence)
    )
    monkeypatch.setenv("TERM", "xterm-256color")
    return texts


def listed(reader: Reader) -> list[str]:
    """The options of the chooser, as they are read."""
    formats = reader.app.screen.query_one("#formats", OptionList)
    return [str(formats.get_option_at_index(place).prompt) for place in range(formats.option_count)]


async def words(reader: Reader, text: str) -> None:
    reader.app.screen.query_one(Input).value = text
    await reader.until(lambda: listed(reader) and listed(reader)[0] != "BibTeX  ★ default", f"what has {text}")


@pytest.mark.parametrize("size", SIZES, ids=["120x36", "80x24", "40x12"])
async def test_the_chooser_shows_what_each_format_makes(start: Start, size: tuple[int, int], sent: list[str]) -> None:
    """The default is marked; the preview follows the cursor; Enter copies; the next time that format is on top."""
    async with start(size) as reader:
        await reader.press("Y")
        await reader.until(lambda: "@misc{gwilliam2025" in reader.shown("#preview"), "the preview")
        assert listed(reader)[0] == "BibTeX  ★ default"
        await reader.press("down", "down")
        await reader.until(lambda: "@online{gwilliam2025" in reader.shown("#preview"), "the other preview")
        await reader.press("enter")
        await reader.until(lambda: sent, "the text")
        assert reader.place == "MainScreen"

        await reader.press("Y")
        assert listed(reader)[:2] == ["BibLaTeX", "BibTeX  ★ default"]
        await reader.press("escape")
        await reader.settled()
        assert len(sent) == 1


async def test_styles_are_found_by_words_with_a_preview(start: Start, sent: list[str]) -> None:
    """Of 10,000 styles the common ones come first; Tab and Shift-Tab say what is wanted of them."""
    async with start() as reader:
        await reader.press("Y")
        await words(reader, "apa")
        assert listed(reader)[0] == "APA 7"
        await reader.until(lambda: "Gwilliam, M., Cai, H.," in reader.shown("#preview"), "the preview")

        await reader.press("tab", "tab")
        await reader.until(lambda: '<p class="csl-entry">' in reader.shown("#preview"), "HTML")
        await reader.press("shift+tab")
        await reader.until(lambda: reader.shown("#preview").strip(" │\n") == "(Gwilliam et al., 2025)", "in the text")
        await reader.press("enter")
        await reader.until(lambda: sent, "the text")

        assert citation_preferences.used(reader.library) == ["apa:in-text:html"]
        await reader.press("Y")
        assert listed(reader)[0] == "APA 7, in the text, HTML"


async def test_words_that_nothing_has_say_so(start: Start) -> None:
    """An empty list has a reason, and Enter does nothing."""
    async with start() as reader:
        await reader.press("Y")
        reader.app.screen.query_one(Input).value = "no such style"
        await reader.until(lambda: "No format or style has" in reader.shown("#preview"), "the reason")
        await reader.press("enter")
        assert reader.place == "FormatChooser"


async def test_missing_fields_are_said(start: Start) -> None:
    """The chooser names what no source gave, before anything is pasted anywhere."""
    async with start(query="key:explicitgate") as reader:
        await reader.until(lambda: reader.main.answer.total == 1, "the paper")
        await reader.press("Y")

        assert reader.shown("#lacking").strip() == "No source gave: authors, year, venue, DOI or address."


async def test_y_copies_in_the_default(start: Start, sent: list[str]) -> None:
    """What was made the default is what `y` copies, and the toast shows the first line of it."""
    async with start() as reader:
        await reader.press("Y")
        await words(reader, "citation key")
        await reader.press("ctrl+s", "escape", "y")
        await reader.until(lambda: sent, "the text")

        assert sent[0].startswith("\x1b]52;c;Z3dpbGxpYW0yMDI1YWNjZWxlcmF0Z")
        assert list(reader.app._notifications)[-1].message == (
            "sent Citation key to the terminal (OSC 52)\ngwilliam2025accelerate"
        )


def test_the_latest_word_on_the_default_counts(library: Library) -> None:
    """The configuration, until another default is chosen; that, until the configuration is changed."""
    assert citation_preferences.preferred(library) == "bibtex"
    citation_preferences.prefer(library, "apa")
    assert citation_preferences.preferred(library) == "apa"

    library.home.config.mkdir(parents=True, exist_ok=True)
    library.home.config_file.write_text('format = "ris"\n')
    again = type(library)(library.home)
    assert citation_preferences.preferred(again) == "ris"
    again.close()


async def test_an_unusable_default_is_told(start: Start, library: Library, sent: list[str]) -> None:
    """A format that is not there copies nothing, and the message says which there are."""
    citation_preferences.prefer(library, "bibtexx")
    async with start() as reader:
        await reader.press("y")
        await reader.until(lambda: reader.app._notifications, "the message")

        assert "no citation format or style 'bibtexx'" in next(iter(reader.app._notifications)).message
        assert sent == []


async def test_shift_e_changes_the_key(start: Start) -> None:
    """A key that cannot be one stays in the line with the reason; a good one is on disk and shown."""
    async with start() as reader:
        await reader.press("E")
        assert isinstance(reader.app.screen, KeyEditor)
        field = reader.app.screen.query_one(Input)
        assert field.value == "gwilliam2025accelerate"
        field.value = "a b"
        await reader.press("enter")
        assert "cannot be a citation key" in reader.shown("#key-hint")
        field.value = "Gwilliam:ILF"
        await reader.press("enter")
        await reader.until(lambda: "Gwilliam:ILF" in reader.shown("#detail"), "the key")

        assert reader.library.find("Gwilliam:ILF").title.startswith("Accelerate")
        await reader.press("E", "tab", "enter")
        await reader.until(lambda: "gwilliam2025accelerate" in reader.shown("#detail"), "the usual key")


async def test_a_key_of_another_paper_is_refused(start: Start) -> None:
    """The message names the other paper, and nothing changes."""
    async with start() as reader:
        await reader.press("E")
        reader.app.screen.query_one(Input).value = "Wang2019CSPnet"
        await reader.press("enter")
        await reader.until(lambda: reader.app._notifications, "the message")

        assert "is the key of another paper: CSPNet" in next(iter(reader.app._notifications)).message
        assert reader.library.find("gwilliam2025accelerate")


async def picked(library: Library, *keys: str) -> list[int]:
    """What a picker gives when its user presses these keys."""
    chosen: list[int] = []
    app = ReaderApp(library, "", lambda library, query: PickScreen(library, query, chosen))
    async with app.run_test(size=STACKED) as pilot:
        reader = Reader(app, pilot)
        await reader.until(lambda: reader.main.paper is not None, "the first paper")
        for key in keys:
            await reader.press(key)
        if keys[-1] == "enter":
            await reader.until(lambda: not app.is_running, "the end")
    return chosen


async def test_enter_picks_the_paper_under_the_cursor(library: Library) -> None:
    """The picker leaves with it."""
    assert await picked(library, "j", "enter") == [library.find("hong2023flashdecoding").id]


async def test_enter_while_typing_waits_for_what_the_query_finds(library: Library) -> None:
    """Who types quickly gets what they typed, not what was there before."""
    assert await picked(library, "slash", *"cspnet", "enter") == [library.find("wang2019cspnet").id]


async def test_enter_in_a_note_is_a_new_line(library: Library) -> None:
    """A picker is a reader otherwise; `q` leaves without."""
    assert await picked(library, "n", "x", "enter", "y", "escape", "q") == []
    assert library.find("gwilliam2025accelerate").note == "x\ny"
