"""The library itself: one SQLite file in the user data directory, which nothing can make again.

`database` owns connections and transactions, `schema` the tables. `import_writer` takes papers in (`import_matching`
finds the paper that a record is, `import_rows` makes rows), `papers` gives them out: `orders` in an order, `changes`
what an index lacks, `facets` counts, `id_filter` how a statement is given many ids. `annotations`, `highlights` and
`notes` are what a reader of a paper adds to it (`note_versions` what notes were), `citation_keys` names papers,
`queries` are those that are kept, `settings` what the program remembers. `journal` makes undoable actions of all that:
`triggers` record the rows as they were, `row_images` restores them. Nothing outside this package writes SQL.
"""
