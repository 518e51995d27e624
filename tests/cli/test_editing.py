"""add, edit, delete, duplicates, merge, attach, rate, open --file and watch."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.builders import paper
from tui_reader.importers.records import Record

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Call
    from tui_reader.library.library import Library

KEY = "spector2023accelerating"
OTHER = "wang2019cspnet"
ENTRY = "@article{mine2020, title={On Trees}, author={Lee, Ann}, year=2020}\n"

pytestmark = pytest.mark.usefixtures("library")


def test_add_takes_an_entry_from_standard_input(call: Call, library: Library) -> None:
    """Each paper is a line with its key; the same again changes nothing."""
    assert call("add", "-", stdin=ENTRY).out == "added\tmine2020\tOn Trees\n"
    assert call("add", ENTRY).out == "unchanged\tmine2020\tOn Trees\n"
    assert library.find("mine2020").year == 2020


def test_add_names_what_is_known(call: Call) -> None:
    """An identifier of the library is a paper that is there."""
    again = call("add", "--json", "arXiv:2308.04623", "10.1000/new").json

    assert again["what"] == "1 arXiv id and 1 DOI"
    assert [one["outcome"] for one in again["papers"]] == ["unchanged", "added"]
    assert again["papers"][0]["key"] == KEY


def test_add_takes_files(call: Call, tmp_path: Path) -> None:
    """As `import` does."""
    file = tmp_path / "my refs.bib"
    file.write_text(ENTRY)

    assert call("add", str(file)).out == "added\tmine2020\tOn Trees\n"


def test_add_changes_nothing_when_it_is_only_tried(call: Call, library: Library) -> None:
    """It says what would happen; there is no key yet."""
    assert call("add", "--dry-run", "10.1000/new").out == "added\t\t10.1000/new\n"
    assert library.count() == 209


@pytest.mark.parametrize("arguments", [["add", "hello world"], ["add", "-"], ["attach", KEY, "/nowhere.pdf"]])
def test_what_cannot_be_done_is_said(call: Call, arguments: list[str]) -> None:
    """In words, with a code that a script can tell."""
    result = call(*arguments)

    assert result.code in (1, 3)
    assert result.err


def test_edit_sets_and_unsets(call: Call, library: Library) -> None:
    """Facts that are not named stay."""
    before = library.find(KEY)
    result = call(
        "edit", KEY, "--set", "venue=Nature", "--set", "date=2024-05", "--set", "series=LNCS", "--unset", "arxiv"
    )
    after = library.find(KEY)

    assert result.code == 0
    assert (after.venue, after.year, after.details.month, after.arxiv) == ("Nature", 2024, 5, None)
    assert (after.details.series, after.title, after.authors) == ("LNCS", before.title, before.authors)
    assert call("show", KEY, "--json", "--sources").json["provenance"]["venue"]["source"] == "by hand"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--set", "veneu=x"], "Did you mean venue"),
        (["--set", "date=soon"], "date: This is no date."),
        (["--set", "title="], "needs a title"),
        (["--set", "venue"], "FIELD=VALUE"),
        (["--json", "--unset", "venue"], "--json"),
    ],
)
def test_edit_refuses_what_means_nothing(call: Call, library: Library, arguments: list[str], said: str) -> None:
    """Wrong usage, and nothing is changed."""
    before = library.find(KEY)
    result = call("edit", KEY, *arguments)

    assert result.code == 2
    assert said in result.err
    assert library.find(KEY) == before


@pytest.mark.parametrize("arguments", [[], ["--json"]])
def test_edit_in_the_editor(
    call: Call, library: Library, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As BibTeX or as JSON; only what was edited changes."""
    before = library.find(OTHER)
    monkeypatch.setenv("EDITOR", "sed -i s/2019/2021/")
    call("edit", OTHER, "--set", "venue=Journal of 1999")
    monkeypatch.setenv("EDITOR", "sed -i s/1999/1888/")
    result = call("edit", OTHER, *arguments)
    after = library.find(OTHER)

    assert result.code == 0
    assert (after.venue, after.title, after.authors) == ("Journal of 1888", before.title, before.authors)


def test_an_edit_that_cannot_be_read_is_kept(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hint says in which file."""
    monkeypatch.setenv("EDITOR", "sed -i 1d")
    result = call("edit", KEY, "--json")

    assert result.code == 3
    assert "no JSON" in result.err
    assert "What you wrote is in" in result.err


def test_delete_needs_a_yes_where_nobody_can_be_asked(call: Call, library: Library) -> None:
    """One unknown key deletes none; an undo brings it back."""
    assert call("delete", KEY).code == 2
    assert call("delete", KEY, "nobody1900", "--yes").code == 1
    assert library.count() == 209
    assert call("delete", KEY, "--yes").code == 0
    assert library.count() == 208
    assert call("undo").code == 0
    assert library.count() == 209


def test_duplicates_are_listed_side_by_side(call: Call, library: Library) -> None:
    """With what differs; decided pairs are not listed any more."""
    library.take([Record(paper("On Trees", doi=f"10.1000/{one}", year=2020, key=f"key{one}"), 1) for one in "ab"])
    listed = call("duplicates")

    assert listed.out.splitlines()[0] == "keya\tkeyb\tsame title, author and year; different DOI"
    assert "  doi\t10.1000/a\t10.1000/b" in listed.out.splitlines()
    assert call("duplicates", "--json").json[0]["differences"] == [
        {"field": "doi", "values": ["10.1000/a", "10.1000/b"]}
    ]
    assert call("duplicates", "--apart", "keya", "keyb").code == 0
    assert call("duplicates").code == 1
    assert call("duplicates", "--kept-apart").code == 0
    assert call("duplicates", "--apart", KEY, OTHER).code == 1


def test_merge_makes_one(call: Call, library: Library) -> None:
    """The first key stays, and both find it."""
    library.take([Record(paper("On Trees", doi=f"10.1000/{one}", year=2020, key=f"key{one}"), 1) for one in "ab"])

    assert call("merge", "keya", "keyb").code == 0
    assert library.find("keyb").key == "keya"
    assert call("merge", "keya", "keyb").code == 2


def test_files_are_attached_listed_opened_and_taken_away(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By path or, where that is enough, by name."""
    file = tmp_path / "a paper.pdf"
    file.touch()
    monkeypatch.chdir(tmp_path)

    assert call("open", KEY, "--file").code == 1
    assert call("attach", KEY).code == 1
    assert call("attach", KEY, file.name).out == f"{file}\n"
    assert call("attach", KEY, "--json").json == {"key": KEY, "files": [str(file)]}
    assert call("open", KEY, "--file").code == 3  # there is no desktop
    assert call("open", KEY, "--file", "2").code == 2
    assert call("attach", KEY, "--remove", file.name).out == ""
    assert call("attach", KEY, "--remove", file.name).code == 1


def test_rate_gives_and_takes_stars(call: Call, library: Library) -> None:
    """Of several papers at once."""
    assert call("rate", KEY, OTHER, "4").code == 0
    assert (library.find(KEY).rating, library.find(OTHER).rating) == (4, 4)
    assert call("rate", KEY, "0").code == 0
    assert library.find(KEY).rating == 0
    assert call("rate", KEY, "6").code == 2


def test_watch_takes_in_what_is_there(call: Call, library: Library, tmp_path: Path) -> None:
    """Lists of papers, and no other files; the configuration may name the directories."""
    (tmp_path / "refs.bib").write_text(ENTRY)
    (tmp_path / "b.bib.part").write_text(ENTRY)
    (tmp_path / "c.pdf").write_text("%PDF")
    result = call("watch", str(tmp_path), "--once", "--every", "0.01")

    assert (result.code, result.out) == (0, f"{tmp_path}/refs.bib: 1 new\n")
    assert library.find("mine2020").title == "On Trees"
    assert call("watch", "--once").code == 2
    library.home.config_file.parent.mkdir(parents=True, exist_ok=True)
    library.home.config_file.write_text(f'[watch]\ndirectories = "{tmp_path}{os.pathsep}{tmp_path}"\n')
    assert "1 unchanged" in call("watch", "--once", "--every", "0.01").out


def test_watch_says_what_it_cannot_read(call: Call, tmp_path: Path) -> None:
    """A directory that is not there, and a file that is no list of papers."""
    assert call("watch", str(tmp_path / "nowhere"), "--once").code == 3
    (tmp_path / "a.bib").write_text("\0\1\2")
    assert call("watch", str(tmp_path), "--once", "--every", "0.01").code in (1, 3)
