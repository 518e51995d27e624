"""Where things live on this machine: names only, nothing is created here.

The store makes `Home.data` when it first writes, an engine makes `Home.cache`; both with mode 0700.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from tui_reader.errors import ReaderError

APP_NAME = "tui-reader"


@dataclass(frozen=True, slots=True)
class Home:
    """The three directories of one user."""

    data: Path
    """Precious: the library database and what the user saved."""
    cache: Path
    """Disposable: the search index. Deleting it costs a rebuild and nothing else."""
    config: Path
    """The user's own settings files; the program only reads them."""

    @classmethod
    def of_user(cls) -> Home:
        """The home of whoever runs the program; `TUI_READER_HOME=DIR` puts all three directories under DIR.

        Raises ReaderError where nothing says where that is.
        """
        if override := os.environ.get("TUI_READER_HOME"):
            try:
                return cls.under(Path(override).expanduser().absolute())
            except RuntimeError as error:
                raise ReaderError(
                    f"TUI_READER_HOME={override!r} names the home of nobody on this machine.",
                    "Set it to a directory that can be written.",
                ) from error
            except OSError as error:
                raise ReaderError(
                    f"TUI_READER_HOME={override!r} begins in the current directory, which is gone.",
                    "Go to another directory, or set it to one that begins with /.",
                ) from error
        from platformdirs import PlatformDirs

        # A user id without an entry in the system's list, as containers have, and no HOME: platformdirs raises
        # RuntimeError, or hands "~" on as it is.
        try:
            places = PlatformDirs(APP_NAME, appauthor=False)
            home = cls(places.user_data_path, places.user_cache_path, places.user_config_path)
        except RuntimeError:
            home = None
        if home is None or not all(place.is_absolute() for place in (home.data, home.cache, home.config)):
            raise ReaderError(
                "Nothing says where the home of this user is.",
                "Set HOME, or TUI_READER_HOME, to a directory that can be written.",
            )
        return home

    @classmethod
    def under(cls, directory: Path) -> Home:
        """The three directories side by side under one."""
        return cls(directory / "data", directory / "cache", directory / "config")

    @property
    def database(self) -> Path:
        """The library: one SQLite file (with `-wal` and `-shm` beside it while it is open)."""
        return self.data / "library.sqlite3"

    @property
    def index(self) -> Path:
        """The directory of the search index."""
        return self.cache / "index"

    @property
    def config_file(self) -> Path:
        """What the user configured; it need not be there."""
        return self.config / "config.toml"


def typed_path(text: str) -> Path:
    """The path that somebody typed, with `~` as their home; `~name` of nobody who is known here stays as it is."""
    return Path(os.path.expanduser(text))  # noqa: PTH111 - Path.expanduser raises RuntimeError for `~name` of nobody


def whole_path(text: str) -> Path | None:
    """The path that a setting names, which begins with / or ~; `None` for any other text."""
    path = typed_path(text)
    return path if path.is_absolute() and "\0" not in text else None


def notes_directory(text: str) -> Path:
    """The directory that the setting `notes.mirror` names. Raises ReaderError for what is no whole path."""
    if path := whole_path(text):
        return path
    raise ReaderError(f"notes.mirror cannot be {text!r}.", "It is a directory that begins with / or ~.")


def shipped(folder: str) -> Path:
    """The directory `data` or `styles` as it ships: inside the wheel, or beside the package in a checkout."""
    package = Path(__file__).parent
    inside = package / folder
    return inside if inside.is_dir() else package.parent / folder
