"""Exports that keep themselves: what is written and when, what is left alone, and what is told, once."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tui_reader.library.library import Library

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.paths import Home

KEY, OTHER = "wang2019cspnet", "spector2023accelerating"

pytestmark = pytest.mark.usefixtures("library")


def configure(home: Home, file: Path, query: str = "is:bookmarked", more: str = "") -> None:
    home.config.mkdir(parents=True, exist_ok=True)
    home.config_file.write_text(f"[[export]]\nquery = '{query}'\nfile = '{file}'\n{more}")


def after_bookmark(home: Home, *keys: str) -> list[str]:
    """Opens the library, bookmarks papers, and closes it; the messages of what went wrong."""
    library = Library(home)
    library.bookmark([library.find(key).id for key in keys])
    library.close()
    assert library.exports is not None
    return [problem.message for problem in library.exports.problems]


def test_the_last_change_is_in_the_file(home: Home, tmp_path: Path) -> None:
    """When the library is closed; a paper that the query no longer finds has left it."""
    file = tmp_path / "kept.bib"
    configure(home, file)
    assert after_bookmark(home, KEY, OTHER) == []
    assert file.read_text().count("\n@") == 2

    library = Library(home)
    library.journal.undo()
    library.close()
    assert file.read_text().count("\n@") == 0


def test_what_is_the_same_is_not_written_again(home: Home, tmp_path: Path) -> None:
    """A tag is in no citation."""
    file = tmp_path / "kept.bib"
    configure(home, file)
    after_bookmark(home, KEY)
    before = file.stat().st_ino

    library = Library(home)
    library.tag([library.find(KEY).id], add=["a"])
    library.close()
    assert file.stat().st_ino == before


def test_a_query_with_words_is_answered_from_a_current_index(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "kept.bib"
    configure(home, file, "tag:thesis cspnet")
    library = Library(home)
    library.tag([library.find(KEY).id], add=["thesis"])
    library.close()

    assert f"{{{KEY}," in file.read_text()


@pytest.mark.parametrize("name", ["mine.bib", "mine.json"])
def test_a_file_of_somebody_else_stays_and_that_is_told_once(home: Home, tmp_path: Path, name: str) -> None:
    """Also when another run meets it; once it is gone the export is written."""
    file = tmp_path / name
    file.write_text("mine")
    configure(home, file)
    told = after_bookmark(home, KEY)

    assert (file.read_text(), len(told)) == ("mine", 1)
    assert f"{file} is not tui-reader's" in told[0]
    assert after_bookmark(home, OTHER) == []
    file.unlink()
    assert after_bookmark(home, OTHER) == []
    assert OTHER in file.read_text()


def test_a_directory_that_is_not_there_is_told_and_stops_nothing(home: Home, tmp_path: Path) -> None:
    configure(home, tmp_path / "none" / "kept.bib")
    told = after_bookmark(home, KEY)

    assert ["could not be written: No such file or directory" in one for one in told] == [True]
    library = Library(home)
    assert library.find(KEY).bookmarked
    library.close()


@pytest.mark.parametrize(
    "table",
    [
        "[[export]]\nfile = 'relative.bib'",
        "[[export]]\nfile = '/tmp/a.unknown'",
        "[[export]]\nfile = '/tmp/a.bib'\nformat = 'word'",
        "[[export]]\nfile = 1",
        "[[export]]\nquery = 'a'",
        "[[export]]\nfile = '/tmp/a.bib'\nstyle = 'x'",
    ],
)
def test_what_cannot_be_an_export_is_named_with_its_line(home: Home, tmp_path: Path, table: str) -> None:
    """The others are kept."""
    configure(home, tmp_path / "kept.bib", more=table)
    library = Library(home)
    library.close()

    # The first one begins in line 1.
    assert ["line 4" in problem.message for problem in library.config_problems] == [True]
    assert (tmp_path / "kept.bib").is_file()


def test_a_change_that_was_cut_off_is_written_by_the_next_program(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "kept.bib"
    configure(home, file)
    after_bookmark(home, KEY)
    library = Library(home)
    exports = library.exports
    assert exports is not None
    state = exports.state(exports.kept[0])
    library.settings.put(f"export {file}", f'{{"digest": "{state.digest}", "behind": true}}')
    library.close()
    file.unlink()

    Library(home).close()
    assert KEY in file.read_text()


def test_two_programs_at_once_leave_the_changes_of_both(home: Home, tmp_path: Path) -> None:
    """Whichever writes last has read what the other changed."""
    file = tmp_path / "kept.bib"
    configure(home, file)
    command = [sys.executable, "-m", "tui_reader", "bookmark"]
    both = [subprocess.Popen([*command, key], stderr=subprocess.PIPE) for key in (KEY, OTHER)]
    errors = [one.communicate(timeout=120)[1] for one in both]

    assert sorted(errors) == [f"{key} is now bookmarked\n".encode() for key in (OTHER, KEY)]
    assert file.read_text().count("\n@") == 2
