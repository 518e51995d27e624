"""The watched directories of the settings, beside reading."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tui_reader.ui import folder_follower

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.conftest import Reader, Start
    from tui_reader.library.library import Library

BIBTEX = "@article{ada1843, title={Notes on the Engine}, author={Ada Lovelace}, year={1843}}\n"


@pytest.fixture
def watched(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    directory = tmp_path / "watched"
    directory.mkdir()
    monkeypatch.setattr(folder_follower, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(type(library.config), "watch_directories", str(directory), raising=False)
    return directory


def told(reader: Reader) -> str:
    return " ".join(one.message for one in reader.app._notifications)


async def test_what_appears_is_taken_in(start: Start, library: Library, watched: Path) -> None:
    """A quiet line says it; a later session leaves the file alone, so that a deleted paper stays away."""
    before = library.count()
    async with start() as reader:
        (watched / "refs.bib").write_text(BIBTEX)
        await reader.until(lambda: "Took in 1 paper from refs.bib" in told(reader), "the quiet line")
        assert library.count() == before + 1
        await reader.until(lambda: bool(library.settings.get(folder_follower.TAKEN)), "the memory")
    library.edits.delete([library.browse(limit=1).ids[0]])

    async with start() as reader:
        (watched / "more.bib").write_text(BIBTEX.replace("ada1843", "b").replace("Notes on", "Against"))
        await reader.until(lambda: "Took in 1 paper from more.bib" in told(reader), "the second file")
        assert library.count() == before + 1


async def test_a_directory_that_is_gone_is_told_once(start: Start, watched: Path) -> None:
    """It does not end reading, and what appears when it is there again is taken in."""
    gone = watched.with_name("gone")
    shutil.move(watched, gone)
    async with start() as reader:
        await reader.until(lambda: "cannot be read" in told(reader), "the message")
        shutil.move(gone, watched)
        (watched / "refs.bib").write_text(BIBTEX)
        await reader.until(lambda: "Took in 1 paper" in told(reader), "the paper")
        assert told(reader).count("cannot be read") == 1


async def test_nothing_is_watched_by_default(start: Start) -> None:
    """Without the setting there is no thread."""
    async with start() as reader:
        assert reader.main.session.folders._thread is None
