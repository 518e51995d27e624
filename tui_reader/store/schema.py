"""The tables, as a list of migrations: what is here has been on users' disks and is never edited, only added to."""

from __future__ import annotations

from tui_reader.store.provenance_tables import PROVENANCE_TABLES
from tui_reader.store.record_tables import RECORD_TABLES
from tui_reader.store.remembered_tables import REMEMBERED_TABLES
from tui_reader.store.triggers import RECORDING

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
    """
    CREATE TABLE queue (
        paper  INTEGER PRIMARY KEY REFERENCES papers (id) ON DELETE CASCADE,
        at     INTEGER NOT NULL
    );
    CREATE TABLE searches (                  -- queries that the user gave a name
        id     INTEGER PRIMARY KEY,
        name   TEXT NOT NULL UNIQUE COLLATE NOCASE,
        query  TEXT NOT NULL,
        sort   TEXT NOT NULL,                -- an order, or '' for the usual one
        digit  INTEGER UNIQUE CHECK (digit BETWEEN 1 AND 9),
        at     INTEGER NOT NULL
    );
    CREATE TABLE history (                   -- queries that were used; the larger the id, the later
        id     INTEGER PRIMARY KEY,
        query  TEXT NOT NULL UNIQUE,
        at     INTEGER NOT NULL
    );

    -- Counting a million rows takes a walk through all of an index; these keep the number instead.
    ALTER TABLE library ADD COLUMN papers INTEGER NOT NULL DEFAULT 0;
    UPDATE library SET papers = (SELECT count(*) FROM papers);
    CREATE TRIGGER papers_come AFTER INSERT ON papers BEGIN
        UPDATE library SET papers = papers + 1;
    END;
    CREATE TRIGGER papers_go AFTER DELETE ON papers BEGIN
        UPDATE library SET papers = papers - 1;
    END;

    -- What is asked of a whole library has to be in an index: rows with their abstracts are two gigabytes at a million.
    CREATE INDEX papers_revisions   ON papers (id, revision);
    CREATE INDEX papers_by_venue    ON papers (venue, id);
    CREATE INDEX readings_by_at     ON readings (at DESC, paper);
    """,
    """
    CREATE TABLE highlights (
        id       INTEGER PRIMARY KEY AUTOINCREMENT,
        paper    INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
        exact    TEXT NOT NULL,              -- as in highlights.Anchor
        prefix   TEXT NOT NULL,
        suffix   TEXT NOT NULL,
        start    INTEGER NOT NULL,
        colour   TEXT NOT NULL,
        comment  TEXT NOT NULL,
        at       REAL NOT NULL
    );
    CREATE INDEX highlights_by_paper ON highlights (paper, start);
    CREATE INDEX highlights_by_at    ON highlights (at DESC, id DESC);
    CREATE TABLE versions (                  -- what notes were; the larger the id, the later
        id     INTEGER PRIMARY KEY,
        paper  INTEGER NOT NULL,             -- which may be gone, and come back when that is undone
        at     REAL NOT NULL,                -- when it was saved
        text   TEXT NOT NULL
    );
    CREATE INDEX versions_by_paper ON versions (paper, id);

    -- No id is used again, so that an index never takes one paper for another; that a paper is gone is a change with a
    -- revision like any other.
    CREATE TABLE gone (
        id        INTEGER PRIMARY KEY,
        revision  INTEGER NOT NULL
    );
    CREATE INDEX gone_by_revision ON gone (revision, id);
    ALTER TABLE library ADD COLUMN last INTEGER NOT NULL DEFAULT 0;
    DROP TRIGGER papers_go;
    CREATE TRIGGER papers_go AFTER DELETE ON papers BEGIN
        UPDATE library SET papers = papers - 1, revision = revision + 1, last = max(last, OLD.id);
        INSERT OR REPLACE INTO gone SELECT OLD.id, revision FROM library;
    END;

    -- The journal: what was done, and what each row was before. The triggers write it down while a row is in
    -- `recording`, which is never longer than one transaction.
    CREATE TABLE actions (
        id      INTEGER PRIMARY KEY,
        words   TEXT NOT NULL,               -- "tagged 12 papers ml"
        began   REAL NOT NULL,
        at      REAL NOT NULL,               -- when it was done, or last continued
        undone  INTEGER NOT NULL DEFAULT 0,
        joins   TEXT,                        -- what may continue it
        size    INTEGER NOT NULL             -- how many changes it has
    );
    CREATE TABLE changes (
        id      INTEGER PRIMARY KEY AUTOINCREMENT,  -- the larger, the later, also than what is forgotten by now
        action  INTEGER NOT NULL,
        name    TEXT NOT NULL,               -- a table, or what else `images` names
        paper   INTEGER,
        key,                                 -- what tells the rows of a paper apart
        at,                                  -- the column of this name, which JSON would round
        image   TEXT                         -- JSON: {column: value} as it was; NULL when there was no row
    );
    CREATE INDEX changes_by_action ON changes (action, id);
    CREATE TABLE recording (
        action  INTEGER NOT NULL,
        last    INTEGER NOT NULL             -- what is done with papers of larger ids is not written down
    );
    """
    + RECORDING,
    REMEMBERED_TABLES,
    RECORD_TABLES,
    PROVENANCE_TABLES,
)
