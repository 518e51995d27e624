from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.citations.golden import FOLDER, STYLES, chosen, made, notes

if TYPE_CHECKING:
    from tui_reader.model.papers import Paper


@pytest.mark.parametrize("name", STYLES)
def test_the_most_used_styles_are_as_they_were_checked(checked: list[Paper], name: str) -> None:
    """25 bundled papers come out letter by letter as somebody compared them with the style's manual."""
    assert f"{notes(name)}\n{made(checked, name)}" == (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    assert "manual" in notes(name).lower() or "guide" in notes(name).lower() or "book" in notes(name).lower()


def test_the_papers_are_of_every_sort(checked: list[Paper]) -> None:
    """Among them are papers without author, year, venue, DOI or address."""
    papers = chosen(checked)

    assert len(papers) == 25
    for known in ("authors", "year", "venue", "doi", "url"):
        assert {bool(getattr(paper, known)) for paper in papers} == {True, False}, known
