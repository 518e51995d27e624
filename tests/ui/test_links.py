"""The links of a paper: one opens at once, of several one is chosen."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.ui.conftest import STACKED, TINY, WIDE
from tui_reader.ui.theme import DARK, LIGHT

if TYPE_CHECKING:
    from tests.ui.conftest import Start
    from tui_reader.library.library import Library

LINKS = ["https://arxiv.org/abs/2501.13107", "https://arxiv.org/pdf/2501.13107", "https://mgwillia.github.io/ilf"]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that a browser is given."""
    addresses: list[str] = []
    start = subprocess.Popen

    def instead(command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        addresses.append(command[-1])
        return start([sys.executable, "-c", ""], **options)

    monkeypatch.setattr(subprocess, "Popen", instead)
    monkeypatch.setenv("DISPLAY", ":7")
    return addresses


@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
@pytest.mark.parametrize("where", [WIDE, STACKED, TINY], ids=["120x36", "80x24", "40x12"])
async def test_several_links_are_a_choice(start: Start, opened: list[str], where: tuple[int, int], theme: str) -> None:
    """Page, PDF and what the abstract names are listed; Enter, a digit and the arrows choose, Escape opens nothing."""
    async with start(where) as reader:
        reader.app.theme = theme
        await reader.press("o")
        rows = [row.split() for row in reader.shown("#links").split("\n")]
        assert [row[-1].rstrip("…") for row in rows] == [
            link[: len(row[-1].rstrip("…"))] for row, link in zip(rows, LINKS, strict=True)
        ]
        await reader.press("escape", "o", "enter")
        await reader.until(lambda: opened == LINKS[:1], "the page")
        await reader.press("o", "3")
        await reader.until(lambda: opened == [LINKS[0], LINKS[2]], "the project")
        await reader.press("o", "j", "7", "enter")
        await reader.until(lambda: opened == [LINKS[0], LINKS[2], LINKS[1]], "the PDF")
        assert reader.place == "MainScreen"


async def test_one_link_opens_at_once(start: Start, library: Library, opened: list[str]) -> None:
    """There is nothing to choose."""
    with library._database.writing() as connection:
        connection.execute(
            "UPDATE papers SET arxiv = '', doi = NULL, abstract = '', url = 'https://example.org/a' WHERE id = 1"
        )
    async with start() as reader:
        await reader.press("o")
        await reader.until(lambda: opened, "the browser")

        assert opened == ["https://example.org/a"]
        assert reader.place == "MainScreen"


async def test_a_link_of_the_note_is_one_of_them(start: Start, library: Library, opened: list[str]) -> None:
    """What was noted is an address like those of the sources."""
    library.write_note(1, "see https://example.org/mine.")
    async with start() as reader:
        await reader.press("o")
        assert "note      https://example.org/mine" in reader.shown("#links")
        await reader.press("4")
        await reader.until(lambda: opened, "the browser")

        assert opened == ["https://example.org/mine"]


async def test_no_link_and_no_browser(start: Start, library: Library) -> None:
    """Without an address that is said; without a desktop the address is shown, to be copied."""
    with library._database.writing() as connection:
        connection.execute("UPDATE papers SET arxiv = '', doi = '', abstract = '', url = '' WHERE id = 2")
    async with start() as reader:
        await reader.press("o", "1")
        await reader.until(lambda: reader.app._notifications, "the message")
        assert LINKS[0] in next(iter(reader.app._notifications)).message

        await reader.press("j", "o")
        await reader.until(lambda: len(reader.app._notifications) == 2, "the other message")
        assert "No address is known" in list(reader.app._notifications)[-1].message
