"""Files of papers whose paths are relative to the list that names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui_reader.importers.formats import read_file
from tui_reader.importers.records import Record

if TYPE_CHECKING:
    from pathlib import Path

LISTS = {
    "refs.bib": "@article{{a, title={{On Trees}}, file={{:{}:PDF}}}}\n",
    "refs.ris": "TY  - JOUR\nTI  - On Trees\nL1  - {}\nER  - \n",
}


def files_in(path: Path) -> list[tuple[str, ...]]:
    return [item.paper.details.files for item in read_file(path) if isinstance(item, Record)]


@pytest.mark.parametrize("name", LISTS)
def test_a_relative_path_is_that_of_the_file_beside_the_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Wherever the reader was started; the list may be named by a relative path, and may be one of a directory."""
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "trees.pdf").write_bytes(b"%PDF")
    (tmp_path / name).write_text(LISTS[name].format("files/trees.pdf"))
    expected = [(str(tmp_path / "files" / "trees.pdf"),)]

    assert files_in(tmp_path / name) == expected
    assert files_in(tmp_path) == expected
    monkeypatch.chdir(tmp_path)
    assert files_in(type(tmp_path)(name)) == expected


@pytest.mark.parametrize("file", ["files/none.pdf", "/elsewhere/none.pdf", "files", "n" * 300])
def test_other_paths_stay(tmp_path: Path, file: str) -> None:
    """What is not there, what is absolute, a directory, and what can be no name of a file."""
    (tmp_path / "files").mkdir()
    (tmp_path / "refs.bib").write_text(LISTS["refs.bib"].format(file))

    assert files_in(tmp_path / "refs.bib") == [(file,)]
