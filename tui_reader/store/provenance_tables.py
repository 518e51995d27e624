"""The sixth migration: where facts are from, what was removed, possible duplicates, identifiers and labels.

Like every migration it is never edited. `identifiers` and `labels` are derived from the columns of a paper: triggers
keep them when a paper changes or goes, `ADD_DERIVED` when papers are added. The other new tables are in the journal
like the older ones.
"""

from __future__ import annotations

_COLUMN_IDENTIFIERS = """
        SELECT 'doi:' || lower(ROW.doi) AS name, ROW.id AS paper {of}
        WHERE {one} AND ROW.doi IS NOT NULL AND lower(ROW.doi) NOT GLOB '10.48550/arxiv.*'
        UNION
        SELECT 'arxiv:' || iif(ROW.arxiv GLOB '*.[A-Z][A-Z]/*',
                               substr(ROW.arxiv, 1, instr(ROW.arxiv, '.') - 1)
                               || substr(ROW.arxiv, instr(ROW.arxiv, '/')), ROW.arxiv), ROW.id {of}
        WHERE {one} AND ROW.arxiv IS NOT NULL"""
"""A DOI of arXiv is the arXiv id, and math.GT/0309136 is math/0309136."""

_DETAIL_IDENTIFIERS = """
        SELECT DISTINCT json_extract(each.value, '$[0]') || ':' || json_extract(each.value, '$[1]') AS name,
                        ROW.id AS paper
        FROM {and_of} json_each(nullif(ROW.details, ''), '$.ids') AS each
        WHERE {one} AND json_extract(each.value, '$[0]') NOT IN ('doi', 'arxiv')"""

_LABELS = {
    "category": ("lower(each.value)", "categories"),
    "keyword": ("lower(each.value)", "keywords"),
    "editor": ("lower(json_extract(each.value, '$[0]'))", "editors"),
    "has": ("'file'", "files"),
}
"""How a label of each field is made of an element of a list in `details`."""

_LABEL_VALUES = """SELECT DISTINCT {value} AS value, ROW.id AS paper
        FROM {{and_of}} json_each(nullif(ROW.details, ''), '$.{name}') AS each WHERE {{one}}"""


def _of(row: str, select: str) -> str:
    """A statement for a row of a trigger, `NEW` or `OLD`, or for the `papers` with ids from ?1 to ?2."""
    every = row == "papers"
    one = "papers.id BETWEEN ?1 AND ?2" if every else "TRUE"
    filled = select.format(of="FROM papers" if every else "", and_of="papers," if every else "", one=one)
    return filled.replace("ROW.", f"{row}.")


def _labels(row: str, field: str) -> str:
    value, name = _LABELS[field]
    return _of(row, _LABEL_VALUES.format(value=value, name=name))


def _forget(select: str) -> str:
    # A condition on the pair (name, paper) would walk through the whole table.
    return f"""
        DELETE FROM identifiers WHERE paper = OLD.id AND name IN (SELECT name FROM ({_of("OLD", select)}));"""


_FORGET_LABELS = "".join(
    f"""
        DELETE FROM labels WHERE field = '{field}' AND paper = OLD.id
        AND value IN (SELECT value FROM ({_labels("OLD", field)}));"""
    for field in _LABELS
)
_ADD_NEW_LABELS = "".join(
    f"""
        INSERT INTO labels SELECT '{field}', value, paper FROM ({_labels("NEW", field)});"""
    for field in _LABELS
)

ADD_DERIVED = (
    f"INSERT OR IGNORE INTO identifiers {_of('papers', _COLUMN_IDENTIFIERS)}",
    f"INSERT OR IGNORE INTO identifiers {_of('papers', _DETAIL_IDENTIFIERS)}",
    *(
        f"INSERT OR IGNORE INTO labels SELECT '{field}', value, paper FROM ({_labels('papers', field)})"
        for field in _LABELS
    ),
)
"""Add the identifiers and labels of papers that came with ids from ?1 to ?2.

Not triggers: one that calls a function makes SQLite keep a way back for each row that is inserted, which takes as long
as all the rest of an import.
"""

_REPLACED = ("identifiers_come", "identifiers_go", "identifiers_change", "ratings_come", "ratings_change", "ratings_go")
"""Triggers of the fifth migration that others take the place of."""

_TABLES = """
    ALTER TABLE papers ADD COLUMN origin INTEGER;  -- of facts that `fact_origins` does not name
    UPDATE papers SET details = '' WHERE details = '{}';
    UPDATE papers SET arxiv = substr(doi, 16)
    WHERE arxiv IS NULL AND lower(doi) GLOB '10.48550/arxiv.[0-9][0-9][0-9][0-9].*';

    CREATE TABLE origins (                   -- sources of facts, each at the time of one import
        id    INTEGER PRIMARY KEY,
        name  TEXT NOT NULL,
        at    REAL NOT NULL                  -- seconds since 1970, UTC
    );
    CREATE TABLE fact_origins (
        paper   INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
        field   TEXT NOT NULL,               -- of papers.Paper or papers.Details
        origin  INTEGER NOT NULL,
        PRIMARY KEY (paper, field)
    ) WITHOUT ROWID;
    DROP INDEX ratings_by_stars;
    CREATE INDEX ratings_by_stars ON ratings (stars, paper);
    CREATE TABLE removed (                   -- what the reader took away, and no import brings back
        paper  INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
        what   TEXT NOT NULL,                -- "tag ml", "bookmark", "reading", "queue", "rating"
        PRIMARY KEY (paper, what)
    ) WITHOUT ROWID;
    CREATE TABLE duplicates (                -- pairs that may be the same paper
        paper   INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
        other   INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,  -- the larger id
        reason  TEXT NOT NULL,
        at      REAL NOT NULL,
        apart   INTEGER NOT NULL DEFAULT 0,  -- 1 when the reader keeps them apart for good
        PRIMARY KEY (paper, other)
    ) WITHOUT ROWID;
    CREATE INDEX duplicates_by_other ON duplicates (other);
    CREATE TABLE aliases (                   -- what papers that were merged into one were called
        paper  INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
        name   TEXT NOT NULL,                -- as in `identifiers`, or "key:" and a citation key
        PRIMARY KEY (paper, name)
    ) WITHOUT ROWID;
    CREATE INDEX aliases_by_name ON aliases (name);
    CREATE TABLE deleted (                   -- papers of `shipped` that the reader deleted
        paper  INTEGER PRIMARY KEY,
        facts  TEXT NOT NULL                 -- as in `shipped`
    );
    CREATE TRIGGER deleted_papers_return AFTER DELETE ON deleted WHEN OLD.paper IN (SELECT id FROM papers) BEGIN
        INSERT OR REPLACE INTO shipped VALUES (OLD.paper, OLD.facts);
    END;

    DROP TABLE identifiers;
    CREATE TABLE identifiers (
        name   TEXT NOT NULL,                -- "scheme:value", the value as it is compared
        paper  INTEGER NOT NULL,
        PRIMARY KEY (name, paper)
    ) WITHOUT ROWID;
    CREATE TABLE labels (
        field  TEXT NOT NULL,                -- category, keyword, editor, or "has" for a value "file"
        value  TEXT NOT NULL,                -- in lower case; of an editor the surname
        paper  INTEGER NOT NULL,
        PRIMARY KEY (field, value, paper)
    ) WITHOUT ROWID;
    DROP INDEX papers_by_doi;
    DROP INDEX papers_by_arxiv;
    CREATE INDEX papers_authors          ON papers (id, authors);  -- counting them reads no abstract
    CREATE INDEX papers_by_kind          ON papers (kind, id) WHERE kind IS NOT NULL;
    CREATE INDEX papers_without_abstract ON papers (id) WHERE abstract = '';
    CREATE INDEX papers_without_address  ON papers (id) WHERE coalesce(url, doi, arxiv) IS NULL;
"""

_ADD_ALL_DERIVED = "".join(f"{one.replace('papers.id BETWEEN ?1 AND ?2', 'TRUE')};\n" for one in ADD_DERIVED)

_DERIVED = f"""
    {_ADD_ALL_DERIVED}
    CREATE TRIGGER identifiers_change AFTER UPDATE OF doi, arxiv ON papers
    WHEN OLD.doi IS NOT NEW.doi OR OLD.arxiv IS NOT NEW.arxiv BEGIN
        {_forget(_COLUMN_IDENTIFIERS)}
        INSERT INTO identifiers {_of("NEW", _COLUMN_IDENTIFIERS)};
    END;
    CREATE TRIGGER identifiers_go AFTER DELETE ON papers WHEN coalesce(OLD.doi, OLD.arxiv) IS NOT NULL BEGIN
        {_forget(_COLUMN_IDENTIFIERS)}
    END;
    CREATE TRIGGER details_change AFTER UPDATE OF details ON papers WHEN OLD.details IS NOT NEW.details BEGIN
        {_forget(_DETAIL_IDENTIFIERS)} {_FORGET_LABELS}
        INSERT INTO identifiers {_of("NEW", _DETAIL_IDENTIFIERS)}; {_ADD_NEW_LABELS}
    END;
    CREATE TRIGGER details_go AFTER DELETE ON papers WHEN OLD.details <> '' BEGIN
        {_forget(_DETAIL_IDENTIFIERS)} {_FORGET_LABELS}
    END;
"""

_COLUMNS = (
    *(
        "key",
        "title",
        "abstract",
        "authors",
        "year",
        "venue",
        "arxiv",
        "doi",
        "url",
        "sources",
        "same",
        "kind",
        "details",
    ),
    "origin",
)
_IMAGE = ", ".join(f"'{name}', OLD.{name}" for name in (*_COLUMNS, "added", "revision"))
_CHANGED = " UNION ALL ".join(
    f"SELECT '{name}' AS name, OLD.{name} AS value WHERE OLD.{name} IS NOT NEW.{name}" for name in _COLUMNS
)


def _recorded(table: str, key: str, image: str, *, at: str = "NULL", last: str = "paper") -> str:
    """The triggers that write down in the journal what comes, changes and goes in a table."""
    return f"""
    CREATE TRIGGER {table}_come AFTER INSERT ON {table} BEGIN
        INSERT INTO changes (action, name, paper, key)
        SELECT action, '{table}', NEW.paper, {key.replace("ROW", "NEW")} FROM recording WHERE NEW.{last} <= last;
    END;
    CREATE TRIGGER {table}_change AFTER UPDATE ON {table} BEGIN
        INSERT INTO changes (action, name, paper, key, at, image)
        SELECT action, '{table}', OLD.paper, {key.replace("ROW", "OLD")}, {at}, json_object({image})
        FROM recording WHERE OLD.{last} <= last;
    END;
    CREATE TRIGGER {table}_go AFTER DELETE ON {table} BEGIN
        INSERT INTO changes (action, name, paper, key, at, image)
        SELECT action, '{table}', OLD.paper, {key.replace("ROW", "OLD")}, {at}, json_object({image})
        FROM recording WHERE OLD.{last} <= last;
    END;
"""


_RECORDED = f"""
    DROP TRIGGER papers_leave;
    DROP TRIGGER facts_change;
    CREATE TRIGGER papers_leave AFTER DELETE ON papers BEGIN
        INSERT INTO changes (action, name, paper, image)
        SELECT action, 'papers', OLD.id, json_object({_IMAGE}) FROM recording WHERE OLD.id <= last;
    END;
    CREATE TRIGGER facts_change AFTER UPDATE OF {", ".join(_COLUMNS)} ON papers BEGIN
        INSERT INTO changes (action, name, paper, image)
        SELECT action, 'facts', OLD.id, (SELECT json_group_object(name, value) FROM ({_CHANGED}))
        FROM recording WHERE OLD.id <= last;
    END;
"""

PROVENANCE_TABLES = "".join(
    (
        *(f"DROP TRIGGER {name};\n" for name in _REPLACED),
        _TABLES,
        _DERIVED,
        _RECORDED,
        _recorded("fact_origins", "ROW.field", "'origin', OLD.origin"),
        _recorded("ratings", "NULL", "'stars', OLD.stars", at="OLD.at"),
        _recorded("removed", "ROW.what", ""),
        _recorded("duplicates", "ROW.other", "'reason', OLD.reason, 'apart', OLD.apart", at="OLD.at", last="other"),
        _recorded("aliases", "ROW.name", ""),
        _recorded("deleted", "NULL", "'facts', OLD.facts"),
    )
)
