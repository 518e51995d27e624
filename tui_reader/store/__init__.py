"""What is precious: one SQLite file in the user data directory.

`database` owns connections and transactions, `schema` the tables (`record_tables`, `remembered_tables` the later ones).
`import_writer` takes papers in: `import_rows` tidies a record, `import_matching` and `identity` find the paper that it
is, `completing` says what it adds, `import_marks` what its reader did, `import_keys` its citation key; `import_action`
makes one step of undo of it, `import_rehearsal` tries it. `papers` gives papers out: `orders` in an order, `changes`
what an index lacks, `facets` counts, `filters` and `fact_filters` those that a filter leaves, `id_filter` how a
statement is given many ids, `provenance` where facts are from. `people_json` and `details_json` are how names and
details are kept. `possible_duplicates` are pairs that wait for the reader, `removed` what an import must not bring
back. `annotations`, `highlights` and `notes` are what a reader of a paper adds to it (`note_versions` what notes were),
`citation_keys` names papers, `queries` are those that are kept, `settings` what the program remembers. `journal` makes
undoable actions of all that: `triggers` record the rows as they were, `row_images` restores them. Nothing outside this
package writes SQL.
"""
