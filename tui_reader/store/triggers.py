"""What writes the journal: triggers, so that nothing that changes a library escapes, whatever code does it.

Part of the third migration, and as little to be edited as any. A row that comes is written down by its key alone, one
that changes or goes with its columns; of a paper only the columns that change.
"""

from __future__ import annotations

RECORDING = """
    CREATE TRIGGER bookmarks_come AFTER INSERT ON bookmarks BEGIN
        INSERT INTO changes (action, name, paper)
        SELECT action, 'bookmarks', NEW.paper
        FROM recording WHERE NEW.paper <= last;
    END;
    CREATE TRIGGER bookmarks_change AFTER UPDATE ON bookmarks BEGIN
        INSERT INTO changes (action, name, paper, at, image)
        SELECT action, 'bookmarks', OLD.paper, OLD.at, json_object()
        FROM recording WHERE OLD.paper <= last;
    END;
    CREATE TRIGGER bookmarks_go AFTER DELETE ON bookmarks BEGIN
        INSERT INTO changes (action, name, paper, at, image)
        SELECT action, 'bookmarks', OLD.paper, OLD.at, json_object()
        FROM recording WHERE OLD.paper <= last;
    END;
    CREATE TRIGGER readings_come AFTER INSERT ON readings BEGIN
        INSERT INTO changes (action, name, paper)
        SELECT action, 'readings', NEW.paper
        FROM recording WHERE NEW.paper <= last;
    END;
    CREATE TRIGGER readings_change AFTER UPDATE ON readings BEGIN
        INSERT INTO changes (action, name, paper, at, image)
        SELECT action, 'readings', OLD.paper, OLD.at, json_object()
        FROM recording WHERE OLD.paper <= last;
    END;
    CREATE TRIGGER readings_go AFTER DELETE ON readings BEGIN
        INSERT INTO changes (action, name, paper, at, image)
        SELECT action, 'readings', OLD.paper, OLD.at, json_object()
        FROM recording WHERE OLD.paper <= last;
    END;
    CREATE TRIGGER queue_come AFTER INSERT ON queue BEGIN
        INSERT INTO changes (action, name, paper)
        SELECT action, 'queue', NEW.paper
        FROM recording WHERE NEW.paper <= last;
    END;
    CREATE TRIGGER queue_change AFTER UPDATE ON queue BEGIN
        INSERT INTO changes (action, name, paper, at, image)
        SELECT action, 'queue', OLD.paper, OLD.at, json_object()
        FROM recording WHERE OLD.paper <= last;
    END;
    CREATE TRIGGER queue_go AFTER DELETE ON queue BEGIN
        INSERT INTO changes (action, name, paper, at, image)
        SELECT action, 'queue', OLD.paper, OLD.at, json_object()
        FROM recording WHERE OLD.paper <= last;
    END;
    CREATE TRIGGER tags_come AFTER INSERT ON tags BEGIN
        INSERT INTO changes (action, name, paper, key)
        SELECT action, 'tags', NEW.paper, NEW.tag
        FROM recording WHERE NEW.paper <= last;
    END;
    CREATE TRIGGER tags_change AFTER UPDATE ON tags BEGIN
        INSERT INTO changes (action, name, paper, key, image)
        SELECT action, 'tags', OLD.paper, OLD.tag, json_object()
        FROM recording WHERE OLD.paper <= last;
        INSERT INTO changes (action, name, paper, key)
        SELECT action, 'tags', NEW.paper, NEW.tag
        FROM recording WHERE NEW.paper <= last;
    END;
    CREATE TRIGGER tags_go AFTER DELETE ON tags BEGIN
        INSERT INTO changes (action, name, paper, key, image)
        SELECT action, 'tags', OLD.paper, OLD.tag, json_object()
        FROM recording WHERE OLD.paper <= last;
    END;
    CREATE TRIGGER notes_come AFTER INSERT ON notes BEGIN
        INSERT INTO changes (action, name, paper)
        SELECT action, 'notes', NEW.paper
        FROM recording WHERE NEW.paper <= last;
    END;
    CREATE TRIGGER notes_change AFTER UPDATE ON notes BEGIN
        INSERT INTO changes (action, name, paper, at, image)
        SELECT action, 'notes', OLD.paper, OLD.at, json_object('text', OLD.text)
        FROM recording WHERE OLD.paper <= last;
    END;
    CREATE TRIGGER notes_go AFTER DELETE ON notes BEGIN
        INSERT INTO changes (action, name, paper, at, image)
        SELECT action, 'notes', OLD.paper, OLD.at, json_object('text', OLD.text)
        FROM recording WHERE OLD.paper <= last;
    END;
    CREATE TRIGGER highlights_come AFTER INSERT ON highlights BEGIN
        INSERT INTO changes (action, name, paper, key)
        SELECT action, 'highlights', NEW.paper, NEW.id
        FROM recording WHERE NEW.paper <= last;
    END;
    CREATE TRIGGER highlights_change AFTER UPDATE ON highlights BEGIN
        INSERT INTO changes (action, name, paper, key, at, image)
        SELECT action, 'highlights', OLD.paper, OLD.id, OLD.at,
               json_object('exact', OLD.exact, 'prefix', OLD.prefix, 'suffix', OLD.suffix, 'start', OLD.start,
                           'colour', OLD.colour, 'comment', OLD.comment)
        FROM recording WHERE OLD.paper <= last;
    END;
    CREATE TRIGGER highlights_go AFTER DELETE ON highlights BEGIN
        INSERT INTO changes (action, name, paper, key, at, image)
        SELECT action, 'highlights', OLD.paper, OLD.id, OLD.at,
               json_object('exact', OLD.exact, 'prefix', OLD.prefix, 'suffix', OLD.suffix, 'start', OLD.start,
                           'colour', OLD.colour, 'comment', OLD.comment)
        FROM recording WHERE OLD.paper <= last;
    END;
    CREATE TRIGGER searches_come AFTER INSERT ON searches BEGIN
        INSERT INTO changes (action, name, key)
        SELECT action, 'searches', NEW.id
        FROM recording WHERE TRUE;
    END;
    CREATE TRIGGER searches_change AFTER UPDATE ON searches BEGIN
        INSERT INTO changes (action, name, key, at, image)
        SELECT action, 'searches', OLD.id, OLD.at,
               json_object('name', OLD.name, 'query', OLD.query, 'sort', OLD.sort, 'digit', OLD.digit)
        FROM recording WHERE TRUE;
    END;
    CREATE TRIGGER searches_go AFTER DELETE ON searches BEGIN
        INSERT INTO changes (action, name, key, at, image)
        SELECT action, 'searches', OLD.id, OLD.at,
               json_object('name', OLD.name, 'query', OLD.query, 'sort', OLD.sort, 'digit', OLD.digit)
        FROM recording WHERE TRUE;
    END;
    CREATE TRIGGER papers_arrive AFTER INSERT ON papers BEGIN
        INSERT INTO changes (action, name, paper)
        SELECT action, 'papers', NEW.id
        FROM recording WHERE NEW.id <= last;
    END;
    CREATE TRIGGER papers_leave AFTER DELETE ON papers BEGIN
        INSERT INTO changes (action, name, paper, image)
        SELECT action, 'papers', OLD.id,
               json_object('key', OLD.key, 'title', OLD.title, 'abstract', OLD.abstract, 'authors', OLD.authors,
                           'year', OLD.year, 'venue', OLD.venue, 'arxiv', OLD.arxiv, 'doi', OLD.doi,
                           'url', OLD.url, 'sources', OLD.sources, 'same', OLD.same, 'added', OLD.added,
                           'revision', OLD.revision)
        FROM recording WHERE OLD.id <= last;
    END;
    CREATE TRIGGER facts_change
    AFTER UPDATE OF key, title, abstract, authors, year, venue, arxiv, doi, url, sources, same ON papers BEGIN
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
                UNION ALL SELECT 'same', OLD.same WHERE OLD.same IS NOT NEW.same
            ))
        FROM recording WHERE OLD.id <= last;
    END;
"""
