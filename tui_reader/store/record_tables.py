"""The fifth migration: the whole record of a paper, ratings, and identifiers to compare papers by.

Details are JSON as `details_json` writes it. The identifiers among them stand in a table that triggers keep, so that
whatever changes a paper, an undo among it, changes them too. As little to be edited as any migration.
"""

from __future__ import annotations

RECORD_TABLES = """
    ALTER TABLE papers ADD COLUMN kind TEXT;
    ALTER TABLE papers ADD COLUMN details TEXT NOT NULL DEFAULT '{}';  -- JSON: {field: value}, only what is there

    CREATE TABLE ratings (
        paper  INTEGER PRIMARY KEY REFERENCES papers (id) ON DELETE CASCADE,
        stars  INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 5),
        at     REAL NOT NULL
    );
    CREATE INDEX ratings_by_stars ON ratings (stars DESC, paper);

    -- DOIs are kept as their registrant spells them and compared without case.
    DROP INDEX papers_by_doi;
    CREATE INDEX papers_by_doi ON papers (doi COLLATE NOCASE) WHERE doi IS NOT NULL;

    CREATE TABLE identifiers (               -- those of `papers.details` that name one paper
        scheme  TEXT NOT NULL,
        value   TEXT NOT NULL COLLATE NOCASE,
        paper   INTEGER NOT NULL,            -- a trigger in the place of REFERENCES, which would make imports slow
        PRIMARY KEY (scheme, value, paper)
    ) WITHOUT ROWID;
    CREATE INDEX identifiers_by_paper ON identifiers (paper);
    -- json_extract and lower would do with less, but with them in a trigger SQLite copies every page that an insert of
    -- a paper changes, which makes an import a third slower.
    CREATE TRIGGER identifiers_come AFTER INSERT ON papers WHEN NEW.details <> '{}' BEGIN
        INSERT INTO identifiers
        SELECT DISTINCT scheme.value, id.value COLLATE NOCASE, NEW.id
        FROM json_each(NEW.details, '$.ids') AS pair, json_each(pair.value) AS scheme, json_each(pair.value) AS id
        WHERE scheme.key = 0 AND id.key = 1
        AND scheme.value IN ('acl', 'dblp', 'openalex', 'openreview', 'pmcid', 'pmid', 's2');
    END;
    CREATE TRIGGER identifiers_go AFTER DELETE ON papers WHEN OLD.details <> '{}' BEGIN
        DELETE FROM identifiers WHERE paper = OLD.id;
    END;
    CREATE TRIGGER identifiers_change AFTER UPDATE OF details ON papers BEGIN
        DELETE FROM identifiers WHERE paper = NEW.id;
        INSERT INTO identifiers
        SELECT DISTINCT scheme.value, id.value COLLATE NOCASE, NEW.id
        FROM json_each(NEW.details, '$.ids') AS pair, json_each(pair.value) AS scheme, json_each(pair.value) AS id
        WHERE scheme.key = 0 AND id.key = 1
        AND scheme.value IN ('acl', 'dblp', 'openalex', 'openreview', 'pmcid', 'pmid', 's2');
    END;

    CREATE TRIGGER ratings_come AFTER INSERT ON ratings BEGIN
        INSERT INTO changes (action, name, paper)
        SELECT action, 'ratings', NEW.paper
        FROM recording WHERE NEW.paper <= last;
    END;
    CREATE TRIGGER ratings_change AFTER UPDATE ON ratings BEGIN
        INSERT INTO changes (action, name, paper, at, image)
        SELECT action, 'ratings', OLD.paper, OLD.at, json_object('stars', OLD.stars)
        FROM recording WHERE OLD.paper <= last;
    END;
    CREATE TRIGGER ratings_go AFTER DELETE ON ratings BEGIN
        INSERT INTO changes (action, name, paper, at, image)
        SELECT action, 'ratings', OLD.paper, OLD.at, json_object('stars', OLD.stars)
        FROM recording WHERE OLD.paper <= last;
    END;

    -- As they were, with the new columns.
    DROP TRIGGER papers_leave;
    CREATE TRIGGER papers_leave AFTER DELETE ON papers BEGIN
        INSERT INTO changes (action, name, paper, image)
        SELECT action, 'papers', OLD.id,
               json_object('key', OLD.key, 'title', OLD.title, 'abstract', OLD.abstract, 'authors', OLD.authors,
                           'year', OLD.year, 'venue', OLD.venue, 'arxiv', OLD.arxiv, 'doi', OLD.doi,
                           'url', OLD.url, 'sources', OLD.sources, 'kind', OLD.kind, 'details', OLD.details,
                           'same', OLD.same, 'added', OLD.added, 'revision', OLD.revision)
        FROM recording WHERE OLD.id <= last;
    END;
    DROP TRIGGER facts_change;
    CREATE TRIGGER facts_change
    AFTER UPDATE OF key, title, abstract, authors, year, venue, arxiv, doi, url, sources, kind, details, same
    ON papers BEGIN
        INSERT INTO changes (action, name, paper, image)
        SELECT action, 'facts', OLD.id, (
            SELECT json_group_object(name, value) FROM (
                SELECT 'key' AS name, OLD.key AS value WHERE OLD.key IS NOT NEW.key
                UNION ALL SELECT 'title', OLD.title WHERE OLD.title IS NOT NEW.title
                UNION ALL SELECT 'abstract', OLD.abstract WHERE OLD.abstract IS NOT NEW.abstract
                UNION ALL SELECT 'authors', OLD.authors WHERE OLD.authors IS NOT NEW.authors
                UNION ALL SELECT 'year', OLD.year WHERE OLD.year IS NOT NEW.year
                UNION ALL SELECT 'venue', OLD.venue WHERE OLD.venue IS NOT NEW.venue
                UNION ALL SELECT 'arxiv', OLD.arxiv WHERE OLD.arxiv IS NOT NEW.arxiv
                UNION ALL SELECT 'doi', OLD.doi WHERE OLD.doi IS NOT NEW.doi
                UNION ALL SELECT 'url', OLD.url WHERE OLD.url IS NOT NEW.url
                UNION ALL SELECT 'sources', OLD.sources WHERE OLD.sources IS NOT NEW.sources
                UNION ALL SELECT 'kind', OLD.kind WHERE OLD.kind IS NOT NEW.kind
                UNION ALL SELECT 'details', OLD.details WHERE OLD.details IS NOT NEW.details
                UNION ALL SELECT 'same', OLD.same WHERE OLD.same IS NOT NEW.same
            ))
        FROM recording WHERE OLD.id <= last;
    END;
"""
