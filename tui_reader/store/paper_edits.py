"""Papers changed by hand: added, edited, deleted, merged, and given files.

Every method is one transaction and one step of undo, on disk when it returns.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tui_reader.errors import NotFoundError, ReaderError
from tui_reader.model.history import Losses
from tui_reader.store.annotations import present
from tui_reader.store.journal import Journal

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from tui_reader.model.papers import Paper
    from tui_reader.store.database import Database

BY_HAND = "by hand"
"""The source of facts that the reader typed."""


class PaperEdits:
    """What a reader changes in a library's papers themselves."""

    def __init__(self, database: Database, key: Callable[[Paper], str]) -> None:
        """`key` makes the citation key of a paper without one."""
        self._database = database
        self._journal = Journal(database)
        self._key = key

    def add(self, paper: Paper) -> int:
        """Adds a paper, with the key and the marks that it has; returns its id.

        When the library has the paper already, as an import would find, that one is completed, and its id is returned.
        Raises ReaderError when it has no title, and when a tag cannot be kept.
        """
        from tui_reader.store.import_rows import PaperByHand
        from tui_reader.store.import_writer import Arriving, ImportWriter

        _check_title(paper)
        with self._journal.action(lambda name: f"added {name} by hand") as connection:
            outcome = ImportWriter(Arriving(BY_HAND, key=self._key)).take(connection, [PaperByHand(paper)])[0]
            if isinstance(outcome, ReaderError):
                raise outcome
        return outcome.paper

    def change(self, paper: int, facts: Paper) -> None:
        """Makes the facts of a paper, from title to details, those of `facts`; key, marks and notes stay.

        What another paper has the same identifier as afterwards is noted as a possible duplicate. Raises NotFoundError
        when there is no such paper, and ReaderError when `facts` has no title.
        """
        from tui_reader.store.paper_facts import facts_of, write_facts

        _check_title(facts)
        with self._journal.action(lambda name: f"edited {name}") as connection:
            _check_there(connection, paper)
            write_facts(connection, paper, facts_of(facts), BY_HAND)

    def delete(self, papers: Sequence[int]) -> None:
        """Deletes papers with all that the reader added to them; ids that no paper has are passed over.

        One that the program ships comes back by an undo or an import, and not by itself.
        """
        from tui_reader.store.paper_deleting import delete

        with self._journal.action(lambda _: f"deleted {words}") as connection:
            there = present(connection, papers)
            words = _words(connection, there)
            delete(connection, there)

    def merge(self, keep: int, others: Sequence[int]) -> None:
        """Makes one paper of several: facts that `keep` lacks come from the others, in their order.

        Marks, tags and notes are joined, highlights and earlier notes move, and the identifiers and keys of the others
        find the paper that stays. Raises NotFoundError when `keep` is not there.
        """
        from tui_reader.store.paper_merging import merge

        with self._journal.action(lambda _: f"merged {words} into {kept}") as connection:
            _check_there(connection, keep)
            there = [one for one in dict.fromkeys(others) if one != keep and present(connection, [one])]
            words, kept = _words(connection, there), _words(connection, [keep])
            merge(connection, keep, there)

    def attach(self, paper: int, files: Sequence[str]) -> None:
        """Adds paths to the files of a paper. Raises NotFoundError when there is no such paper."""
        what = "a file" if len(files) == 1 else f"{len(files)} files"
        self._change_files(paper, f"attached {what} to", lambda there: [*there, *files])

    def detach(self, paper: int, file: str) -> None:
        """Removes a path from the files of a paper; the file stays on the disk.

        Raises NotFoundError when there is no such paper, or when it does not have the file.
        """

        def without(there: list[str]) -> list[str]:
            if file not in there:
                raise NotFoundError(
                    f"The paper has no file {file}.", f"Its files: {', '.join(there)}" if there else "It has no files."
                )
            return [one for one in there if one != file]

        self._change_files(paper, "took a file from", without)

    def what_goes(self, papers: Sequence[int]) -> Losses:
        """What a deletion of these papers would take away."""
        with self._database.reading() as connection:
            there = json.dumps(present(connection, papers))
            counts = (
                connection.execute(
                    f"SELECT count({what}) FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))", (there,)
                ).fetchone()[0]
                for what, table, column in (
                    ("*", "papers", "id"),
                    ("*", "notes", "paper"),
                    ("*", "highlights", "paper"),
                    ("DISTINCT tag", "tags", "paper"),
                    ("*", "bookmarks", "paper"),
                )
            )
            return Losses(*counts)

    def _change_files(self, paper: int, verb: str, change: Callable[[list[str]], list[str]]) -> None:
        from tui_reader.store.paper_facts import read_facts, write_facts

        with self._journal.action(lambda name: f"{verb} {name}") as connection:
            _check_there(connection, paper)
            facts = read_facts(connection, paper)
            files: list[Any] = change(list(facts.get("files", ())))
            write_facts(connection, paper, {**facts, "files": list(dict.fromkeys(filter(None, files)))}, BY_HAND)


def _check_title(paper: Paper) -> None:
    if not paper.title.strip():
        raise ReaderError("A paper needs a title.", "Type one; an identifier will do until the title is known.")


def _check_there(connection: sqlite3.Connection, paper: int) -> None:
    if not present(connection, [paper]):
        raise NotFoundError("The paper is not in the library any more.", "It may have been deleted in another window.")


def _words(connection: sqlite3.Connection, papers: Sequence[int]) -> str:
    """What the step of undo calls papers: the key of one, the number of more."""
    if len(papers) != 1:
        return f"{len(papers):,} papers"
    return str(connection.execute("SELECT key FROM papers WHERE id = ?", tuple(papers)).fetchone()[0])
