"""How many of our files a key passes on its way to the list: what a reader of the code has to open to follow it."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import tui_reader
from tui_reader.ui.widgets.paper_list import PaperList

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from tests.ui.conftest import Reader, Start

PACKAGE = f"{Path(tui_reader.__file__).parent}/"
ROOMS = ("search/whoosh/", "search/tantivy/", "store/")
"""The engines and the store are entered by one door each and count as one file."""
ENDS = {PaperList.show.__code__, PaperList.refresh_papers.__code__, PaperList.watch_cursor.__code__}
"""Where a walk ends: the list is told what it shows from now on."""
DRAWING = {"render", "render_line", "render_lines", "render_strips"}
"""What is drawn meanwhile is not on the way."""


class Walk:
    """The files of ours that are called, in any thread, until the list is told something."""

    def __init__(self) -> None:
        self.files: set[str] = set()
        self.is_done = True

    def begin(self) -> None:
        self.files.clear()
        self.is_done = False

    def profile(self, frame: FrameType, event: str, _argument: object) -> None:
        """Takes note of a call; the interpreter calls this."""
        code = frame.f_code
        if event == "call" and not self.is_done and code.co_filename.startswith(PACKAGE) and not draws(frame):
            file = code.co_filename.removeprefix(PACKAGE)
            self.files.add(next((room for room in ROOMS if file.startswith(room)), file))
            self.is_done = code in ENDS


def draws(frame: FrameType | None) -> bool:
    """Whether a call belongs to a frame that is drawn meanwhile."""
    while frame is not None:
        if frame.f_code.co_name in DRAWING:
            return True
        frame = frame.f_back
    return False


async def quiet(reader: Reader) -> None:
    """Waits until nothing of the start is on its way any more: the detail follows the cursor, the index is current."""
    await reader.press("j")
    await reader.until(lambda: reader.main.paper == reader.main.current and not reader.main.indexing, "the detail")


@pytest.fixture
def walk() -> Iterator[Walk]:
    """Notes the calls of this thread, and of those that the reader starts."""
    walk = Walk()
    threading.setprofile(walk.profile)
    sys.setprofile(walk.profile)
    yield walk
    sys.setprofile(None)
    threading.setprofile(None)


async def test_a_letter_passes_few_files(start: Start, walk: Walk) -> None:
    """From the search bar through the library's search, and back to the list: at most 25."""
    async with start() as reader:
        await reader.press("slash", "d", "i")
        await reader.until(lambda: reader.main.answer.text == "di", "the answer")

        walk.begin()
        await reader.press("f")
        await reader.until(lambda: walk.is_done, "the list")

        assert len(walk.files) <= 25, sorted(walk.files)
        assert "library/search_service.py" in walk.files


async def test_a_bookmark_passes_few_files(start: Start, walk: Walk) -> None:
    """From the key through the row of the table and its function to the disk, and back to the list: at most 15."""
    async with start() as reader:
        await quiet(reader)
        await reader.press("b")
        await reader.until(lambda: reader.main.paper is not None and reader.main.paper.bookmarked, "the first bookmark")
        await reader.pilot.pause()

        walk.begin()
        await reader.press("b")
        await reader.until(lambda: walk.is_done, "the list")

        assert len(walk.files) <= 15, sorted(walk.files)
        assert {"ui/handlers/marks.py", "store/"} <= walk.files


async def test_the_next_paper_passes_hardly_any_file(start: Start, walk: Walk) -> None:
    """`j` is the list's own action: at most 4."""
    async with start() as reader:
        await quiet(reader)
        walk.begin()
        await reader.press("j")
        await reader.until(lambda: walk.is_done, "the list")

        assert len(walk.files) <= 4, sorted(walk.files)
