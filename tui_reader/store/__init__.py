"""The library itself: one SQLite file in the user data directory, which nothing can make again.

`database` owns connections and transactions; `schema` lists the migrations, whose SQL is also in `triggers`,
`remembered_tables`, `record_tables` and `provenance_tables`; `derived` fills tables that follow from papers.

- Papers in: `import_writer`, with `import_rows` (a record tidied), `import_matching` and `identity` (which paper a
  record is), `completing` (what it adds), `import_marks` (what a file's reader had added), `import_keys` (its citation
  key), `people_json`, `details_json`, `import_action` (an import as one step of undo), `import_rehearsal` (an import
  that is only tried), `possible_duplicates` (pairs that wait for the reader's decision) and `removed` (what an import
  must not bring back).
- Papers out: `papers`, with `orders` (sorted ids), `filters` and `fact_filters` (which papers a filter leaves),
  `facets` (counts), `changes` (what an index lacks), `id_filter` (sets of ids in statements) and `provenance` (where
  facts are from).
- Papers by hand: `paper_edits`, with `paper_facts` (the facts of one paper), `paper_deleting` and `paper_merging`.
- What a reader adds: `annotations`, `ratings`, `highlights`, `notes` with `note_versions`, `citation_keys`, `queries`.
- What the program remembers: `settings`, `format_choices`, `note_files`.
- Undo: `journal`, with `actions` (its rows) and `row_images` (restoring rows).

No other package writes SQL.
"""
