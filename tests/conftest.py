"""What every test gets: a home of its own and a machine without a desktop.

The seam is the environment: `TUI_READER_HOME` says where everything lives, and without `DISPLAY`, `WAYLAND_DISPLAY`,
`SSH_*` and `TMUX` no test touches the clipboard or the terminal of whoever runs the tests. A test that wants one of
them sets it up itself.
"""

from __future__ import annotations

import os
import shutil
import signal
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests import marks
from tui_reader.library.library import Library
from tui_reader.paths import Home

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# A change is judged by the same examples as the one before it; whoever works on the code meets new ones each time. No
# deadline: machines are busy.
settings.register_profile("tests", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("tests")

# A run that was started with `nohup` or `&` ignores these, and whatever it starts would inherit that: tests that
# interrupt a program would wait for ever. A handler is not inherited, and this one still ignores the signal here.
for _number in (signal.SIGINT, signal.SIGHUP, signal.SIGQUIT):
    if signal.getsignal(_number) is signal.SIG_IGN:
        signal.signal(_number, lambda *_: None)

DESKTOP = (
    *("BROWSER", "DISPLAY", "EDITOR", "NO_COLOR", "SSH_CLIENT", "SSH_CONNECTION", "SSH_TTY", "STY", "TMUX", "VISUAL"),
    "WAYLAND_DISPLAY",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--write-slow` notes which tests are slow."""
    parser.addoption("--write-slow", action="store_true", help="write tests/slow.txt from this run of all tests")


def pytest_configure(config: pytest.Config) -> None:
    """Times the tests when that is asked for, where their reports come together."""
    if config.getoption("--write-slow") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(marks.Durations())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks tests by place and duration."""
    marks.mark(items)


@pytest.fixture(autouse=True)
def isolated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No desktop, no editor, and a home under the test's own directory."""
    for name in DESKTOP:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TUI_READER_HOME", str(tmp_path / "home"))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """The test's own home; nothing is there yet."""
    return Home.under(tmp_path / "home")


@pytest.fixture(scope="session")
def bundled_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with the bundled papers and a current index, made once; copy it, never write to it."""
    home = Home.under(tmp_path_factory.mktemp("bundled"))
    library = Library(home)
    library.refresh_index()
    library.close()
    return home


@pytest.fixture
def library(home: Home, bundled_home: Home) -> Iterator[Library]:
    """A library with the bundled papers and a current index."""
    shutil.copytree(bundled_home.data.parent, home.data.parent)
    library = Library(home)
    yield library
    library.close()


@pytest.fixture
def needs() -> Callable[[str], str]:
    """The path of a program that the test needs; without it the test is skipped, and fails in CI."""

    def find(program: str) -> str:
        path = shutil.which(program)
        if path is None:
            reason = f"needs {program}: apt-get install tmux xclip xvfb"
            if os.environ.get("CI"):
                pytest.fail(reason)
            pytest.skip(reason)
        return path

    return find
