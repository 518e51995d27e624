"""Saves notes as they are typed, and keeps what the disk does not take until the end of the reader.

What is typed while a note is being saved continues the text that is being saved, though the screen does not know yet
whether it reached the disk. So a save compares the note on disk with what this window wrote last, and anything else
there was written by another window or command.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import wait
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from tui_reader.errors import ReaderError
from tui_reader.model.history import UnsavedNote
from tui_reader.ui import messages

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.message import Message

    from tui_reader.library.library import Library
    from tui_reader.notes.unsaved import UnsavedFile
    from tui_reader.ui.background import InTurn

SAVING_SECONDS = 1.0
"""How long the end of the reader waits for the disk before it writes what is not saved yet to files as well."""

LINEAGE = 8
"""How many saves the screen may be behind what is on disk."""


class NoteSaver:
    """The notes that one session writes; `changes` is its thread for changes, `saved` is called after each save."""

    def __init__(
        self, library: Library, changes: InTurn, post: Callable[[Message], object], saved: Callable[[], object]
    ) -> None:
        self._library = library
        self._changes = changes
        self._post = post
        self._saved = saved
        self.drafts: dict[int, UnsavedNote] = {}
        """The notes, by paper, that were typed and are not on disk yet."""
        self._lineages: dict[int, deque[str]] = {}
        """By paper, the texts of its note that this window saved one after the other, and the one before them."""
        self._refused: set[int] = set()
        """The papers whose note the disk did not take when that was tried last."""

    def save(self, paper: int, text: str, based_on: str) -> None:
        """Saves a note that was typed into the note `based_on`; `NoteSaved` or `NoteRefused` comes.

        When another window has changed the note meanwhile, both changes are kept and `NoteChangedElsewhere` comes.
        """
        draft = UnsavedNote(text, based_on)
        self.drafts[paper] = draft
        self._refused.discard(paper)

        def save() -> None:
            self._save(paper, draft)

        self._changes.ask(save)

    def save_refused(self, paper: int) -> None:
        """Saves what the disk refused of a note, before that is replaced; `NoteRefused` may come.

        To be called on the thread for changes.
        """
        if paper in self._refused and (draft := self.drafts.get(paper)) is not None:
            self._save(paper, draft)

    def base(self, paper: int, based_on: str) -> str:
        """The note on disk that a text continues which was typed into the note `based_on`.

        That is what this window saved last, when the screen does not know of it yet. To be called on the thread for
        changes. Raises ReaderError when the library cannot be read.
        """
        lineage = self._lineages.get(paper)
        if lineage is None or based_on not in lineage:
            return based_on
        is_on_disk = any(one.note == based_on for one in self._library.papers([paper]))
        return based_on if is_on_disk else lineage[-1]

    def finish(self) -> None:
        """Waits until every change is on disk, and ends the thread for changes.

        A note that the disk does not take goes to a file, which `Library.unsaved` names. So that it is there even if
        the process is killed while it waits, every note that takes long to save is in a file meanwhile.
        """
        last = self._changes.ask(partial(self._try_again, frozenset(self._refused)))
        wait([last], SAVING_SECONDS)
        files = self._written_to_files()
        self._changes.finish()
        for paper, (draft, file) in files.items():
            if self.drafts.get(paper) == draft:
                self._library.unsaved.append(file.explained())
            elif file.path is not None:
                file.path.unlink(missing_ok=True)

    def _save(self, paper: int, draft: UnsavedNote) -> bool:
        """Whether the disk took the note."""
        try:
            base = self.base(paper, draft.based_on)
            written = self._library.write_note(paper, draft.text, based_on=base, typing=True)
            self._continue_lineage(paper, draft)
            if self.drafts.get(paper) is draft:
                del self.drafts[paper]
                self._refused.discard(paper)
            papers = self._library.papers([paper])
        except ReaderError as error:
            self._refused.add(paper)
            self._post(messages.NoteRefused(error))
            return False
        for one in papers:
            self._post(messages.NoteSaved(one, draft.text, written))
            if notice := written.notice(one.key):
                self._post(messages.NoteChangedElsewhere(notice))
        self._saved()
        return True

    def _continue_lineage(self, paper: int, draft: UnsavedNote) -> None:
        lineage = self._lineages.get(paper)
        if lineage is None or draft.based_on not in lineage:
            lineage = self._lineages[paper] = deque([draft.based_on], maxlen=LINEAGE)
        lineage.append(draft.text)

    def _try_again(self, refused: frozenset[int]) -> None:
        """Saves notes that were refused before; one more refusal ends it, because each may wait for many seconds."""
        for paper in refused:
            draft = self.drafts.get(paper)
            if self._refused - refused or (draft is not None and not self._save(paper, draft)):
                return

    def _written_to_files(self) -> dict[int, tuple[UnsavedNote, UnsavedFile]]:
        """The notes that are not on disk yet, by paper, each with the file that it is in now."""
        if not self.drafts:
            return {}
        from tui_reader.notes.unsaved import write_unsaved  # no session needs it but one with a slow disk

        files = {}
        for paper, draft in list(self.drafts.items()):
            key = str(paper)
            with suppress(ReaderError):
                key = next((one.key for one in self._library.papers([paper])), key)
            files[paper] = draft, write_unsaved(self._library.home.data, key, draft.text)
        return files
