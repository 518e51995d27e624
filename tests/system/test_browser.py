from __future__ import annotations

import os
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from tui_reader.errors import ReaderError
from tui_reader.system.browser import open_page

if TYPE_CHECKING:
    from pathlib import Path

ADDRESS = "https://example.org/a?b=c&d"


@pytest.mark.skipif(os.name == "nt", reason="needs a script as browser")
def test_a_browser_that_has_ended_leaves_no_process_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The address is one argument, and nobody is left in the table of processes for as long as the reader runs."""
    browser, seen = tmp_path / "browser", tmp_path / "seen"
    script = f"import os, sys; open({str(seen)!r}, 'w').write(f'{{os.getppid()}} {{sys.argv[1]}} end')"
    browser.write_text(f"#!{sys.executable}\n{script}\n")
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(browser))

    open_page(ADDRESS)

    waiting = [thread for thread in threading.enumerate() if thread.name == "browser"]
    for thread in waiting:
        thread.join(30)
    deadline = time.monotonic() + 30
    while not (seen.exists() and seen.read_text().endswith("end")):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    starter, address, _ = seen.read_text().split()
    assert address == ADDRESS
    assert waiting
    with pytest.raises(ProcessLookupError):
        os.kill(int(starter), 0)


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="there is always a desktop")
def test_without_a_desktop_no_browser_is_started() -> None:
    with pytest.raises(ReaderError, match="no browser") as caught:
        open_page(ADDRESS, otherwise="Copy it.")
    assert caught.value.hint == "Copy it."
