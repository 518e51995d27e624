"""Two windows on one note: whatever either typed and saved is in the note or in one of its versions."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_reader.errors import NotFoundError
from tui_reader.library.library import Library
from tui_reader.paths import Home

if TYPE_CHECKING:
    from collections.abc import Iterator

PAPER = 1


class Window:
    """An open note in a window of its own, as the note editor has it."""

    def __init__(self, home: Home) -> None:
        self.library = Library(home)
        self.text = self.based_on = ""
        self.saved: list[str] = []
        """The words that were typed here and said to be saved."""
        self._unsaved: list[str] = []

    def reload(self) -> None:
        """The editor is closed, which saves, and opened again."""
        self.save()
        self.text = self.based_on = self.library.papers([PAPER])[0].note

    def type(self, word: str, line: int, *, above: bool, alone: bool) -> None:
        """Types a word at the beginning or at the end of a line, or into a new line there."""
        lines = self.text.split("\n")
        line %= len(lines)
        if alone:
            lines.insert(line + (not above), word)
        else:
            lines[line] = word + lines[line] if above else lines[line] + word
        self.text = "\n".join(lines)
        self._unsaved.append(word)

    def save(self, more: str = "") -> None:
        """Saves; `more` is typed while that is being done."""
        if self.text != self.based_on:
            sent = self.text
            written = self.library.write_note(PAPER, sent, based_on=self.based_on, typing=True)
            self.saved += self._unsaved
            self._unsaved = []
            self.text = self.based_on = sent if more else written.text
        if more:
            self.type(more, -1, above=False, alone=False)


@contextmanager
def windows(template: Path) -> Iterator[list[Window]]:
    """Two windows on a library of their own."""
    with tempfile.TemporaryDirectory() as directory:
        shutil.copytree(template, Path(directory) / "home")
        both = [Window(Home.under(Path(directory) / "home")) for _ in range(2)]
        yield both
        for window in both:
            window.library.close()


def everything(library: Library) -> str:
    """The note and all its versions."""
    return "\n\n".join(version.text for version in library.notes.versions(PAPER))


STEPS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(("type", "type", "save", "save", "save on", "reload", "append", "undo", "redo")),
        st.integers(0, 5),
        st.booleans(),
        st.booleans(),
    ),
    max_size=30,
)


@settings(max_examples=150)
@given(steps=STEPS)
def test_no_interleaving_of_two_windows_loses_a_word(
    bundled_home: Home, steps: list[tuple[int, str, int, bool, bool]]
) -> None:
    """Typing, pauses, undo, redo and `note --append` in any order, each window with what it last saw."""
    with windows(bundled_home.data.parent) as both:
        appended = []
        for number, (one, what, line, above, alone) in enumerate(steps):
            window, word = both[one], f"<{number}>"
            if what == "type":
                window.type(word, line, above=above, alone=alone)
            elif what == "save":
                window.save()
            elif what == "save on":
                window.save(more=word)
            elif what == "reload":
                window.reload()
            elif what == "append":
                window.library.append_note(PAPER, word)
                appended.append(word)
            else:
                getattr(window.library.journal, what)()
        kept = everything(both[0].library)

        assert [word for word in [*both[0].saved, *both[1].saved, *appended] if word not in kept] == []


@pytest.fixture
def both(library: Library) -> Iterator[tuple[Library, Library]]:
    """Two windows."""
    other = Library(library.home)
    yield library, other
    other.close()


def test_changes_that_do_not_touch_are_both_in_the_note(both: tuple[Library, Library]) -> None:
    """Who comes second is told, and undo takes only the second change back."""
    first, second = both
    first.write_note(PAPER, "one\ntwo\nthree")
    first.write_note(PAPER, "ONE\ntwo\nthree", based_on="one\ntwo\nthree", typing=True)
    written = second.write_note(PAPER, "one\ntwo\nTHREE", based_on="one\ntwo\nthree", typing=True)

    assert (written.text, written.concurrent) == ("ONE\ntwo\nTHREE", "merged")
    assert "both changes" in written.notice("key")
    first.journal.undo()
    assert first.papers([PAPER])[0].note == "ONE\ntwo\nthree"


def test_what_touches_is_kept_as_a_version(both: tuple[Library, Library]) -> None:
    """Two new notes at once: the later one is the note."""
    first, second = both
    first.write_note(PAPER, "mine", based_on="", typing=True)
    written = second.write_note(PAPER, "theirs", based_on="", typing=True)

    assert (written.text, written.replaced, written.concurrent) == ("theirs", "mine", "conflict")
    assert "kept as a version" in written.notice("key")
    assert [version.text for version in first.notes.versions(PAPER)] == ["theirs", "mine"]


def test_typing_in_two_windows_is_not_one_step(both: tuple[Library, Library]) -> None:
    """Each window's pauses join with its own only, and a text that another window typed is a version."""
    first, second = both
    first.write_note(PAPER, "a", based_on="", typing=True)
    first.write_note(PAPER, "ab", based_on="a", typing=True)
    second.write_note(PAPER, "ab\n\nc", based_on="ab", typing=True)

    assert len(first.journal.latest()) == 2
    assert [version.text for version in first.notes.versions(PAPER)] == ["ab\n\nc", "ab"]
    second.journal.undo()
    assert second.papers([PAPER])[0].note == "ab"


def test_a_paragraph_is_appended_to_what_is_there(both: tuple[Library, Library]) -> None:
    """And a window that goes on typing from before keeps it."""
    first, second = both
    first.write_note(PAPER, "typed", based_on="", typing=True)
    second.append_note(PAPER, "appended")
    written = first.write_note(PAPER, "typed on", based_on="typed", typing=True)

    assert written.text == "typed on\n\nappended"


def test_a_note_that_was_removed_elsewhere_is_there_again(both: tuple[Library, Library]) -> None:
    """For whoever goes on typing it; and that is said."""
    first, second = both
    first.write_note(PAPER, "typed", based_on="", typing=True)
    second.write_note(PAPER, "", based_on="typed")
    written = first.write_note(PAPER, "typed on", based_on="typed", typing=True)

    assert written.text == "typed on"
    assert "removed elsewhere" in written.notice("key")


def test_a_note_of_a_paper_that_is_gone_is_refused(library: Library) -> None:
    """It would be said to be saved otherwise; no note needs no paper."""
    with pytest.raises(NotFoundError):
        library.write_note(9999, "text")
    assert library.write_note(9999, "").text == ""
