"""The library itself: one SQLite file in the user data directory, which nothing can make again.

`database` owns connections and transactions; `schema` lists the migrations, whose SQL is also in `triggers`,
`remembered_tables` and `record_tables`.

- Papers in: `import_writer`, with `import_matching` (which paper a record is), `import_rows`, `import_marks` (what a
  file's reader had added), `authors_json`, `details_json`, and `rehearsal` (an import that is only tried).
- Papers out: `papers`, with `orders` (sorted ids), `filters` (flags and years), `facets` (counts), `changes` (what an
  index lacks) and `id_filter` (sets of ids in statements).
- What a reader adds: `annotations`, `highlights`, `notes` with `note_versions`, `citation_keys`, `queries`.
- What the program remembers: `settings`, `format_choices`, `note_files`.
- Undo: `journal`, with `actions` (its rows) and `row_images` (restoring rows).

No other package writes SQL.
"""
