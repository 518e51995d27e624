"""The facts of one paper, read and written within a transaction."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from tui_reader.store.completing import EMPTY
from tui_reader.store.details_json import DEFAULTS, decoded_values, encoded_values, tidy_values
from tui_reader.store.identity import SCHEME_LABELS
from tui_reader.store.import_rows import FACTS, fact_columns, identity_names, same_title
from tui_reader.store.papers import bump_revision
from tui_reader.store.provenance import set_origin

if TYPE_CHECKING:
    import sqlite3

    from tui_reader.model.papers import Paper


def facts_of(paper: Paper) -> dict[str, Any]:
    """The facts of a paper by the names of the fields, with the values that the database keeps."""
    facts = {**fact_columns(paper), **tidy_values(paper.details)}
    del facts["details"]
    return facts


def read_facts(connection: sqlite3.Connection, paper: int) -> dict[str, Any]:
    """The facts of a paper of the library, as `facts_of` has them."""
    query = f"SELECT {', '.join(FACTS)} FROM papers WHERE id = ?"
    facts = dict(zip(FACTS, connection.execute(query, (paper,)).fetchone(), strict=True))
    return facts | decoded_values(facts.pop("details"))


def names_of(facts: dict[str, Any]) -> frozenset[str]:
    """The identifiers in facts, as `identifiers.name` has them."""
    return identity_names(facts, facts)


def write_facts(connection: sqlite3.Connection, paper: int, facts: dict[str, Any], source: str) -> None:
    """Makes all facts of a paper these, and notes the source of those that change."""
    before = read_facts(connection, paper)
    changed = [
        name
        for name in (*FACTS, *DEFAULTS)
        if name != "details" and facts.get(name) != before.get(name) and not _are_empty(facts, before, name)
    ]
    if not changed:
        return
    details = {name: facts[name] for name in DEFAULTS if facts.get(name) not in EMPTY}
    columns = {name: facts[name] for name in FACTS if name != "details"}
    columns |= {"details": encoded_values(details), "same": same_title(facts["title"])}
    assignments = ", ".join(f"{name} = ?" for name in columns)
    connection.execute(f"UPDATE papers SET {assignments} WHERE id = ?", (*columns.values(), paper))
    if source:
        set_origin(connection, paper, changed, source, time.time())
    _note_duplicates(connection, paper, names_of(facts) - names_of(before))
    bump_revision(connection, {paper})


def _are_empty(facts: dict[str, Any], before: dict[str, Any], name: str) -> bool:
    return facts.get(name) in EMPTY and before.get(name) in EMPTY


def _note_duplicates(connection: sqlite3.Connection, paper: int, names: frozenset[str]) -> None:
    """Notes the other papers that have one of these identifiers as possibly the same."""
    query = """SELECT name, paper FROM identifiers WHERE name IN (SELECT value FROM json_each(?)) AND paper <> ?
               ORDER BY name, paper"""
    now = time.time()
    for name, other in connection.execute(query, (json.dumps(sorted(names)), paper)).fetchall():
        reason = f"same {SCHEME_LABELS[name.partition(':')[0]]}"
        row = (min(paper, other), max(paper, other), reason, now)
        connection.execute("INSERT OR IGNORE INTO duplicates VALUES (?, ?, ?, ?, 0)", row)
