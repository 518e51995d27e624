"""Files of notes that could not be saved."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

from tui_reader.errors import TextKeptError
from tui_reader.notes.unsaved import DIRECTORY, key_and_time, write_unsaved

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_each_text_has_a_file_that_names_its_paper(tmp_path: Path) -> None:
    """Two in one second too, and a key that no file can have."""
    files = [write_unsaved(tmp_path, "a/b.c", text) for text in ("one", "two\n", "\ud800")]

    paths = [file.path for file in files if file.path]
    assert [path.read_text() for path in paths] == ["one", "two\n", "?"]
    assert {key_and_time(path)[0] for path in paths} == {"a%2Fb.c"}
    assert len({path.name for path in paths}) == 3
    assert all(path.parent == tmp_path / DIRECTORY for path in paths)


def test_a_temporary_directory_has_it_when_the_data_directory_takes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And is named."""
    (tmp_path / "data").write_text("no directory")
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    file = write_unsaved(tmp_path / "data", "key2020", "text")

    assert file.path is not None
    assert file.path.parent == tmp_path / "tmp"
    error = file.explained()
    assert isinstance(error, TextKeptError)
    assert str(file.path) in error.hint


def test_the_text_itself_is_said_when_there_is_no_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last resort."""
    (tmp_path / "data").write_text("no directory")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "data"))
    monkeypatch.chdir("/proc/self")

    assert write_unsaved(tmp_path / "data", "key2020", "text").explained().hint == "text"
