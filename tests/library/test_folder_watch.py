"""What appears in a directory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui_reader.errors import BusyError, ReaderError
from tui_reader.library.folder_watch import MOST_TRIES, FolderWatch
from tui_reader.store.database import Database

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.library.library import Library


def test_a_file_is_given_out_when_it_stays_as_it_is(tmp_path: Path) -> None:
    """Not while it grows, once when it does not, and again when it was changed."""
    watch, file = FolderWatch([tmp_path]), tmp_path / "refs.bib"
    file.write_text("@a")
    assert (watch.ready(), watch.is_waiting) == ([], True)
    file.write_text("@article")
    assert watch.ready() == []
    assert watch.ready() == [file]
    assert (watch.ready(), watch.is_waiting) == ([], False)
    file.write_text("@article{a,}")
    assert watch.ready() == []
    assert watch.ready() == [file]


@pytest.mark.parametrize("name", ["a.pdf", ".a.bib", "a.bib.part", "a.bib~", "a.bib.crdownload", "#a.bib#"])
def test_other_files_are_passed_over(tmp_path: Path, name: str) -> None:
    """Those of no kind of list, hidden ones, and those that a program still writes."""
    (tmp_path / name).write_text("x")
    watch = FolderWatch([tmp_path])
    watch.ready()

    assert watch.ready() == []


def test_empty_files_and_directories_are_no_files(tmp_path: Path) -> None:
    """An empty file is about to be written."""
    (tmp_path / "a.bib").touch()
    (tmp_path / "b.bib").mkdir()
    watch = FolderWatch([tmp_path])
    watch.ready()

    assert (watch.ready(), watch.is_waiting) == ([], False)


def test_a_directory_that_is_gone_is_said(tmp_path: Path) -> None:
    """Watching nothing would look like waiting."""
    with pytest.raises(ReaderError, match="cannot be read"):
        FolderWatch([tmp_path / "nowhere"]).ready()


def test_a_failure_that_may_pass_is_tried_again(tmp_path: Path) -> None:
    """A busy library or an unreadable file, a few times; never a file that is no list of papers."""
    file = tmp_path / "a.bib"
    file.write_text("@a")
    watch = FolderWatch([tmp_path])
    watch.ready()
    assert watch.ready() == [file]
    assert not watch.again(file, ReaderError("It is no list."))
    assert watch.ready() == []

    tries = 1
    while watch.again(file, BusyError("The library is being written.")):
        assert watch.ready() == [file]
        tries += 1
    assert (tries, watch.ready()) == (MOST_TRIES, [])


def test_a_busy_library_fails_for_a_moment(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library that another program writes is told from one that is damaged."""
    monkeypatch.setattr("tui_reader.store.database.BUSY_SECONDS", 0.05)
    own = Database(library.home.database)
    with library._database.writing(), pytest.raises(BusyError), own.writing():
        pass
    own.close()
