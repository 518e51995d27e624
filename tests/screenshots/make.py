"""Takes the README screenshot from the running reader, with `python -m tests.screenshots.make`."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from tui_reader.library import Library
from tui_reader.paths import Home
from tui_reader.ui.app import ReaderApp
from tui_reader.ui.screens.main import MainScreen

HERE = Path(__file__).parent
QUERY = "speculative"
PATIENCE_FRAMES = 500


async def take(directory: Path) -> None:
    """A search with a bookmark, tags and a note, as an SVG beside this file."""
    library = Library(Home.under(directory))
    library.refresh_index()
    paper = library.find("spector2023accelerating")
    library.bookmark([paper.id])
    library.tag([paper.id], add=["inference", "to-cite"])
    library.write_note(paper.id, "Compare table 2 with **SSR**: same draft model?")
    library.refresh_index()
    app = ReaderApp(library, QUERY)
    async with app.run_test(size=(120, 36)) as pilot:
        for _ in range(PATIENCE_FRAMES):
            await pilot.pause(0.02)
            screen = app.screen
            if isinstance(screen, MainScreen) and screen.answer.text == QUERY and screen.answer.total:
                break
        await pilot.pause(0.5)
        app.save_screenshot("reader.svg", path=str(HERE))
    library.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        asyncio.run(take(Path(temporary)))
