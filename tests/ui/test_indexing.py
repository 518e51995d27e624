"""The index beside reading: how far it is, stopping it, going on, and what is advised once."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from tests.ui.conftest import Reader
from tui_reader.library import search_service
from tui_reader.library.library import Library
from tui_reader.search import indexing
from tui_reader.search.engine import SupersededError
from tui_reader.search.whoosh.whoosh_engine import WhooshEngine
from tui_reader.ui.app import ReaderApp

if TYPE_CHECKING:
    import pytest

    from tests.ui.conftest import Start
    from tui_reader.paths import Home


class Gate:
    """Lets batches into the index one by one."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.tickets = threading.Semaphore(0)
        update = WhooshEngine.update

        def slow(engine: WhooshEngine, batch: Any, progress: Any, wanted: Any) -> None:
            while not self.tickets.acquire(timeout=0.01):
                if not wanted():
                    raise SupersededError
            update(engine, batch, progress, wanted)

        monkeypatch.setattr(WhooshEngine, "update", slow)
        monkeypatch.setattr(indexing, "FIRST_BATCH", 40)
        monkeypatch.setattr(WhooshEngine, "max_batch", 40)


async def test_partial_answers_progress_stop_and_go_on(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Searches find what is indexed and the status says how much that is; `I` stops the index, and `I` goes on."""
    gate = Gate(monkeypatch)
    library = Library(home)
    app = ReaderApp(library, "model")
    async with app.run_test(size=(120, 36)) as pilot:
        reader = Reader(app, pilot)
        await reader.until(lambda: "the answer" in " ".join(reader.shown("#reason").split()).lower(), "the reason")
        gate.tickets.release()
        await reader.until(lambda: reader.main.answer.indexed == 40, "a partial answer")
        found = reader.main.answer.total
        assert 0 < found <= 40
        await reader.until(lambda: "40 of 209 indexed" in reader.shown("#status"), "how far it is")
        assert f"{found} found so far" in reader.shown("#status")

        await reader.press("I")
        await reader.until(lambda: "stopped" in reader.shown("#status"), "the stop")
        gate.tickets.release()
        await pilot.pause(0.2)
        assert reader.main.answer.indexed == 40

        await reader.press("I")
        for _ in range(10):
            gate.tickets.release()
        await reader.until(lambda: reader.main.answer.indexed is None and reader.main.answer.total > found, "all")
        assert f"{reader.main.answer.total} of 209" in reader.shown("#status")
    library.close()


async def test_the_extra_is_advised_once(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """A large library without tantivy hears of it in the first session, and not again."""
    monkeypatch.setattr(search_service, "LARGE", 100)
    monkeypatch.setattr(search_service, "find_spec", lambda _name: None)
    async with start() as reader:
        await reader.until(lambda: reader.app._notifications, "the advice")
        assert "tui-reader[tantivy]" in next(iter(reader.app._notifications)).message

    async with start() as reader:
        await reader.settled()
        assert not list(reader.app._notifications)
