"""Takes the README's screenshots from the running reader, with `python -m tests.screenshots.make`."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tui_reader.library.library import Library
from tui_reader.paths import Home
from tui_reader.ui.app import ReaderApp
from tui_reader.ui.screens.main import MainScreen

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
PATIENCE_FRAMES = 500
LOOKED_AT = "spector2023accelerating"


def furnish(library: Library) -> None:
    """Some days of work on one paper: bookmark, tags, highlights with a comment, a note."""
    library.refresh_index()
    paper = library.find(LOOKED_AT)
    library.bookmark([paper.id])
    library.tag([paper.id], add=["ml/inference", "to-cite"])
    library.write_note(paper.id, "Compare table 2 with **SSR**: same draft model?")
    sentences = paper.abstract.split(". ")
    for number, colour, comment in ((1, "yellow", ""), (3, "green", "the number to quote")):
        start = paper.abstract.index(sentences[number])
        library.highlights.add(
            paper.id, start, start + len(sentences[number]) + 1, colour="green" if colour == "green" else "yellow"
        )
        if comment:
            library.highlights.change(library.highlights.of(paper.id)[-1].id, comment=comment)
    library.refresh_index()


async def take(name: str, query: str, keys: str, is_there: Callable[[ReaderApp], bool]) -> None:
    """One screenshot, as an SVG beside this file: after a query and some keys, when it is there."""
    with tempfile.TemporaryDirectory() as directory:
        library = Library(Home.under(Path(directory)))
        furnish(library)
        app = ReaderApp(library, query)
        async with app.run_test(size=(120, 36)) as pilot:
            for _ in range(PATIENCE_FRAMES):
                await pilot.pause(0.02)
                screen = app.screen
                if isinstance(screen, MainScreen) and screen.answer.text == query and screen.answer.total:
                    break
            for key in keys.split():
                await pilot.press(key)
            for _ in range(PATIENCE_FRAMES):
                await pilot.pause(0.02)
                if is_there(app):
                    break
            await pilot.pause(0.5)
            app.save_screenshot(f"{name}.svg", path=str(HERE))
        library.close()


async def take_all() -> None:
    """The list with a search, one paper alone, and papers being sorted out."""

    def shows(words: str) -> Callable[[ReaderApp], bool]:
        return lambda app: any(
            words in "".join(segment.text for segment in line)
            for widget in app.screen.query("#place")
            for line in widget.render_lines(widget.outer_size.region)
        )

    await take("reader", "speculative", "", lambda _: True)
    await take("reading", "speculative", "enter right_parenthesis right_parenthesis", shows("unread"))
    await take("triage", "is:unread year:>2022", "T k s s l k s", shows("7 of"))


if __name__ == "__main__":
    asyncio.run(take_all())
