"""`tui-reader open`: a paper's page in the browser, and the addresses that it leads to."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Call, Result
    from tui_reader.library.library import Library

PAPER = {
    "title": "A Paper That Leads Far",
    "abstract": r"Code: \url{https://a.org/x\_y}.",
    "authors": ["Ada Lovelace"],
    "year": 2031,
    "arxiv": "2301.00001",
}
LINKS = (
    "1\tarXiv\thttps://arxiv.org/abs/2301.00001\n"
    "2\tPDF\thttps://arxiv.org/pdf/2301.00001\n"
    "3\tabstract\thttps://a.org/x_y\n"
)


@pytest.fixture
def key(library: Library, call: Call, json_lines: Callable[..., str]) -> str:  # noqa: ARG001 the library is there first
    """The key of a paper that has three links."""
    assert call("import", json_lines([PAPER])).code == 0
    (found,) = call("search", "year:2031", "--json").json
    return str(found["key"])


@pytest.fixture
def opened(shell: Callable[..., Result], tmp_path: Path) -> Callable[..., tuple[Result, str]]:
    """Runs `tui-reader open ARGUMENTS…` with a browser that writes down what it is given; the result, and that."""
    browser, seen = tmp_path / "browser", tmp_path / "seen"
    browser.write_text(f"#!{sys.executable}\nimport sys\nopen({str(seen)!r}, 'a').write(sys.argv[1] + '\\n')\n")
    browser.chmod(0o755)

    def run(*arguments: str) -> tuple[Result, str]:
        result = shell("open", *arguments, BROWSER=str(browser))
        deadline = time.monotonic() + 60
        while result.code == 0 and not (seen.exists() and seen.read_text().endswith("\n")):
            assert time.monotonic() < deadline, "no browser was started"
            time.sleep(0.02)
        return result, seen.read_text() if seen.exists() else ""

    return run


def test_the_page_opens(opened: Callable[..., tuple[Result, str]], key: str) -> None:
    """The first address, and a line that says so."""
    result, seen = opened(key)

    assert seen == "https://arxiv.org/abs/2301.00001\n"
    assert (result.code, result.out, result.err) == (0, "", "Opening https://arxiv.org/abs/2301.00001\n")


def test_any_address_opens(opened: Callable[..., tuple[Result, str]], key: str) -> None:
    """By its number in the list."""
    _, seen = opened(key, "--link", "3")

    assert seen == "https://a.org/x_y\n"


def test_the_list_opens_nothing(call: Call, key: str) -> None:
    """One address a line."""
    result = call("open", key, "--list")

    assert (result.code, result.out, result.err) == (0, LINKS, "")


def test_a_number_too_high(call: Call, key: str) -> None:
    """It is wrong usage, and the next step is said."""
    result = call("open", key, "--link", "4")

    assert (result.code, result.out) == (2, "")
    assert result.err == f"{key} has 3 addresses.\n--list prints them with their numbers.\n"


def test_list_and_link_contradict_each_other(call: Call, key: str) -> None:
    assert call("open", key, "--list", "--link", "1").code == 2


def test_without_a_desktop(call: Call, key: str) -> None:
    """Nothing is started in this terminal; the address is there to be copied."""
    result = call("open", key)

    assert (result.code, result.out) == (3, "")
    assert result.err.startswith("There is no browser here for https://arxiv.org/abs/2301.00001\n")
    assert f"tui-reader open {key} --list" in result.err


def test_a_paper_that_leads_nowhere(call: Call, library: Library, json_lines: Callable[..., str]) -> None:  # noqa: ARG001
    """It is said, and the exit code is that of nothing found."""
    call("import", json_lines([{"title": "Nowhere", "abstract": "", "authors": ["Ada Lovelace"], "year": 2032}]))
    (found,) = call("search", "year:2032", "--json").json
    result = call("open", found["key"])

    assert (result.code, result.out) == (1, "")
    assert result.err.startswith(f"No address is known for {found['key']}.\n")
