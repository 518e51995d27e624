from __future__ import annotations

import io
import json
import os
import tarfile
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.importers.reading import papers, problems
from tui_reader.errors import ReaderError
from tui_reader.importers import archives
from tui_reader.importers.formats import read_file

if TYPE_CHECKING:
    from pathlib import Path


def line(title: str) -> str:
    return json.dumps({"title": title}) + "\n"


def titles(path: Path) -> list[str]:
    return [paper.title for paper in papers(read_file(path))]


def test_a_directory_is_all_files_below_it(tmp_path: Path) -> None:
    """By name, whatever their format, hidden files and links to directories left out."""
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.jsonl").write_text(line("Two"))
    (tmp_path / "a.jsonl").write_text(line("One"))
    (tmp_path / ".hidden.jsonl").write_text(line("Hidden"))
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)

    assert titles(tmp_path) == ["One", "Two"]


def test_what_is_no_list_of_papers_is_counted(tmp_path: Path) -> None:
    """Files of other kinds in a directory are named in one note and cost nothing."""
    (tmp_path / "a.jsonl").write_text(line("One"))
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "c.bin").write_bytes(b"\0\1")

    items = list(read_file(tmp_path))

    assert len(papers(items)) == 1
    assert [problem.reason for problem in problems(items)] == [
        "passed over 2 that are no lists of papers: b.pdf, c.bin"
    ]


def test_a_directory_without_papers_is_an_error(tmp_path: Path) -> None:
    """When nothing could be read, the message says what was wrong with the first file."""
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7\n")

    with pytest.raises(ReaderError, match=r"has no file that is a list of papers: .*is a PDF"):
        list(read_file(tmp_path))


def test_the_files_of_a_zip_archive(tmp_path: Path) -> None:
    """Each member is a file of its own; a problem says which one it is in."""
    path = tmp_path / "papers.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("one.jsonl", line("One") + "{broken\n")
        archive.writestr("deep/two.jsonl", line("Two"))
        archive.writestr("__MACOSX/._one.jsonl", "junk")

    items = list(read_file(path))

    assert [paper.title for paper in papers(items)] == ["One", "Two"]
    assert [problem.reason.startswith(f"{path}/one.jsonl, line 2: ") for problem in problems(items)] == [True]


def test_a_zip_bomb_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A member that says that it unpacks to hundreds of times its size is not unpacked."""
    monkeypatch.setattr(archives, "ALWAYS_UNPACKED", 1000)
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("one.jsonl", line("One"))
        archive.writestr("bomb.jsonl", "x" * 10_000_000)

    items = list(read_file(path))

    assert len(papers(items)) == 1
    assert "times its size" in problems(items)[0].reason


def test_a_damaged_zip_archive_is_told(tmp_path: Path) -> None:
    """One whose directory is gone is an error; damage inside a member costs that member."""
    path = tmp_path / "papers.zip"
    path.write_bytes(b"PK\x03\x04" + b"x" * 100)

    with pytest.raises(ReaderError, match="damaged ZIP archive"):
        list(read_file(path))


def test_an_office_document_is_no_archive_of_papers(tmp_path: Path) -> None:
    """A .docx is a ZIP archive too; it is told by what is in it."""
    path = tmp_path / "thesis.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")

    with pytest.raises(ReaderError, match="office document"):
        list(read_file(path))


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:xz"])
def test_the_files_of_a_tar_archive(tmp_path: Path, mode: str) -> None:
    """Packed or not, in its own order."""
    path = tmp_path / "papers.tar"
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]  # a mode of parametrize is any text
        for name, title in (("b.jsonl", "Two"), ("a.jsonl", "One")):
            data = line(title).encode()
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))

    assert titles(path) == ["Two", "One"]


def test_a_truncated_tar_archive_gives_what_it_has(tmp_path: Path) -> None:
    """The whole members go in, and a problem says where it ends."""
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w") as archive:
        for name in ("a.jsonl", "b.jsonl"):
            data = line(name).encode() * 200
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    path = tmp_path / "papers.tar"
    path.write_bytes(whole.getvalue()[: len(whole.getvalue()) // 2 - 2048])

    items = list(read_file(path))

    assert papers(items)
    assert any("damaged" in problem.reason for problem in problems(items))


def test_a_directory_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its neighbours are read (root may read all, so the system's answer is played)."""
    (tmp_path / "closed").mkdir()
    (tmp_path / "open.jsonl").write_text(line("One"))
    scandir = os.listdir

    def refusing(path: object = ".") -> list[str]:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)  # type: ignore[call-overload, no-any-return]  # handed on as it came

    monkeypatch.setattr(os, "listdir", refusing)

    items = list(read_file(tmp_path))

    assert len(papers(items)) == 1
    assert "cannot be looked at" in problems(items)[0].reason
