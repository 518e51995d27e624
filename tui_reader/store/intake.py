"""How papers come into a library: what counts as the same paper, and what is filled in.

A paper is one that is there if its DOI, its arXiv id, or its title with a compatible author agrees. Then facts that
were empty are filled and nothing else changes. Facts that the program ships are compared with what it shipped before,
so a better release replaces its own facts and never the user's.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

from tui_reader.citations.keys import citation_key, unused
from tui_reader.papers import Author, Paper, folded, normal_tag, normal_title
from tui_reader.printable import one_line, printable
from tui_reader.store.shelf import authors_json

if TYPE_CHECKING:
    import sqlite3

_FACTS = ("title", "abstract", "authors", "year", "venue", "arxiv", "doi", "url", "sources")
_EMPTY = (None, "", "[]")


Outcome = Literal["added", "completed", "unchanged"]
"""`completed`: the paper was there, and facts or annotations that it lacked were filled in."""


class Intake:
    """Takes papers in, within one transaction."""

    def __init__(self, connection: sqlite3.Connection, now: int, *, shipped: bool = False) -> None:
        self._connection = connection
        self._now = now
        """When the papers came, in seconds since 1970, UTC."""
        self._shipped = shipped
        """Whether the facts are the program's own."""
        self._revision: int | None = None

    def take(self, paper: Paper) -> Outcome:
        """Adds the paper, or completes the one that is there; raises ReaderError before anything is written."""
        facts = _facts(paper)
        tags = [normal_tag(tag) for tag in paper.tags]
        there = self._same(facts, paper.authors)
        number = self._add(facts, paper) if there is None else there
        changed = there is not None and self._complete(number, facts)
        if self._shipped:
            values = (number, json.dumps(facts, ensure_ascii=False))
            self._connection.execute("INSERT OR REPLACE INTO shipped VALUES (?, ?)", values)
        changed |= self._annotate(number, tags, paper.note)
        if there is None:
            return "added"
        return "completed" if changed else "unchanged"

    def _add(self, facts: dict[str, Any], paper: Paper) -> int:
        execute = self._connection.execute
        wanted = paper.key if _is_key(paper.key) else citation_key(paper)
        key = unused(wanted, lambda key: execute("SELECT 1 FROM papers WHERE key = ?", (key,)).fetchone() is not None)
        columns = ", ".join(_FACTS)
        cursor = execute(
            f"INSERT INTO papers ({columns}, key, same, added, revision) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*(facts[name] for name in _FACTS), key, _same_title(facts["title"]), self._now, self._next_revision()),
        )
        return int(cursor.lastrowid or 0)

    def _complete(self, number: int, facts: dict[str, Any]) -> bool:
        columns = ", ".join(_FACTS)
        row = self._connection.execute(f"SELECT {columns} FROM papers WHERE id = ?", (number,)).fetchone()
        old = dict(zip(_FACTS, row, strict=True))
        before = self._shipped_before(number) if self._shipped else {}
        new = {
            name: value
            for name, value in facts.items()
            if value not in _EMPTY
            and value != old[name]
            and (old[name] in _EMPTY or (name in before and before[name] == old[name]))
        }
        if not new:
            return False
        if "title" in new:
            new["same"] = _same_title(new["title"])
        assignments = ", ".join(f"{name} = ?" for name in new)
        self._connection.execute(
            f"UPDATE papers SET {assignments}, revision = ? WHERE id = ?",
            (*new.values(), self._next_revision(), number),
        )
        return True

    def _annotate(self, number: int, tags: list[str], note: str) -> bool:
        """Adds what a file carries beyond facts; a note that is there already is its owner's and stays."""
        if not tags and not note.strip():
            return False
        before = self._connection.total_changes
        self._connection.executemany("INSERT OR IGNORE INTO tags VALUES (?, ?)", [(number, tag) for tag in tags])
        if note.strip():
            row = (number, printable(note), self._now)
            self._connection.execute("INSERT OR IGNORE INTO notes VALUES (?, ?, ?)", row)
        if self._connection.total_changes == before:
            return False
        self._connection.execute("UPDATE papers SET revision = ? WHERE id = ?", (self._next_revision(), number))
        return True

    def _same(self, facts: dict[str, Any], authors: tuple[Author, ...]) -> int | None:
        execute = self._connection.execute
        for name in ("doi", "arxiv"):
            if facts[name]:
                query = f"SELECT id FROM papers WHERE {name} = ? ORDER BY id LIMIT 1"
                row = execute(query, (facts[name],)).fetchone()
                if row:
                    return int(row[0])
        same = _same_title(facts["title"])
        families = {folded(author.family) for author in authors}
        for number, known in execute("SELECT id, authors FROM papers WHERE same = ? ORDER BY id", (same,)):
            others = {folded(family) for family, _given in json.loads(known)}
            if not families or not others or families & others:
                return int(number)
        return None

    def _shipped_before(self, number: int) -> dict[str, Any]:
        row = self._connection.execute("SELECT facts FROM shipped WHERE paper = ?", (number,)).fetchone()
        return dict(json.loads(row[0])) if row else {}

    def _next_revision(self) -> int:
        if self._revision is None:
            self._connection.execute("UPDATE library SET revision = revision + 1")
            self._revision = int(self._connection.execute("SELECT revision FROM library").fetchone()[0])
        return self._revision


def _facts(paper: Paper) -> dict[str, Any]:
    """The facts as columns, without anything that could harm a terminal."""
    authors = (Author(one_line(author.family), one_line(author.given)) for author in paper.authors)
    return {
        "title": one_line(paper.title),
        "abstract": printable(paper.abstract).strip(),
        "authors": authors_json(author for author in authors if author.family),
        "year": paper.year,
        "venue": one_line(paper.venue or "") or None,
        "arxiv": paper.arxiv,
        "doi": one_line(paper.doi or "") or None,
        "url": one_line(paper.url or "") or None,
        "sources": json.dumps([one_line(source) for source in paper.sources], ensure_ascii=False),
    }


def _same_title(title: str) -> str:
    # A title of signs only ("???") has no normal form and is compared as it is.
    return normal_title(title) or title


def _is_key(key: str) -> bool:
    return bool(key) and key.isalnum() and key.isascii()
