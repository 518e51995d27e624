"""What is cited is imported again as the same papers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.citations.formats import named
from tests.importers.reading import papers, refused
from tui_reader.citations.key_rules import keyed
from tui_reader.errors import ReaderError
from tui_reader.importers.formats import read_file
from tui_reader.texts.accents import unicode_of
from tui_reader.texts.names import cited

if TYPE_CHECKING:
    from pathlib import Path

    from tui_reader.model.papers import Paper


def facts(paper: Paper) -> tuple[object, ...]:
    """What has to be equal, in the letters that a reader sees."""
    people = [unicode_of(person.name) for person in cited(paper.authors)]
    return paper.key, unicode_of(paper.title), people, paper.year, paper.arxiv, paper.doi and paper.doi.casefold()


@pytest.mark.parametrize("name", ["bibtex", "bibtex-unicode", "biblatex", "biblatex-latex", "ris", "csl-json"])
def test_bundled_papers_come_back(bundled: list[Paper], name: str, tmp_path: Path) -> None:
    """Whatever the file is called: with equal titles, authors, years and identifiers, and nothing refused."""
    path = tmp_path / "papers"
    path.write_text(named(name).cite(bundled), encoding="utf-8")
    items = list(read_file(path))
    expected = [replace(paper, key=key) for key, paper in keyed(bundled).items()]

    assert sorted(map(facts, papers(items)), key=str) == sorted(map(facts, expected), key=str)
    assert refused(items) == []


@pytest.mark.parametrize("suffix", ["", ".yaml", ".yml", ".txt"])
def test_hayagriva_is_refused_in_words(bundled: list[Paper], suffix: str, tmp_path: Path) -> None:
    """A format that cannot be read yet is no list of papers, and its lines are no titles."""
    path = tmp_path / f"papers{suffix}"
    path.write_text(named("hayagriva").cite(bundled), encoding="utf-8")

    with pytest.raises(ReaderError, match="no kind that can be told"):
        list(read_file(path))


@pytest.mark.parametrize("name", ["info.yaml", "info.txt", "info"])
def test_a_paper_of_papis_is_refused_in_words(name: str, tmp_path: Path) -> None:
    """Its YAML is neither a note nor a document of abstracts."""
    path = tmp_path / name
    path.write_text(
        "abstract: We grow trees.\nauthor: Lee, Ann\nauthor_list:\n- family: Lee\n  given: Ann\n"
        "doi: 10.1000/abc\nfiles:\n- a.pdf\npapis_id: 0a\nref: lee2021\ntitle: On trees\ntype: article\nyear: 2021\n",
        encoding="utf-8",
    )

    with pytest.raises(ReaderError, match="no kind that can be told"):
        list(read_file(path))
