"""Similar papers on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_reader.ui.widgets.paper_list import PaperList

if TYPE_CHECKING:
    import pytest

    from tests.ui.conftest import Reader, Start
    from tui_reader.library.library import Library


def told(reader: Reader) -> list[str]:
    return [one.message for one in reader.app._notifications]


async def test_similar_papers_take_the_place_of_the_answer(
    start: Start, library: Library, size: tuple[int, int]
) -> None:
    """`s` lists what is most like the paper, each with the words it shares; Escape brings the answer back."""
    async with start(size) as reader:
        await reader.search("speculative")
        await reader.press("enter", "j")
        shown = reader.main.query_one(PaperList)
        here = shown.paper
        assert here is not None
        await reader.press("s")
        await reader.until(lambda: reader.main.answer.like == here.key, "similar papers")
        assert list(reader.main.answer.ids) == [one.paper for one in library.similar([here.id])]
        assert here.id not in reader.main.answer.ids
        rows = reader.shown("#list").split("\n")
        assert all("shares " in row for row in rows[1:8:2])
        assert f"like {here.key}" in reader.shown("#status") or size[0] < 100
        await reader.press("j", "b")
        await reader.until(lambda: "★" in reader.shown("#list"), "the bookmark in the list")

        await reader.press("escape")
        await reader.until(lambda: not reader.main.answer.like, "the answer again")
        assert reader.main.answer.total == 6
        await reader.until(lambda: shown.paper is not None and shown.paper.id == here.id, "the cursor")
        assert "shares " not in reader.shown("#list")


async def test_like_all_selected_papers(start: Start, library: Library) -> None:
    """With a selection the papers are like all of it together, and the selection ends."""
    ids = list(library.browse(limit=2).ids)
    async with start() as reader:
        await reader.press("x", "x", "s")
        await reader.until(lambda: reader.main.answer.like == "2 papers", "similar papers")
        assert list(reader.main.answer.ids) == [one.paper for one in library.similar(ids)]
        assert not reader.main.query_one(PaperList).selected


async def test_the_abstract_of_a_similar_paper_is_one_key_away(start: Start) -> None:
    """Enter reads it, with the shared words marked; Escape is the list of similar papers again."""
    async with start() as reader:
        await reader.press("s")
        await reader.until(lambda: reader.main.answer.like, "similar papers")
        await reader.press("enter")
        assert reader.main.reading.is_alone
        assert "like " in reader.shown("#place")
        await reader.press("escape")
        assert reader.main.answer.like


async def test_typing_leaves_similar_papers(start: Start) -> None:
    """A query takes their place."""
    async with start() as reader:
        await reader.press("s")
        await reader.until(lambda: reader.main.answer.like, "similar papers")
        await reader.search("speculative")
        assert reader.main.answer.total == 6
        assert not reader.main.answer.like


async def test_similar_to_the_clipboard(start: Start, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the palette: the papers that are most like a text that was copied anywhere."""
    text = library.papers(library.search("title:speculative").ids)[0].abstract
    monkeypatch.setattr("tui_reader.system.clipboard.paste", lambda: text)
    async with start() as reader:
        await reader.choose("similar to the clip")
        await reader.until(lambda: reader.main.answer.like == "the clipboard", "similar papers")
        monkeypatch.setattr("tui_reader.system.clipboard.paste", lambda: "  ")
        await reader.main.action_run("similar.clipboard")
        await reader.until(lambda: any("The clipboard has no text." in line for line in told(reader)), "the reason")
