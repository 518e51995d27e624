"""What is precious: one SQLite file in the user data directory.

`database` owns connections and transactions, `schema` the tables, `shelf` the papers, `annotations` what the reader of
a paper adds to it, `settings` what the program remembers. Nothing outside this package writes SQL.
"""
