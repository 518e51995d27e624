"""The README is short and true: its set-up commands, its pictures, its keys, its pages of the manual."""

from __future__ import annotations

import re
from pathlib import Path

from tui_reader.manual import TOPICS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_two_commands_do_all_the_set_up() -> None:
    """One line starts the reader and one passes the tests, with nothing but Python."""
    lines = [line for line in README.split("\n") if line.startswith("python3 -m venv")]

    assert len(lines) == 2
    assert lines[0].endswith("tui-reader")
    assert lines[1].endswith(" -m pytest")


def test_the_readme_is_short() -> None:
    """Whoever meets the program reads it to the end; the rest is in the manual."""
    assert README.count("\n") < 130


def test_every_file_that_documents_lead_to_is_there() -> None:
    """Links and pictures lead somewhere."""
    for document in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        text = (ROOT / document).read_text(encoding="utf-8")
        targets = [target for target in re.findall(r"\]\(([^)#]+)\)", text) if not target.startswith("https:")]

        assert [target for target in targets if not (ROOT / target).exists()] == []


def test_the_readme_leads_to_every_page_of_the_manual() -> None:
    """Also for who reads it in a browser."""
    assert [topic for topic in TOPICS if f"tui_reader/manual/{topic}.md" not in README] == []


def test_everything_that_contributors_are_told_to_run_exists() -> None:
    """Each `make` target and each file that CONTRIBUTING.md names is there."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    paths = re.findall(r"`((?:tui_reader|tests|styles|data|\.ci)/[\w./-]*)`", text)

    assert set(re.findall(r"`make ([a-z-]+)", text)) <= targets
    assert [path for path in paths if not (ROOT / path).exists()] == []
