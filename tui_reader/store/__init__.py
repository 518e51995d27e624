"""What is precious: one SQLite file in the user data directory.

`database` owns connections and transactions, `schema` the tables. `intake` takes papers in, `shelf` gives them out:
`orders` in an order, `changes` what an index lacks, `facets` counts, `chosen` how a query is told of many ids.
`annotations` is what a reader of a paper adds to it, `searches` the queries that are kept, `settings` what the program
remembers. Nothing outside this package writes SQL.
"""
