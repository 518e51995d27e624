"""The tables, as a list of migrations: what is here has been on users' disks and is never edited, only added to."""

from __future__ import annotations

MIGRATIONS = (
    """
    CREATE TABLE papers (
        id        INTEGER PRIMARY KEY,
        key       TEXT NOT NULL UNIQUE,
        title     TEXT NOT NULL,
        abstract  TEXT NOT NULL,
        authors   TEXT NOT NULL,             -- JSON: [[family, given], …]
        year      INTEGER,
        venue     TEXT,
        arxiv     TEXT,
        doi       TEXT,
        url       TEXT,
        sources   TEXT NOT NULL,             -- JSON: [phrase, …]
        same      TEXT NOT NULL,             -- papers.normal_title(title)
        added     INTEGER NOT NULL,          -- seconds since 1970, UTC; equal for all of one import
        revision  INTEGER NOT NULL           -- library.revision when something searchable last changed
    );
    CREATE INDEX papers_by_same     ON papers (same);
    CREATE INDEX papers_by_arxiv    ON papers (arxiv) WHERE arxiv IS NOT NULL;
    CREATE INDEX papers_by_doi      ON papers (doi) WHERE doi IS NOT NULL;
    CREATE INDEX papers_by_added    ON papers (added DESC, id);
    CREATE INDEX papers_by_year     ON papers (year DESC, id);
    CREATE INDEX papers_by_revision ON papers (revision);

    CREATE TABLE bookmarks (
        paper  INTEGER PRIMARY KEY REFERENCES papers (id) ON DELETE CASCADE,
        at     INTEGER NOT NULL
    );
    CREATE TABLE readings (
        paper  INTEGER PRIMARY KEY REFERENCES papers (id) ON DELETE CASCADE,
        at     INTEGER NOT NULL
    );
    CREATE TABLE tags (
        paper  INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
        tag    TEXT NOT NULL,
        PRIMARY KEY (paper, tag)
    ) WITHOUT ROWID;
    CREATE INDEX tags_by_tag ON tags (tag);
    CREATE TABLE notes (
        paper  INTEGER PRIMARY KEY REFERENCES papers (id) ON DELETE CASCADE,
        text   TEXT NOT NULL,
        at     INTEGER NOT NULL
    );
    CREATE TABLE shipped (                   -- facts as the program last shipped them, to tell them from the user's
        paper  INTEGER PRIMARY KEY REFERENCES papers (id) ON DELETE CASCADE,
        facts  TEXT NOT NULL                 -- JSON: {column: value}
    );
    CREATE TABLE settings (
        name   TEXT PRIMARY KEY,
        value  TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE library (                   -- one row
        name      TEXT NOT NULL,             -- random: tells this library's index from another's
        revision  INTEGER NOT NULL
    );
    INSERT INTO library VALUES (lower(hex(randomblob(16))), 0);
    """,
)
