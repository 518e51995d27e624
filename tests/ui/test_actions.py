"""What a reader does with a paper: bookmark, tags, note, copy, page, help, palette, theme."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from textual.command import CommandPalette
from textual.widgets import TextArea

from tests.citations.formats import named
from tui_reader.ui.commands.table import by_place
from tui_reader.ui.screens.questions.copied_text import CopiedText
from tui_reader.ui.screens.questions.tag_editor import TagEditor
from tui_reader.ui.widgets.note_editor import NoteEditor

if TYPE_CHECKING:
    import pytest

    from tests.ui.conftest import Reader, Start
    from tui_reader.library.library import Library
    from tui_reader.model.papers import Paper


def on_disk(reader: Reader, key: str = "gwilliam2025accelerate") -> Paper:
    return reader.library.find(key)


async def test_b_bookmarks_and_takes_the_bookmark_away(start: Start, size: tuple[int, int]) -> None:
    """The star is in list and detail when the bookmark is on disk; the same key takes both away."""
    async with start(size) as reader:
        await reader.press("b")
        await reader.until(lambda: reader.shown("#list").startswith("▌★"), "the star")
        assert "★ bookmarked" in reader.shown("#detail")
        assert on_disk(reader).bookmarked

        await reader.press("b")
        await reader.until(lambda: reader.shown("#list").startswith("▌●"), "no star")
        assert not on_disk(reader).bookmarked


async def test_two_quick_presses_of_b_are_two_changes(start: Start) -> None:
    """The second press undoes the first, even when the first is not on disk yet."""
    async with start() as reader:
        await reader.main.action_run("bookmark")
        await reader.main.action_run("bookmark")
        await reader.settled()

        assert not on_disk(reader).bookmarked


async def test_leaving_while_a_bookmark_is_on_its_way(
    start: Start, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader waits for the disk and leaves, with the bookmark kept."""
    bookmark = library.bookmark
    leaving = threading.Event()

    def late(ids: list[int], *, bookmarked: bool) -> None:
        leaving.wait(5)
        bookmark(ids, bookmarked=bookmarked)

    monkeypatch.setattr(library, "bookmark", late)
    async with start() as reader:
        close = reader.main.session.close

        def leave() -> None:
            leaving.set()
            close()

        monkeypatch.setattr(reader.main.session, "close", leave)
        await reader.press("b")

    assert library.find("gwilliam2025accelerate").bookmarked


async def test_t_edits_the_tags(start: Start, size: tuple[int, int]) -> None:
    """Words typed into the line become tags, are shown, are searchable, and can be taken away."""
    async with start(size) as reader:
        await reader.press("t")
        assert isinstance(reader.app.screen, TagEditor)
        await reader.type("ML/Diffusion to-cite")
        await reader.press("enter")
        await reader.until(lambda: "#ml/diffusion  #to-cite" in reader.shown("#detail"), "the tags")
        assert on_disk(reader).tags == ("ml/diffusion", "to-cite")
        await reader.until(lambda: reader.library.search("tag:to-cite").total == 1, "the index")

        await reader.press("t", *["backspace"] * len("to-cite "), "enter")
        await reader.until(lambda: "#to-cite" not in reader.shown("#detail"), "the tag to go")
        assert on_disk(reader).tags == ("ml/diffusion",)


async def test_escape_leaves_the_tags_as_they_were(start: Start) -> None:
    """Changing one's mind changes nothing."""
    async with start() as reader:
        await reader.press("t")
        await reader.type("x")
        await reader.press("escape")
        await reader.settled()

        assert on_disk(reader).tags == ()


async def test_tab_completes_a_tag_that_is_in_use(start: Start, library: Library) -> None:
    """The most used tag that begins with the last word is offered, and Tab takes it."""
    library.tag([2, 3], add=["inference"])
    async with start() as reader:
        await reader.press("t")
        await reader.type("new inf")
        await reader.until(lambda: reader.shown("#matches").strip() == "▌ #inference  2", "the suggestion")
        await reader.press("tab", "enter")
        await reader.until(lambda: on_disk(reader).tags == ("inference", "new"), "the tags")


async def test_a_note_is_saved_at_a_pause_and_said_to_be(start: Start, size: tuple[int, int]) -> None:
    """Typing shows the note as not saved; a moment later it is on disk and shown as saved, without any key."""
    async with start(size) as reader:
        await reader.press("n")
        await reader.type("remember")
        assert "saved" not in reader.shown("#note-state")
        await reader.until(lambda: "saved" in reader.shown("#note-state"), "saved")
        assert on_disk(reader).note == "remember"
        assert reader.main.query_one("#reading").display
        assert "We propose" in reader.shown("#detail")


async def test_leaving_the_editor_neither_asks_nor_loses(start: Start, size: tuple[int, int]) -> None:
    """Escape directly after a letter keeps the note; it is rendered as Markdown, marked in the list and found."""
    async with start(size) as reader:
        await reader.press("n")
        await reader.type("*quokka*")
        await reader.press("escape")
        await reader.press("enter", "G")
        await reader.until(lambda: "Note ───" in reader.shown("#detail"), "the rendered note")
        assert "*quokka*" not in reader.shown("#detail")
        assert "quokka" in reader.shown("#detail")
        await reader.press("escape")
        assert on_disk(reader).note == "*quokka*"
        assert reader.shown("#list").split("\n")[1].startswith("▌✎")
        await reader.until(lambda: reader.library.search("quokka").total == 1, "the index")
        await reader.until(lambda: reader.app.focused and reader.app.focused.id == "list", "the list")


async def test_ctrl_s_saves_at_once(start: Start) -> None:
    """The habit works."""
    async with start() as reader:
        await reader.press("n", "x", "ctrl+s")
        await reader.until(lambda: on_disk(reader).note == "x", "the note")


async def test_an_emptied_note_is_gone(start: Start, library: Library) -> None:
    """Deleting all text takes the note and its mark away."""
    library.write_note(1, "old")
    async with start() as reader:
        await reader.press("n")
        reader.main.query_one("#note-text", TextArea).text = ""
        await reader.press("escape")
        await reader.until(lambda: not on_disk(reader).note, "no note")
        await reader.until(lambda: reader.shown("#list").split("\n")[1].startswith("▌ "), "no mark")


async def test_a_note_that_the_disk_refuses_is_not_said_to_be_saved(
    start: Start, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The editor says that the note is not saved, a message says why, and the text is still there afterwards."""
    from tui_reader.errors import ReaderError

    write = library.write_note

    def full(_paper: int, _text: str, *, based_on: str, typing: bool) -> None:  # noqa: ARG001 as the library has it
        raise ReaderError("The disk is full.", "Free some space.")

    async with start() as reader:
        monkeypatch.setattr(library, "write_note", full)
        await reader.press("n")
        await reader.type("keep me")
        await reader.until(lambda: "not saved" in reader.shown("#note-state"), "not saved")
        await reader.until(
            lambda: any("disk is full" in note.message for note in reader.app._notifications), "the reason"
        )
        await reader.press("escape")

        monkeypatch.setattr(library, "write_note", write)
        await reader.press("n")
        assert reader.main.query_one("#note-text", TextArea).text == "keep me"
        await reader.press("ctrl+s")
        await reader.until(lambda: on_disk(reader).note == "keep me", "the note")


async def test_quitting_in_the_middle_of_a_word_keeps_it(start: Start, library: Library) -> None:
    """What was typed an instant before the end is on disk."""
    async with start() as reader:
        await reader.press("n")
        area = reader.main.query_one("#note-text", TextArea)
        area.text = "half a wo"
    assert library.find("gwilliam2025accelerate").note == "half a wo"


async def test_y_copies_bibtex_and_says_how(
    start: Start, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a local clipboard the entry goes to the terminal as OSC 52, and nobody says "copied"."""
    sent: list[str] = []
    monkeypatch.setattr("tui_reader.ui.handlers.citing.write_to_terminal", lambda _app, sequence: sent.append(sequence))
    monkeypatch.setenv("TERM", "xterm-256color")
    async with start(size) as reader:
        await reader.press("y")
        await reader.until(lambda: reader.app._notifications, "the message")
        [note] = reader.app._notifications

        assert note.message == "sent BibTeX to the terminal (OSC 52)\n@misc{gwilliam2025accelerate,"
        assert len(sent) == 1
        assert sent[0].startswith("\x1b]52;c;")


async def test_a_text_that_nobody_took_is_shown_with_its_file(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a clipboard nor a terminal that could: the text can be selected, and a file has it."""
    monkeypatch.setenv("TERM", "dumb")
    async with start() as reader:
        await reader.press("y")
        await reader.until(lambda: isinstance(reader.app.screen, CopiedText), "the text")
        text = reader.app.screen.query_one(TextArea).text
        assert text == named("bibtex").cite([on_disk(reader)])
        assert reader.main.session.copied.read_text(encoding="utf-8") == text
        assert str(reader.main.session.copied) in "".join(reader.shown(".question").split())

        await reader.press("escape")
        assert reader.place == "MainScreen"


async def test_enter_reads_and_escape_comes_back(start: Start, size: tuple[int, int]) -> None:
    """Enter goes into the abstract, where J and K change the paper; Escape returns to the list, at the same place."""
    async with start(size) as reader:
        await reader.press("j", "enter")
        assert reader.app.focused is reader.main.query_one("#detail")
        await reader.press("J", "J", "K")
        await reader.until(lambda: "janny2024space" in reader.shown("#detail"), "the other paper")
        await reader.press("escape")
        assert reader.app.focused is reader.main.query_one("#list")
        assert reader.main.current is not None
        assert reader.main.current.key == "janny2024space"


async def test_help_shows_every_key(start: Start, size: tuple[int, int]) -> None:
    """`?` shows all bindings that have an explanation; Escape closes it."""
    async with start(size) as reader:
        await reader.press("question_mark")
        assert reader.place == "HelpScreen"
        text = " ".join(reader.shown("#help-text").split())
        for _, commands in by_place():
            for command in commands:
                assert command.tooltip in text
        await reader.press("escape")
        assert reader.place == "MainScreen"


async def test_the_palette_has_the_keys_and_runs_them(start: Start) -> None:
    """ctrl+p lists what the keys do; choosing one does it."""
    async with start() as reader:
        await reader.press("ctrl+p")
        assert isinstance(reader.app.screen, CommandPalette)
        await reader.press("escape")
        await reader.choose("bookmarks the")
        await reader.until(lambda: on_disk(reader).bookmarked, "the bookmark")


async def test_the_keys_at_the_bottom_follow_the_focus_and_can_be_clicked(start: Start, size: tuple[int, int]) -> None:
    """The last line shows the keys that work here; a click on one is like the key."""
    async with start(size) as reader:
        assert "b bookmark" in reader.shown("#keys")
        await reader.pilot.click("#keys", offset=(reader.shown("#keys").index("note"), 0))
        await reader.until(lambda: reader.main.has_class("-editing"), "the editor")
        assert "ctrl+s" in reader.shown("#keys") or "^s" in reader.shown("#keys")
        assert "bookmark" not in reader.shown("#keys")


async def test_q_quits(start: Start) -> None:
    """`q` leaves, from list and detail."""
    async with start() as reader:
        await reader.press("enter", "q")
        await reader.until(lambda: not reader.app.is_running, "the end")


async def test_the_theme_is_remembered(start: Start) -> None:
    """A theme chosen once is there the next time."""
    async with start() as reader:
        assert reader.app.theme == "reader-dark"
        reader.app.theme = "reader-light"
        await reader.until(lambda: reader.library.settings.get("theme") == "reader-light", "the setting")
    async with start() as reader:
        assert reader.app.theme == "reader-light"


async def test_every_theme_can_be_shown(start: Start) -> None:
    """Each of Textual's themes and both of ours draw the screen, and the list keeps its cursor."""
    async with start() as reader:
        for name in reader.app.available_themes:
            reader.app.theme = name
            await reader.pilot.pause()
            assert reader.shown("#list").startswith("▌"), name


async def test_the_editor_of_notes_is_left_to_the_list_of_its_paper(start: Start) -> None:
    """Opening the editor again shows the same note; another paper's editor shows that one's."""
    async with start() as reader:
        await reader.press("n")
        await reader.type("one")
        await reader.press("escape", "j", "n")
        assert reader.main.query_one("#note-text", TextArea).text == ""
        await reader.type("two")
        await reader.press("escape", "k", "n")
        await reader.until(lambda: reader.main.query_one("#note-text", TextArea).text == "one", "the first note")
        assert len(reader.main.query(NoteEditor)) == 1
