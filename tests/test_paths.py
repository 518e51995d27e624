from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui_reader.errors import ReaderError
from tui_reader.paths import Home, shipped


def test_one_variable_moves_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`TUI_READER_HOME` puts data, cache and configuration under one directory, and makes none of them."""
    monkeypatch.setenv("TUI_READER_HOME", str(tmp_path / "elsewhere"))

    home = Home.of_user()

    assert (home.data, home.cache, home.config) == tuple(
        tmp_path / "elsewhere" / name for name in ("data", "cache", "config")
    )
    assert list(tmp_path.iterdir()) == []


def test_a_relative_home_does_not_follow_the_current_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative directory is taken from where the program was started."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TUI_READER_HOME", "here")

    assert Home.of_user().data == tmp_path / "here" / "data"


def test_a_tilde_is_the_users_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """The variable may begin with `~`, which no shell expands inside quotes."""
    monkeypatch.setenv("TUI_READER_HOME", "~/papers")

    assert Home.of_user().data == Path.home() / "papers" / "data"


@pytest.mark.parametrize("override", [None, ""])
def test_without_the_variable_the_system_decides(monkeypatch: pytest.MonkeyPatch, override: str | None) -> None:
    """Each of the three directories is the system's own for it, and named after the program."""
    monkeypatch.delenv("TUI_READER_HOME")
    if override is not None:
        monkeypatch.setenv("TUI_READER_HOME", override)

    home = Home.of_user()

    assert home.data.is_absolute()
    assert home.data != home.cache
    assert "tui-reader" in str(home.data)


def test_the_index_is_disposable_and_the_library_is_not() -> None:
    """The database is in the data directory, the index in the cache directory."""
    home = Home.under(Path("/base"))

    assert (home.database.parent, home.index.parent) == (home.data, home.cache)


@pytest.mark.parametrize("folder", ["data", "styles"])
def test_what_ships_is_found(folder: str) -> None:
    """The shipped directories are found in a checkout."""
    assert shipped(folder).is_dir()


def test_a_home_of_nobody_is_an_error_with_the_next_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """`~name` of a user that does not exist is told as such, never guessed."""
    monkeypatch.setenv("TUI_READER_HOME", "~no-such-user-here")

    with pytest.raises(ReaderError, match="nobody on this machine") as told:
        Home.of_user()
    assert told.value.hint


def test_a_user_of_whom_nothing_is_known_has_no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container with a user id of its own and no HOME: no directory "~" is made where the program runs."""
    monkeypatch.delenv("TUI_READER_HOME")
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("HOME", raising=False)
    pwd = pytest.importorskip("pwd")
    monkeypatch.setattr(pwd, "getpwuid", lambda number: {}[number])

    with pytest.raises(ReaderError, match="Nothing says where") as caught:
        Home.of_user()
    assert "TUI_READER_HOME" in caught.value.hint


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a directory that is in use")
def test_a_home_below_a_directory_that_is_gone_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    (tmp_path / "here").rmdir()
    monkeypatch.setenv("TUI_READER_HOME", "home")

    with pytest.raises(ReaderError, match="which is gone"):
        Home.of_user()
