"""Papers out through the command line: whole files or none, nothing overwritten unasked, and quiet pipes."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Call
    from tui_reader.paths import Home

pytestmark = pytest.mark.usefixtures("library")
KEY = "wang2019cspnet"


def test_all_papers_go_to_standard_output(call: Call) -> None:
    """As JSON Lines."""
    result = call("export")

    assert result.code == 0
    assert len(result.out.splitlines()) == 209


def test_the_ending_of_the_file_says_the_format(call: Call, tmp_path: Path) -> None:
    """And the query which papers."""
    file = tmp_path / "one.bib"
    result = call("export", f"key:{KEY}", "-o", str(file))

    assert (result.code, result.err) == (0, f"1 paper as BibTeX: {file}\n")
    assert file.read_text().startswith(f"@inproceedings{{{KEY},")


def test_a_file_that_exists_stays_unless_forced(call: Call, tmp_path: Path) -> None:
    """Nothing is written, and the message says how."""
    file = tmp_path / "mine.bib"
    file.write_text("mine")

    refused = call("export", "-o", str(file))
    assert (refused.code, file.read_text()) == (3, "mine")
    assert "--force" in refused.err
    assert call("export", "--force", "-o", str(file)).code == 0
    assert file.read_text().count("\n@") == 208


def test_what_links_to_a_file_stays_a_link(call: Call, tmp_path: Path) -> None:
    """What it leads to is written."""
    file, link = tmp_path / "real.bib", tmp_path / "link.bib"
    file.write_text("")
    link.symlink_to(file)
    call("export", "--force", "-o", str(link))

    assert link.is_symlink()
    assert file.read_text().startswith("@")


def test_wrong_names_are_wrong_usage(call: Call, tmp_path: Path) -> None:
    """With what may have been meant; nothing is written."""
    assert "Did you mean bibtex" in call("export", "--format", "bibtx").err
    assert call("export", "--format", "bibtx").code == 2
    assert call("export", "-o", str(tmp_path / "a.xyz")).code == 2
    assert call("export", "--with", "tag").code == 2
    assert call("export", "--format", "plain", "--with", "tags").code == 2
    assert call("export", "-o", str(tmp_path / "none" / "a.bib")).code == 3
    assert [*tmp_path.glob("*.*")] == []


def test_nothing_found_writes_nothing(call: Call, tmp_path: Path) -> None:
    """And exits 1."""
    assert call("export", "tag:none-has-this", "-o", str(tmp_path / "a.bib")).code == 1
    assert not (tmp_path / "a.bib").exists()


def test_a_file_for_each_paper(call: Call, tmp_path: Path) -> None:
    """With front matter, named after the citation keys; those that are there are kept unless forced."""
    vault = tmp_path / "vault"

    assert call("export", f"key:{KEY}", "--split", str(vault)).code == 0
    assert [path.name for path in vault.iterdir()] == [f"{KEY}.md"]
    assert (vault / f"{KEY}.md").read_text().startswith("---\ntitle: ")
    assert call("export", "--split", str(vault)).code == 3
    assert len([*vault.iterdir()]) == 1
    assert call("export", "--split", str(vault), "--force").code == 0
    assert len([*vault.iterdir()]) == 209
    assert call("export", "--split", str(vault), "--format", "bibtex").code == 3


def test_a_reader_that_leaves_is_no_error() -> None:
    """The pipe closes, and nothing is said."""
    program = f"{sys.executable} -m tui_reader export | head -1 >/dev/null; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", program], capture_output=True, check=False, env=os.environ, timeout=60)

    assert (done.returncode, done.stderr) == (141, b"")


def test_a_template_of_the_users_own(call: Call, tmp_path: Path) -> None:
    """Once a paper; a place that there is not is wrong usage."""
    file = tmp_path / "line.txt"
    file.write_text("{key}: {year}\n")

    assert call("export", f"key:{KEY}", "--template", str(file)).out == f"{KEY}: 2020\n"
    file.write_text("{titel}")
    assert call("export", "--template", str(file)).code == 2


def test_doctor_tries_the_exports_that_keep_themselves(call: Call, home: Home, tmp_path: Path) -> None:
    """And `config` prints them."""
    good, bad = tmp_path / "kept.bib", tmp_path / "none" / "kept.bib"
    home.config.mkdir(parents=True)
    home.config_file.write_text(f"[[export]]\nfile = '{good}'\n[[export]]\nfile = '{bad}'\n")
    checked = call("doctor")

    assert f"✓ export: {good}\n" in checked.out
    assert f"✗ export: The export {bad} could not be written" in checked.out
    assert "could not be written" not in checked.err
    assert call("config").out.count("[[export]]") == 2
