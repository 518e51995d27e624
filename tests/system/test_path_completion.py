"""Completion of paths."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tui_reader.system.path_completion import common, completions

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_newest_files_come_first(tmp_path: Path) -> None:
    """Files by age, then directories with their slash; hidden ones only when their dot is typed."""
    for age, name in enumerate(("new.bib", "Old.ris", ".hidden")):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (1_000 - age, 1_000 - age))
    (tmp_path / "more").mkdir()

    def names(typed: str) -> list[str]:
        return [match.path.removeprefix(f"{tmp_path}/") for match in completions(f"{tmp_path}/{typed}")]

    assert (names(""), names("o"), names(".")) == (["new.bib", "Old.ris", "more/"], ["Old.ris"], [".hidden"])


def test_the_home_stays_as_it_is_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`~` is expanded to look, and kept in what is completed."""
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "refs.bib").touch()

    assert [match.path for match in (*completions("~"), *completions("~/r"))] == ["~/", "~/refs.bib"]


def test_what_all_paths_begin_with(tmp_path: Path) -> None:
    """Tab takes the letters that are certain, and never fewer than were typed."""
    for name in ("refs-a.bib", "refs-b.bib"):
        (tmp_path / name).touch()
    typed = f"{tmp_path}/r"

    assert (common(completions(typed), typed), common([], "x")) == (f"{tmp_path}/refs-", "x")


def test_no_paths_in_what_cannot_be_read(tmp_path: Path) -> None:
    """A directory that is not there, a file, a NUL and a home of nobody have no paths in them."""
    (tmp_path / "file").touch()

    assert [completions(one) for one in (f"{tmp_path}/no/", f"{tmp_path}/file/", "a\0/b", "~nobody-here/x")] == [[]] * 4
