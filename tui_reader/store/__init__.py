"""What is precious: one SQLite file in the user data directory.

`database` owns connections and transactions, `schema` the tables. `intake` takes papers in, `shelf` gives them out:
`orders` in an order, `changes` what an index lacks, `facets` counts, `chosen` how a query is told of many ids.
`annotations`, `highlights` and `notes` are what a reader of a paper adds to it, `queries` are those that are kept,
`settings` what the program remembers. `journal` makes steps of all that, which can be undone: `triggers` write down
what rows were, `images` puts them back. Nothing outside this package writes SQL.
"""
