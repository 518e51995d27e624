"""What an intake means, in the simplest way: each paper is looked up and written before the next one is looked at."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tui_reader.citations.key_rules import citation_key, unused
from tui_reader.errors import ReaderError
from tui_reader.model.papers import Paper, folded, normal_tag, normal_title
from tui_reader.store.authors_json import authors_json, person
from tui_reader.store.details_json import encode
from tui_reader.texts.printable import one_line, printable

if TYPE_CHECKING:
    import sqlite3

FACTS = ("title", "abstract", "authors", "year", "venue", "arxiv", "doi", "url", "sources", "kind", "details")
EMPTY = (None, "", "[]", "{}")


def take(connection: sqlite3.Connection, papers: list[Paper], now: int, *, shipped: bool) -> list[str]:
    """Takes papers in; what became of each, "refused" among it."""
    connection.execute("UPDATE library SET revision = revision + 1")
    revision = connection.execute("SELECT revision FROM library").fetchone()[0]
    outcomes = []
    changed = False
    for paper in papers:
        try:
            outcome = _take(connection, paper, (now, revision), shipped=shipped)
        except ReaderError:
            outcome = "refused"
        changed |= outcome in ("added", "completed")
        outcomes.append(outcome)
    if not changed:
        connection.execute("UPDATE library SET revision = revision - 1")
    return outcomes


def _take(connection: sqlite3.Connection, paper: Paper, moment: tuple[int, int], *, shipped: bool) -> str:
    facts = _facts(paper)
    tags = [normal_tag(tag) for tag in paper.tags]
    there = _same(connection, facts)
    number = _add(connection, facts, paper, moment) if there is None else there
    changed = there is not None and _complete(connection, number, facts, shipped=shipped)
    if shipped:
        connection.execute("INSERT OR REPLACE INTO shipped VALUES (?, ?)", (number, json.dumps(facts)))
    before = connection.total_changes
    connection.executemany("INSERT OR IGNORE INTO tags VALUES (?, ?)", [(number, tag) for tag in tags])
    if paper.note.strip():
        row = (number, printable(paper.note), moment[0])
        connection.execute("INSERT OR IGNORE INTO notes VALUES (?, ?, ?)", row)
    changed |= connection.total_changes != before
    if changed:
        connection.execute("UPDATE papers SET revision = ? WHERE id = ?", (moment[1], number))
    if there is None:
        return "added"
    return "completed" if changed else "unchanged"


def _add(connection: sqlite3.Connection, facts: dict[str, Any], paper: Paper, moment: tuple[int, int]) -> int:
    own = bool(paper.key) and paper.key.isalnum() and paper.key.isascii()
    query = "SELECT 1 FROM papers WHERE key = ?"
    key = unused(
        paper.key if own else citation_key(paper), lambda key: connection.execute(query, (key,)).fetchone() is not None
    )
    columns = (*FACTS, "key", "same", "added", "revision")
    values = (*(facts[name] for name in FACTS), key, _same_title(facts["title"]), *moment)
    cursor = connection.execute(
        f"INSERT INTO papers ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})", values
    )
    return int(cursor.lastrowid or 0)


def _complete(connection: sqlite3.Connection, number: int, facts: dict[str, Any], *, shipped: bool) -> bool:
    row = connection.execute(f"SELECT {', '.join(FACTS)} FROM papers WHERE id = ?", (number,)).fetchone()
    old = dict(zip(FACTS, row, strict=True))
    found = connection.execute("SELECT facts FROM shipped WHERE paper = ?", (number,)).fetchone() if shipped else None
    before = json.loads(found[0]) if found else {}
    new = {
        name: value
        for name, value in facts.items()
        if name != "details"
        and value not in EMPTY
        and value != old[name]
        and (old[name] in EMPTY or (name in before and before[name] == old[name]))
    }
    details = _completed(old["details"], facts["details"], before.get("details", "{}"))
    if details != json.loads(old["details"]):
        new["details"] = json.dumps(details, ensure_ascii=False, separators=(",", ":"))
    for name, value in new.items():
        connection.execute(f"UPDATE papers SET {name} = ? WHERE id = ?", (value, number))
    if "title" in new:
        connection.execute("UPDATE papers SET same = ? WHERE id = ?", (_same_title(new["title"]), number))
    return bool(new)


def _completed(old: str, new: str, before: str) -> dict[str, Any]:
    """The volume and the identifiers: what the tests give to papers."""
    ours, theirs, was = json.loads(old), json.loads(new), json.loads(before)
    if "volume" in theirs and ours.get("volume") in (None, was.get("volume")):
        ours["volume"] = theirs["volume"]
    ids, given, shipped = (dict(one.get("ids", ())) for one in (ours, theirs, was))
    for scheme, value in given.items():
        if scheme not in ids or shipped.get(scheme) == ids[scheme]:
            ids[scheme] = value
    return {
        **({"volume": ours["volume"]} if "volume" in ours else {}),
        **({"ids": sorted(map(list, ids.items()))} if ids else {}),
    }


def _same(connection: sqlite3.Connection, facts: dict[str, Any]) -> int | None:
    for name in ("doi", "arxiv"):
        if facts[name]:
            query = f"SELECT id FROM papers WHERE {name} = ? COLLATE NOCASE ORDER BY id LIMIT 1"
            row = connection.execute(query, (facts[name],)).fetchone()
            if row:
                return int(row[0])
    papers = connection.execute("SELECT id, details FROM papers ORDER BY id").fetchall()
    for scheme, value in json.loads(facts["details"]).get("ids", ()):
        for number, details in papers:
            known = dict(json.loads(details).get("ids", ()))
            if scheme != "isbn" and known.get(scheme, "").lower() == value.lower():
                return int(number)
    families = _families(facts["authors"])
    query = "SELECT id, authors FROM papers WHERE same = ? ORDER BY id"
    for number, known in connection.execute(query, (_same_title(facts["title"]),)):
        others = _families(known)
        if not families or not others or families & others:
            return int(number)
    return None


def _families(authors: str) -> set[str]:
    return {folded(person(parts).surname) for parts in json.loads(authors)}


def _facts(paper: Paper) -> dict[str, Any]:
    return {
        "title": one_line(paper.title),
        "abstract": printable(paper.abstract).strip(),
        "authors": authors_json(paper.authors),
        "year": paper.year,
        "venue": one_line(paper.venue or "") or None,
        "arxiv": paper.arxiv,
        "doi": one_line(paper.doi or "") or None,
        "url": one_line(paper.url or "") or None,
        "sources": json.dumps([one_line(source) for source in paper.sources], ensure_ascii=False),
        "kind": paper.kind,
        "details": encode(paper.details),
    }


def _same_title(title: str) -> str:
    return normal_title(title) or title
