"""The fourth migration: what the program remembers in tables of its own, and an index of keys without their case.

Before it, the files of the mirror and the formats chosen last were texts in `settings`: under `mirror 123` the name of
a file, followed by a line feed when the file was left alone, and lists joined by line feeds. As little to be edited as
any migration.
"""

from __future__ import annotations

REMEMBERED_TABLES = """
    -- Keys are compared without case when one is given to a paper; the index of UNIQUE compares them with case.
    CREATE INDEX papers_by_key_nocase ON papers (key COLLATE NOCASE);

    CREATE TABLE note_files (                -- the file that the mirror made for the note of a paper
        paper    INTEGER PRIMARY KEY,        -- which may be gone: the file is removed after its paper
        name     TEXT NOT NULL,
        is_left  INTEGER NOT NULL            -- 1 when the user has been told that it is left as somebody changed it
    );
    INSERT INTO note_files
        SELECT CAST(substr(name, 8) AS INTEGER), rtrim(value, char(10)), value <> rtrim(value, char(10))
        FROM settings WHERE name GLOB 'mirror [0-9]*' AND rtrim(value, char(10)) <> '';
    DELETE FROM settings WHERE name GLOB 'mirror [0-9]*';

    CREATE TABLE format_choice (             -- at most one row: the citation format made the default on the screen
        configured  TEXT NOT NULL,           -- the format in the configuration at that time
        chosen      TEXT NOT NULL
    );
    INSERT INTO format_choice
        SELECT substr(value, 1, instr(value, char(10)) - 1), substr(value, instr(value, char(10)) + 1)
        FROM settings WHERE name = 'format.preferred' AND instr(value, char(10)) > 0;
    CREATE TABLE formats_used (              -- the citation formats used last
        name  TEXT PRIMARY KEY,
        used  INTEGER NOT NULL               -- the larger, the later
    ) WITHOUT ROWID;
    -- The lines of the text, one by one: SQLite has no function that splits a text.
    WITH RECURSIVE lines (rest, line, number) AS (
        SELECT value || char(10), '', 0 FROM settings WHERE name = 'format.used'
        UNION ALL
        SELECT substr(rest, instr(rest, char(10)) + 1), substr(rest, 1, instr(rest, char(10)) - 1), number + 1
        FROM lines WHERE rest <> ''
    )
    INSERT OR IGNORE INTO formats_used SELECT line, -number FROM lines WHERE line <> '';
    DELETE FROM settings WHERE name IN ('format.preferred', 'format.used');
"""
