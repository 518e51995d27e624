"""Citations from the command line: queries, formats, styles, the clipboard, keys, and what the doctor finds."""

from __future__ import annotations

import platform
import sys
from typing import TYPE_CHECKING

import pytest

from tui_reader import __version__
from tui_reader.citations.csl.catalogue import COMMON
from tui_reader.citations.formats import FORMATS
from tui_reader.store.schema import MIGRATIONS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Call
    from tui_reader.library.library import Library
    from tui_reader.paths import Home

CSPNET, POINTER = "wang2019cspnet", "vinyals2015pointer"
pytestmark = pytest.mark.usefixtures("library")


def test_a_query_becomes_a_bibliography(call: Call, library: Library) -> None:
    """Sorted by authors, each paper once, and it says nothing else on standard output."""
    numbers = [library.find(key).id for key in (CSPNET, POINTER, "perez2019turing")]
    library.bookmark(numbers)
    library.tag(numbers[:2], add=["thesis"])

    result = call("cite", CSPNET, "--query", "is:bookmarked tag:thesis", "--format", "bibtex")

    assert result.code == 0
    assert [line for line in result.out.split("\n") if line.startswith("@")] == [
        f"@inproceedings{{{POINTER},",
        f"@inproceedings{{{CSPNET},",
    ]


def test_a_query_that_finds_nothing_exits_1(call: Call) -> None:
    """And prints nothing."""
    result = call("cite", "--query", "tag:nothing-has-this")

    assert (result.code, result.out, result.err) == (1, "", "Nothing found.\n")


def test_key_only_prints_keys_in_the_order_given(call: Call) -> None:
    """For scripts."""
    assert call("cite", "--key-only", POINTER, CSPNET, POINTER).out == f"{POINTER}\n{CSPNET}\n"


def test_nothing_to_cite_and_two_formats_are_wrong_usage(call: Call) -> None:
    """The message says what is missing or too much."""
    assert call("cite").code == 2
    assert "--query" in call("cite").err
    assert call("cite", CSPNET, "--key-only", "--format", "ris").code == 2


@pytest.mark.parametrize("name", [*(row.name for row in FORMATS if row.name != "note"), *COMMON])
def test_every_format_and_common_style(call: Call, name: str) -> None:
    """All of them say something about a paper, and end the line."""
    result = call("cite", CSPNET, "--format", name)

    assert result.code == 0
    assert result.out.strip()
    assert result.out.endswith("\n")


def test_a_style_with_its_output(call: Call) -> None:
    """In the text, and as HTML."""
    assert call("cite", CSPNET, "--format", "apa:in-text").out == "(Wang et al., 2020)\n"
    assert call("cite", CSPNET, "--format", "apa:html").out.startswith('<p class="csl-entry">Wang, C.-Y.')


def test_the_configuration_says_what_cite_prints(call: Call, home: Home) -> None:
    """A user's own format, and one that is not there."""
    home.config.mkdir(parents=True, exist_ok=True)
    home.config_file.write_text('format = "mla:in-text"\n')
    assert call("cite", CSPNET).out == "(Wang et al.)\n"

    home.config_file.write_text('format = "nothing"\n')
    result = call("cite", CSPNET)
    assert (result.code, result.out) == (2, "")
    assert "no citation format or style 'nothing'" in result.err


def test_several_papers_are_copied_and_counted(call: Call, home: Home) -> None:
    """Without a clipboard the file has the text, and the message says which."""
    result = call("cite", CSPNET, POINTER, "--format", "key", "--copy")

    assert (result.code, result.out) == (0, "")
    assert result.err == f"no clipboard here: saved Citation key for 2 papers to {home.data / 'copied.txt'}\n"
    assert (home.data / "copied.txt").read_text() == f"{CSPNET}\n{POINTER}"


def test_styles_are_found_by_words(call: Call, home: Home) -> None:
    """Name and title between a tab; the user's own files come first."""
    (home.config / "styles").mkdir(parents=True)
    (home.config / "styles" / "lab.csl").write_text("<style><info><title>Nature of our Lab</title></info></style>")

    lines = call("styles", "nature").out.split("\n")

    assert lines[:2] == ["lab\tNature of our Lab", "nature\tNature"]
    assert call("styles", "nature", "--json").json[0] == {"name": "lab", "title": "Nature of our Lab", "own": True}
    assert call("styles", "no such style").code == 1


def test_a_key_is_shown_and_changed(call: Call) -> None:
    """By hand, and to the one that its facts give it today."""
    assert call("key", "1911.11929").out == f"{CSPNET}\n"
    assert call("key", CSPNET, "csp").err == f"{CSPNET} is csp now.\n"
    assert call("show", "csp", "--json").json["title"].startswith("CSPNet")
    assert call("key", "csp", POINTER).code == 3
    assert call("key", "csp", "--renew").err == "csp is wang2020cspnet now.\n"
    assert call("key", CSPNET, "x", "--renew").code == 2


def test_the_doctor_says_who_would_take_a_text(call: Call, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each way with what was found, and the one that is taken; 1 when there is only the file."""
    monkeypatch.setattr("tui_reader.cli.copying.open", _no_terminal, raising=False)
    result = call("doctor")

    assert result.code == 1
    assert [line.split(":")[0] for line in result.out.split("\n")[:8]] == [
        f"✓ tui-reader {__version__}, Python {platform.python_version()}, {sys.platform}",
        "✓ library",
        "✓ index",
        "✓ settings",
        "✗ desktop",
        "✗ tmux",
        "✗ terminal",
        "✓ file",
    ]
    assert f"✓ library: {home.database}, schema {len(MIGRATIONS)}, 209 papers\n" in result.out
    assert str(home.data / "copied.txt") in result.out
    assert result.out.endswith("A text that is copied here goes to the file.\n")


def _no_terminal(*_: object, **__: object) -> None:
    raise OSError


def test_the_doctor_knows_a_remote_session(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clipboard of the machine over there would be the wrong one."""
    monkeypatch.setenv("SSH_CONNECTION", "1 2 3 4")
    monkeypatch.setenv("DISPLAY", ":0")

    assert "remote session" in call("doctor").out


def test_the_picker_needs_a_terminal(call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without one it says so, and an unknown format is told before anything is shown."""
    monkeypatch.setattr("tui_reader.cli.pick.TERMINAL", str(tmp_path / "none"))

    assert call("pick").code == 3
    assert call("pick", "--format", "nothing").code == 2


def test_a_style_that_cannot_be_used_is_told_and_hides_no_other(call: Call, home: Home) -> None:
    """A link to nothing and a directory in the place of styles, and a macro that calls itself."""
    own = home.config / "styles"
    own.mkdir(parents=True)
    (own / "dangling.csl").symlink_to(own / "nowhere")
    (own / "folder.csl").mkdir()
    (own / "endless.csl").write_text(
        '<style xmlns="http://purl.org/net/xbiblio/csl"><macro name="a"><text macro="a"/></macro>'
        '<citation><layout><text macro="a"/></layout></citation></style>'
    )

    assert call("styles", "dangling").out == "dangling\tdangling\n"
    assert call("cite", CSPNET, "--format", "nonsense").code == 2
    for name, reason in (("dangling", "No such file"), ("folder", "directory"), ("endless", "calls itself")):
        result = call("cite", CSPNET, "--format", name)
        assert (result.code, result.out) == (3, "")
        assert reason in result.err
        assert "choose another" in result.err


def test_a_directory_of_styles_that_cannot_be_read_is_told(call: Call, home: Home) -> None:
    """And the styles that ship are there."""
    home.config.mkdir(parents=True)
    (home.config / "styles").symlink_to("styles")

    result = call("styles", "apa", "numeric")

    assert result.out
    assert str(home.config / "styles") in result.err
    assert call("cite", CSPNET, "--format", "apa").code == 0


def test_what_a_document_cites(call: Call, tmp_path: Path) -> None:
    """Exactly that; a key that no paper has is named, also one that a paper's begins with, and the exit code is 1."""
    document = tmp_path / "paper.tex"
    document.write_text(f"\\cite{{{CSPNET},{CSPNET[:6]}}} \\cite{{{POINTER}}}")
    result = call("cite", "--used-in", str(document), "--key-only")

    assert (result.code, result.out) == (1, f"{CSPNET}\n{POINTER}\n")
    assert result.err == f"{document} cites {CSPNET[:6]}, which no paper here has as its key.\n"
